"""Reads the posts that stand beside a name, and says whether one is the post that the paper's list means."""

import re
from dataclasses import dataclass
from functools import lru_cache

_HAN = r"\u3400-\u9fff"
_HEADS = "委员长 总书记 总理 书记 区长 市长 省长 县长 镇长 乡长 主任 主席 部长 局长 院长 校长 检察长 秘书长 常委 政委".split()
_DEPUTY = "常务副|第一副|执行副|名誉|代理|常务|副|代"
_PARTED = re.compile(r"[、，,；;／/\s]+|兼任?")
# Where the words before a post end that don't belong to it.
_NO_PART = re.compile(
    r"(?:[上下中]午|晚上|傍晚|清晨|凌晨|早上|当天|日前|近日|[日天年月晚时]|其中|陪同|会同|邀请|率领|跟随|代表|当选|会上|会见|听取|包括|以及|分别|其中|介绍|采访|[在由和与及向对的了是为任到随各该经请上后前里下说称着过同于从被给让据叫找跟得有名位])$"
)
_BODY_END = re.compile(
    r"(?:[区市县省委部局会院校办厅署处科团社所站馆厂村镇乡街]|政府|人大|政协|街道|社区|公司|集团|中心|[东西]城|朝阳|海淀|丰台|石景山|通州|顺义|昌平|大兴|房山|门头沟|怀柔|平谷|密云|延庆)$"
)
_DISTRICT = re.compile(rf"([{_HAN}][^社园街校景辖小全我本该各地新副代任原前，、])区")
_OF_DISTRICT = re.compile(rf"^(?:[{_HAN}]{{2}})?区")
_CHIEF = re.compile(rf"(?:[{_HAN}]{{2}})?区?(?:委|人大|政协)?(?:{_DEPUTY})?(?:书记|区长|主任|主席)")
# 原 and 前 right before the post, or in it before its last word: 区委原书记.
_FORMER = re.compile(r"(?:(?<![中平草高还])原|(?<![日此目以之会年天午月史生跟面提节])前)任?$")
_FORMER_POST = re.compile(r"^[原前]|[委区局府]原")
# Posts that come and go with a task, which the list of posts need not have.
_OF_A_TASK = re.compile(
    r"(?:领导小组|指挥部|专班|[组筹]委会|理事会|学会|协会|研究会|联合会|基金会|(?:改革|财经|安全|编制|规划|运动|绿化|网络|治理|审计)\S{0,6}委员会|党组)\S{2,4}$"
)
_ONCE = re.compile(r"时任|曾任|历任|曾经|曾担任|曾|已故|免去|不再|辞去|卸任|离任|免职|首任")
_TAKES = r"(?:同志)?(?P<once>曾|历|不再|先后|曾先后)?(?:现|新|被任命为|被选为|当选为?|任命为|任|担任|出任|兼任|调任|升任|转任|接任|继任|获任){1,2}(?:过|了)?(?:为)?"


# A post ends within so many signs of the name; a row of names without end is not read again for each.
_FARTHEST = 80


@dataclass(frozen=True)
class Said:
    """The posts that stand beside a name, and whether they are said of the past: "former" (原, 前), "once" (曾任)."""

    posts: tuple[str, ...]
    start: int
    end: int
    when: str = ""
    year: int | None = None  # the year that 时任 is told of


@dataclass(frozen=True)
class Title:
    """A post taken apart: 东城区委副书记 is 副, 书记 and 东城区委."""

    deputy: str
    head: str
    body: str


def titles(post):
    """The single posts of an entry of the list: 东城区委副书记、区长 are two."""
    return [part for part in _PARTED.split(post) if part]


@lru_cache(maxsize=8)
def post_words(posts):
    """Return the pattern of a post's last word, also of those that only this list (a tuple of Posts) has."""
    listed = (part for post in posts for part in titles(post.post))
    heads = {part[-2:] for part in listed if not part.endswith(tuple(_HEADS))} | set(_HEADS)
    heads = "|".join(sorted(map(re.escape, heads), key=len, reverse=True))
    return rf"(?:{_DEPUTY})?(?:{heads})"


@lru_cache(maxsize=4096)
def taken_apart(post, words):
    """Return the Title that the words of a post are, or None; `words` is the pattern of `post_words`."""
    post = _plain(post)
    found = re.search(rf"(?P<word>{words})$", post)
    if not found:
        return None
    deputy = re.match(_DEPUTY, found["word"])
    head = found["word"][deputy.end() :] if deputy else found["word"]
    body = post[: found.start()]
    # 宣传部部长 is 宣传部长.
    return Title(deputy[0] if deputy else "", head, body.removesuffix(head[0]) if head[1:] == "长" else body)


def _plain(post):
    """A post without what may be left out of it: 中共北京市东城区委员会书记 is 东城区委书记."""
    post = re.sub(r"\s|中共|中国共产党|北京市(?=.)|^原|^前|^时任|^现任|^曾任", "", post)
    post = re.sub(r"政协(.+?)委员会|政协([^副主秘常]+?区)", r"\1\2政协", post)
    post = re.sub(r"人大常委会|人民代表大会常务委员会|人民代表大会", "人大", post)
    post = post.replace("委员会", "委").replace("党工委", "工委").replace("人民政府", "").replace("政府", "")
    return post.replace("人民法院", "法院").replace("人民检察院", "检察院")


