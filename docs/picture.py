"""Draw the README's pictures: a conversation with the shipped corpus in the terminal, and a chart."""

from __future__ import annotations

import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot.card import Card
from bot.charts import png
from bot.command import Defaults
from bot.dispatch import FrontDesk
from bot.picture import Picture
from bot.platforms.console import HERE, picture
from bot.ports import Actor, Request
from storage.ingest import ship
from storage.store import Store

AT = datetime(2026, 7, 8, 1, 0, tzinfo=UTC)
TALK = ("brief leading zone", "source 2")
CHART = "figures leading zone picture:yes"
TARGET, DRAWN = (Path(__file__).with_name(name) for name in ("conversation.svg", "figures.png"))


def main() -> None:
    """Hold the conversation in a store of its own and write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/milepost.db")
        ship(store, at=AT)
        desk = FrontDesk(store, Defaults(), lambda: AT)
        talk: list[tuple[str, Card]] = [
            (typed, desk.answer(Request(HERE, Actor("here", admin=True), typed, AT))) for typed in TALK
        ]
        chart = desk.answer(Request(HERE, Actor("here", admin=True), CHART, AT))
        store.close()
    DRAWN.write_bytes(png(next(block for block in chart.blocks if isinstance(block, Picture)), "wide"))
    TARGET.write_text(offline(picture(talk, title="milepost run")), encoding="utf-8")


def offline(svg: str) -> str:
    """The picture without the fonts and credits that it would fetch or link; a machine's own fonts do."""
    return re.sub(r"@font-face\s*\{[^}]*\}|<!--.*?-->", "", svg).replace(
        "Fira Code", "ui-monospace, monospace"
    )


if __name__ == "__main__":
    main()
