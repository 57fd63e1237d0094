"""Units as texts write them, each with the one name that figures use for it."""

from __future__ import annotations

import re

_SUFFIXES: tuple[tuple[str, str], ...] = (
    ("CNY", r"(?:chinese )?yuan(?: renminbi)?|renminbi|rmb(?: yuan)?|cny|元人民币|人民币|元"),
    ("HKD", r"hong kong dollars?|hkd|hk dollars?|港元|港币"),
    ("AUD", r"australian dollars?|aud|澳元"),
    ("CAD", r"canadian dollars?|cad|加元"),
    ("SGD", r"singapore dollars?|sgd|新加坡元"),
    ("USD", r"(?:u\.?s\.? |american )?dollars?|usd|美元|美金"),
    ("EUR", r"euros?|eur|欧元|歐元"),
    ("GBP", r"pounds sterling|british pounds?|gbp|英镑"),
    ("JPY", r"(?:japanese )?yen|jpy|日元"),
    ("KRW", r"(?:korean )?won|krw|韩元"),
    ("INR", r"rupees?|inr|卢比"),
    ("RUB", r"rubles?|roubles?|rub|卢布"),
    ("CHF", r"swiss francs?|chf|瑞士法郎"),
    ("percentage point", r"percentage points?|个百分点|個百分點"),
    ("percent", r"%|per ?cent|pct|percentage"),
    ("degree Celsius", r"℃|°\s?c|degrees? (?:celsius|centigrade)|摄氏度"),
    ("degree Fahrenheit", r"℉|°\s?f|degrees? fahrenheit|华氏度"),
    ("km2", r"square[ -]kilomet(?:er|re)s?|sq\.? ?km|km2|km²|平方公里|平方千米"),
    ("m2", r"square[ -]met(?:er|re)s?|sq\.? ?m|m2|m²|㎡|平方米|平米"),
    ("square mile", r"square[ -]miles?|sq\.? mi(?:les?)?|平方英里"),
    ("square foot", r"square[ -](?:feet|foot)|sq\.? ?ft|平方英尺"),
    ("m3", r"cubic[ -]met(?:er|re)s?|m3|m³|立方米"),
    ("hectare", r"hectares?|ha|公顷|公頃"),
    ("acre", r"acres?|英亩"),
    ("mu", r"mu|亩|畝"),
    ("km/h", r"km/h|kph|kilomet(?:er|re)s? per hour|公里每小时"),
    ("km", r"kilomet(?:er|re)s?|km|公里|千米"),
    ("nautical mile", r"nautical miles?|海里"),
    ("mile", r"miles?|英里"),
    ("m", r"met(?:er|re)s?|m|米"),
    ("cm", r"centimet(?:er|re)s?|cm|厘米"),
    ("mm", r"millimet(?:er|re)s?|mm|毫米"),
    ("nm", r"nanomet(?:er|re)s?|nm|纳米"),
    ("tonne", r"(?:metric )?ton(?:ne)?s?|吨|噸"),
    ("kg", r"kilograms?|kilos?|kg|公斤|千克"),
    ("litre", r"lit(?:er|re)s?|升"),
    ("barrel", r"barrels?|桶"),
    ("kWh", r"kilowatt[ -]hours?|kwh|千瓦时|度电"),
    ("MWh", r"megawatt[ -]hours?|mwh|兆瓦时"),
    ("kW", r"kilowatts?|kw|千瓦"),
    ("MW", r"megawatts?|mw|兆瓦"),
    ("GW", r"gigawatts?|gw|吉瓦"),
    ("Hz", r"hertz|hz|赫兹"),
    ("kV", r"kilovolts?|kv|千伏"),
    ("TEU", r"teus?|twenty-foot equivalent units?|标准箱|标箱"),
    ("GB", r"gigabytes?|gb"),
    ("TB", r"terabytes?|tb"),
    ("PB", r"petabytes?|pb"),
    ("PFLOPS", r"petaflops|pflops"),
)
_PREFIXES: tuple[tuple[str, str], ...] = (
    ("USD", r"us\$|usd|u\.s\.\$"),
    ("HKD", r"hk\$|hkd"),
    ("AUD", r"a\$|aud"),
    ("CAD", r"c\$|cad"),
    ("SGD", r"s\$|sgd"),
    ("TWD", r"nt\$|twd"),
    ("CNY", r"rmb|cny|cn¥|¥|￥|人民币"),
    ("USD", r"\$|＄"),
    ("EUR", r"€|eur"),
    ("GBP", r"£|gbp"),
    ("JPY", r"jpy|jp¥"),
    ("INR", r"₹|inr"),
    ("KRW", r"₩|krw"),
    ("percent", r"百分之"),
)
CURRENCIES = frozenset(name for name, _ in _PREFIXES) - {"percent"} | {"RUB", "CHF"}
AREAS = frozenset({"km2", "m2", "hectare", "acre", "mu", "square mile", "square foot"})


def _alternatives(rows: tuple[tuple[str, str], ...]) -> str:
    return "|".join(f"(?P<u{index}>{pattern})" for index, (_, pattern) in enumerate(rows))


_SUFFIX = re.compile(rf"(?:{_alternatives(_SUFFIXES)})(?![a-z0-9²³])", re.IGNORECASE)
_PREFIX = re.compile(rf"(?:{_alternatives(_PREFIXES)})[ \u00a0]?\Z", re.IGNORECASE)
_GAP = re.compile(r"[ \u00a0\n\r-]{0,3}[多余餘]?")


def unit_after(text: str, at: int) -> tuple[str, int] | None:
    """The unit that stands at `at`, behind at most a space or a hyphen, and where it ends."""
    gap = _GAP.match(text, at)
    match = _SUFFIX.match(text, gap.end() if gap else at)
    return None if match is None else (_SUFFIXES[_row(match)][0], match.end())


def unit_before(text: str, at: int) -> tuple[str, int] | None:
    """The unit written in front of a number at `at`, such as a currency sign, and where it begins."""
    start = max(0, at - 7)
    window = text[start:at]
    match = _PREFIX.search(window)
    if match is None:
        return None
    begin = start + match.start()
    glued = (
        match.group()[0].isascii()
        and match.group()[0].isalpha()
        and text[begin - 1 : begin].isalpha()
        and begin > 0
    )
    return None if glued and text[begin - 1].isascii() else (_PREFIXES[_row(match)][0], begin)


def _row(match: re.Match[str]) -> int:
    return int((match.lastgroup or "u0")[1:])
