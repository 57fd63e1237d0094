"""The sentence contract: no reply says a name or a number that its sentences do not."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.table import Row
from bot.card import Block, Bullets, Card, Heading, Pairs, Paragraph, Quote, Sources, Table, lines, plain
from bot.command import Command, Defaults
from bot.commands import COMMANDS
from bot.composing import message
from bot.dispatch import FrontDesk
from bot.picture import Picture
from bot.ports import Actor, Request
from bot.words import tongue
from briefings.digests import preview
from briefings.figures.units import CURRENCIES
from briefings.milestones.anniversary import EARLY, LEADS
from briefings.model import Address, Delivery, Evidence, Subscription
from briefings.standing import concerning, standings
from briefings.tongue import speaking
from evals.chinese import TAG, englished, ours, without_numbered
from evals.labelled import FOLDER
from evals.shown import PLATFORMS, shown
from evals.support import Said, Shelf, counted, names, said, tokens, typed_time, when_of
from evals.walk import at_once, requests
from storage.ingest import ingest, ship
from storage.store import Store

AT = datetime(2026, 7, 15, 1, 0, tzinfo=UTC)
"""The day of an anniversary in the shipped corpus."""
YEAR = timedelta(days=366)
HERE, ELSEWHERE = Address("telegram", "5"), Address("telegram", "6")
"""The chat that asks, and one where what takes effect at once is tried, so that it changes no other reply."""
USUAL = Defaults()
SET_UP = (
    "subscribe leading zone confirm:yes",
    "subs",
    "subscribe tax at:10:30 tz:Europe/Berlin leads:14d,0d confirm:yes",
    "unsubscribe",
    "unsubscribe tax",
    "unsubscribe leading zone",
)
"""What a chat sets up and stops, in order."""
LISTED = 20
INTERFACE = (
    *("Milepost", "Due", "Deadline", "Half-way", "Day"),
    *("Yuan (CNY)", "degree Celsius", *sorted(CURRENCIES)),
    *("Chinese source", "Mondays", "简体中文"),
)
"""Names of our own, units, and what doubtful units are: all that a reply may say of itself."""
PHRASES = (
    "days:30",
    "15 July, 07-15, 2026-07-15 or 7月15日",
    "1900 to 2200",
    "1 mu is about 667 square metres",
    "1 li is 500 metres",
    "a catty is 500 grams",
    "why leading-zone#1.1",
    "source leading-zone#1.2",
    "search 220 since:2023",
    "for 30 days",
    "within 10 minutes",
    "older than 10 minutes",
    "in 24 hours",
    "quiet 20:30-09:15",
    "snooze until:2026-12-01",
    "weekends and holidays of China",
    "Holidays of China",
    "snooze 3d, 2h or until:2026-12-01",
    "snooze 3d",
    "quiet 22:00-08:00",
    "tz:Europe/Berlin",
    "it is 09:00 there",
    "telegram:1 added to MILEPOST_OPERATORS",
    "telegram:1 added to MILEPOST_EDITORS",
    "telegram:1 加入 MILEPOST_OPERATORS",
    "telegram:1 加入 MILEPOST_EDITORS",
)
"""Words of our own with numbers in them: how a day or a reference is typed, what a unit is."""

SIGNS = frozenset(
    {
        "Note",
        "Warning",
        "Error",
        "Sources",
        "Timeline",
        "Bar",
        "提示",
        "注意",
        "出错",
        "出处",
        "时间线",
        "条形图",
    }
)
"""Words that platforms add."""
PARTS = 9
"""Messages that one reply may take."""
_OWN = (
    "document|sentence|figure|date|dated fact|target|deadline|message|subscription|page|line|more"
    "|earlier notice|change|due|on record|partly|silent|overdue"
)
_NUMBER = r"(?<![\d.,])\d{1,3}(?:,\d{3}){0,4}"
_COUNT = re.compile(
    rf"{_NUMBER}(?= (?:{_OWN})s?\b)|page \d+(?: of \d+)?\b"
    r"|(?<=[Nn]ext )\d[\d,]*(?= days?\b)|(?<=last )12(?= months)|\d+(?= days? late)|marks from 1 to \d+"
    rf"|{_NUMBER}(?=个|条|份|页|句|行|项)|(?<=[第共])\d+(?=页)|(?<=未来)[\d,]+(?=天)|(?<=迟到)\d+(?=天)"
    r"|(?<=标号为1至)\d+|(?<=没有)\d+|(?<=in this chat: )\d+"
)
"""What replies count of their own: how many of what they list, which page, how many days were asked for."""


_AHEAD = re.compile(r"\d+(?:, \d+){0,9}(?: and \d+)? days? ahead|(?<=提前)\d+(?:[、和]\d+){0,9}(?=天)")
_MORE = re.compile(
    r"; [\d,]+ more in it\b|(?<=另有)\d+(?=项)|(?:(?<=unmute )|(?<=unfollow )|(?<=undo ))\d+"
    r"|(?<![^\s“])#\d+(?![\d.])|(?<=Reference: )[0-9a-f]{8}\b|(?<=编号：)[0-9a-f]{8}\b"
)


@dataclass(frozen=True, slots=True)
class Lapse:
    """A name or number that nothing supports: what was asked, the line, and what stands in it."""

    asked: str
    line: str
    what: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a reply says, with its proofs.

    `beside` is what stands with it and shows its parts, such as the dates over an age or the base below an
    anniversary; `repeats` is what a button types, which its label may say again.
    """

    text: str
    evidence: tuple[Evidence, ...] = ()
    beside: str = ""
    repeats: str = ""


