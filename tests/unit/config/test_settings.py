"""The environment is refused as a whole, in one line, without showing a secret."""

from __future__ import annotations

import pytest

from bot.app import reckoning
from briefings.milestones import Reckoning
from config.log import Redactor
from config.settings import Misconfigured, load

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz012345678"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    for name in (
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_WEBHOOK_URL",
        "TELEGRAM_WEBHOOK_SECRET",
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SLACK_APP_TOKEN",
        "DATABASE_URL",
    ):
        monkeypatch.delenv(name, raising=False)


def test_nothing_is_needed_to_start() -> None:
    settings = load()
    assert not settings.bots
    assert settings.database_url.get_secret_value() == "sqlite:///milepost.db"


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    assert load().telegram_bot_token is None


def test_all_faults_are_told_at_once_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "PORT": "many",
        "MILEPOST_ZONE": "GMT+8x",
        "SLACK_API_URL": "https://slack.com",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as told:
        load()
    message = str(told.value)
    assert "\n" not in message
    assert all(name in message for name in ("PORT", "MILEPOST_ZONE", "SLACK_API_URL"))


def test_a_slack_token_alone_can_not_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1-abcdefgh")
    with pytest.raises(Misconfigured, match="SLACK_SIGNING_SECRET") as told:
        load()
    assert "xoxb-1" not in str(told.value)


def test_a_webhook_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_WEBHOOK_URL", "https://bot.example/tg")
    with pytest.raises(Misconfigured, match="TELEGRAM_WEBHOOK_SECRET") as told:
        load()
    assert "\n" not in str(told.value)
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "new-secret,old-secret")
    assert load().webhook_secrets == ("new-secret", "old-secret")
    assert {"new-secret", "old-secret"} <= set(load().secrets)


@pytest.mark.parametrize("secret", ["two words", "a,", "x" * 257, "gehe\u00efm"])
def test_a_secret_that_telegram_can_not_send_is_refused(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", secret)
    with pytest.raises(Misconfigured, match="TELEGRAM_WEBHOOK_SECRET") as told:
        load()
    assert secret not in str(told.value)


def test_the_servers_root_is_taken_with_or_without_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", "http://127.0.0.1:8081/bot")
    assert load().telegram_api_base_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize("line", [f"GET /bot{TOKEN}/getMe", TOKEN.replace(":", "%3A"), f"x {TOKEN} y"])
def test_a_token_is_hidden_in_every_form(line: str) -> None:
    hidden = Redactor([TOKEN]).hide(line)
    assert TOKEN.split(":")[1] not in hidden
    assert "[hidden]" in hidden


def test_the_password_of_the_database_is_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:correct-horse@db/milepost")
    assert "correct-horse" in load().secrets
    assert "correct-horse" not in repr(load())


def test_how_days_are_counted_is_chosen_and_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reckoning(load()) == Reckoning(march=False, first=0)
    monkeypatch.setenv("MILEPOST_LEAP_DAY", "03-01")
    monkeypatch.setenv("MILEPOST_FIRST_DAY", "1")
    assert reckoning(load()) == Reckoning(march=True, first=1)
    monkeypatch.setenv("MILEPOST_LEAP_DAY", "30 Feb")
    monkeypatch.setenv("MILEPOST_FIRST_DAY", "2")
    with pytest.raises(Misconfigured, match=r"MILEPOST_LEAP_DAY.*MILEPOST_FIRST_DAY"):
        load()


def test_people_are_named_by_their_platforms_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().milepost_operators == frozenset()
    monkeypatch.setenv("MILEPOST_OPERATORS", " telegram:12345, slack:T0123/U0456,")
    monkeypatch.setenv("MILEPOST_EDITORS", "telegram:7")
    assert load().milepost_operators == {"telegram:12345", "slack:T0123/U0456"}
    assert load().milepost_editors == {"telegram:7"}
    monkeypatch.setenv("MILEPOST_EDITORS", "@ada")
    with pytest.raises(Misconfigured, match="MILEPOST_EDITORS: write ids with commas"):
        load()
