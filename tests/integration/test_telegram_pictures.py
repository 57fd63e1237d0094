"""Pictures and silence on Telegram: a picture, the same in words below, and no sound where none is wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.card import Action, Card, Heading, Line, Paragraph, text
from bot.picture import Picture, Stretch
from bot.ports import DeliveryError
from briefings.model import Address, Grade
from tests.integration.telegram_home import HELLO, stage

ROW = Stretch("15 Jul 2021", "the @Opinions of #Pudong", date(2021, 7, 15), date(2021, 7, 15), Grade.IN_FORCE)
PICTURE = Picture("Timeline", (ROW,), "timeline zone", date(2026, 7, 15))
TWIN = Paragraph(Line(text("15 Jul 2021 the Opinions")))
CARD = Card((Heading("Timeline"), PICTURE, TWIN), (Action("Sources", "source"),))
PNG = b"\x89PNG\r\n\x1a\n"


async def test_a_picture_goes_before_its_words() -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        id = await on.platform.send(Address("telegram", "77"), CARD)
        [photo] = on.server.photos
        [message] = on.server.sent
        assert on.server.files[0].startswith(PNG)
        assert photo.text == "Timeline: 15 Jul 2021 the @\u2060Opinions of #\u2060Pudong"
        assert message.text == "Timeline\n15 Jul 2021 the Opinions"
        assert (id, list(message.buttons)) == (str(message.id), ["Sources"])
        assert photo.id < message.id
        assert await on.platform.parts(CARD) == 2


async def test_a_caption_is_never_too_long() -> None:
    many = replace(PICTURE, rows=(replace(ROW, what="word " * 400),) * 30)
    async with stage(listening=False) as on:
        on.server.chat(77)
        await on.platform.send(Address("telegram", "77"), replace(CARD, blocks=(many, TWIN)))
        assert 0 < len(on.server.photos[0].text) <= 1024


@pytest.mark.parametrize("why", ["PHOTO_INVALID_DIMENSIONS", "not enough rights to send photos to the chat"])
async def test_a_picture_that_is_refused_keeps_no_words_back(why: str) -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        on.server.fail("sendPhoto", 400, f"Bad Request: {why}")
        await on.platform.send(Address("telegram", "77"), CARD)
        assert [message.text for message in on.server.sent] == ["Timeline\n15 Jul 2021 the Opinions"]


async def test_a_flood_at_a_picture_is_told_like_any_other() -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        on.server.fail("sendPhoto", 429, "Too Many Requests: retry after 5", retry_after=5)
        with pytest.raises(DeliveryError) as caught:
            await on.platform.send(Address("telegram", "77"), CARD)
        assert caught.value.retry_after == 5
        assert on.server.sent == []


async def test_a_press_whose_answer_has_a_picture_is_answered_below() -> None:
    async with stage() as on:
        on.server.say(77, "/help")
        await on.last()
        on.desk.reply = lambda _: replace(CARD, instead=True)
        on.server.press(on.server.sent[0], "Sources")
        await on.last(2)
        assert (len(on.server.photos), on.server.edited) == (1, [])


async def test_a_silent_card_makes_no_sound_in_any_part() -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        await on.platform.send(Address("telegram", "77"), replace(CARD, silent=True))
        await on.platform.send(Address("telegram", "77"), HELLO)
        loud = [m.parameters.get("disable_notification") for m in (*on.server.photos, *on.server.sent)]
        assert loud == ["true", "true", None]


async def test_links_are_never_previewed() -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        await on.platform.send(Address("telegram", "77"), HELLO)
        assert on.server.sent[0].parameters["link_preview_options"] == {"is_disabled": True}
