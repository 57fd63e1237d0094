"""What narrows a subscription and how often it tells, read strictly from words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.arguments import BadArgument
from bot.command import Call
from bot.grammar import nearest
from briefings.model import Grade, Kind
from briefings.tongue import _, run_on, several
from briefings.words import analyse

MOST_WORDS = 10
LONGEST_WORD = 40
ANY = frozenset({"any", "all", "none", "off", "-", "不限", "全部", "无"})
"""Words that take a filter away."""
DAILY, WEEKLY, INSTANT = "daily", "weekly", "instant"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ANNIVERSARY = "anniversary"
KINDS = {kind.value: kind.value for kind in Kind if kind is not Kind.VAGUE} | {
    ANNIVERSARY: Kind.ORIGIN.value,
    "goal": Kind.TARGET.value,
    "周年": Kind.ORIGIN.value,
    "纪念日": Kind.ORIGIN.value,
    "截止": Kind.DEADLINE.value,
    "期限": Kind.DEADLINE.value,
    "目标": Kind.TARGET.value,
    "事件": Kind.EVENT.value,
}
"""What `kind:` takes; the plural will do."""
GRADES = {grade.value: grade.value for grade in Grade} | {
    "force": Grade.IN_FORCE.value,
    "生效": Grade.IN_FORCE.value,
    "已生效": Grade.IN_FORCE.value,
    "已决定": Grade.DECIDED.value,
    "计划": Grade.PLANNED.value,
    "预计": Grade.ESTIMATED.value,
    "希望": Grade.HOPED.value,
}
"""What `grade:` takes; a hyphen may stand for the space."""

_OFTEN = {
    "daily": DAILY, "day": DAILY, "everyday": DAILY, "每天": DAILY, "每日": DAILY,
    "weekly": "weekly:mon", "week": "weekly:mon", "每周": "weekly:mon",
    "instant": INSTANT, "instantly": INSTANT, "now": INSTANT, "即时": INSTANT, "实时": INSTANT,
}  # fmt: skip
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HAN = ("一二三四五六日", "周", "星期", "礼拜")
_BARE = frozenset({DAILY, WEEKLY, INSTANT, "每天", "每日", "每周", "即时", "实时"})
"""Words that say how often where they stand last; others of that meaning may be part of a topic."""


def kinds_of(call: Call, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The kinds of facts behind `kind:`, any of them; empty for all."""
    return _listed(call, "kind", KINDS, default)


