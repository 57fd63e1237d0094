"""A question taken apart: what it asks for, its words, its names, and the time that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from briefings.dates import mentions
from briefings.dates.mention import Jubilee, Length, Mention, Nothing, Repeat, Vague
from briefings.script import chinese, plain
from briefings.words import STOP, analyse

LONGEST = 2_000
"""Characters of a question that count; what is longer is no question."""
MOST = 64
"""Terms of a question that count."""


class Wanted(StrEnum):
    """What a question asks for."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    REASON = "reason"
    ANY = "statement"


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is what was asked; `terms` are its analysed words without those that only ask.

    `spelled` is each term as it was typed, `names` the terms of its proper names, `measure` what sort of number
    is wanted (money, percent, duration, length, area, count) where the words tell, `times` its expressions of
    time, and `timed` the terms within them. `initials` are terms written in capitals alone, with those letters.
    """

    text: str
    wanted: Wanted
    terms: tuple[str, ...]
    spelled: dict[str, str]
    names: frozenset[str]
    measure: str | None
    times: tuple[Mention, ...]
    timed: frozenset[str]
    initials: dict[str, str]
    chinese: bool

    @property
    def content(self) -> tuple[str, ...]:
        """The terms that are no time."""
        return tuple(term for term in self.terms if term not in self.timed)


_ENGLISH: tuple[tuple[Wanted, str], ...] = (
    (Wanted.REASON, r"why|how come|what (?:caused|causes|made|led to|destroyed|forced)|(?:for )?what reasons?|reasons?"),
    (
        Wanted.NUMBER,
        r"how (?:many|much|long|large|big|far|high|tall|old|deep|wide|fast|heavy|often|strong|small|wide)|"
        r"(?:what|which) (?:\w+ ){0,2}(?:number|amount|share|percentage|percent|proportion|rate|price|cost|fee|sum|size|area|"
        r"budget|population|total|length|height|value|average|fine|salary|wage|profit|income|revenue|turnover|capacity|"
        r"speed|distance|temperature|weight|width|depth|age)|number of|most (?:a|an|you|one) \w+ can",
    ),
    (
        Wanted.DATE,
        r"when|(?:what|which|in what|in which) (?:year|years|date|dates|day|month|decade|century|time|season|quarter)|"
        r"since when|by when|until when|how soon|what (?:is|was) the (?:date|deadline)",
    ),
    (Wanted.PLACE, r"where|(?:what|which) (?:\w+ ){0,1}(?:city|cities|country|countries|town|place|village|province|state|region|island|river|street|location)"),
    (
        Wanted.NAME,
        r"who|whom|whose|names? of|(?:what|which) (?:\w+ ){0,2}(?:company|firm|person|man|woman|shipyard|yard|bank|"
        r"minister|agency|authority|organi[sz]ation|contractor|team|university|school|author|bidder)|"
        r"what (?:is|was|are|were) (?:\w+ ){1,6}(?:called|named)|what (?:is|was) the names?",
    ),
)
_CHINESE: tuple[tuple[Wanted, str], ...] = (
    (Wanted.REASON, r"为什么|为何|为啥|原因|怎么会|缘何|因何"),
    (Wanted.DATE, r"什么时候|何时|啥时候|哪一?年|哪一?天|哪一?月|几月|几号|几点|期限|日期|什么时间|哪个世纪|什么年代|多会儿"),
    (
        Wanted.NUMBER,
        r"多少|几[个家年天人元块项条件次所座种名位倍成公万亿届]|多[大长高远久宽深重快]|金额|面积|总额|票价|比例|占比|"
        r"人数|数量|百分之几|吞吐量|造价|投资额|增速|增长率|总值|长度|高度",
    ),
    (Wanted.PLACE, r"哪里|哪儿|何处|什么地方|哪个(?:省|市|县|区|国家|城市|地区|镇|村)|哪座城市|哪国|地点|啥地方"),
    (Wanted.NAME, r"谁|哪[位家]|什么人|何人|哪个(?:公司|单位|企业|部门|机构|组织|人)|哪些人|名称|叫什么|名字|姓名"),
)
_ASKS = [(wanted, re.compile(rf"(?i)(?<![a-z])(?:{words})(?![a-z])")) for wanted, words in _ENGLISH]
_FRAGMENT = (
    (Wanted.REASON, re.compile(r"(?i)\b(?:why|reasons?|causes?)\b")),
    (
        Wanted.DATE,
        re.compile(r"(?i)\b(?:dates?|deadline|opening day|start(?:s|ing)?|open(?:s|ing)?|begin(?:s|ning)?)\s{0,3}\??$|\b(?:dates?|deadline)\b"),
    ),
    (
        Wanted.NUMBER,
        re.compile(
            r"(?i)\b(?:costs?|prices?|fees?|amounts?|size|area|budget|spending|rate|number|share|total|profit|dividend|"
            r"turnover|volume|length|height|capacity|throughput|population|salary|security|percentage|fine|investment|money)\b"
        ),
    ),
    (Wanted.NAME, re.compile(r"(?i)\b(?:names?|designer|winner|chair|head|author|architect|contractor)\s{0,3}\??$")),
    (Wanted.PLACE, re.compile(r"(?i)\b(?:location|place|venue|site)\s{0,3}\??$")),
)
_ASKS_CHINESE = [(wanted, re.compile(words)) for wanted, words in _CHINESE]
_MEASURES = (
    ("percent", re.compile(r"(?i)\b(?:share|percent(?:age)?|proportion|rate of)\b|百分|比例|占比|增速|增长率|率是")),
    (
        "money",
        re.compile(
            r"(?i)\bhow much (?:\w+ ){0,3}(?:cost|pay|paid|spen[dt]|money|rais|worth|earn|charge|invest|fund)|"
            r"\b(?:costs?|prices?|fees?|budget|funds?|spen[dt](?:ing)?|pay|paid|money|dividend|fine|subsid\w+|worth|salary|"
            r"wage|profit|revenue|turnover|investment|rent|grant|loan|tax|charge|income)\b|"
            r"多少钱|几块|票价|价格|金额|投资|造价|罚款|罚多少|利润|收入|总额|费用|预算|补贴|总值|产值|基金|资金|营收|租金"
        ),
    ),
    ("duration", re.compile(r"(?i)\bhow long\b(?!.{0,40}\b(?:road|bridge|trail|tunnel|line|wall|river|coast|track)\b)|多久|多长时间|几[年天个]?[月年天小]")),
    ("length", re.compile(r"(?i)\bhow (?:far|long|high|tall|deep|wide)\b|\b(?:length|height|distance|width|depth)\b|多[长高远宽深](?!时间)|长度|高度|全长")),
    ("area", re.compile(r"(?i)\b(?:area|acreage)\b|面积|占地")),
    ("count", re.compile(r"(?i)\b(?:how many|number of|population)\b|几[个家人项条件次所座种名位]|多少[个家人项条件次所座种名位户辆艘]|人数|数量")),
)
_EMPTY = re.compile(
    r"(?i)\b(?:how (?:many|much|long|large|big|far|high|tall|old|deep|wide|often)|what (?:kind|type|sort)s? of|"
    r"please|tell me|can you|do you know|according to)\b|"
    r"请问|是?有?多少(?:个|家|人|元|钱|年|件|项|名|位)?|什么时候|什么时间|啥时候|何时|在?哪[里儿]|何处|"
    r"哪一?[年天月位家个些种座]|谁|为什么|为何|为啥|怎么样?|如何|什么|是否|有没有|[吗呢吧？?]|几(?:[个家年天人元块项条件次所座种名位倍]|块钱)|"
    r"多[大长高远久宽深重快]|(?<=[\u4e00-\u9fff])(?:的|是|了|在)(?=$|[\s，。？?])"
)
_PARTICLE = re.compile(r"(?<=[\u4e00-\u9fff])(?:之前|以前|之后|以后|[的是了在把被和与及对])(?=[\u4e00-\u9fff])")
_YES_NO = re.compile(r"(?i)\s{0,9}(?:can|could|is|are|was|were|do|does|did|will|would|has|have|had|may|must|should)\b")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_QUOTED = re.compile(r"[\"“”「『《](.{1,80}?)[\"”“」』》]")
_NO_NAME = STOP | {
    "how", "what", "when", "where", "who", "which", "why", "is", "are", "was", "were", "did", "does", "do", "the",
    "please", "tell", "can", "could", "list", "name", "give", "find", "in", "i", "much", "many",
}  # fmt: skip
_UNDATED = Length | Repeat | Vague | Jubilee | Nothing


def question(text: str) -> Question:
    """Take a question apart; any string is one, and one without words has no terms."""
    text = text[:LONGEST]
    wide = chinese(text)
    known = plain(text)
    times = tuple(each for each in mentions(known) if not isinstance(each.spec, _UNDATED))
    spelled = _spelled(_EMPTY.sub(" ", _apart(known, times) if wide else known))
    terms = tuple(spelled[1])[:MOST]
    timed = frozenset(term for each in times for term in analyse(each.text))
    return Question(
        text, _wanted(known, wide), terms, spelled[0], _names(text, terms), _measure(known), times, timed, _initials(spelled[0]), wide
    )


def _apart(text: str, times: tuple[Mention, ...]) -> str:
    """Chinese with blanks around its times and for its particles, so that no pair of characters spans two words."""
    for each in reversed(times):
        text = f"{text[: each.start]} {each.text} {text[each.end :]}"
    return _PARTICLE.sub(" ", text)


def _spelled(text: str) -> tuple[dict[str, str], list[str]]:
    """Each term with the word it was typed as, and the terms in their order."""
    words: dict[str, str] = {}
    order: list[str] = []
    for piece in text.split():
        for part in _WORD.findall(piece):
            for term in analyse(part):
                words.setdefault(term, part)
                order.append(term)
    return words, order


def _wanted(text: str, wide: bool) -> Wanted:
    """What is asked for: by the first question word, or in a fragment by the word that stands for one."""
    found = [(match.start(), wanted) for wanted, asks in _ASKS if (match := asks.search(text))]
    if wide:
        for wanted, asks in _ASKS_CHINESE:
            if asks.search(text):
                return wanted
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    if _YES_NO.match(text):
        return Wanted.ANY
    return next((wanted for wanted, asks in _FRAGMENT if asks.search(text)), Wanted.ANY)


def _measure(text: str) -> str | None:
    return next((name for name, asks in _MEASURES if asks.search(text)), None)


def _names(text: str, terms: tuple[str, ...]) -> frozenset[str]:
    """The terms of words that are written like names: capitals within the question, initials, quotations."""
    found: set[str] = set()
    words = list(_WORD.finditer(text))
    shouted = sum(word[0][:1].isupper() for word in words) > max(3, 0.8 * len(words))
    for at, word in enumerate(words):
        capital = word[0][:1].isupper() and word[0].isascii() is not None
        first = at == 0 or text[: word.start()].rstrip()[-1:] in {"?", ".", "!", ":"}
        if capital and word[0].lower() not in _NO_NAME and not shouted and (not first or word[0].isupper()):
            found.update(analyse(word[0]))
    return frozenset(found) & frozenset(terms)


def _initials(spelled: Mapping[str, str]) -> dict[str, str]:
    return {
        term: word.lower()
        for term, word in spelled.items()
        if 3 <= len(word) <= 7 and word.isascii() and word.isalpha() and word.isupper()
    }
