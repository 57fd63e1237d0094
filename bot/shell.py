"""What the command line shows and how it reads its arguments; the commands themselves stand in `__main__`."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot import app
from bot.card import Card
from bot.command import PREFIXES
from bot.picture import Picture
from bot.ports import Actor, ChatKind, Desk, Request
from briefings.digests import plan
from briefings.errors import BadDate, Refused
from briefings.milestones import Reckoning
from briefings.milestones.anniversary import LEADS
from briefings.model import Address, Digest, Document, Subscription
from config.settings import Settings
from storage.store import Store

if TYPE_CHECKING:
    from storage.ingest import Summary
    from storage.renewing import Renewed


class Stage(StrEnum):
    """Where `say` speaks."""

    TELEGRAM = "telegram"
    SLACK = "slack"
    TERMINAL = "terminal"


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The store, closed again whatever happens; a bar shows where its index has to be made anew."""
    with _bar(False, "indexing") as progress:
        store = app.store(settings, progress)
    try:
        yield store
    finally:
        store.close()


def complain(what: str, code: int) -> int:
    """Print an error in one line and give its exit code back."""
    print(f"milepost: {' '.join(what.split())}", file=sys.stderr)
    return code


def moment(text: str, zone: str) -> datetime:
    """An ISO 8601 time; without an offset it is local to this installation's zone."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise BadDate(text=text[:80]) from None
    if not 1900 <= value.year <= 2200:
        raise BadDate(text=text[:80])
    return value if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))


@contextlib.contextmanager
def _bar(quiet: bool, doing: str = "reading") -> Iterator[Any]:
    """A progress callback (done, total, name) with a bar on standard error, from the first call on."""
    from rich.console import Console as Screen
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    screen = Screen(stderr=True)
    with Progress(*columns, console=screen, disable=quiet or not screen.is_terminal) as progress:
        task = progress.add_task("", total=None, visible=False)

        def told(done: int, total: int, name: str) -> None:
            progress.update(task, completed=done, total=total, description=name, visible=True)

        yield told


def ship(store: Store, at: datetime, *, quiet: bool = False) -> Summary:
    """Read the shipped corpus into the store."""
    with _bar(quiet) as progress:
        return app.ship(store, at=at, progress=progress)


def renew(store: Store, at: datetime, *, quiet: bool = False) -> Renewed:
    """Study again what older rules read."""
    with _bar(quiet) as progress:
        found = store.renew(at=at, progress=progress)
    for page in found.failed:
        complain(f"{page} could not be studied again and stays as it was. Please report it.", 0)
    return found


def reindex(store: Store, *, quiet: bool) -> int:
    """Make the search index anew; how many documents it holds."""
    with _bar(quiet, "indexing") as progress:
        return store.reindex(progress=progress)


def ingest(store: Store, paths: Sequence[Path], at: datetime, *, quiet: bool) -> Summary:
    """Read files and folders into the store."""
    with _bar(quiet) as progress:
        return app.ingest(store, paths, at=at, progress=progress)


def show_summary(summary: Summary, as_json: bool) -> None:
    """What became of each file: a table, or JSON."""
    if as_json:
        print(json.dumps({"files": [asdict(row) for row in summary.rows], "counts": summary.counts}))
        return
    for row in summary.rows:
        print(f"{row.outcome:<8} {row.name}" + (f"  {row.why}" if row.why else ""))
    print(" · ".join(f"{count} {outcome}" for outcome, count in summary.counts.items()))


def extract(file: Path, reference: str | None) -> tuple[dict[str, Any], list[Refused]]:
    """The extraction of one file and what was refused in it; `reference` fixes the day of writing."""
    from briefings.corpus import calendar
    from briefings.extract import extraction
    from briefings.reading import read
    from briefings.study import study

    try:
        day = date.fromisoformat(reference) if reference else None
    except ValueError:
        raise BadDate(text=(reference or "")[:80]) from None
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise Refused(
            name=file.name, why=fault.strerror or "it can't be read", now="Check the path."
        ) from None
    documents: list[Document] = []
    refused: list[Refused] = []
    for number, source in enumerate(read(file.name, data), 1):
        if isinstance(source, Refused):
            refused.append(source)
            continue
        name = source.id or (file.stem if number == 1 else f"{file.stem}-{number}")
        documents += study(source, id=name, reference=day, origins=calendar())
    return extraction(documents), refused


def show_extraction(found: dict[str, Any], as_json: bool) -> None:
    """The extraction as JSON, or its dated items as lines."""
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for document in found["documents"]:
        print(f"{document['kind']}: {document['title']}")
        print(f"  written: {document['reference']['interval']} ({document['reference']['confidence']})")
        for item in document["items"]:
            print(f"  {item['edtf'] or '–':<24} {item['kind']:<10} {item['grade']:<9} {item['text']}")


def request(stage: Stage, chat: str | None, actor: Actor, words: str, at: datetime) -> Request:
    """What somebody types on a stage: a chat id below zero is a Telegram group, Slack's may name its team."""
    tenant, _, channel = (chat or "").rpartition("/") if stage is Stage.SLACK else ("", "", chat or "")
    default = {Stage.TELEGRAM: "1", Stage.SLACK: "D1", Stage.TERMINAL: "here"}[stage]
    address = Address(stage.value, channel or default, tenant=tenant)
    group = stage is Stage.TELEGRAM and address.channel.startswith(("-", "@"))
    kind: ChatKind = "group" if group else "private"
    words = words.removeprefix(PREFIXES[stage.value]) if stage is Stage.SLACK else words
    return Request(address, replace(actor, admin=actor.admin or not group), words, at, chat=kind)


