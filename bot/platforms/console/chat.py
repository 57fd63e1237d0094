"""A conversation in a prompt, or line by line from a pipe."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TextIO

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console as RichConsole
from rich.text import Text as Styled

from bot.card import Action, Card
from bot.platforms.console.render import clean, render
from bot.ports import Actor, Desk, Request
from bot.words import tongue
from briefings.model import Address
from briefings.tongue import N_, _, speaking

HERE = Address("terminal", "here")
THREE = ("brief leading zone", "upcoming", "search industrial fund")
ENDS = frozenset({"quit", "exit", "bye"})
PROMPT = "> "
WIDEST = 100
PLAIN_WIDTH = 88
# the picture asks nobody for a font: the viewer's own monospaced one does
_FRAME = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
THINGS = N_("Three things to type (a number presses a button, quit ends):")
BYE = N_("Goodbye. What you asked for stays in the store.")


class Console:
    """A chat with one person. `clock` gives the time (aware) that each request carries.

    Where `stdin` is a terminal there is a prompt with history; else lines are read and answered until
    they end. `listen` holds on to its thread: a terminal has nobody else to serve.
    """

    name = "terminal"

    def __init__(
        self, clock: Callable[[], datetime], stdin: TextIO | None = None, stdout: TextIO | None = None
    ) -> None:
        self._clock = clock
        self._stdin = stdin or sys.stdin
        self._stdout = stdout or sys.stdout
        self._actions: tuple[Action, ...] = ()
        self._language = ""
        for stream in (self._stdin, self._stdout):
            _forgive(stream)

    async def open(self) -> None:
        """Nothing to connect to."""

    async def close(self) -> None:
        """Nothing to let go of."""

    async def listen(self, desk: Desk) -> None:
        """Talk until `quit`, Ctrl-D, Ctrl-C or the end of the input."""
        with _interruptible():
            self.talk(desk)

    async def parts(self, card: Card) -> int:
        """A card is printed at once."""
        return 1

    async def send(self, address: Address, card: Card, *, name: str = "") -> str:
        """Print a card that nobody asked for."""
        self._show(card)
        return ""

    def talk(self, desk: Desk) -> None:
        """Greet, then answer line after line; returns when the talk is over, however it ends."""
        try:
            self._greet(desk)
            for line in self._lines():
                if line.casefold().lstrip("/") in ENDS:
                    break
                self._show(desk.answer(self._request(self._pressed(line))))
            self._say(self._own(BYE))
        except (KeyboardInterrupt, EOFError):
            self._say("\n" + self._own(BYE))
        except BrokenPipeError:
            _hush(self._stdout)

    def _greet(self, desk: Desk) -> None:
        self._show(desk.answer(self._request("start")))
        self._say(self._own(THINGS))
        for example in THREE:
            self._say(f"  {example}")
        self._say("")

    def _lines(self) -> Iterator[str]:
        """What is typed, without empty lines; a piped line is shown, as nobody saw it being typed."""
        while (line := self._line()) is not None:
            if line := line.strip():
                yield line

    def _line(self) -> str | None:
        if self._prompts:
            return input(PROMPT)
        line = self._stdin.readline()
        if not line:
            return None
        if line.strip():
            self._say(PROMPT + clean(line.strip()))
        return line

    @property
    def _prompts(self) -> bool:
        return self._stdin is sys.stdin and self._stdin.isatty()

    def _pressed(self, line: str) -> str:
        """The command behind a number that was typed, else the line itself."""
        number = int(line) if line.isascii() and line.isdigit() and len(line) < 4 else 0
        return self._actions[number - 1].command if 0 < number <= len(self._actions) else line

    def _request(self, text: str) -> Request:
        return Request(HERE, Actor("here", admin=True), text, self._clock())

    def _own(self, words: str) -> str:
        """Our own words in the language of the last reply."""
        with speaking(tongue(self._language)):
            return _(words)

    def _show(self, card: Card) -> None:
        self._actions, self._language = card.actions, card.language
        screen = self._screen()
        for block in render(card, screen.width):
            screen.print(block)
        self._stdout.flush()

    def _say(self, words: str) -> None:
        self._screen().print(Styled(words), soft_wrap=True)
        self._stdout.flush()

    def _screen(self) -> Screen:
        """A screen as wide as the window is now; a pipe gets plain text of one width."""
        if not self._stdout.isatty():
            return Screen(file=self._stdout, width=PLAIN_WIDTH, color_system=None, force_terminal=False)
        screen = Screen(file=self._stdout)
        screen.width = min(screen.width, WIDEST)
        return screen


def picture(talk: list[tuple[str, Card]], title: str = "Milepost", width: int = 92) -> str:
    """A conversation as SVG: what was typed and the card that came back, as the terminal shows them."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        screen = Screen(file=nowhere, record=True, width=width, force_terminal=True, color_system="truecolor")
        for typed, card in talk:
            screen.print(Styled(PROMPT + clean(typed), style="bold"))
            for block in render(card, width):
                screen.print(block)
        return screen.export_svg(title=title, unique_id="milepost", code_format=_FRAME)


class Screen(RichConsole):
    """A rich console that leaves it to the talk what a reader's going away means."""

    def on_broken_pipe(self) -> None:
        """Rich would end the whole process here."""
        raise BrokenPipeError


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C interrupt a blocking read: asyncio's own handler waits for the loop, which waits for us."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _forgive(stream: TextIO) -> None:
    """Characters that a stream can't carry become question marks instead of faults."""
    if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
        reconfigure(errors="replace")


def _hush(stream: TextIO) -> None:
    """The reader of our output has gone: nothing more may be flushed to it, also not at exit."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
