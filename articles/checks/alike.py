"""Tells whether two Chinese characters sound or look alike, as those do that are mistaken for each other in names."""

import re
from functools import lru_cache

# Characters in names that share most of their strokes and are taken for each other; sound is asked of pypinyin.
_LOOK_ALIKES = (
    "己已巳 未末 土士 日曰 昊吴昃 王玉壬主 大太犬天夫 天夭 兰三 桂佳挂娃洼 建健键律 俊峻竣骏浚悛 明朋 晴睛清情请倩靖 波坡披玻 梅海悔莓敏 "
    "杨扬场汤畅 栋拣练冻 淑椒叔寂督 媛嫒援缓暖 洁结浩 治冶怡 芸云芙 宏宠 冰水永泳咏 刚钢岗纲冈网 华毕哗桦 浩诰皓洁 祥详样翔 伟炜玮纬苇讳 "
    "斌彬赋武 凯剀铠 亮高 萍苹平评坪乎 丽郦俪 辉晖挥浑 宁宇字 子于孑 干千于午牛 田由甲申电 力刀刁 人入八 木本术禾 禾木末 令今 玲铃伶苓冷领龄 "
    "菲非霏绯 霞露霜 雷雪霄 志忘忠 思恩惠 峰锋蜂烽缝 炎淡谈 林森沐 晶品 昌冒唱 晨辰震 旭旮 秋秩 巧朽 娟捐涓绢 娜挪 婷停亭 娇骄桥 嫣焉 "
    "婉宛腕碗 妍研 姗珊删 姣校 妮呢泥 媚眉 嫦常 琴瑟琵 珍诊 珠株殊 瑞端 瑜愉榆渝喻 瑶遥谣摇 琪棋淇祺旗 璐潞露 莹萤荣 莲连涟链 荷何苛 菊掬 "
    "蓉容溶榕 蕾雷 薇徽微 蕊芯 芝艺芸 芳苏 芬芳 苗笛 若苦 英央 茹如 茜西 荔荔 莉利梨 莎沙 萌荫 蓝篮 慧彗惠 怡治 恒垣 恺凯 悦说锐 惟唯维 "
    "强张 弘引 彪彭 彤丹 德得 忠患 东车乐 乐东 丰韦 中申 丹舟 义文 之乏 乾干 事争 亚业 亭停 仁仕任 仪议义 传传 伦论纶 佑估祐 佩佣 依衣 侠峡挟狭 "
    "信倍 俭检险 倩情 偉伟 傅博 元无 允充 光先 克兑 全金 公分 兴共 典曲 军车 农衣 冬各 利莉 到刘 剑敛 劲颈 勇男 勤勒 北比 千干 卉升 卓早 博搏傅 "
    "卫卫 印卯 厚原 双欢 友发 发友 叶计 合台 吉古 名各 向问 君群 启后 吕品 周同 和禾 哲晢折 善喜 嘉喜 国围图园 坤珅 城诚成 培陪 堂党 境镜 增赠 声芦 "
    "士土 壮状 夏复 多名 奇寄 奎圭 奕弈 奥粤 如茹 妹妹 姜羌 学字 安案 宋宗 宗宋 定走 宝玉 实头 宪先 家冢 富副 小少 尚肖 展屉 山出 岚岗 岩岸 岳丘 川州 "
    "工干 巨臣 帅师 帆帜 平干 年牛 广厂 庆厌 序库 康庸 廷延庭 廷延 延廷 弟第 形彤 律津 徐涂 微徽 心必 忆亿 念忿 怀杯 恋变 恬甜 成戍 才木 拓柘 振震 "
    "捷睫 掌堂 敏梅 文义 斯期 新亲 方万 旋施 日目 旦旧 昆混 易昜 星呈 春舂 昭照招 晋普 晓哓 晖辉 智知 曙署 月用 有友 朝潮 本木 朱未 权杈 村材 杰木 松杦 "
    "枫风 柏拍怕 柯河 柳卯 根恨 格洛 桃挑 森林 楠南 楼搂 榕容 欣欧 正止 毅殷 民氏 汉又 江红 沛沐 河何 泉皇 泽译择 洋样羊 津律 洪烘 浩洁 涛筹 润闰 淳谆 "
    "渊洲 清请 溪奚 滨宾 潇萧 澄登 澜阑 灵灾 炳柄 烨桦 焕换 熙照 燕熊 爱受 牧枚 玉王 珂坷 珏钰 珣询 琦骑 琳淋 琼京 瑾谨 璇旋 甜恬 生主 用月 男勇 画面 "
    "登凳 百白 皎较 盛威 盈盆 目日 相湘 睿壑 石右 硕顾 磊垒 祖租 福副 秀季 科料 程呈 穆稳 立产 竹个 童章 章童 笑关 筠钧 红江 纯沌 练炼 绍招 维唯 缘绿 "
    "群君 羽习 翠碎 耀跃 聪总 胜性 航舫 良艮 花化 苑宛 范苑 荃全 莹营 菁青 虎虑 虹红 虹虾 蝶碟 裕浴 西酉 觉学 诗持 诚城 谦廉 豪毫 贞页 贤览 贵责 赫郝 "
    "超起 越赵 路露 辰晨 达迖 迪油 逸免 道首 邦帮 郁都 郎朗 郭敦 金全 鑫淼 钊剑 钧均钓 铭名 锐悦 镇填 长张 闯闽 阳阴 雁雇 雄难 雅难 雨两 霖淋 青责 静净 "
    "韵均 颖颍 飞气 馨磬 驰弛 骁晓 高亮 魁魏 鸣鸣 鹏鹤 麟鳞 黎藜 龙尤 柏栢 季李 李季 毛手 候侯 梁粱 沈忱 洗冼 余佘 佘余 阎闫 于干 丁了 卞卡 古石 叶什 "
    "兖衮 宫官 容客 汪注 苏办 茅芽 钱线 束東 邱丘 刘刈 任伍 伍任 郑邓 邓郑 陈陆 陆陈 孙孔 何荷 戴载 侍待 萧肃 尹伊 施旋 祝视 裴斐 涂徐 沐休 折析"
).split()
_NEAR = ((re.compile("^(z|c|s)h"), r"\1"), (re.compile("([aei])ng$"), r"\1n"), (re.compile("^l"), "n"))


def is_alike(one, other):
    """Whether two characters may be mistaken for each other: alike in sound (tones, 平翘舌, 前后鼻音, n and l apart) or in shape."""
    return looks_alike(one, other) or sounds_alike(one, other)


def looks_alike(one, other):
    """Whether two characters share most of their strokes."""
    return any(one in group and other in group for group in _LOOK_ALIKES)


@lru_cache(maxsize=4096)
def sounds_alike(one, other):
    """Whether two characters have a reading in common, or nearly so."""
    return bool(_sounds(one) & _sounds(other))


@lru_cache(maxsize=4096)
def _sounds(sign):
    # Its table takes a while to load, which copy without any name need not wait for.
    from pypinyin import Style, pinyin

    return {_plain(sound) for sound in pinyin(sign, style=Style.NORMAL, heteronym=True)[0]}


def _plain(sound):
    for pattern, replacement in _NEAR:
        sound = pattern.sub(replacement, sound)
    return sound


def one_apart(one, other):
    """Return the place of the only character in which two words of one length differ, or None."""
    if len(one) != len(other):
        return None
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return places[0] if len(places) == 1 else None


def is_written_alike(one, other):
    """Whether two names of one length differ in a single character that sounds or looks alike."""
    place = one_apart(one, other)
    return place is not None and is_alike(one[place], other[place])