def calls(desk: Desk, asked: Request, card: Card) -> list[dict[str, Any]]:
    """What the platform would be sent: `[{"method", "payload"}]`, in order."""
    from bot.platforms import slack
    from bot.platforms.telegram import render as telegram

    def named(command: str) -> str:
        return desk.remember(asked.address, command)

    match Stage(asked.address.platform):
        case Stage.TELEGRAM:
            sent = telegram.payloads(asked.address, card, named)
            shown = telegram.pictures(asked.address, card)
            return [
                *({"method": "sendPhoto", "payload": payload} for payload in shown),
                *({"method": "sendMessage", "payload": payload} for payload in sent),
            ]
        case Stage.SLACK:
            sent = slack.payloads(
                card, name_for=named, share=None if desk.changes(asked.text) else asked.text
            )
            bodies = (slack.answered(payload, private=card.private) for payload in sent)
            return [{"method": "response_url", "payload": body} for body in bodies]
        case Stage.TERMINAL:
            return [{"method": "print", "payload": {"text": _printed(card)}}]


def show_card(desk: Desk, asked: Request, card: Card, as_json: bool) -> None:
    """A reply as a person would see it, or the payloads as the platform would get them."""
    sent = calls(desk, asked, card)
    if as_json:
        print(json.dumps(sent, ensure_ascii=False))
    elif asked.address.platform == Stage.TELEGRAM:
        print("\n".join(call["payload"].get("text") or call["payload"]["caption"] for call in sent))
        print(" ".join(f"[{action.label}]" for action in card.actions))
    else:
        print(_printed(card), end="")


def draw(card: Card, target: Path) -> bool:
    """Write the picture of a card to a file, as SVG or PNG by its ending; False where the card has none."""
    from bot import charts

    picture = next((block for block in card.blocks if isinstance(block, Picture)), None)
    if picture is None:
        return False
    svg = target.suffix.casefold() == ".svg"
    drawn = charts.svg(picture, "wide").encode() if svg else charts.png(picture, "wide")
    try:
        target.write_bytes(drawn)
    except OSError as fault:
        raise Refused(
            name=target.name, why=fault.strerror or "it can't be written", now="Check the path."
        ) from None
    print(f"{target}: {picture.alt}")
    return True


def _printed(card: Card, width: int = 88) -> str:
    """A card as plain lines."""
    from rich.console import Console as Screen

    from bot.platforms import console

    screen = Screen(file=io.StringIO(), width=width, color_system=None, force_terminal=False, record=True)
    for block in console.render(card, width):
        screen.print(block)
    return screen.export_text()


def show_subscriptions(subscriptions: Sequence[Subscription], as_json: bool) -> None:
    """Every subscription, a line each."""
    rows = [
        {
            "id": one.id,
            "address": str(one.address),
            "topics": list(one.topics),
            "at": one.hour.strftime("%H:%M"),
            "tz": one.zone,
            "leads": list(LEADS if one.leads is None else one.leads),
            "planned": one.planned.isoformat() if one.planned else None,
        }
        for one in subscriptions
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for one in subscriptions:
        topics = ", ".join(one.topics) or "everything"
        print(f"{one.id:>4}  {one.address}  {topics}  {one.hour:%H:%M} {one.zone}")
    if not rows:
        print("No subscriptions yet. In a chat: /subscribe leading zone")


def due(store: Store, at: datetime, reckoning: Reckoning) -> tuple[Digest, ...]:
    """What a tick at that time would plan and has not claimed before."""
    digests = plan(at, store.subscriptions.active(), store.library.entries(), reckoning)
    return tuple(digest for digest in digests if store.ledger.delivery(digest.key) is None)


def show_digests(digests: Sequence[Digest], as_json: bool) -> None:
    """Planned digests: one JSON list, or a line each."""
    rows = [
        {
            "address": str(digest.address),
            "slot": digest.slot.isoformat(),
            "due": digest.due.isoformat(),
            "items": [
                {
                    "ref": item.milestone.entry.evidence[0].ref,
                    "rule": item.milestone.rule,
                    "day": item.milestone.day.isoformat(),
                }
                for item in digest.items
            ],
            "why": digest.why,
        }
        for digest in digests
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        print(f"{row['due']}  {row['address']}  {len(row['items'])} items: {row['why']}")
    if not rows:
        print("Nothing is due.")