def grades_of(call: Call, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """How firm it must be, behind `grade:`; empty for however firm."""
    return _listed(call, "grade", GRADES, default)


def must_of(call: Call, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Words of which one must be there: those with a plus, added to those behind `must:` or to what was."""
    return _words(call, "must", default, (*call.must, *call.firm))


def without_of(call: Call, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Words that must not be there: those with a minus, added to those behind `without:` or to what was."""
    return _words(call, "without", default, call.must_not)


def cadence_of(call: Call, default: str = DAILY) -> str:
    """How often: behind `every:` or `weekly:`, or the last word where it says so: daily, weekly, instant."""
    if (value := call.key("every")) is not None:
        return _often("every", value)
    if (value := call.key(WEEKLY)) is not None:
        return _often(WEEKLY, f"{WEEKLY}:{value}")
    spoken = call.words[len(topic_words(call)) :]
    return _often("every", ":".join(word for word in spoken if word != "on")) if spoken else default


def topic_words(call: Call) -> tuple[str, ...]:
    """The loose words without those at the end that say how often."""
    words = call.words
    if words and words[-1].casefold() in _BARE:
        return words[:-1]
    if words and words[-1].startswith("每周") and _weekday(words[-1].removeprefix("每")):
        return words[:-1]
    for tail in (2, 3):
        said = [word.casefold() for word in words[-tail:]]
        if len(said) == tail and said[0] == WEEKLY and said[1:-1] in ([], ["on"]) and _weekday(said[-1]):
            return words[:-tail]
    return words


def _often(key: str, value: str) -> str:
    """A cadence by what people call it: daily, weekly:mon, mondays, 每周一, instant."""
    said = value.casefold().strip()
    if known := _OFTEN.get(said):
        return known
    day = said.removeprefix("weekly").removeprefix("每").lstrip(":/- ")
    if found := _weekday(day):
        return f"{WEEKLY}:{found}"
    meant = nearest(day, (*_FULL, *_OFTEN)) if day.isascii() else None
    better = (f"{WEEKLY}:{meant[:3]}" if meant in _FULL else meant) if meant else None
    guess = _("Did you mean {word}?").format(word=better) if better else ""
    now = run_on(guess, _("Type every:daily, every:weekly:mon (any weekday) or every:instant."))
    if key == WEEKLY:
        better, value = (better or "").removeprefix("weekly:") or None, value.partition(":")[2]
    raise BadArgument(key, value, _("does not say how often."), now, better)


def _weekday(word: str) -> str | None:
    """A weekday by its name, in any of its usual forms."""
    short = word.removesuffix("s")
    for number, full in enumerate(_FULL):
        if (len(short) > 2 and full.startswith(short)) or word == full:
            return WEEKDAYS[number]
    digits, *befores = _HAN
    for before in befores:
        rest = word.removeprefix(before).replace("天", "日")
        if rest != word and len(rest) == 1 and rest in digits:
            return WEEKDAYS[digits.index(rest)]
    return None


def _listed(call: Call, key: str, known: Mapping[str, str], default: tuple[str, ...]) -> tuple[str, ...]:
    """Known words behind a key, parted by commas, each once, in the order of the register."""
    value = call.key(key)
    if value is None:
        return default
    parts = [part.strip().replace("-", " ").replace("_", " ") for part in _parted(value.casefold())]
    if len(parts) == 1 and parts[0] in ANY:
        return ()
    found = set()
    for part in parts:
        one = known.get(part) or known.get(part.removesuffix("s")) or known.get(part[:-3] + "y")
        if one is None:
            raise _unknown(key, value, part, known)
        found.add(one)
    return tuple(one for one in dict.fromkeys(known.values()) if one in found)


def _unknown(key: str, value: str, part: str, known: Mapping[str, str]) -> BadArgument:
    """Something that is not in a register, with the nearest that is."""
    meant = nearest(part, known) if part else None
    guess = _("Did you mean {word}?").format(word=meant) if meant else ""
    every = several(dict.fromkeys(name.replace(" ", "-") for name in known if name.isascii()))
    asked = _("Type one or more of {words}, with commas, or {key}:any.").format(words=every, key=key)
    now = run_on(guess, asked)
    better = value.replace(part.replace(" ", "-"), meant.replace(" ", "-")) if meant else None
    return BadArgument(key, value, _("is nothing that can be chosen."), now, better)


def _words(call: Call, key: str, default: tuple[str, ...], added: Sequence[str]) -> tuple[str, ...]:
    value = call.key(key)
    if value is not None:
        default = () if value.casefold() in ANY else tuple(_parted(value))
    words = tuple(_once((*default, *(word.strip(",、;") for word in added))))
    for word in words:
        if len(word) > LONGEST_WORD or not analyse(word):
            why = _("has no words to look for, or too many.")
            raise BadArgument(key, word, why, _("Type a few plain words."))
    if len(words) > MOST_WORDS:
        now = _("Type at most {number} of them.").format(number=MOST_WORDS)
        raise BadArgument(key, " ".join(words), _("are too many words."), now)
    return words


def _once(words: Iterable[str]) -> list[str]:
    """Each word once, whatever its case."""
    seen: dict[str, str] = {}
    for word in words:
        seen.setdefault(word.casefold(), word)
    return [word for word in seen.values() if word]


def _parted(value: str) -> list[str]:
    """The parts of a list, by commas of either language."""
    parts = value.replace("、", ",").replace(";", ",").split(",")
    return [part.strip() for part in parts if part.strip()]
