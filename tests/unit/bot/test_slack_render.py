"""Cards as Slack messages: limits, parity of the three forms, and nothing that is live."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.card import (
    Action,
    Band,
    Bullets,
    Card,
    Column,
    Heading,
    Line,
    Notice,
    Pairs,
    Paragraph,
    Quote,
    Row,
    Sources,
    Span,
    Table,
    bold,
    code,
    text,
)
from bot.picture import Bar, Picture, Stretch
from bot.platforms.slack.degrading import degraded, halves
from bot.platforms.slack.render import answered, payloads, posted
from bot.platforms.slack.words import JOINER
from briefings.model import Address, Evidence, Grade
from tests.fakes.blocks import problems, texts

ONE = Evidence("zone#1.1", "0" * 64, 0, 9)
TWO = Evidence("zone#2.3", "0" * 64, 20, 40)
HOSTILE = (
    "<!channel> <!here> <@U1> <!subteam^S1> @channel @everyone <https://evil|Pudong> "
    "[x](https://evil.com) *bold* `code` &lt;!channel&gt; a@b.com www.evil.com <#C1|general> \u202egnp.exe"
)
BAITS = ("<!channel", "<!here", "<@U1", "<!subteam", "<https://", "<#C1", "@channel", "@everyone", "://")


def only(card: Card) -> dict[str, Any]:
    [payload] = payloads(card)
    return payload


def readable(payload: dict[str, Any]) -> str:
    return "\n".join(texts(payload["blocks"])).replace(JOINER, "")


def test_a_briefing_has_header_list_marks_sources_and_buttons() -> None:
    card = Card(
        (
            Heading("Leading Zone, Pudong"),
            Bullets(
                (
                    Line(text("Second anniversary: ", bold("15 Jul 2023")), (ONE,)),
                    Line(text("Fund"), (TWO, ONE)),
                )
            ),
            Sources(((ONE.ref, "Leading Zone"), (TWO.ref, "Leading Zone"))),
        ),
        (Action("Sources", "source 1"), Action("Stop", "unsubscribe 1", "danger")),
    )
    payload = only(card)
    assert problems(payload) == []
    assert [block["type"] for block in payload["blocks"]] == ["header", "rich_text", "context", "actions"]
    first, second = payload["blocks"][1]["elements"][0]["elements"]
    assert first["elements"][1] == {"type": "text", "text": "15 Jul 2023", "style": {"bold": True}}
    assert first["elements"][-1]["text"] == " [1]"
    assert second["elements"][-1]["text"] == " [2] [1]"
    assert payload["blocks"][2]["elements"][0]["text"].startswith("[1] Leading Zone · zone#1.1\n[2] ")
    values = [(b["action_id"], b["value"], b.get("style")) for b in payload["blocks"][3]["elements"]]
    assert values == [("milepost:1", "source 1", None), ("milepost:2", "unsubscribe 1", "danger")]


def test_the_top_level_text_says_what_the_blocks_say() -> None:
    payload = only(
        Card(
            (
                Heading("Today & tomorrow"),
                Notice("warning", Line(text("The header is wrong"), (ONE,))),
                Pairs((("Written", Line(text("mid-July 2023"))),)),
                Quote("It was said.", (ONE,), before="Before.", after="After."),
                Paragraph(Line(text("Type ", code("latest")))),
            )
        )
    )
    assert payload["text"].splitlines() == [
        "Today &amp; tomorrow",
        "⚠ Warning: The header is wrong [1]",
        "Written: mid-July 2023",
        "Before. It was said. [1] After.",
        "Type latest",
    ]
    assert readable(payload).replace("\n", "") == "".join(payload["text"].splitlines()).replace("&amp;", "&")


def test_previews_markup_and_names_are_off_in_every_message() -> None:
    payload = only(Card((Heading("x"),)))
    assert payload["unfurl_links"] is payload["unfurl_media"] is payload["mrkdwn"] is False


def hostile_card(words: str) -> Card:
    line = Line((Span(words), Span(words, "bold")), (ONE,))
    return Card(
        (
            Heading(words),
            Paragraph(line),
            Bullets((line, line)),
            Pairs(((words, line),)),
            Table((Column(words), Column("x")), (Band(words), Row((line.text, ()), (ONE,)))),
            Quote(words, (ONE,), before=words, after=words),
            Notice("error", line),
            Sources(((ONE.ref, words),)),
        ),
        (Action(words, words), Action("Go", f"search {words}")),
    )


def every_form(card: Card, names: dict[str, str] | None = None) -> list[dict[str, Any]]:
    kept = {} if names is None else names

    def name_for(command: str) -> str:
        return kept.setdefault(command, f"~{len(kept)}")

    full = payloads(card, name_for=name_for, share="latest")
    return full + [form for payload in full for form in degraded(payload)]


@pytest.mark.parametrize("form", every_form(hostile_card(HOSTILE)))
def test_a_document_mentions_nobody_and_links_nowhere(form: dict[str, Any]) -> None:
    for said in (json.dumps(form), json.dumps(form, ensure_ascii=False)):
        assert not [bait for bait in BAITS if bait in said]
    assert "<" not in form["text"]
    assert "evil.com" not in form["text"]
    assert '"mrkdwn"' not in json.dumps(form.get("blocks", []))
    assert "\u202e" not in json.dumps(form, ensure_ascii=False)


def test_what_is_defused_still_reads_the_same() -> None:
    shown = readable(only(Card((Paragraph(Line(text("Mail <b>a@b.com</b>, see https://x.cn & 5 < 6"))),))))
    assert shown == "Mail <b>a@b.com</b>, see https://x.cn & 5 < 6"


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>@!#|:/&. \n")), max_size=400),
    st.integers(1, 60),
)
def test_no_text_breaks_a_limit_or_becomes_live(words: str, times: int) -> None:
    for form in every_form(hostile_card(words * times)):
        assert problems(form) == []
        json.dumps(form).encode("utf-8")
        said = "\n".join([form["text"], *texts(form.get("blocks", []))])
        assert not [bait for bait in ("<!", "<@", "<#", "<h", "://") if bait in said]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=90), st.integers(0, 40))
def test_long_cards_become_several_messages_that_lose_nothing(sizes: list[int], buttons: int) -> None:
    rows = [f"{n}:" + "word " * (size // 5) for n, size in enumerate(sizes)]
    card = Card(
        tuple(Paragraph(Line(text(row))) for row in rows),
        tuple(Action(f"Go {n}", f"search {n}") for n in range(buttons)),
    )
    found = payloads(card)
    assert [problems(payload) for payload in found] == [[]] * len(found)
    shown = "".join(readable(payload) for payload in found)
    assert all(row.strip() in shown for row in rows)
    if len(found) > 1:
        assert [p["text"].splitlines()[-1] for p in found][-1] == f"({len(found)}/{len(found)})"


def test_one_endless_line_is_cut_at_words_and_loses_nothing() -> None:
    words = " ".join(f"w{n}" for n in range(4000))
    found = payloads(Card((Bullets((Line(text(words), (ONE,)),)),)))
    assert [problems(payload) for payload in found] == [[]] * len(found)
    shown = " ".join(part for p in found for part in texts(p["blocks"]))
    assert [word for word in shown.split() if word.startswith("w")] == words.split()


def test_a_header_stays_with_what_it_heads() -> None:
    blocks = []
    for n in range(12):
        blocks += [Heading(f"Part {n}"), Paragraph(Line(text("word " * 180)))]
    for payload in payloads(Card(tuple(blocks))):
        kinds = [block["type"] for block in payload["blocks"]]
        assert kinds[-2:] != ["header", "context"]
        assert kinds[-1] != "header"


def test_a_header_of_150_is_a_header_and_one_of_151_is_bold_text() -> None:
    assert only(Card((Heading("x" * 150),)))["blocks"][0]["type"] == "header"
    longer = only(Card((Heading("x" * 151),)))
    assert longer["blocks"][0]["type"] == "rich_text"
    assert problems(longer) == []


def test_a_command_too_long_for_a_button_goes_by_its_short_name() -> None:
    names: dict[str, str] = {}
    card = Card(
        (Heading("x"),), (Action("a", "s" * 2000), Action("b", "s" * 2001), Action("c", "search <!here>"))
    )
    [payload] = payloads(card, name_for=lambda command: names.setdefault(command, f"~{len(names)}"))
    assert [b["value"] for b in payload["blocks"][-1]["elements"]] == ["s" * 2000, "~0", "~1"]
    assert list(names) == ["s" * 2001, "search <!here>"]


def test_without_anybody_to_remember_it_that_button_is_left_out() -> None:
    payload = only(Card((Heading("x"),), (Action("a", "s" * 2001), Action("b", "latest"))))
    assert [b["value"] for b in payload["blocks"][-1]["elements"]] == ["latest"]


def test_rows_hold_five_buttons_and_share_comes_last() -> None:
    card = Card((Heading("x"),), tuple(Action(str(n), f"source {n}") for n in range(5)))
    [payload] = payloads(card, share="brief zone")
    rows = [block["elements"] for block in payload["blocks"] if block["type"] == "actions"]
    assert [len(row) for row in rows] == [5, 1]
    assert rows[1][0]["action_id"] == "milepost:share"
    assert rows[1][0]["value"] == "brief zone"


def test_a_card_with_nothing_in_it_is_still_a_message() -> None:
    payload = only(Card(()))
    assert payload["text"] == "Milepost"
    assert "blocks" not in payload
    assert problems(payload) == []


def test_plainer_forms_say_the_same_and_keep_the_buttons() -> None:
    payload = only(hostile_card("Zhangjiang grows"))
    older, plainer, bare = degraded(payload)
    assert {block["type"] for block in older["blocks"]} == {"header", "rich_text", "context", "actions"}
    assert {block["type"] for block in plainer["blocks"]} == {"header", "section", "context", "actions"}
    assert "blocks" not in bare
    assert bare["text"] == plainer["text"] == older["text"] == payload["text"]
    for form in (older, plainer):
        assert readable(form).count("Zhangjiang") == readable(payload).count("Zhangjiang")


def test_where_a_message_goes() -> None:
    payload = {"text": "x"}
    assert posted(Address("slack", "C1", "T1"), payload) == {"channel": "C1", "text": "x"}
    assert posted(Address("slack", "C1", "T1", "17.1"), payload)["thread_ts"] == "17.1"
    alone = answered(payload, private=True)
    assert (alone["response_type"], alone["replace_original"]) == ("ephemeral", False)
    assert answered(payload, private=False, thread="17.1")["response_type"] == "in_channel"


def ladder(rows: int, cell: str = "draws sub-funds") -> Table:
    told = (Row((text(f"{n} yuan"), text(cell), ()), (ONE, TWO)) for n in range(rows))
    return Table((Column("Amount", "right"), Column("Of what"), Column("Grade")), (Band("CNY"), *told))


def test_a_table_is_a_table_block_with_titles_sides_and_marks() -> None:
    payload = only(Card((Heading("Figures"), ladder(1))))
    assert problems(payload) == []
    table = payload["blocks"][1]
    assert table["type"] == "table"
    assert table["column_settings"] == [
        {"align": side, "is_wrapped": True} for side in ("right", "left", "left")
    ]
    assert [["".join(texts(cell)) for cell in row] for row in table["rows"]] == [
        ["Amount", "Of what", "Grade"],
        ["CNY", "–", "–"],
        ["0 yuan", "draws sub-funds", "– [1] [2]"],
    ]
    assert payload["text"].splitlines()[-1] == "0 yuan · draws sub-funds · – [1] [2]"
    assert texts_of_section(degraded(payload)[1]).endswith("0 yuan · draws sub-funds · – [1] [2]")


def test_a_table_without_bands_can_be_sorted_and_is_known_by_its_heading() -> None:
    rows = tuple(Row((text(f"{n} yuan"), text("fund", bold("s"))), (ONE,)) for n in range(30))
    table = Table((Column("Amount", "right"), Column("Of what")), rows)
    payload = only(Card((Heading("Figures: <!here> fund"), table)))
    assert problems(payload) == []
    drawn = payload["blocks"][1]
    assert (drawn["type"], drawn["row_header_column_index"], drawn["page_size"]) == ("data_table", 0, 20)
    assert drawn["caption"] == f"Figures: <{JOINER}!here> fund"
    assert drawn["rows"][0] == [
        {"type": "raw_text", "text": "Amount"},
        {"type": "raw_text", "text": "Of what"},
    ]
    assert "".join(texts(drawn["rows"][1])) == "0 yuanfunds [1]"
    older = degraded(payload)[0]["blocks"][1]
    assert older["elements"][0]["style"] == "bullet"
    assert "".join(texts(older["elements"][0]["elements"][1])) == "0 yuan · funds [1]"


def test_an_instant_is_told_in_each_reader_s_time_and_in_words_where_that_is_unknown() -> None:
    at = datetime(2026, 7, 15, 1, 0, tzinfo=UTC)
    payload = only(Card((Paragraph(Line(text("Next: ", Span("15 Jul 2026, 09:00", "bold", at)))),)))
    assert problems(payload) == []
    told = payload["blocks"][0]["elements"][0]["elements"][1]
    assert told == {
        "type": "date",
        "timestamp": int(at.timestamp()),
        "format": "{date_short} {time}",
        "fallback": "15 Jul 2026, 09:00",
        "style": {"bold": True},
    }
    assert payload["text"] == "Next: 15 Jul 2026, 09:00"
    older, plainer, _ = degraded(payload)
    assert older["blocks"][0]["elements"][0]["elements"][1]["text"] == "15 Jul 2026, 09:00"
    assert plainer["blocks"][0]["text"]["text"] == payload["text"]


def bars(*told: tuple[str, float, str]) -> Picture:
    rows = tuple(Bar(f"{size:g} {unit}", what, size, unit, Grade.DECIDED) for what, size, unit in told)
    return Picture("Figures: <!here> " + "zone " * 20, rows, "figures zone")


def test_amounts_that_can_be_compared_are_a_chart_that_falls_away_where_it_is_unknown() -> None:
    told = bars(
        *(
            ("industrial fund of the leading zone", 5e9, "CNY"),
            ("industrial fund of the leading area", 3.3e9, "CNY"),
        ),
        *(("one", 1.0, "km²"), ("two", 2.0, "km²"), ("three", 3.0, "people"), ("<@U1>", math.inf, "CNY")),
    )
    payload = only(Card((Heading("Figures"), told)))
    assert problems(payload) == []
    charts = [block for block in payload["blocks"] if block["type"] == "data_visualization"]
    assert [chart["chart"]["axis_config"]["y_label"] for chart in charts] == ["CNY", "km²"]
    assert charts[0]["chart"]["axis_config"]["categories"] == ["industrial fund of…", "industrial fund… 2"]
    assert [point["value"] for point in charts[0]["chart"]["series"][0]["data"]] == [5e9, 3.3e9]
    assert "<!here" not in json.dumps(payload, ensure_ascii=False)
    assert [block["type"] for block in degraded(payload)[0]["blocks"]] == ["header"]


def test_a_picture_of_times_is_left_to_the_list_beside_it() -> None:
    picture = Picture("Timeline", (Stretch("2021", "Opinions", None, None, Grade.DECIDED),), "timeline")
    assert readable(only(Card((picture,)))) == "Slack can't draw this; the list says the same."


def test_halves_say_together_what_the_whole_said() -> None:
    payload = only(Card((Heading("x"), *(Paragraph(Line(text(f"p{n} <b>"))) for n in range(8)))))
    first, second = halves({**payload, "replace_original": True})
    assert first["blocks"] + second["blocks"] == payload["blocks"]
    assert f"{first['text']}\n{second['text']}" == payload["text"]
    assert (first["replace_original"], second["replace_original"]) == (True, False)
    words = {"text": "one two three four"}
    assert "".join(part["text"] for part in halves(words)) == words["text"]
    assert halves({"text": "x"}) == halves({"text": "x", "blocks": payload["blocks"][:1]}) == []


def texts_of_section(payload: dict[str, Any]) -> str:
    return next(block["text"]["text"] for block in payload["blocks"] if block["type"] == "section")


def test_a_message_holds_one_table_and_a_long_one_repeats_its_titles_and_band() -> None:
    two = payloads(Card((ladder(2), ladder(3))))
    assert [problems(payload) for payload in two] == [[], []]
    many = payloads(Card((ladder(250),)))
    assert [problems(payload) for payload in many] == [[]] * len(many)
    assert len(many) > 2
    tables = [block for payload in many for block in payload["blocks"] if block["type"] == "table"]
    heads = {"|".join("".join(texts(row[0])) for row in table["rows"][:2]) for table in tables}
    assert heads == {"Amount|CNY"}
    amounts = [text for table in tables for row in table["rows"][2:] for text in list(texts(row[0]))]
    assert amounts == [f"{n} yuan" for n in range(250)]


@pytest.mark.parametrize(
    "table",
    [
        ladder(2, "word " * 200),
        Table(tuple(Column(str(n)) for n in range(21)), (Row(tuple(text(str(n)) for n in range(21))),)),
        Table((), (Band("Nothing"),)),
        Table((Column("Amount"),), (Band("Nothing"),)),
    ],
)
def test_what_fits_no_table_block_is_a_list(table: Table) -> None:
    payload = only(Card((table,)))
    assert problems(payload) == []
    assert [block["type"] for block in payload["blocks"]] == ["rich_text"]
