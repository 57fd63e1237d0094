"""What Slack is told of the app: its manifest, from the register of commands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.command import Command
from bot.platforms.slack.incoming import BRIEF
from bot.platforms.slack.names import COMMAND, SHORTCUT

SCOPES = {
    "commands": "the /brief command and the shortcut on messages",
    "chat:write": "answers in threads, and digests in the channels that subscribed",
    "app_mentions:read": '"@Milepost latest": slash commands do not work in threads',
    "im:history": "what is written to the bot itself; no channel is ever read",
    "im:write": "an answer whose way back has expired goes to the asker's direct messages",
    "users:read": "who runs the workspace, where a channel lets only admins change what it gets; "
    "and the language and time zone of who writes to the bot",
}
"""What the app may do, and why it must."""
OPTIONAL = {
    "channels:read": "that who made a channel counts as its admin; nothing else needs it",
    "groups:read": "the same for private channels",
}
EVENTS = {
    "app_home_opened": "the App Home is shown, and who comes first is greeted once",
    "app_mention": "answered in its thread",
    "message.im": "direct messages are answered as typed",
    "app_uninstalled": "nothing is sent any more",
    "tokens_revoked": "nothing is sent any more",
}
"""What the app is told of, and what it does then."""
ASKING = frozenset({"read", "ask"})
BEGINNING = ("subscribe", "settings", "help")
"""What is named of the rest: help tells of all, settings and subscribe lead to the others."""
DOOR = "/slack/events"
EXAMPLE = "https://milepost.example"

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]{0,200})?", re.ASCII)


def manifest(commands: Sequence[Command], http: str = "") -> str:
    """The manifest as YAML; `http` is the app's own address, without one it uses Socket Mode.

    Raises `ValueError` for what is no address.
    """
    if http and not _ADDRESS.fullmatch(http):
        raise ValueError("write the app's own address, such as https://milepost.example.org")
    mark, address = ("", http.rstrip("/")) if http else ("# ", EXAMPLE)
    url = f"{address}{DOOR}"
    return "\n".join(
        (
            *_how(http),
            HEAD,
            f"    - command: {COMMAND}",
            f"      {mark}url: {url}",
            "      description: Briefings on policy, with sources",
            f'      usage_hint: "{hint(commands)}"',
            "      should_escape: true # channels come as ids, so nothing that was typed can mention anybody",
            "  shortcuts:",
            "    - name: Brief me on this",
            "      type: message # in threads too, where slash commands do not work",
            f"      callback_id: {SHORTCUT}",
            "      description: What Milepost knows of a message, told to you alone",
            "oauth_config:",
            "  scopes:",
            "    bot:",
            *(f"      - {name} # {why}" for name, why in SCOPES.items()),
            "      # not needed; add them only for what they say:",
            *(f"      # - {name} # {why}" for name, why in OPTIONAL.items()),
            "settings:",
            "  event_subscriptions:",
            f"    {mark}request_url: {url}",
            "    bot_events:",
            *(f"      - {name} # {then}" for name, then in EVENTS.items()),
            "  interactivity:",
            "    is_enabled: true # buttons, forms, the shortcut",
            f"    {mark}request_url: {url}",
            "  org_deploy_enabled: true",
            f"  socket_mode_enabled: {'false' if http else 'true'}",
            "  token_rotation_enabled: false # can't be turned off again once it is on",
            "",
        )
    )


def hint(commands: Sequence[Command]) -> str:
    """What Slack shows beside its command while somebody types: what asks, and where the rest is found."""
    shown = [one for one in commands if one.group in ASKING and one.verb != BRIEF]
    shown += [one for verb in BEGINNING for one in commands if one.verb == verb]
    return f"[topic | {' | '.join(map(_short, shown))}]"


def _short(command: Command) -> str:
    """How a command begins, without what may be left out."""
    return re.split(r"[\[,]", command.usage)[0].strip()


def _how(http: str) -> tuple[str, ...]:
    made = '# What Slack is told of the app: paste it at "Create New App" > "From a manifest".'
    if http:
        return (made, "# Slack sends requests to the address below, which must be reached from outside.")
    return (
        made,
        "# As it stands it uses Socket Mode, which needs no public address. For HTTP:",
        "# milepost manifest --http https://your.address",
    )


HEAD = """\
_metadata:
  major_version: 2
  minor_version: 1
display_information:
  name: Milepost
  description: The policy desk in your chat
  long_description: >-
    Milepost reads policy documents and answers with briefings in which every line is tied to the sentence
    that proves it and every date is earned from the text. Channels that subscribe get one digest on a day
    with something due, and nothing on the others. It never mentions anybody and posts no link previews.
  background_color: "#1f3a4d"
features:
  app_home:
    home_tab_enabled: true # what one is subscribed to, and settings as a form
    messages_tab_enabled: true # direct messages are answered as typed
    messages_tab_read_only_enabled: false
  bot_user:
    display_name: Milepost
    always_online: false
  slash_commands:"""
