"""Finds pieces that read as advertisements and are not marked as such (Advertising Law of the PRC, article 14)."""

import re
from itertools import islice

from django.utils.translation import gettext as _

from issues.planning.preflight.finding import WARNING, of_piece

_MARKED = re.compile(
    r"^\s?[【\[(（]?\s?(?:广\s?告|推广|商业推广|特约刊登|软文)\s?[】\])）:：]?\s?$|[(（【]\s?广\s?告\s?[)）】]"
)
# What sells, each kind once.
_SELLS = [
    re.compile(words)
    for words in (
        r"订购|抢购|选购|热购|购买?热线|下单|货到付款|送货上门|厂家直销|团购|秒杀|拼团",
        r"优惠价|特价|惊喜价|特惠|[钜盛巨]惠|促销|大酬宾|折扣|[1-9一二三四五六七八九]\.?\d?折|满\d+元?[减送]|立减|直降|低至|现价|会员价|团购价|体验价|清仓|优惠券|抵用券|返现",
        r"买[一二两三\d]+[送赠]|另?赠送?[^，。]{0,6}[一1]|送豪礼|豪礼|礼品|免费(?:领取|试用|品尝|体验|赠|量房|设计|上门)|前\d+名",
        r"招商|加盟|代理商|诚聘|高薪|盛大开[业盘幕]|隆重开[业盘]|热销|热卖|首付|样板间|现房|商铺|投资回报|稳赚|旺铺|得房率|户型",
        r"疗效|根治|治愈率|祖传|秘方|无效退款|副作用|药到病除|千年古方|专利配方|轻松告别|见效快|疗程",
        r"火[热爆]招生|名师(?:授课|一对一|团队)|提分|包过|小班授课|无抵押|低利率|高价(?:回收|收购)|诚信经营|现款现付|全额退款|低息|年化|高回报|保本|快速放款",
        r"欲购从速|机不可失|数量有限|名额有限|限时|仅限|先到先得|抓紧|欢迎(?:您?来电|致电|垂询|选购|光临|惠顾|品鉴)|恭候|竭诚|诚邀|回馈(?:新老)?(?:客户|顾客|读者|会员)",
        r"第一品牌|知名品牌|顶级|尊享|奢华|您的首选|品质生活|超值|至尊|火爆|震撼|匠心之作|臻",
    )
]
_CALLS = re.compile(
    r"(?:热线|电话|专线|手机|微信|QQ|详询|致电|来电)(?:号码?)?\s?[:：]?\s?[0-9０-９(（]|扫(?:描|一扫)?.{0,6}(?:二维码|下单|领取)|400[-—]?\d{3}"
    r"|(?<!\d)0\d{2,3}[-－—]?\s?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?:店|公司|展厅|营销中心|售楼处)?地址\s?[:：]"
)
_PRICE = re.compile(r"[0-9０-９.]+\s?元|[¥￥]\s?\d|\d+\s?万(?:元)?(?:起|/|每)")
# Who reports, reports, and a public body that offers something has nothing to sell.
_REPORTED = re.compile(r"记者|通讯员|本报讯|新华社")
_PUBLIC = re.compile(
    r"12345|政府|街道办|文化[馆站]|图书馆|区[\u4e00-\u9fff]{1,8}[局委办]|居委会|红十字会|志愿者"
)
# How many words count of each kind, how many must sell, and how many there must be with telephone and price.
_OF_OTHERS, _OF_REPORTED = (2, 2, 3), (1, 3, 5)
_SHOWN = 6


def unmarked(edition):
    """Yield a finding for each piece that is not marked an advertisement and says that it is one, or reads as one."""
    for piece in edition.pieces:
        article = piece.article
        if not article.is_advertisement and (said := _signs(article, edition.texts[article.pk])):
            message = _("It reads as an advertisement (%(signs)s) and is not marked as one.")
            yield of_piece(
                "advertisement_unmarked",
                WARNING,
                message % {"signs": "、".join(said[:_SHOWN])},
                piece,
                excerpt=said[0],
            )


def _signs(article, text):
    """Return the words that make an advertisement of it, none where they are too few."""
    for line in (article.column, article.kicker, article.title):
        if found := _MARKED.search(line):
            return [found.group().strip()]
    last = text.split("\n")[-1]
    if len(last) < 12 and (found := _MARKED.search(last)):
        return [found.group().strip()]
    captions = "".join(photo.caption for photo in article.photos.all())
    words = f"{article.kicker}\n{article.title}\n{article.deck}\n{text}\n{captions}"
    most, least_sells, least = _OF_REPORTED if _is_reported(article, text) else _OF_OTHERS
    sells = [word for pattern in _SELLS for word in islice(_words(pattern, words), most)]
    calls = [found.group() for found in (_CALLS.search(words), _PRICE.search(words)) if found]
    is_one = len(sells) >= least_sells and _CALLS.search(words) and len(sells + calls) >= least
    return sells + calls if is_one else []


def _words(pattern, text):
    return sorted({found.group() for found in pattern.finditer(text)})


def _is_reported(article, text):
    roles = "".join(credit.role for credit in article.credits.all())
    return bool(_REPORTED.search(article.dateline + roles) or _PUBLIC.search(text))
