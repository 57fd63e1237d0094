"""Names, places and causes in a sentence that may answer who, where and why: words of the sentence alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.words import STOP

Span = tuple[str, float]
"""Words of a sentence, and how well they fit what is asked, up to about 1."""

_NAME = re.compile(
    r"(?<![\w'’])[A-Z][\w'’&-]*(?:\.?\s(?:(?:of|the|de|der|van|von|al|bin|ibn|aan|&)\s){0,2}[A-Z0-9][\w'’&-]*){0,6}"
)
_CALENDAR = frozenset(
    re.findall(
        r"[a-z]+",
        "january february march april may june july august september october november december jan feb mar "
        "apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon "
        "tue wed thu fri sat sun spring summer autumn winter",
    )
)
_DATELINE = re.compile(r"[A-Z][A-Z .'-]{2,40}(?:,|\s\().{0,40}?\s?(?:--|—|–|\)|\s-\s)")
_WITHIN = re.compile(r"(?i)\b(?:in|at|near|between|from|across|through|around|into|towards?)\s(?:the\s)?$")
_BETWEEN = re.compile(r"\bbetween\s[^.;]{1,60}\sand\s(?:the\s)?$")
_OF = re.compile(r"(?i)\b(?:of|for|on)\s(?:the\s)?$")
_BY = re.compile(
    r"(?i)\b(?:by|with|named|called|to|appointed|elected|chose|mr|mrs|ms|dr|mayor|minister|president|professor|"
    r"chair|chairman|chairwoman|director|captain|judge)\.?\s(?:the\s)?$"
)
_TELLS = re.compile(r"(?:\s(?:said|told|reported|announced|wrote)\b|,?\s\()")
_BY_CHINESE = re.compile(
    r"由\s?([\u4e00-\u9fff·]{2,20}?)\s?(?:承建|设计|設計|建设|建設|负责|負責|担任|投资|投資|运营|營運|主办|承办|"
    r"提供|组织|制定|发布|管理|牵头|执行|整理|出任|开发|生产|研发|实施)"
)
_BODY_CHINESE = re.compile(
    r"(?:^|(?<=[，。、；：和与及为由向被是\s]))([\u4e00-\u9fff]{2,16}?(?:公司|集团|大学|学院|研究院|研究所|设计院|"
    r"委员会|管理局|管理处|医院|银行|法院|政府|办公室|协会))(?!的)"
)
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6}){1,3}(?=[\s，。、；（(]|$)")
_BEHIND = re.compile(
    r"(?:[厅局市县区院校处部镇村会]长|廳長|局長|主任|书记|經理|经理|董事长?|总裁|主席|教授|院士|代表|负责人|"
    r"创始人|作者|设计师|船长|法官|记者)([\u4e00-\u9fff]{2,3}?)(?=[，。、：；,:说表介在指认]|$)"
)
_SITE = re.compile(
    r"\b(?:in|into|at|near|on|to|of|from|outside)\s(?:the\s)?([A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,4})"
)
_SITE_CHINESE = re.compile(
    r"(?:位于|落户|设在|在|(?<![关由对基终])于)\s?([\u4e00-\u9fff]{2,12}?)(?=[，。、；设設举舉召成建开開投签簽,和与及\s]|$)"
)
_ENDS = "省市县縣区區镇鎮乡鄉村国國州岛島湾灣港路街园園馆館场場厅廳楼樓心"
_CAUSE = re.compile(
    r"(?i)\b(?:because of|because|due to|owing to|thanks to|as a result of|reflects?|caused by|blamed on|"
    r"attributed to|in order to|so as to|so that|to avoid|to ensure|to protect|after)\s([^,.;]{3,160})"
)
_CAUSING = re.compile(
    r"(?:^|[,;:]\s)((?:[^\s,;:]{1,30}\s){1,9}?)(?:has\s|have\s|had\s)?"
    r"(?:forced|caused|led\sto|prevented|delayed|destroyed|washed\sout|ruined|damaged)\b"
)
_ASIDE = re.compile(
    r"(?i)\s(?:in|on|at|of|during|over)\s(?:the\s)?(?:\S+\s){0,3}"
    r"(?:half|spring|summer|autumn|winter|week|month|year|quarter|\d{4}).{0,40}$"
)
_CAUSE_CHINESE = re.compile(
    r"(?:因为|由于|因為|由於|鉴于|旨在|为了|為了|(?<!原)因(?!此|而))([^，。；]{2,40})|受([^，。；]{2,20}?影响)|"
    r"(?:由|是|因)\s?([^，。；]{2,20}?)\s?所?(?:导致|造成|引发|引起)"
)
_BODY = re.compile(
    r"(?i)\b(?:the|an?|his|her|their|its)\s(?:[\w'’-]{1,20}\s){0,3}"
    r"(?:company|council|ministry|government|committee|"
    r"department|authority|association|army|police|king|queen|emperor|president|minister|mayor|people|workers|"
    r"students|university|court|church|firm|team|group|board|agency|scientists|researchers)\b"
    r"(?!\s(?:said|told|reported|announced))"
)


def names(asked: frozenset[str], said: str) -> Iterator[Span]:
    """Names of people and bodies that the question does not have."""
    for match in _BEHIND.finditer(said):
        yield match[1], 1.5
    yield from ((match[1], 1.4) for match in _BY_CHINESE.finditer(said))
    yield from ((match[1], 0.8) for match in _BODY_CHINESE.finditer(said))
    yield from ((match[0], 1.0) for match in _FOREIGN.finditer(said))
    line = _DATELINE.match(said)
    for match in _NAME.finditer(said, line.end() if line else 0):
        name = _apart(asked, _bare(match[0]))
        words = re.findall(r"\w+", name.lower())
        told = [
            word for word in words if word not in _CALENDAR and not word[0].isdigit() and word not in STOP
        ]
        fresh = [word for word in told if word not in asked]
        if len(fresh) * 2 <= len(told) or not told:
            continue
        before = said[max(0, match.start() - 80) : match.start()]
        alone = not before.strip() and " " not in match[0]
        if alone and (name.endswith("s") or said.startswith(" of ", match.end())):
            continue
        if _WITHIN.search(before) or _BETWEEN.search(before) or (len(name) < 4 and name.istitle()):
            continue
        fit = 1.0 if len(told) > 1 else 0.7
        fit *= 0.5 if _OF.search(before) else 1.3 if _BY.search(before) else 1.0
        fit *= 0.4 if alone else 1.3 if not before.strip() else 1.0
        fit *= 0.5 if before.endswith("(") else 1.0
        fit *= 1.4 if before.endswith(", ") and said.startswith(",", match.end()) else 1.0
        yield name, fit * (0.6 if _TELLS.match(said, match.end()) else 1.0)


def sites(asked: frozenset[str], said: str) -> Iterator[Span]:
    """Names of places that are not in the question."""
    for match in _SITE.finditer(said):
        words = set(re.findall(r"\w+", match[1].lower()))
        if not words <= asked and not words <= _CALENDAR:
            yield match[1], 1.0
    yield from ((name, 0.5 * fit) for name, fit in names(asked, said) if name.isascii())
    for match in _SITE_CHINESE.finditer(said):
        yield match[1], 1.0 if match[1][-1] in _ENDS else 0.5


def causes(said: str) -> Iterator[Span]:
    """The words of a cause or an aim: behind because or 由于, in front of what forced."""
    yield from ((match[1].strip(), 1.0) for match in _CAUSE.finditer(said))
    for match in _CAUSING.finditer(said):
        yield _ASIDE.sub("", " " + match[1].strip()).strip(), 1.2
    for match in _CAUSE_CHINESE.finditer(said):
        yield (match[1] or match[2] or match[3]).strip(), 1.0


def _bare(name: str) -> str:
    """A name without the article or adverb that begins its sentence."""
    words = name.split(" ")
    while len(words) > 1 and words[0].lower() in STOP:
        words = words[1:]
    return " ".join(words)


def _apart(asked: frozenset[str], name: str) -> str:
    """A name without the body that it is of, where the question has that already."""
    head, of, tail = name.partition(" of ")
    return head if of and set(re.findall(r"\w+", tail.lower())) <= asked | STOP else name


def bodied(said: str) -> bool:
    """Whether a sentence has somebody who acts and is told by no name: the county council, the king."""
    return _BODY.search(said) is not None