def is_meant(said, listed, words):
    """Whether the post `said` in copy is the listed one, perhaps in a shorter or longer form."""
    one = taken_apart(said, words)
    for part in titles(listed):
        other = taken_apart(part, words)
        if (
            one
            and other
            and _is_same_place(said, listed)
            and one.head == other.head
            and _is_rank(one, other)
            and _is_same_body(one.body, other.body, listed)
        ):
            return True
    return False


def _is_same_place(said, listed):
    """Whether the two don't name different districts; a post without one is the paper's own."""
    places = [found[1] for found in map(_DISTRICT.search, (said, listed)) if found]
    return len(places) < 2 or places[0] == places[1] or bool(_NO_PART.search(places[0]))


def is_of_kind(said, listed, words):
    """Whether two posts have the same last word: 组织部部长 and 宣传部部长."""
    one = taken_apart(said, words)
    others = [taken_apart(part, words) for part in titles(listed)]
    return one is not None and any(other and other.head == one.head for other in others)


def _rank(title):
    return title.deputy.replace("第一副", "副").replace("执行副", "副")


def _is_rank(said, listed):
    """Whether a deputy of one kind is called so: a 常务副区长 also plainly 副区长, not the other way."""
    return _rank(said) == _rank(listed) or (_rank(said), _rank(listed)) == ("副", "常务副")


def _is_same_body(said, listed, whole):
    if (
        not said
        or not listed
        or said in _plain(whole)
        or set(said) <= set(listed)
        or set(listed) <= set(said)
        or _is_shorter(_OF_DISTRICT.sub("", said), _OF_DISTRICT.sub("", listed))
    ):
        return True
    while said and listed and said[-1] == listed[-1]:
        said, listed = said[:-1], listed[:-1]
    if not said or not listed:
        return True
    return bool(_NO_PART.search(said)) or not _is_body(said)


def _is_shorter(one, other):
    """Whether one of two names of a body is short for the other: 教委 for 教育委员会."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 1 and set(shorter) <= set(longer)


def _is_body(words):
    return bool(_BODY_END.search(words)) or len(words) <= 3


def beside(text, start, end, words):
    """Return what is Said of the name from `start` to `end`: before it, and behind it."""
    said = [
        before(text, start, words),
        _called(text, end, words),
        _in_brackets(text, end, words),
        _taking(text, end, words),
    ]
    return [one for one in said if one]


def before(text, start, words):
    """Return what is Said right before the name at `start`, None where nothing is."""
    near = text[max(start - _FARTHEST, 0) : start]
    run = re.search(rf"([{_HAN}]+(?:[、兼][{_HAN}]+)*)\s?$", near)
    parts = re.split("[、兼]", run[1]) if run else []
    posts = []
    while parts and re.search(rf"{words}$", parts[-1]):
        part = parts.pop()
        posts.insert(0, _cut(part))
        if posts[0] != part:
            break  # what stands before is another sentence's or person's
    if not posts:
        return None
    began = start - len(re.search(rf"{re.escape(posts[0])}[^。！？]*$", near).group())
    return Said(tuple(posts), began, start, _when(text[max(began - 6, 0) : began], posts[0]))


def _cut(part):
    """A post without the words before it that are none of it: 昨天下午区长 is 区长."""
    for cut in range(len(part) - 2, 0, -1):
        if _is_another(part[:cut], part[cut:]):
            return part[cut:]
    return part


def _is_another(before, post):
    """Whether `before` is no part of the post: 昨天下午 or 王守正和; but 区文化和 is of 区文化和旅游局."""
    if before[-1] in "和与及同":
        return bool(re.match("[区市县省副常中东代原前]", post))
    return bool(_NO_PART.search(before)) and not _BODY_END.search(before)


def _when(before, post):
    if _ONCE.search(before + post):
        return "once"
    return "former" if _FORMER.search(before) or _FORMER_POST.search(post) else ""


def is_chief(post):
    """Whether a post is one of a district's first: 区委书记, 区长, 区人大常委会主任, 区政协主席, and their deputies."""
    return bool(_CHIEF.fullmatch(_plain(post)))


def is_of_a_task(post):
    """Whether a post is one beside a person's office: in a working group, a headquarters, a society."""
    return bool(_OF_A_TASK.search(post))


def _called(text, end, words):
    """Return what is said straight behind a name: 李四平区长."""
    found = re.match(rf"(?:同志)?({words})(?!助理|级|会议|办公|们)", text[end : end + _FARTHEST])
    return Said((found[1],), end, end + found.end()) if found else None


def _in_brackets(text, end, words):
    found = re.match(
        r"\s?[（(]([^（）()]{2,30})[）)]|[，,]\s?(?:现任|时任)?([^，,。；（(]{2,24})[，,。]",
        text[end : end + _FARTHEST],
    )
    inside = (found[1] or found[2]) if found else ""
    posts = tuple(part for part in titles(inside) if re.search(rf"{words}$", part))
    if not posts or (found[2] and len(posts) < len(titles(inside))):
        return None
    return Said(posts, end, end + found.end(), _when(found.group(), posts[0]))


def _taking(text, end, words):
    """Return what a name takes up: 李四平同志任区长."""
    one = rf"[{_HAN}]{{0,14}}?{words}"
    found = re.match(rf"{_TAKES}(?P<posts>{one}(?:、{one})*)(?!助理)", text[end : end + _FARTHEST])
    if not found:
        return None
    is_over = found["once"] or re.match("期间|时(?!任)|以来|的时候", text[end + found.end() :])
    when = "once" if is_over or _ONCE.search(text[max(end - 12, 0) : end]) else ""
    return Said(tuple(found["posts"].split("、")), end, end + found.end(), when)