class Contract:
    """Checks cards against the store that they were made from; `lines` counts what was checked."""

    def __init__(
        self, store: Store, register: Iterable[Command], defaults: Defaults, language: str = ""
    ) -> None:
        self._store, self._shelf, self._zone = store, Shelf(store.library), ZoneInfo(defaults.zone)
        register = tuple(register)
        self._chinese = language == TAG
        typed = {words for one in register for words in (one.usage, one.summary, *one.examples)}
        typed |= {f"Also understood: {', '.join(one.also)}" for one in register}
        self._verbatim = sorted({*typed, *PHRASES}, key=len, reverse=True)
        self._ours = Said(frozenset(), said(" · ".join((*INTERFACE, defaults.zone))).text)
        self._rhythms = {f"At {defaults.hour:%H:%M} ", *_rhythms(defaults.hour, defaults.zone)}
        self._held = said("")
        self.lines = 0

    def lapses(self, card: Card, request: Request) -> Iterator[Lapse]:
        """Every unsupported name or number of a card, line by line."""
        asked = said(request.text) | _bounds(request.text) | self._chat(request)
        today = request.at.astimezone(self._zone).date()
        for one in statements(card):
            self.lines += 1
            yield from (Lapse(request.text, one.text, what) for what in self._unsupported(one, asked, today))

    def shown(self, card: Card, request: Request) -> Iterator[Lapse]:
        """Every name or number that a platform shows and the card does not say, marks and counters apart."""
        listed = (one.entries for one in card.blocks if isinstance(one, Sources))
        entries = (f"{ref} {title}" for each in listed for ref, title in each)
        whole = said("\n".join((*(one.text for one in statements(card)), *entries)))
        most = max(len(card.numbers), len(card.actions), PARTS)
        known = {*whole.tokens, *map(str, range(1, most + 1))}
        for platform in PLATFORMS:
            for line in shown(card, platform).splitlines():
                lost = [token for token in tokens(line) if token not in known]
                words = (word for name in names(line) for word in name.split())
                lost += [word for word in words if not whole.names(word) and word not in SIGNS]
                yield from (Lapse(f"{request.text} ({platform})", line, what) for what in lost)

    def _unsupported(self, one: Statement, asked: Said, today: date) -> Iterator[str]:
        known = (
            self._shelf.told(one.evidence, f"{one.text} {one.beside}")
            | asked
            | self._ours
            | said(one.repeats)
        )
        text = one.text
        if not one.evidence:
            text, known = _COUNT.sub("", text), known | said(when_of(today))
        text = _MORE.sub("", without_numbered(text))
        text = _AHEAD.sub(lambda found: _leads(found, asked), text)
        for words in (*self._verbatim, *self._rhythms):
            text = _whole(words).sub("", text)
        whole = f"{one.text} {one.beside}"
        if self._chinese:
            text, whole = englished(text), englished(whole)
        allowed = counted(whole, known, today)
        yield from (token for token in tokens(text) if token not in allowed)
        yield from (name for name in names(text) if not self._named(name, known))

    def _named(self, name: str, known: Said) -> bool:
        """Whether a name is known, or is no name but our own words in Chinese."""
        return known.names(name) or (self._chinese and ours(name, known.text))

    def _chat(self, request: Request) -> Said:
        """What this chat set up itself, and what it stopped since."""
        held = self._store.subscriptions.of(request.address)
        for one in held:
            self._rhythms |= {*_rhythms(one.hour, one.zone)}
            self._held |= said(f"{' '.join(one.topics)} {one.leads or ''}")
        if until := self._store.preferences.of(request.address).snoozed:
            self._held |= said(when_of(until.astimezone(self._zone).date()))
        return self._held


@cache
def _whole(words: str) -> re.Pattern[str]:
    """Words where they are not part of others."""
    before, after = (r"(?<!\w)" if words[:1].isalnum() else "", r"(?!\w)" if words[-1:].isalnum() else "")
    return re.compile(f"{before}{re.escape(words)}{after}", re.ASCII)


def _rhythms(hour: time, zone: str) -> tuple[str, str]:
    """How an hour and its zone are said in either language."""
    return f"{hour:%H:%M} {zone}", f"{hour:%H:%M}（{zone}）"


def statements(card: Card) -> Iterator[Statement]:
    """Everything that a card says, in order; a button says again what lines with its proof say."""
    following = (*card.blocks[1:], None)
    found = [one for pair in zip(card.blocks, following, strict=False) for one in _of(*pair)]
    yield from found
    for action in card.actions:
        same = (one.text for one in found if set(action.evidence) & set(one.evidence))
        yield Statement(action.label, action.evidence, repeats=" ".join((action.command, *same)))


