"""What went wrong at Slack, said as a `DeliveryError`: decided here, where the vendor is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.ports import DeliveryError

PAUSE = 30.0
"""Seconds to wait where Slack says "too fast" without a whole number of seconds."""

GONE = frozenset({"channel_not_found", "not_in_channel", "is_archived"})
DEAD_TOKENS = frozenset(
    {
        "account_inactive",
        "token_revoked",
        "token_expired",
        "invalid_auth",
        "not_authed",
        "not_allowed_token_type",
        "missing_scope",
    }
)
PASSING = frozenset({"service_unavailable", "request_timeout", "team_added_to_org"})
HALF_DONE = frozenset({"internal_error", "fatal_error"})
"""Slack: "it's possible some aspect of the operation succeeded before the error was raised"."""

_CODE = re.compile(r"[a-z0-9_]{1,60}")


class BadBlocks(DeliveryError):
    """Slack refused the blocks; plainer ones may pass."""


class TooLong(DeliveryError):
    """Slack refused the message for its length; shorter ones may pass."""


class Expired(DeliveryError):
    """Slack opens no form any more for what was pressed: there are three seconds for that."""


class Outrun(DeliveryError):
    """What was to be shown was shown already, was changed by somebody else, or is closed."""


REFUSALS: dict[str, tuple[type[DeliveryError], str]] = {
    **dict.fromkeys(("invalid_blocks", "invalid_blocks_format"), (BadBlocks, "Slack refused the blocks")),
    **dict.fromkeys(("msg_blocks_too_long", "msg_too_long"), (TooLong, "The message is too long for Slack")),
    **dict.fromkeys(
        ("expired_trigger_id", "invalid_trigger_id"),
        (Expired, "What was pressed opens nothing any more"),
    ),
    **dict.fromkeys(
        ("exchanged_trigger_id", "hash_conflict", "not_found", "view_not_found"),
        (Outrun, "The view is another by now"),
    ),
}


def fault(error: Exception) -> DeliveryError:
    """What this error of a call means for the message that it carried.

    An error that nobody foresaw may have come after Slack took the message: it is ambiguous.
    """
    match error:
        case DeliveryError():
            return error
        case SlackApiError():
            return _refusal(error.response)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return DeliveryError("Slack can't be reached: no connection.")
        case TimeoutError():
            return DeliveryError("Slack did not answer in time.", ambiguous=True)
        case aiohttp.InvalidURL():
            return DeliveryError("Slack's address is not a URL. Check SLACK_API_URL.", refused=True)
        case _:
            return DeliveryError(f"The connection to Slack broke ({type(error).__name__}).", ambiguous=True)


def by_status(status: int, code: str, headers: Mapping[str, str], needed: str = "") -> DeliveryError:
    """What an answer with this HTTP status and error code means; `needed` is a scope that is missing."""
    said = code if _CODE.fullmatch(code) else ""
    if status == 429 or said in {"ratelimited", "rate_limited"}:
        return DeliveryError("Slack asks to slow down (429).", retry_after=pause(headers))
    if said:
        return _by_code(said, needed if re.fullmatch(r"[a-z:._,]{1,80}", needed) else "")
    if status == 504:
        return DeliveryError("Slack's gateway gave up waiting (504).", ambiguous=True)
    if status >= 500:
        return DeliveryError(f"Slack has a fault of its own ({status}).")
    if status >= 400:
        return DeliveryError(f"Slack refused the request ({status}).", refused=True)
    return DeliveryError(f"Slack's answer ({status}) can't be read.", ambiguous=True)


def pause(headers: Mapping[str, str]) -> float:
    """Seconds that `Retry-After` asks for."""
    asked = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(asked) if re.fullmatch(r"[0-9]{1,6}", asked.strip()) else PAUSE


def partly(error: DeliveryError) -> DeliveryError:
    """The same error where earlier parts of the message did arrive: sending it again repeats those."""
    error.ambiguous = not (error.permanent or error.off or error.refused)
    return error


def _by_code(code: str, needed: str) -> DeliveryError:
    if code in GONE:
        return DeliveryError(f"The channel is out of reach ({code}).", permanent=True)
    if code in DEAD_TOKENS:
        scope = f": {needed}" if needed else ""
        return DeliveryError(f"Slack does not accept this token ({code}{scope}).", off=True)
    if code in REFUSALS:
        kind, why = REFUSALS[code]
        return kind(f"{why} ({code}).", refused=True)
    if code in HALF_DONE:
        return DeliveryError(f"Slack broke off in the middle ({code}).", ambiguous=True)
    if code in PASSING:
        return DeliveryError(f"Slack is not ready ({code}).")
    return DeliveryError(f"Slack refused the message ({code}).", refused=True)


def _refusal(response: Any) -> DeliveryError:
    """The response is an AsyncSlackResponse, or aiohttp's own where the body was no JSON."""
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 200)
    data = getattr(response, "data", None)
    said = data if isinstance(data, dict) else {}
    headers = getattr(response, "headers", None) or {}
    return by_status(status, str(said.get("error", "")), headers, str(said.get("needed", "")))
