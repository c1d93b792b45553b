"""Two newspaper pages as PDFs, set in another way than this system sets them: what a layout program sends for import."""

import tempfile
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from PIL import Image

_FONTS = [
    Path(pylopdf_fonts_zh_cn.__file__).parent,
    Path(__file__).parent.parent / "issues/outlets/cards/fonts",
]
_HEAD = """
#set page(width: 390mm, height: 545mm, margin: (x: 43pt, y: 40pt))
#set text(font: "Noto Serif SC", size: 12pt, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: 6pt, spacing: 6pt, first-line-indent: (amount: 2em, all: true))
#let sans = text.with(font: "Noto Sans SC")
#let plain(body) = par(first-line-indent: 0em, justify: false, body)
#let centred(size, body) = align(center, plain(text(size: size, body)))
#let title(size, body) = block(above: 8pt, below: 8pt, centred(size, body))
#let sub(body) = block(above: 14pt, below: 8pt, align(center, plain(sans(body))))
#let text-in(number, height, body) = block(height: height, width: 100%, columns(number, gutter: 14pt, body))
#let tag(body) = box(fill: rgb("#b3261e"), inset: (x: 4pt, y: 2pt), text(fill: white, size: 11pt, sans(body)))
#let picture(height, caption, credit) = block({
  image("picture.jpg", width: 100%, height: height)
  v(-2pt)
  plain(text(size: 10pt, sans[#caption #h(1fr) #credit]))
})
#let hair = line(length: 100%, stroke: 0.5pt)
#let upright(size, body) = stack(dir: ttb, spacing: 3pt, ..body.clusters().map(sign => text(size: size, sign)))
"""
_FRONT = """
#grid(columns: (200pt, 1fr, 200pt), align: (center, center, center),
  plain[2020年5月29日 星期五 \\ 总第944期　本期2版],
  stack(dir: ttb, spacing: 12pt, text(size: 96pt)[新东城报], text(size: 13pt, tracking: 3pt)[NEW DONGCHENG WEEKLY]),
  plain[努力打造“文化东城”\\ “活力东城”])
#line(length: 100%, stroke: 2pt)
#centred(9.5pt, sans[中共北京市东城区委宣传部主办　　东城区融媒体中心出版　　准印证号：京内资准字0707-L0117　　www.xdcb.net])
#hair
#title(20pt, sans[槐安街道召开居民议事大会，二十个社区的代表到会])
#title(60pt)[停车有序　晾晒有架]
#title(20pt, sans[三百条意见写成一张清单；办到哪一步，每月贴出来])
#grid(columns: (1fr, 400pt), gutter: 14pt,
  text-in(3, 215pt)[
    #sans[本报讯（记者 林小禾 通讯员 何 芳）]5月26日上午，槐安街道召开居民议事大会，二十个社区的代表到会，大家把想办的事一件一件写在纸上，贴满了礼堂的一面墙。代表们说，停车位和晾衣架是今年最想办成的两件事。

    #sub[先写下来，再排次序]

    街道把三百条意见按社区分开，又按急缓排出次序，排在最前面的是十二处坡道。负责记录的居民邬秀珍说，写得最多的一句话是“能不能先来看看”，工作人员第二天就去看了，回来又添了九条。

    坡道要改成缓坡，扶手要装在够得着的地方，夜里要有灯。这些都写进了清单，清单贴在每个楼门口，谁都可以用铅笔在旁边添字。

    #sub[谁来办，办到哪一步]

    每件事后面都写着一个人的名字和一个日子。到了日子办不成的，要当面向居民说明原因，再约下一个日子。街道答应在入冬以前办好停车位和晾衣架。

    居民说，名字写在上面，心里就有了底。七十岁的谷淑媛每天路过都要看一眼，看见一项办好了，就在旁边画一个圈。（下转2版）
  ],
  picture(200pt, [图为居民在墙上贴意见。], [记者 燕北河 摄]))
#hair
#grid(columns: (1fr, 1fr), gutter: 28pt,
  grid.vline(x: 1, stroke: 0.5pt, position: start),
  {
    block(fill: luma(240), inset: 8pt, width: 100%)[
      #plain(text(size: 15pt)[今日导读])
      #plain[竹帘下的午后 2版]
      #plain[河边的一天 2版]
    ]
    title(30pt)[修伞匠把摊子支在槐树下]
    text-in(2, 80pt)[
      #sans[本报讯（记者 罗听澜）]五月的一个早晨，修伞匠把摊子支在了胡同口的槐树下，街坊们排着队来修伞，有人一次带来了三把。他说，伞坏了不要扔，骨子换一根还能再用十年。

      这门手艺他做了四十年，如今也教给了两个徒弟。徒弟里有一位是附近中学的老师，每个星期六下午来学，已经能自己换伞面了。
    ]
  },
  {
    title(28pt)[图书室晚上亮灯到九点]
    text-in(2, 50pt)[
      #sans[本报讯（通讯员 温如故）]枣花胡同图书室从本周起把闭馆时间推迟到晚上九点，夜间值守由十二位居民志愿者轮流承担，一次可以借三本，二十一天归还。
    ]
    hair
    title(24pt)[晨光漫过月牙河]
    picture(120pt, [5月20日清晨，河上薄雾未散，早起的居民沿河散步。（详见2版）], [记者 燕北河 摄])
    block(stroke: 1pt, inset: 8pt, width: 100%, above: 16pt)[
      #tag[广告]
      #title(16pt)[拧紧水龙头　留住每一滴]
      洗菜水可以浇花，洗衣水可以拖地。家中水管漏水，请到服务站借用工具箱。
    ]
  })
"""
_INNER = """
#grid(columns: (1fr, auto), align: (left + bottom, right + bottom),
  text(size: 28pt)[2　生活],
  plain(sans(text(size: 10pt)[新东城报　2020年5月29日 星期五　总第944期　责任编辑：林叙白　校对：佘一丁])))
#line(length: 100%, stroke: 2pt)
#grid(columns: (2fr, 1fr), gutter: 28pt,
  grid.vline(x: 1, stroke: 0.5pt, position: start),
  {
    title(36pt)[停车有序　晾晒有架]
    text-in(3, 58pt)[
      （上接1版）第一批停车位已经画好线，就在菜市场的东边，一共二十六个。晚上六点以后，附近单位的院子也向居民开放，早上七点以前开走，不收一分钱。

      管院子的佟大江说，开放一个月，没有一辆车过了时间还停着。居民说，车有了地方放，门口的路就宽了。
    ]
    hair
    grid(columns: (208pt, 1fr), gutter: 14pt,
      {
        align(center, tag[街坊])
        v(6pt)
        align(center, stack(dir: rtl, spacing: 10pt, upright(34pt, "竹帘下的午后"), upright(12pt, "闻一舟")))
        [夏天的午后，外婆把竹帘放下来，屋里就成了一口井。光从帘缝里漏进来，一条一条落在席子上，我数着数着就睡着了。]
      },
      text-in(2, 135pt)[
        醒来的时候，席子上的光已经挪到了墙根。外婆说，天还早，再睡一会儿也不要紧。

        外婆说，竹帘是外公编的，编了一个冬天。帘子旧了，舍不得换，破的地方用布条补上，补丁的颜色和竹子一样，不走近看不出来。

        有一年夏天雨水多，帘子发了霉，外婆把它搬到院子里，用淘米水刷了三遍，晒了三天。刷过的竹子发白，像是新的。

        今年我又把它挂起来，光还是一条一条的。
      ])
  },
  {
    title(18pt)[便民服务　请您对表]
    [#sans[本报讯]　社区服务站公布6月的便民服务安排，各项服务均不收费。具体时间如下：]
    table(columns: (1fr, 1fr, 1fr), stroke: (x: none, y: 0.5pt), align: left, inset: 4pt,
      ..("项目", "时间", "地点", "理发", "每周三", "活动室", "量血压", "每周一", "小屋", "磨剪子", "每周二", "门厅")
        .map(cell => plain(text(size: 10pt, cell))))
    [需要上门服务的老人，请提前一天向楼门长登记。]
    hair
    title(18pt)[五月]
    align(center, plain(sans(text(size: 11pt)[温如故])))
    pad(left: 60pt, {
      for stanza in (("槐花落了一夜", "扫街的人没舍得用力"), ("他把花拢到树根", "像替谁掖好被角"), ("卖豆腐的铃铛经过", "叫醒了一半胡同")) {
        for verse in stanza { plain(verse) }
        v(14pt)
      }
    })
  })
"""


@lru_cache
def front():
    """Return the PDF of a front page: a lead with a photo, a guide, a boxed advertisement, a photo piece."""
    return _set(_FRONT)


@lru_cache
def inner():
    """Return the PDF of an inner page: the lead's jump, an upright headline, a table, a poem."""
    return _set(_INNER)


def _set(source):
    with tempfile.TemporaryDirectory() as folder:
        Image.effect_noise((600, 400), 60).convert("RGB").save(f"{folder}/picture.jpg")
        Path(folder, "page.typ").write_text(_HEAD + source, encoding="utf-8")
        return typst.compile(
            f"{folder}/page.typ", font_paths=[str(path) for path in _FONTS], ignore_system_fonts=True
        )
