"""The words by which a question asks: for a number, a time, a name, a place or a reason."""

from __future__ import annotations

import re
from enum import StrEnum

from briefings.words import analyse


class Wanted(StrEnum):
    """What a question asks for."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    REASON = "reason"
    ANY = "statement"


def _or(words: str) -> str:
    return "|".join(words.split())


_AMOUNTS = _or(
    "number amount share percentage percent proportion rate price cost fee sum size area budget "
    "population total length "
    "height value average fine salary wage profit income revenue turnover capacity speed distance "
    "temperature weight "
    "width depth age peak tariff limit reserve threshold ceiling turnover subsidy grant dividend output "
    "quota yield deposit loan investment"
)
_TIMES = _or("year years date dates day month decade century time season quarter")
_PLACES = _or(
    "city cities country countries nation nations "
    "town place village province state region island river street location"
)
_BODIES = _or(
    "company firm person man woman shipyard yard bank minister agency authority organisation "
    "organization contractor "
    "team university school author bidder player party court band group body operator developer builder "
    "supplier owner winner council ministry department union club architect official ceo"
)
_HOW = _or("many much long large big far high tall old deep wide fast heavy often strong small")
_MANY_UNITS = "个家年天人元块项条件次所座种名位倍成公万亿届"
_ENGLISH: tuple[tuple[Wanted, str], ...] = (
    (
        Wanted.REASON,
        r"why|how come|what reasons?|reasons?|"
        r"what (?:caused|causes|made|led to|destroyed|forced|prompted|delayed|stopped)",
    ),
    (
        Wanted.NUMBER,
        rf"how (?:{_HOW})|(?:what|which) (?:\w+ ){{0,2}}(?:{_AMOUNTS})|number of|most (?:an?|you|"
        rf"one) \w+ can",
    ),
    (
        Wanted.DATE,
        rf"when|(?:what|which) (?:{_TIMES})|how soon|what (?:is|was) the (?:date|deadline)",
    ),
    (Wanted.PLACE, rf"where|(?:what|which) (?:\w+ )?(?:{_PLACES})"),
    (
        Wanted.NAME,
        rf"who|whom|whose|names? of|(?:what|which) (?:\w+ ){{0,2}}(?:{_BODIES})|"
        r"what (?:is|was|are|were) (?:\w+ ){1,6}(?:called|named)|what (?:is|was) the names?",
    ),
)
_CHINESE: tuple[tuple[Wanted, str], ...] = (
    (
        Wanted.REASON,
        _or("[为為]什[么麼] [为為]何 为啥 原因 怎么会 缘何 因何 是什么(?:导致|促使|造成|引起|让)"),
    ),
    (
        Wanted.DATE,
        _or("什么时[候间] 何时 啥时候 哪一?年 哪一?天 哪一?月 几月 几号 几点 期限 日期 哪个世纪 什么年代"),
    ),
    (
        Wanted.NUMBER,
        rf"几[{_MANY_UNITS}]|多[大长高远久宽深重快]|"
        + _or(
            "多少 金额 面积 总额 票价 比例 占比 人数 数量 百分之几 吞吐量 造价 投资额 增速 增长率 "
            "总值 长度 高度"
        ),
    ),
    (
        Wanted.PLACE,
        _or("哪里 哪儿 何处 [什啥]么?地方 哪个(?:省|市|县|区|国家|城市|地区|镇|村) 哪座城市 哪国 地点"),
    ),
    (
        Wanted.NAME,
        _or(
            "[谁誰] 哪[位家] 什么人 何人 哪[个支所些]"
            "(?:公司|单位|企业|部门|机构|组织|人|政党|乐队|球员|球队|法院|大学|学校|医院|银行) 哪些人 "
            "名称 叫什么 名字 姓名"
        ),
    ),
)
_ASKS = [(wanted, re.compile(rf"(?i)(?<![a-z])(?:{words})(?![a-z])")) for wanted, words in _ENGLISH]
_ASKS_CHINESE = [(wanted, re.compile(words)) for wanted, words in _CHINESE]
_SUMS = _or(
    "costs? prices? fees? amounts? size area budget spending rate number share total profit dividend "
    "turnover volume "
    "length height capacity throughput population salar(?:y|ies) wages? security percentage fine investment "
    "money peak tariff limit reserves? threshold ceiling value revenues? subsidy grant loan quota "
    "contributions? range"
)
_ROLES = _or(
    "manager director chair(?:man|woman)? president mayor minister head governor secretary commissioner "
    "founder author owner operator designer architect ceo editor captain"
)
_BEGINNINGS = _or("start(?:s|ing)? open(?:s|ing)? begin(?:s|ning)?")
_FRAGMENT = (
    (Wanted.REASON, re.compile(r"(?i)\b(?:why|reasons?|causes?)\b")),
    (Wanted.DATE, re.compile(rf"(?i)\b(?:{_BEGINNINGS})\s{{0,3}}\??$|\b(?:dates?|deadline|opening day)\b")),
    (Wanted.NUMBER, re.compile(rf"(?i)\b(?:{_SUMS})\b")),
    (
        Wanted.NAME,
        re.compile(
            r"(?i)\b(?:names?|designer|winner|chair|head|author|architect|contractor)\s{0,3}\??$|"
            rf"^\s{{0,3}}(?:the\s)?(?:\w{{1,20}}\s){{0,2}}(?:{_ROLES}) of\b"
        ),
    ),
    (Wanted.PLACE, re.compile(r"(?i)\b(?:location|place|venue|site)\s{0,3}\??$")),
)
_YES_NO = re.compile(
    r"(?i)\s{0,9}(?:can|could|is|are|was|were|do|does|did|will|would|has|have|had|may|must|should)\b"
)
_MONEY = _or(
    "costs? prices? fees? value budget funds? spen[dt](?:ing)? pay paid money dividend fine subsid\\w+ "
    "worth salary wage profit "
    "revenue turnover investment rent grant loan tax charge income"
)
_MONEY_CHINESE = _or(
    "多少[钱錢] 几块 票价 价格 金额 投资 造价 罚款 罚多少 利润 收入 总额 费用 预算 补贴 总值 产值 基金 "
    "资金 营收 租金"
)
_LONG_THINGS = _or("road bridge trail tunnel line wall river coast track")
_MEASURES = (
    ("percent", r"\b(?:share|percent(?:age)?|proportion|rate of)\b|百分|比例|占比|增速|增长率|率是"),
    ("money", rf"\b(?:{_MONEY})\b|{_MONEY_CHINESE}"),
    ("duration", rf"\bhow long\b(?!.{{0,40}}\b(?:{_LONG_THINGS})\b)|多久|多长时间|几[年天]|几个[月小]"),
    (
        "length",
        r"\bhow (?:far|long|high|tall|deep|wide)\b|\b(?:length|height|distance|width|depth)\b|"
        r"多[长高远宽深](?!时间)|长度|高度|全长",
    ),
    (
        "area",
        r"\barea of\b|\b(?:the|what|total|its|floor|land|how much) area\b|\barea\s{0,3}\??$|"
        r"\bacreage\b|面积|占地",
    ),
    (
        "count",
        r"\b(?:how many|number of|population)\b|[几多]少?[个家人项条件次所座种名位户辆艘]|人数|数量",
    ),
)
_MEASURED = [(name, re.compile(f"(?i){words}")) for name, words in _MEASURES]
_HOW_MANY = re.compile(
    r"(?i)\b(?:how many|number of)((?: [\w-]{1,30}){1,4}?)"
    r"(?= (?:are|is|was|were|did|do|does|can|could|have|has|had|will|would|in|on|at|of|from|to|by|"
    r"for|the|there)\b|"
    r"[^\w\s]|\s*$)"
)
_HOW_MANY_CHINESE = re.compile(
    r"(?:多少|几)([个家项条件次所座种名位户辆艘亩米元吨人册台套间层岁年月天倍届处])"
)
_WHAT = re.compile(
    r"(?i)\b(?:what|which)((?: (?!is\b|are\b|was\b|were\b|did\b|do\b|does\b|has\b|have\b|had\b|will\b|"
    r"would\b|can\b)[\w-]{1,30}){1,2})"
)
_QUESTION = re.compile(
    r"(?i)\b(?:what|which|who|whom|whose|when|where|why|how)\b|[谁誰吗呢何几哪怎]|多少|什[么麼]|多[大长久]"
)
_EMPTY_ENGLISH = (
    rf"\b(?:how (?:{_HOW})|what (?:kind|type|sort)s? of|please|tell me|can you|do you know|according to)\b"
)
_EMPTY_CHINESE = (
    "请问|[是有]{0,2}百分之(?:多少|几)|(?:一共|总共|大概|大约)?[是有]{0,2}多少[个家人元钱年件项名位]?|(?:一共|总共)?[是有]{1,2}(?=几)|什么时[候间]|啥时候|何时|在?哪[里儿]|何处|哪一?[年天月位家个些种座]|[谁誰]|为什么|"
    rf"为何|为啥|怎么样?|如何|什么|是否|有没有|[吗呢吧？?]|几[{_MANY_UNITS}]|几块钱|[是有]{{0,2}}多[大长高远久宽深重快]|"
    r"(?<=[\u4e00-\u9fff])[的是了在](?=$|[\s，。？?])"
)
EMPTY = re.compile(f"(?i){_EMPTY_ENGLISH}|{_EMPTY_CHINESE}")
"""Words that only ask."""


def wanted(text: str, wide: bool) -> Wanted:
    """What is asked for: by the first question word, or in a fragment by the word that stands for one."""
    for sort, asks in _ASKS_CHINESE if wide else ():
        if asks.search(text):
            return sort
    found = [(match.start(), sort) for sort, asks in _ASKS if (match := asks.search(text))]
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    if _YES_NO.match(text):
        return Wanted.ANY
    return next((sort for sort, asks in _FRAGMENT if asks.search(text)), Wanted.ANY)


def noun(text: str) -> frozenset[str]:
    """The terms of the thing behind "what" or "which", where one stands there: what tariff, which goods."""
    found = _WHAT.search(text)
    return frozenset(analyse(found[1])) if found else frozenset()


def fragment(text: str) -> bool:
    """Whether a question is no sentence: words without one that asks, and no yes or no."""
    return not (_QUESTION.search(text) or _YES_NO.match(text))


def measure(text: str) -> str | None:
    """Which sort of number is wanted: percent, money, duration, length, area, count; None if unknown."""
    return next((name for name, asks in _MEASURED if asks.search(text)), None)


def counted(text: str) -> frozenset[str]:
    """The terms of the thing behind "how many", or the Chinese word of measure."""
    if found := _HOW_MANY.search(text):
        return frozenset(analyse(found[1])[:3])
    if found := _HOW_MANY_CHINESE.search(text):
        return frozenset(found[1])
    return frozenset()