def _of(block: Block, following: Block | None) -> Iterator[Statement]:
    match block:
        case Paragraph(line) if isinstance(following, Bullets):
            yield Statement(plain(line.text), line.evidence, plain(following.lines[0].text))
        case Heading(text, evidence):
            yield Statement(text, evidence)
        case Pairs(rows):
            whole = " · ".join(plain(line.text) for _, line in rows)
            for name, line in rows:
                yield Statement(f"{name}: {plain(line.text)}", line.evidence, whole)
        case Quote():
            yield Statement(block.text, block.evidence)
            for words, proof in zip((block.before, block.after), block.beside, strict=True):
                if words:
                    yield Statement(words, (proof,) if proof else ())
        case Sources():
            return
        case Picture() | Table():
            yield from _drawn(block)
        case _:
            yield from (Statement(plain(line.text), line.evidence) for line in lines(block))


def _drawn(block: Picture | Table) -> Iterator[Statement]:
    """The rows of a table and of a picture, with what stands behind them there."""
    if isinstance(block, Picture):
        rows = ((f"{row.said} {row.what}", row) for row in block.rows)
        yield from (Statement(words, row.evidence, " ".join(row.notes)) for words, row in rows)
        return
    yield from (Statement(column.title) for column in block.columns)
    yield from (Statement(plain(line.text), line.evidence) for line in lines(block))


def _leads(found: re.Match[str], asked: Said) -> str:
    """Nothing of days ahead that a rule has or that were asked for; else the words as they are."""
    usual = {str(lead) for lead in (*LEADS, *EARLY)} | asked.tokens
    return "" if set(tokens(found[0])) <= usual else found[0]


def _bounds(asked: str) -> Said:
    """The first and last days of the times that were typed: since:2013 is since 1 Jan 2013."""
    found = [typed_time(value) for value in re.findall(r"(?:since|until):([\d-]+)", asked)]
    return said(
        " ".join(f"{when_of(day)} {day.isoformat()} {day.month}" for each in found if each for day in each)
    )


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk over a store's replies and messages as of `at`, every `step`th of them, in a language."""

    store: Store
    at: datetime
    step: int = 1
    defaults: Defaults = USUAL
    register: Sequence[Command] = COMMANDS
    language: str = ""

    def cards(self) -> Iterator[tuple[Request, Card]]:
        """What is asked with what comes back, what a chat sets up, and what two years of digests say."""
        desk = FrontDesk(self.store, self.defaults, lambda: self.at)
        sudden = tuple(each.verb for each in self.register if at_once(each))
        for asked in (*self.asked()[:: self.step], *SET_UP):
            where = ELSEWHERE if asked.partition(" ")[0] in sudden and asked not in SET_UP else HERE
            request = Request(where, Actor("1"), asked, self.at, wanted=self.language)
            yield request, desk.answer(request)
        for at in (self.at, self.at + YEAR):
            yield from self._digests(at)

    def asked(self) -> tuple[str, ...]:
        """Everything to type."""
        return tuple(requests(self.register, self.store.library, self.at.date()))

    def _digests(self, at: datetime) -> Iterator[tuple[Request, Card]]:
        """The messages of the twelve months before a time to somebody who wants everything."""
        wants = Subscription(1, HERE, (), self.defaults.hour, self.defaults.zone)
        digests = preview(wants, self.store.library.entries(), at, reckoning=self.defaults.reckoning)
        cases = self.store.library.cases()
        for owed in digests[:: self.step]:
            told = [item.milestone for item in owed.items]
            ledger = concerning(standings(cases, owed.slot), told)
            with speaking(tongue(self.language)):
                card = message(self.store, Delivery(owed, "sent"), owed.slot, ledger)
            card = replace(card, language=self.language)
            yield Request(HERE, Actor("1"), owed.slot.isoformat(), owed.due), card


def filled(store: Store, at: datetime, parts: Sequence[str] = ("first",)) -> None:
    """Put the shipped corpus and labelled documents into a store."""
    ship(store, at=at)
    for part in parts:
        folder = FOLDER / "documents" / part
        ingest(store, sorted((*folder.glob("*.txt"), *folder.glob("*.md"))), at=at)


def unsupported(walk: Walk) -> tuple[list[Lapse], int]:
    """What no sentence supports on a walk, and how many lines were looked at."""
    contract = Contract(walk.store, walk.register, walk.defaults, walk.language)
    found = [
        lapse
        for request, card in walk.cards()
        for lapse in (*contract.lapses(card, request), *contract.shown(card, request))
    ]
    return found, contract.lines


def rows(shared: Path) -> list[Row]:
    """The whole walk over the shipped corpus and labelled documents that may be read."""
    store = Store.open("sqlite://")
    filled(store, AT)
    found, count = unsupported(Walk(store, AT))
    store.close()
    for lapse in found[:LISTED]:
        print(f"unsupported: {lapse.what!r} in {lapse.line!r} on {lapse.asked!r}", file=sys.stderr)
    name = f"unsupported names or numbers in any reply, of {count:,} lines on each platform"
    return [Row(name, len(found), "–", None, "", more=False)]
