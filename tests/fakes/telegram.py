"""A Telegram to test against: a Bot API server on loopback that keeps what it accepts and plays people.

    async with FakeTelegram() as server:
        platform = Telegram(server.token, server.root)
        server.say(-1001, "/brief leading zone", kind="supergroup")
        await server.until(lambda: server.sent)
        server.press(server.sent[-1], "Sources")

Every request is checked against the Bot API's description and every text by Telegram's own parser,
where they are on this machine; `server.complaints` lists what they object to.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from tests.fakes import bot_api
from tests.fakes.telegram_push import push

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
SECOND_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
HOOKED = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
NOW = 1784077200  # 2026-07-15 09:00 in Shanghai
PATIENCE = 15.0  # seconds after which a test gives up waiting


@dataclass
class Sent:
    """A message that was accepted, as the chat shows it."""

    chat: int
    id: int
    text: str
    entities: list[dict[str, Any]]
    buttons: dict[str, str]  # label -> callback data, or address
    thread: int | None
    parameters: dict[str, Any]

    def marked(self, kind: str) -> list[str]:
        """The words under our entities of one kind."""
        raw = self.text.encode("utf-16-le")
        return [
            raw[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in self.entities
            if e["type"] == kind
        ]


@dataclass
class Fault:
    """What goes wrong with the next `times` requests of a method (in one chat)."""

    method: str
    status: int = 0
    body: Any = None
    times: int = 1
    chat: int | None = None
    after: int = 0  # how many requests go well first
    cut: str = ""  # "before" or "after": the connection breaks before or after the request was done


@dataclass
class FakeTelegram:
    """The server and the people behind it. `now` (Unix time) dates what they write."""

    token: str = "123456:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_01234567"
    username: str = "milepost_bot"
    now: int = NOW
    latency: float = 0.0
    root: str = ""
    sent: list[Sent] = field(default_factory=list)
    photos: list[Sent] = field(default_factory=list)  # pictures, with their captions as text
    files: list[bytes] = field(default_factory=list)  # what was uploaded
    edited: list[Sent] = field(default_factory=list)  # messages that were changed, as they are now
    answered: list[str] = field(default_factory=list)  # presses that were acknowledged
    toasts: list[str] = field(default_factory=list)  # what was shown to who pressed
    menus: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # scope and language -> commands
    profile: dict[str, str] = field(default_factory=dict)  # name, description … and language -> words
    offered: dict[str, dict[str, Any]] = field(default_factory=dict)  # answers to inline queries, by id
    members: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=dict)  # what setWebhook was given, empty without one
    closed_topics: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.chats: dict[int, dict[str, Any]] = {}
        self._faults: list[Fault] = []
        self._updates: list[dict[str, Any]] = []
        self._ids = iter(range(1, 1_000_000))
        self._update_ids = iter(range(9000, 1_000_000))
        self._news = asyncio.Condition()
        self._poller = 0
        self._pushing: asyncio.Task[None] | None = None
        self._open = True

    # people

    def chat(self, id: int, kind: str = "private", **more: Any) -> dict[str, Any]:
        """A chat that the bot is in; negative ids are supergroups unless `kind` says otherwise."""
        if id not in self.chats:
            kind = "supergroup" if id < 0 and kind == "private" else kind
            named = {"first_name": "Ada"} if kind == "private" else {"title": "Desk"}
            self.chats[id] = {"id": id, "type": kind, **named, **more}
        return self.chats[id]

    def say(
        self,
        chat: int,
        text: str,
        *,
        kind: str = "private",
        user: int = 77,
        thread: int | None = None,
        anonymous: bool = False,
        **more: Any,
    ) -> int:
        """Somebody writes (in a channel: posts); the id of the update."""
        where = self.chat(chat, kind)
        message: dict[str, Any] = {"message_id": next(self._ids), "date": self.now, "chat": where}
        message["text"] = text
        if where["type"] == "channel":
            return self.update(channel_post={**message, "sender_chat": where, **more})
        message["from"] = ANONYMOUS if anonymous else person(user)
        if anonymous:
            message["sender_chat"] = where
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        return self.update(message={**message, **more})

    def press(self, message: Sent, label: str, *, user: int = 77) -> int:
        """Somebody presses a button; the id of the update."""
        shown: dict[str, Any] = {"message_id": message.id, "date": self.now, "chat": self.chats[message.chat]}
        shown |= {"from": self._me(), "text": message.text}
        if message.thread is not None:
            shown |= {"message_thread_id": message.thread, "is_topic_message": True}
        query = {"id": f"press-{next(self._ids)}", "from": person(user), "chat_instance": "1"}
        return self.update(callback_query={**query, "message": shown, "data": message.buttons[label]})

    def member(self, chat: int, user: int, status: str, **more: Any) -> None:
        """Say what somebody is in a chat: creator, administrator, member, left, kicked …"""
        self.members[chat, user] = {"status": status, "user": person(user), **more}

    def invite(
        self, chat: int, before: str, after: str, *, kind: str = "private", user: int = 77, **more: Any
    ) -> int:
        """The bot's own membership changes (`more` is what it may do); the id of the update."""
        old, new = ({"status": status, "user": self._me(), "until_date": 0} for status in (before, after))
        new |= more
        change = {"chat": self.chat(chat, kind), "from": person(user), "date": self.now}
        return self.update(my_chat_member={**change, "old_chat_member": old, "new_chat_member": new})

    def inquire(self, words: str, *, user: int = 77, **more: Any) -> str:
        """Somebody types the bot's name and these words in some chat; the id of the query."""
        id = f"inline-{next(self._ids)}"
        self.update(inline_query={"id": id, "from": person(user), "query": words, "offset": "", **more})
        return id

    def update(self, **content: Any) -> int:
        """Queue an update; the id of it."""
        id = next(self._update_ids)
        self.push({"update_id": id, **content})
        return id

    def push(self, update: Any) -> None:
        """Queue anything at all as an update, malformed ones included."""
        self._updates.append(update)
        self._wake()

    # faults

    def fail(
        self,
        method: str,
        status: int,
        description: str = "",
        *,
        times: int = 1,
        chat: int | None = None,
        after: int = 0,
        html: str = "",
        **parameters: Any,
    ) -> None:
        """Let the next requests of a method fail with an error of Telegram, or of a proxy (`html`).

        `times` is how often, `after` how many go well before; `parameters` are such as `retry_after`.
        """
        body: Any = {"ok": False, "error_code": status, "description": description}
        if parameters:
            body["parameters"] = parameters
        self._faults.append(Fault(method, status, html or body, times, chat, after))

    def cut(self, method: str, when: str, *, times: int = 1) -> None:
        """Break the connection `before` or `after` the next requests of a method were done."""
        self._faults.append(Fault(method, times=times, cut=when))

    def heal(self, method: str) -> None:
        """Let nothing more go wrong with a method."""
        self._faults = [fault for fault in self._faults if fault.method != method]

    # waiting

    async def until(self, true: Callable[[], Any]) -> None:
        """Wait until something is true, of the server or behind it; fails the test when it never is."""

        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110 (it may be true of something else than this server)
                await asyncio.sleep(0.005)

    @property
    def waiting(self) -> list[Any]:
        """Updates that nobody confirmed yet, in order."""
        return self._updates

    async def idle(self) -> None:
        """Wait until every queued update was fetched and confirmed by the next request."""
        await self.until(lambda: not self._updates)

    # the server

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.root = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._open = False
        await self._notify()
        if self._pushing:
            self._pushing.cancel()
            await asyncio.gather(self._pushing, return_exceptions=True)
        await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given = await request.post()
        form = {key: "file" if isinstance(value, web.FileField) else value for key, value in given.items()}
        self.files += [value.file.read() for value in given.values() if isinstance(value, web.FileField)]
        self.calls[method] += 1
        await asyncio.sleep(self.latency)
        fault = self._fault(method, form)
        if fault and fault.cut != "after":
            await self._notify()
            return self._broken(request, fault)
        response = await self._done(request.match_info["token"], method, form)
        await self._notify()
        return self._broken(request, fault) if fault else response

    def _fault(self, method: str, form: dict[str, str]) -> Fault | None:
        for fault in self._faults:
            if fault.method == method and (fault.chat is None or str(fault.chat) == form.get("chat_id")):
                if fault.after:
                    fault.after -= 1
                    return None
                fault.times -= 1
                if not fault.times:
                    self._faults.remove(fault)
                return fault
        return None

    def _broken(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.cut:
            assert request.transport
            request.transport.abort()
            return web.Response()
        if isinstance(fault.body, str):
            return web.Response(status=fault.status, text=fault.body, content_type="text/html")
        return web.json_response(fault.body, status=fault.status)

    async def _done(self, token: str, method: str, form: dict[str, str]) -> web.Response:
        if token != self.token:
            return _refusal(401, "Unauthorized")
        deed = getattr(self, f"_{method}", None)
        if not deed:
            return _refusal(404, "Not Found: method not found")
        self.complaints += bot_api.faults(method, form)
        answer = await deed(form)
        if isinstance(answer, web.Response):
            return answer
        return web.json_response({"ok": True, "result": answer})

    def _me(self) -> dict[str, Any]:
        return {"id": 4242, "is_bot": True, "first_name": "Milepost", "username": self.username}

    async def _getMe(self, form: dict[str, str]) -> Any:  # noqa: N802
        return self._me() | {"can_join_groups": True, "can_read_all_group_messages": False}

    async def _getUpdates(self, form: dict[str, str]) -> Any:  # noqa: N802
        if self.webhook:
            return _refusal(409, HOOKED)
        self._poller += 1
        mine, offset = self._poller, int(form.get("offset") or 0)
        self._updates = [u for u in self._updates if _id(u) is None or _id(u) >= offset]
        await self._notify()
        async with self._news:
            try:
                waiting = self._news.wait_for(lambda: self._updates or self._poller != mine or not self._open)
                await asyncio.wait_for(waiting, float(form.get("timeout") or 0))
            except TimeoutError:
                return []
        if self._poller != mine:
            return _refusal(409, SECOND_POLLER)
        return list(self._updates)

    async def _setWebhook(self, form: dict[str, str]) -> Any:  # noqa: N802
        if not form["url"]:
            return await self._deleteWebhook(form)
        self.webhook = {**form, "allowed_updates": json.loads(form.get("allowed_updates") or "[]")}
        self._pushing = self._pushing or asyncio.create_task(push(self))
        return True

    async def _deleteWebhook(self, form: dict[str, str]) -> Any:  # noqa: N802
        self.webhook = {}
        return True

    async def _sendMessage(self, form: dict[str, str]) -> Any:  # noqa: N802
        parameters = _read(form)
        chat, thread = int(form["chat_id"]), parameters.get("message_thread_id")
        why = self._objection(chat, thread, parameters)
        if why:
            return _refusal(400, f"Bad Request: {why}")
        message = Sent(
            chat=chat,
            id=next(self._ids),
            text=form["text"],
            entities=parameters.get("entities") or [],
            buttons=_named(parameters),
            thread=thread,
            parameters=parameters,
        )
        self._look(message)
        self.sent.append(message)
        return {
            "message_id": message.id,
            "date": self.now,
            "chat": self.chats[chat],
            "from": self._me(),
            "text": message.text,
        }

    def _look(self, message: Sent) -> None:
        """Complain of what a reader could press."""
        pressable = bot_api.alive(message.text, message.entities)
        self.complaints += [f"alive in a message: {words}" for words in pressable]

    def _objection(self, chat: int, thread: int | None, parameters: dict[str, Any]) -> str:
        text = str(parameters["text"])
        if chat not in self.chats:
            return "chat not found"
        if thread is not None and (chat, thread) in self.closed_topics:
            return "message thread not found"
        if not text.strip():
            return "message text is empty"
        if any(len(button.get("callback_data", "").encode()) > 64 for button in _buttons(parameters)):
            return "BUTTON_DATA_INVALID"
        return "message is too long" if len(text) > 4096 else ""

    async def _sendPhoto(self, form: dict[str, str]) -> Any:  # noqa: N802
        parameters = _read(form)
        if int(form["chat_id"]) not in self.chats:
            return _refusal(400, "Bad Request: chat not found")
        if len(form["caption"]) > 1024:
            return _refusal(400, "Bad Request: message caption is too long")
        thread = parameters.get("message_thread_id")
        chat = int(form["chat_id"])
        message = Sent(chat, next(self._ids), form["caption"], [], {}, thread, parameters)
        self._look(message)
        self.photos.append(message)
        return {"message_id": message.id, "date": self.now, "chat": self.chats[message.chat]}

    async def _editMessageText(self, form: dict[str, str]) -> Any:  # noqa: N802
        parameters = _read(form)
        buttons = _named(parameters)
        for message in self.sent:
            if (str(message.chat), str(message.id)) == (form.get("chat_id"), form.get("message_id")):
                if (message.text, message.buttons) == (form["text"], buttons):
                    return _refusal(400, UNCHANGED)
                message.text, message.buttons = form["text"], buttons
                message.entities = parameters.get("entities") or []
                self.edited.append(message)
                self._look(message)
                chat = self.chats[message.chat]
                return {"message_id": message.id, "date": self.now, "chat": chat, "text": message.text}
        return _refusal(400, "Bad Request: message to edit not found")

    async def _deleteMessages(self, form: dict[str, str]) -> Any:  # noqa: N802
        gone = json.loads(form["message_ids"])
        self.sent = [m for m in self.sent if str(m.chat) != form["chat_id"] or m.id not in gone]
        return True

    async def _answerCallbackQuery(self, form: dict[str, str]) -> Any:  # noqa: N802
        self.answered.append(form["callback_query_id"])
        if "text" in form:
            self.toasts.append(form["text"])
        return True

    async def _answerInlineQuery(self, form: dict[str, str]) -> Any:  # noqa: N802
        results = json.loads(form["results"])
        for result in results:
            content = result["input_message_content"]
            pressable = bot_api.alive(content["message_text"], content.get("entities") or [])
            self.complaints += [f"alive in a result: {words}" for words in pressable]
        self.offered[form["inline_query_id"]] = {**form, "results": results}
        return True

    async def _setMyCommands(self, form: dict[str, str]) -> Any:  # noqa: N802
        scope = json.loads(form.get("scope") or '{"type": "default"}')["type"]
        code = form.get("language_code", "")
        self.menus[f"{scope} {code}".strip()] = json.loads(form["commands"])
        return True

    async def _getMyName(self, form: dict[str, str]) -> Any:  # noqa: N802
        return {"name": self._profile("name", form)}

    async def _getMyDescription(self, form: dict[str, str]) -> Any:  # noqa: N802
        return {"description": self._profile("description", form)}

    async def _getMyShortDescription(self, form: dict[str, str]) -> Any:  # noqa: N802
        return {"short_description": self._profile("short_description", form)}

    async def _setMyName(self, form: dict[str, str]) -> Any:  # noqa: N802
        return self._present("name", form, 64)

    async def _setMyDescription(self, form: dict[str, str]) -> Any:  # noqa: N802
        return self._present("description", form, 512)

    async def _setMyShortDescription(self, form: dict[str, str]) -> Any:  # noqa: N802
        return self._present("short_description", form, 120)

    def _profile(self, what: str, form: dict[str, str]) -> str:
        code = form.get("language_code", "")
        return self.profile.get(f"{what} {code}".strip(), self.profile.get(what, ""))

    def _present(self, what: str, form: dict[str, str], most: int) -> Any:
        if len(form[what]) > most:
            return _refusal(400, f"Bad Request: {what} is too long")
        self.profile[f"{what} {form.get('language_code', '')}".strip()] = form[what]
        return True

    async def _getChatMember(self, form: dict[str, str]) -> Any:  # noqa: N802
        chat, user = int(form["chat_id"]), int(form["user_id"])
        return self.members.get((chat, user), {"status": "member", "user": person(user)})

    def _wake(self) -> None:
        """Tell whoever waits that something happened; people act outside of any request."""
        task = asyncio.get_running_loop().create_task(self._notify())
        self._waking = task

    async def _notify(self) -> None:
        async with self._news:
            self._news.notify_all()


def person(id: int) -> dict[str, Any]:
    """Somebody."""
    return {"id": id, "is_bot": False, "first_name": "Ada", "language_code": "en"}


def _id(update: Any) -> Any:
    """An update's id, None where it has none that counts."""
    id = update.get("update_id") if isinstance(update, dict) else None
    return id if isinstance(id, int) else None


def _read(form: dict[str, str]) -> dict[str, Any]:
    """A form's parameters as values; the text stays as it is."""
    structured = ("entities", "reply_markup", "link_preview_options", "message_thread_id")
    return {key: json.loads(value) if key in structured else value for key, value in form.items()}


def _buttons(parameters: dict[str, Any]) -> list[dict[str, str]]:
    rows = (parameters.get("reply_markup") or {}).get("inline_keyboard") or []
    return [button for row in rows for button in row]


def _named(parameters: dict[str, Any]) -> dict[str, str]:
    """What each button says, and what it sends or opens."""
    return {button["text"]: button.get("callback_data") or button["url"] for button in _buttons(parameters)}


def _refusal(status: int, description: str) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(body, status=status)
