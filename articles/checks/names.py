"""Finds the names of people in copy by what stands beside them: a post, a title, an age, what they say or do."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from articles.bylines import looks_like_name, plain_name
from articles.checks.lines import Line

HAN = r"\u3400-\u9fff"
# Who they are, before the name.
ROLES = (
    "投递员 邮递员 老兵 退役军人 馆长 护林员 修表匠 理发师 党工委书记 党委书记 支部书记 党支部书记 总支书记 第一书记 书记 副书记 主任 副主任 区长 副区长 市长 副市长 县长 副县长 镇长 乡长 村长 部长 副部长 局长 副局长 处长 "
    "副处长 科长 副科长 院长 副院长 校长 副校长 园长 会长 副会长 秘书长 队长 副队长 大队长 中队长 支队长 站长 副站长 所长 副所长 馆长 副馆长 团长 班长 组长 副组长 社长 "
    "台长 厂长 店长 行长 楼长 楼门长 院落长 理事长 董事长 总经理 副总经理 经理 总裁 主席 副主席 主管 总监 负责人 创始人 创办人 发起人 带头人 传承人 非遗传承人 代表 委员 "
    "常委 居民 村民 市民 业主 住户 租户 街坊 邻居 老人 老党员 党员 民警 警长 交警 辅警 警官 消防员 战士 老师 教师 班主任 教授 副教授 讲师 研究员 副研究员 专家 工程师 高级工程师 "
    "院士 博士 医生 医师 主任医师 副主任医师 护士 护士长 药师 志愿者 社工 网格员 楼管员 管理员 管家 保洁员 环卫工人 环卫工 快递员 快递小哥 外卖员 外卖小哥 司机 驾驶员 售票员 "
    "安全员 保安 厨师 面点师 师傅 老板 店主 摊主 商户 顾客 游客 读者 观众 乘客 患者 家长 学生 同学 考生 毕业生 大学生 选手 队员 运动员 教练 教练员 裁判 冠军 作家 诗人 画家 "
    "书法家 摄影师 摄影家 导演 演员 歌手 作曲家 设计师 建筑师 律师 法官 检察官 会计 职工 员工 工人 劳模 全国劳模 匠人 工匠 修伞匠 木匠 儿子 女儿 老伴 妻子 丈夫 母亲 父亲 孙子 "
    "孙女 奶奶 爷爷 徒弟 同事 搭档 队友 记者 通讯员 见习记者 编辑 主持人 讲解员 播音员 干部 工作人员 驻村干部 科员 馆员 理事 顾问 助理 部门经理 宣传委员 组织委员 发言人 新闻发言人 "
    "烈士 英雄 先生 女士 获得者 当事人 受访者 名叫 叫做 名为 姓名 他叫 她叫 我叫 就叫 本名 原名 作者 主演 领唱 主创 船长 机长 列车长 列车员 乘务员 店员 摊贩 房东 物业经理 项目经理 项目负责人 社长 领队 "
    "总编辑 副总编辑 总工程师 检察长 政委 指导员 教导员 连长 排长 营长 舰长 参谋 大爷 大妈 阿姨 大姐 大叔 老太太 小伙子 小伙 姑娘 男孩 女孩 小朋友 孩子"
).split()
_ROLE_WORDS = frozenset([*ROLES, "中国"])
# Words that begin with a surname's sign.
_WORDS = frozenset(
    "文旅 文商 文创 文博 国家 国际 国有 国内 国庆 国外 干部 干净 金融 金额 金牌 养老 文化 文明 文艺 文字 文件 文物 安全 安排 安装 高度 高校 高铁 高温 高考 高中 高端 和平 和谐 平安 平台 平均 平方 万众 万户 方面 "
    "方便 方案 方式 方法 任务 任何 任职 任命 成为 成立 成长 成果 成功 成员 时间 时代 时候 时任 时刻 路边 路口 路面 路灯 车辆 车间 车站 水果 石头 石榴 白天 白色 马路 马上 黄色 黄金 红色 花园 花坛 "
    "花费 花样 全国 全部 全面 全市 全区 全体 全程 全家 明天 明年 明确 明显 毛巾 毛笔 房屋 房子 房间 元旦 元宵 单位 单元 单独 常见 常年 常态 常委 广场 广播 广大 广泛 充分 充电 充足 充满 温度 温暖 "
    "温馨 温情 边上 边界 项目 项链 曲目 曲艺 古树 古城 古老 古代 古典 强化 强烈 强度 强调 农民 农村 农业 农历 农田 关于 关系 关心 关键 党员 党委 党组 连续 连接 连忙 都市 厚重 空间 空调 相关 相互 "
    "相信 计划 计算 应该 应急 应对 解决 解放 解释 管理 管道 经济 经过 经常 经验 符合 符号 景区 景观 景色 景点 利用 利益 便利 便民 权利 权益 越来 通过 通知 通道 通行 通讯 通车 满意 满足 满满 华丽 "
    "双方 双手 双向 习惯 习俗 乐器 乐园 乐队 师傅 师生 师资 师范 居民 居住 居家 居委 居然 步行 步伐 步道 包括 包装 包容 卫生 阳光 阳台 冬天 冬季 冬奥 夏天 夏季 秋天 秋季 田野 田间 雷雨 雷电 雪花 "
    "贺卡 贺信 苗木 苗圃 柳树 桂花 桃花 梅花 松树 柏树 杨树 杨柳 林业 林木 江边 江南 江苏 江西 山区 山水 山东 山西 谷物 牛奶 牛肉 羊肉 龙头 龙舟 凤凰 宫廷 宁静 康复 康养 云南 贵州 贵宾 费用 尚未 "
    "祝福 祝贺 祝愿 游客 游览 游戏 游玩 容易 容量 容纳 简单 简介 简易 沙发 咸菜 家长 家庭 家人 家里 家乡 家门 家园 封闭 封面 段落 富有 富裕 武术 武装 叶子 幸福 幸运 印刷 印象 印章 宿舍 怀念 蒙古 "
    "能够 能力 能源 闻名 劳动 劳模 申请 申报 扶持 扶贫 扶手 寿命 燕子 浦东 别人 别墅 庄稼 充实 慕名 向往 向上 易于 终于 终身 终点 都会 公园 公司 公共 公安 公益 公交 公布 公开 公里 公告 公务 公民 "
    "苏丹 贺中 从事 查看 查询 相机 有关 有效 有序 有人 有些 有市 于市 商户 商家 商场 商量 商业 施工 施行 顾客 顾问 童年 童话 梁柱 柱子 陶瓷 陶艺 米饭 米粉 钱包 储备 储存 危险 危房 祁连 席位 支部 支持 "
    "支付 支出 左右 左边 右边 邮局 班长 班级 仲裁 伊朗 伊拉 宫灯 暴雨 祖国 祖孙 司机 司法 荆棘 白菜 赖以 独立 独特 独自 东方 东边 百里 上官 万元 万人 丰富 丰收 曾经 曾任 相当 相约 相伴 相聚 相遇 相见 陆续".split()
)
# What they are called, behind the name.
_TITLES = (
    "书记 主任 区长 副区长 局长 处长 科长 院长 校长 园长 会长 队长 站长 所长 馆长 团长 班长 组长 社长 经理 董事长 总经理 主席 先生 女士 同志 老人 老师 教授 医生 大夫 护士 师傅 奶奶 "
    "爷爷 大爷 大妈 阿姨 大姐 大叔 大娘 老太太 老先生 院士 博士 律师 法官 警官 教练 导演 烈士 同学 小朋友 一家 夫妇 夫妻 等人 本人 家里 家的"
).split()
_VERBS = (
    "说 说道 笑着说 介绍 表示 告诉 指出 强调 认为 坦言 回忆 回忆道 笑着 笑道 建议 透露 补充 解释 坚持 感慨 感叹 直言 谈到 提到 提醒 看来 记得 觉得 希望 相信 呼吁 宣布 主持 出席 参加 陪同 "
    "带队 率队 带领 调研 检查 致辞 讲话 作报告 发言 汇报 获 荣获 获得 当选 担任 任 出任 兼任 受聘 创作 讲述 接过 接受 拿出 拿着 拿起 端着 端来 捧着 来到 走进 走到 站在 坐在 住在 家住 打开 "
    "递给 伸手 正在 正 已经 就是 是 有 在 从 把 将 对 向 和 与 也 都 又 还 便 则 却 就 为 给 让 被 的 等 及 同 到 一边 每天 每次 每周 退休 出生 生于 患 因 用 想 决定 开始 带着 领着 忙着 "
    "蹲在 拉着 推着 骑着 指着 说起 做 教 学 写 画 拍 摄 读 唱 演 主演 饰 饰演 主讲 领衔 编 著 译 一行 走访 慰问 察看 视察 听取 宣读 现任 不再 先后 分别 深入 赴 前往 "
    "实地 应邀 共同 一同 代表 今年 去年 今天 当天 第一 从事 一家 家中"
).split()
_CANNOT_BE_GIVEN = frozenset(
    "的了着过吗呢吧啊是及把被将给让到说称道也都又还就便则却不没很最更这那哪谁什怎个们只每各种些此其所以因而且但虽等获任有你我他她它您节届"
)
# 吉林市, 杭州已 and 越方将 open clauses as a name does.
_OF_PLACES = frozenset("省市县区镇乡村街路州时已将均曾再仍并能会要需应坚")
_SECOND_OF_PLACES = frozenset("省市县区州方国")
# These end a name only where a mark or a title follows: 娄清和，
_SELDOM_LAST = frozenset("和与或对从向为在之如若同当于由跟随")
_BEHIND = re.compile(
    rf"(?:\s?[,，。！？；：、:（(）)”’》\"…—]|\s|$|(?:{'|'.join(sorted([*_TITLES, *_VERBS], key=len, reverse=True))}))"
)
_SAID = re.compile("|".join(sorted([*_TITLES, *_VERBS[: _VERBS.index("做")]], key=len, reverse=True)))
_STRONG_BEHIND = re.compile(
    rf"[（(](?:左|右|中|前|后|[男女]|化名|\d{{1,3}}岁|今年)|[，,](?:今年)?\d{{1,3}}岁|[，,][男女][，,]|(?:{'|'.join(sorted([*_TITLES, *_VERBS[: _VERBS.index('坐在')]], key=len, reverse=True))})"
)
_MARK_BEHIND = re.compile(r"\s|[，。！？；：、（(”’》]|$|说|表示|介绍|告诉")
_CLAUSE = "，。！？；：、“”‘’（）》—…,;: 　\t"
_BEFORE = re.compile(
    rf"[:：“‘\s]?(?:(?:{'|'.join(sorted((role[::-1] for role in ROLES), key=len, reverse=True))})|(?:的龄高|的)?岁\d{{1,3}})|[{_CLAUSE}]"
)


@dataclass(frozen=True)
class Mention:
    """A name where it stands in a line, and the role word right before it."""

    name: str
    line: Line
    start: int
    role: str = ""
    is_sure: bool = True


@lru_cache(maxsize=4096)
def is_surname(text):
    """Whether one or two characters are a Chinese surname."""
    return looks_like_name(text + "某某"[: len(text)])


def ends_at(text, end):
    """Whether what follows shows that a name ends at `end`: a mark, a title, what the person does."""
    return bool(_BEHIND.match(text, end))


def mentions(lines):
    """Return the Mentions of people in `lines`, sure ones and those that only may be some."""
    found = []
    for line in lines:
        for start, role in sorted(_openings(line.text)):
            if is_surname(line.text[start : start + 1]) or is_surname(line.text[start : start + 2]):
                found += _mention_at(line, start, role) or _likely_at(line, start, role)
    times = Counter(one.name for one in found if _BEHIND.match(one.line.text, one.start + len(one.name)))
    return [one if times[one.name] < 2 else replace(one, is_sure=True) for one in found]


def surely(found):
    """Return those Mentions that leave little doubt; what only opens a clause like a name is not among them."""
    return _without_parts([one for one in found if one.is_sure or one.role])


def _openings(text):
    """Yield where a name may begin and the role or age before it, "" where a clause begins."""
    yield 0, ""
    # From behind, so that of 老师傅 the whole word before the name counts.
    for found in _BEFORE.finditer(text[::-1]):
        yield len(text) - found.start(), found.group()[::-1].strip(_CLAUSE)


def recurring(lines):
    """Return the first Mention of each that looks like a name and opens clauses, or follows roles, twice and differently.

    骆春霖把…, 骆春霖送…: what follows differs, as it doesn't behind the first signs of a longer word.
    """
    behind, first = {}, {}
    for line in lines:
        for start in {start for start, _role in _openings(line.text)}:
            surname = 2 if is_surname(line.text[start : start + 2]) else 1
            name = line.text[start : start + surname + 2]
            if (
                name[:2] not in _WORDS
                and name[-1:] not in _OF_PLACES
                and name[1:2] not in _SECOND_OF_PLACES
                and is_given(name[surname:], 2)
                and looks_like_name(name)
            ):
                behind.setdefault(name, set()).add(line.text[start + len(name) : start + len(name) + 1])
                first.setdefault(name, Mention(name, line, start))
    return [first[name] for name, signs in behind.items() if len(signs) > 1]


def credited(line):
    """Return the Mention of the person a credit line names."""
    name = plain_name(line.text)
    return [Mention(name, line, 0)] if looks_like_name(name) else []


def _likely_at(line, start, role):
    """Return the unsure Mention of three characters behind a role or an age, whatever follows: 82岁的谷淑媛第一个….

    Those that open a clause, like 刘建国是…, are told from other words only by standing so twice.
    """
    name = line.text[start : start + 3]
    if (
        not is_given(name[1:], 2)
        or not looks_like_name(name)
        or name[:2] in _WORDS
        or name[-1] in _SELDOM_LAST
    ):
        return []
    if (
        _is_verb_at(line.text, start + 2)
        or not looks_like_name(name[:2])
        or not (role or _BEHIND.match(line.text, start + 3))
    ):
        return []
    return [Mention(name, line, start, role, is_sure=False)]


def _mention_at(line, start, role):
    """Return the Mention of the person named from `start` on, the longer of two names first; [] where there is none."""
    text = line.text
    if text[start : start + 2] in _WORDS or text[start : start + 2] in _ROLE_WORDS:
        return []
    surname = 2 if is_surname(text[start : start + 2]) else 1
    for given in (2, 1):
        name = text[start : start + surname + given]
        if is_given(name[surname:], given) and looks_like_name(name) and _is_person(text, start, name, role):
            return [Mention(name, line, start, role)]
    return []


def is_given(text, length):
    """Whether characters can be a given name of that length."""
    if len(text) != length or text in _ROLE_WORDS:
        return False
    return bool(re.fullmatch(rf"[{HAN}]+", text)) and _CANNOT_BE_GIVEN.isdisjoint(text)


def _is_person(text, start, name, role):
    end = start + len(name)
    if name[-1] in _SELDOM_LAST and (len(name) < 3 or not _MARK_BEHIND.match(text, end)):
        return False
    if len(name) == 3 and _is_verb_at(text, end - 1):
        return False
    if role:
        return bool(_BEHIND.match(text, end))
    return len(name) > 2 and bool(_STRONG_BEHIND.match(text, end))


def _is_verb_at(text, start):
    """Whether the last sign of three begins what the person does: 李梅来到, 李梅告诉."""
    return len((_SAID.match(text, start) or [""])[0]) > 1


def _without_parts(found):
    """Drop a mention that begins inside another: 张明 in 李张明."""
    kept, last = [], None
    for one in found:
        if last and last.line is one.line and one.start < last.start + len(last.name):
            continue
        kept.append(one)
        last = one
    return kept
