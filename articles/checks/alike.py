"""Tells whether two Chinese characters sound or look alike, as those do that are mistaken for each other in names."""

import re
from functools import lru_cache

# Characters in names that share most of their strokes and are taken for each other; sound is asked of pypinyin.
_LOOK_ALIKES = (
    "己已巳 未末 日曰 昊吴昃 王玉壬主 大太犬天夫 天夭 兰三 桂佳挂娃洼 建健键律 俊峻竣骏浚悛 明朋 晴睛清情请倩靖 波坡披玻 梅海悔莓敏 杨扬场汤畅 栋拣练冻 淑椒叔寂督 媛嫒援缓暖 洁结浩 "
    "治冶怡 芸云芙 宏宠 冰水永泳咏 刚钢岗纲冈网 华毕哗桦 浩诰皓洁 祥详样翔 伟炜玮纬苇讳 斌彬赋武 凯剀铠 萍苹平评坪乎 丽郦俪 宁宇字 子于孑 干千于午牛 田由甲申电 力刀刁 人入八 木本术禾 "
    "禾木末 令今 玲铃伶苓冷领龄 菲非霏绯 霞露霜 志忘忠 思恩惠 峰锋蜂烽缝 炎淡谈 林森沐 晶品 昌冒唱 晨辰震 旭旮 秋秩 巧朽 娟捐涓绢 娜挪 婷停亭 嫣焉 婉宛腕碗 妍研 姗珊删 姣校 妮呢泥 "
    "媚眉 嫦常 琴瑟琵 珍诊 珠株殊 瑜愉榆渝喻 瑶遥谣摇 琪棋淇祺旗 璐潞露 莹萤荣 莲连涟链 荷何苛 菊掬 蓉容溶榕 蕾雷 薇徽微 芝艺芸 芳苏 芬芳 苗笛 若苦 英央 茜西 莉利梨 莎沙 萌荫 蓝篮 "
    "慧彗惠 恒垣 恺凯 悦说锐 惟唯维 强张 弘引 彪彭 彤丹 德得 忠患 东车乐 丰韦 中申 之乏 乾干 事争 亚业 仁仕任 仪议义 伦论纶 佑估祐 佩佣 依衣 侠峡挟狭 信倍 偉伟 元无 允充 光先 "
    "克兑 公分 兴共 典曲 军车 农衣 冬各 到刘 剑敛 劲颈 勤勒 北比 卉升 卓早 博搏傅 印卯 厚原 双欢 叶计 合台 吉古 名各 向问 启后 吕品 周同 和禾 哲晢折 善喜 嘉喜 国围图园 坤珅 "
    "城诚成 培陪 境镜 增赠 声芦 壮状 夏复 奇寄 奎圭 奕弈 奥粤 姜羌 学字 安案 宝玉 实头 宪先 家冢 富副 小少 尚肖 展屉 山出 岚岗 岩岸 岳丘 川州 巨臣 帅师 帆帜 平干 广厂 庆厌 "
    "序库 康庸 廷延庭 弟第 形彤 心必 忆亿 念忿 怀杯 恋变 成戍 才木 拓柘 振震 捷睫 斯期 新亲 方万 旦旧 昆混 易昜 星呈 春舂 昭照招 晋普 晓哓 智知 曙署 有友 朝潮 朱未 权杈 杰木 "
    "松杦 枫风 柯河 柳卯 根恨 格洛 桃挑 楠南 楼搂 欣欧 正止 毅殷 民氏 汉又 沛沐 河何 泉皇 泽译择 洋样羊 洪烘 润闰 淳谆 渊洲 溪奚 滨宾 潇萧 澄登 澜阑 灵灾 炳柄 烨桦 熙照 燕熊 "
    "爱受 牧枚 珂坷 珏钰 珣询 琦骑 琳淋 琼京 瑾谨 生主 画面 登凳 百白 皎较 盛威 盈盆 相湘 睿壑 石右 硕顾 磊垒 祖租 秀季 科料 程呈 穆稳 立产 竹个 笑关 筠钧 纯沌 练炼 绍招 "
    "缘绿 羽习 翠碎 耀跃 聪总 胜性 航舫 良艮 花化 苑宛 范苑 荃全 莹营 菁青 虎虑 虹红 虹虾 蝶碟 裕浴 西酉 觉学 诗持 谦廉 豪毫 贞页 贤览 贵责 赫郝 超起 越赵 路露 达迖 迪油 "
    "逸免 道首 邦帮 郁都 郎朗 郭敦 鑫淼 钊剑 钧均钓 铭名 镇填 长张 闯闽 阳阴 雁雇 雄难 雅难 雨两 霖淋 青责 静净 韵均 颖颍 飞气 馨磬 驰弛 骁晓 魁魏 鹏鹤 麟鳞 黎藜 龙尤 柏栢 "
    "毛手 候侯 梁粱 沈忱 洗冼 阎闫 丁了 卞卡 古石 兖衮 宫官 容客 汪注 苏办 茅芽 钱线 束東 邱丘 刘刈 孙孔 戴载 侍待 萧肃 尹伊 祝视 裴斐 沐休 折析 佳崖涯桂娃卦封圭硅闺 俊唆梭竣 "
    "俭脸签验险检捡 倩靓静猜 党常赏掌棠堂裳尝 军浑挥辉晕晖 凯饥机肌 功劝动幼 勤谨 叶针什 国固因围困 池地驰他 宇守宁宙 宝室 寿涛筹铸 峰蓬锋逢 思备奋 怡抬始 村材寸 敏繁 星显昱 晨振唇 "
    "柏帕拍怕珀 梅晦诲侮 欣欢饮软次 永脉 波破皱被玻 浩皓靠 海晦诲 玲念吟 琴班斑 瑜偷输愉 瑞喘端 生姓性星 福幅逼副 秀透诱绣 秋愁揪 立拉站位 翔翅翼翠 航舰舟 良恳狠浪 芝泛乏 英奂换焕 "
    "蓝临鉴监 虎虚 贵溃遗 超越趣 远完玩 锦棉绵 雪灵雷霄 静铮晴筝情 顺须领项 鸣鹤莺鸟 鹏崩 龙优庞 珠株蛛 桥娇骄矫 栋冻陈 树村对 荣菜营 蕊芯蕾 琼凉 璇旋漩 琛深探 颢灏 曦羲 晟盛 昕听 "
    "旻旼 炜炫 炯烔 烁砾 焱炎 燊森 彦颜 彬杉衫 彤肜 翰瀚韩 羿翌 聿津 芮芬 茵因 菡涵 萱宣 蔚慰 筱莜攸 睿容 瞳童 禹禺 穆移 竞竟 笙生 纯钝 绮倚 缨樱 翊诩 耘耕 胤眉 舒野 芊千 "
    "芷芝 苒茸 茗名 荃茎 荻获 莞菀 季李 郑邓 任伍 余佘 章童 陈陆 土士 廷延 勇男 令今 云去 全金"
).split()
_NEAR = ((re.compile("^(z|c|s)h"), r"\1"), (re.compile("([aei])ng$"), r"\1n"), (re.compile("^l"), "n"))


def is_alike(one, other):
    """Whether two characters may be mistaken for each other: alike in sound (tones, 平翘舌, 前后鼻音, n and l apart) or in shape."""
    return looks_alike(one, other) or sounds_alike(one, other)


@lru_cache(maxsize=4096)
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
