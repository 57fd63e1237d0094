"""Signatures: good ones hold for five minutes, everything else is a plain no."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack.signature import Seal
from tests.fakes.slack_front import NOW, SECRET, clock, signed

SEAL = Seal(SECRET, clock)
BODY = b"command=%2Fbrief&text=latest"


def holds(body: bytes, headers: dict[str, str], seal: Seal = SEAL) -> bool:
    return seal.holds(body, headers.get("X-Slack-Request-Timestamp"), headers.get("X-Slack-Signature"))


def at(seconds: int) -> str:
    return str(int((NOW + timedelta(seconds=seconds)).timestamp()))


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_signature_holds_for_five_minutes(seconds: int) -> None:
    assert holds(BODY, signed(BODY, stamp=at(seconds)))


@pytest.mark.parametrize("seconds", [-301, 301])
def test_and_not_a_second_longer(seconds: int) -> None:
    assert not holds(BODY, signed(BODY, stamp=at(seconds)))


@pytest.mark.parametrize("stamp", ["abc", "", "1e9", "1" + "0" * 23, "-1", " 1", "١٢٣", "1.5", "0x10", "\n"])
def test_a_junk_timestamp_is_a_no_even_when_signed(stamp: str) -> None:
    assert not holds(BODY, signed(BODY, stamp=stamp))


def test_every_other_signature_is_a_no() -> None:
    headers = signed(BODY)
    good = headers["X-Slack-Signature"]
    for bad in (
        "",
        good[:-1],
        good + "0",
        good.upper(),
        good.replace("v0=", "v1="),
        "é" * 67,
        good[:-1] + "é",
    ):
        assert not holds(BODY, {**headers, "X-Slack-Signature": bad})
    assert not holds(BODY, signed(BODY, secret="another"))
    assert not holds(BODY + b"x", headers)
    assert not holds(BODY, {})


def test_a_body_that_is_not_utf8_is_a_no() -> None:
    assert not holds(b"\xff\xfe", signed(b"\xff\xfe"))


@given(st.binary(max_size=50), st.text(max_size=80), st.text(max_size=80))
def test_nothing_makes_it_raise(body: bytes, stamp: str, signature: str) -> None:
    assert not SEAL.holds(body, stamp, signature)


def test_the_secret_is_in_no_repr() -> None:
    assert SECRET not in repr(SEAL)
