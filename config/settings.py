"""The environment as one checked value: every fault is told at once, no secret ever shows."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_PATH = re.compile(r"[A-Za-z0-9._/-]{0,200}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Misconfigured(Exception):
    """The environment can't be used; the message names every variable at fault and what to write."""


def _server(url: str) -> str:
    """An http(s) address with a host, or a ValueError that says what to write."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("write a full address such as https://example.org")
    return url


_PERSON = re.compile(r"telegram:[0-9]{1,20}|slack:[A-Z0-9]{2,20}/[A-Z0-9]{2,20}")


def _people(names: object) -> frozenset[str]:
    """People with commas between, each by the platform's own id, or a ValueError that says what to write."""
    parts = names.split(",") if isinstance(names, str) else names if isinstance(names, frozenset) else [names]
    told = frozenset(name for part in parts if (name := str(part).strip()))
    if not all(_PERSON.fullmatch(name) for name in told):
        raise ValueError("write ids with commas, such as telegram:12345,slack:T0123/U0456")
    return told


Server = Annotated[str, AfterValidator(_server)]
People = Annotated[frozenset[str], NoDecode, BeforeValidator(_people)]


class Settings(BaseSettings):
    """What `config/example.env` explains, read from the environment and from `.env` beside the process."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    telegram_bot_token: SecretStr | None = None
    telegram_api_base_url: Server = "https://api.telegram.org"
    telegram_webhook_url: Server | None = None
    telegram_webhook_secret: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_api_url: Server = "https://slack.com/api/"
    database_url: SecretStr = SecretStr("sqlite:///milepost.db")
    port: int = Field(default=8080, ge=0, le=65535)
    milepost_zone: str = "Asia/Shanghai"
    milepost_hour: time = time(9, 0)
    milepost_language: str = Field(default="en", pattern="^(en|zh)$")
    milepost_leap_day: str = Field(default="02-28", pattern="^(02-28|03-01)$")
    milepost_first_day: int = Field(default=0, ge=0, le=1)
    milepost_operators: People = frozenset()
    milepost_editors: People = frozenset()
    telegram_paid_broadcast: bool = False
    telegram_profile: bool = True
    milepost_on_ambiguous: str = Field(default="resend", pattern="^(resend|hold)$")
    milepost_log: str = Field(default="info", pattern="^(debug|info|warning|error)$")
    milepost_log_format: str = Field(default="text", pattern="^(text|json)$")

    @field_validator("telegram_api_base_url")
    @classmethod
    def _root(cls, url: str) -> str:
        """The server's root: the client adds `/bot` itself."""
        return url.rstrip("/").removesuffix("/bot")

    @field_validator("slack_api_url")
    @classmethod
    def _api(cls, url: str) -> str:
        """Slack's methods hang below `/api/`."""
        if not url.rstrip("/").endswith("/api"):
            raise ValueError("it ends in /api/, such as https://slack.com/api/")
        return url.rstrip("/") + "/"

    @field_validator("milepost_zone")
    @classmethod
    def _zone(cls, name: str) -> str:
        """A zone that this machine's tables know."""
        try:
            ZoneInfo(name)
        except (ValueError, OSError, KeyError) as fault:
            raise ValueError("write an IANA zone such as Asia/Shanghai or Europe/Berlin") from fault
        return name

    @field_validator("telegram_webhook_url")
    @classmethod
    def _path(cls, url: str | None) -> str | None:
        """An address whose path is served as it stands."""
        if url and not _PATH.fullmatch(urlsplit(url).path):
            raise ValueError("its path may hold letters, digits and . _ - / alone")
        return url

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _secret(cls, secret: SecretStr | None) -> SecretStr | None:
        """What Telegram can send in a header; for a change the new one and, behind a comma, the old one."""
        if secret and not all(map(_SECRET.fullmatch, secret.get_secret_value().split(","))):
            raise ValueError("write 1 to 256 letters, digits, _ and -; during a change new,old")
        return secret

    @model_validator(mode="after")
    def _webhook_has_a_secret(self) -> Settings:
        """Nobody else may bring updates."""
        if self.telegram_webhook_url and not self.telegram_webhook_secret:
            raise ValueError(
                "TELEGRAM_WEBHOOK_URL needs TELEGRAM_WEBHOOK_SECRET: 1 to 256 letters, digits, _ and -, "
                "such as `openssl rand -hex 32` gives"
            )
        return self

    @model_validator(mode="after")
    def _slack_can_listen(self) -> Settings:
        """A Slack bot needs a way in: a socket, or requests that it can check."""
        if self.slack_bot_token and not (self.slack_app_token or self.slack_signing_secret):
            raise ValueError(
                "SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (a socket) or SLACK_SIGNING_SECRET (HTTP)"
            )
        return self

    @property
    def bots(self) -> bool:
        """Whether any chat platform is set up."""
        return bool(self.telegram_bot_token or self.slack_bot_token)

    @property
    def platforms(self) -> tuple[str, ...]:
        """The chat platforms that are set up."""
        tokens = {"telegram": self.telegram_bot_token, "slack": self.slack_bot_token}
        return tuple(name for name, token in tokens.items() if token)

    @property
    def webhook_secrets(self) -> tuple[str, ...]:
        """The secrets with which Telegram's updates come: the one that it is told first."""
        secret = self.telegram_webhook_secret
        return tuple(secret.get_secret_value().split(",")) if secret else ()

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every value that must never be seen, for the log's redaction."""
        held = (
            self.telegram_bot_token,
            self.telegram_webhook_secret,
            self.slack_bot_token,
            self.slack_signing_secret,
            self.slack_app_token,
        )
        password = urlsplit(self.database_url.get_secret_value()).password
        shown = tuple(s.get_secret_value() for s in held if s)
        return shown + self.webhook_secrets + ((password,) if password else ())


def load() -> Settings:
    """Read the environment, or raise `Misconfigured` with all that is wrong in one line."""
    try:
        return Settings()
    except ValidationError as faults:
        raise Misconfigured("; ".join(_told(fault) for fault in faults.errors())) from None
    except UnicodeDecodeError:
        raise Misconfigured(".env is not text in UTF-8: save it as UTF-8") from None


def _told(fault: object) -> str:
    """One fault as `VARIABLE: what is wrong`."""
    if not isinstance(fault, dict):
        return "unknown fault"
    name = "_".join(str(part) for part in fault["loc"]).upper()
    why = str(fault["msg"]).removeprefix("Value error, ")
    return f"{name}: {why}" if name else why
