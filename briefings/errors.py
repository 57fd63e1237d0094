"""What can go wrong: each docstring is the message that a user reads."""

from __future__ import annotations

from typing import ClassVar


class MilepostError(Exception):
    """Something went wrong."""

    exit_code: ClassVar[int] = 1  # 1: some input or send failed; 2: wrong usage or set-up

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__((type(self).__doc__ or "").format(**details))


class Refused(MilepostError):
    """{name}: refused, because {why}. {now}"""


class BadDate(MilepostError):
    """“{text}” is not a date that exists. Write it as 2026-07-15."""

    exit_code = 2
