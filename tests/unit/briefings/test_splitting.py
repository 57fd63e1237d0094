"""One source into its documents: the traps of everyday pages, and ordinary texts left alone."""

from __future__ import annotations

import time
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.model import Source
from briefings.sentences import fold, sentences
from briefings.splitting import Cut, split
from tests.shared import shared

TITLE = "Harbour district opens its second ferry line and promises a third one"
P1 = (
    "The harbour office said on Monday that the new line would carry two thousand people a day. It runs from "
    "the old customs house to the northern bank, and takes twelve minutes."
)
P2 = (
    "The line was planned for years. Residents of the northern bank had asked for it since the bridge "
    "was shut, and the council set money aside for it in spring. Tickets cost as much as a bus ride."
)
P3 = "A third line is to follow when the quay has been rebuilt. The office did not name a day for it."
CUT = (
    "The town library has lent tools since last week, and people queue for them. Drills, ladders and sewing "
    "machines are the favourites, said the librarian, who had expected far fewer and is now looking for"
)
STORIES = (
    "Why does a library lend drills, ladders and sewing machines? A visit to the tool shelf",
    "Orchard owners hope for a late frost this spring, and the cider makers do not",
)


def page(*parts: str, newline: str = "\n", gap: int = 2) -> str:
    return (newline * gap).join(parts) + newline


def cuts(text: str, format: str = "text", **said: str) -> tuple[Cut, ...]:
    return split(Source("my-page.txt", format, "", text, **said))  # type: ignore[arg-type]


def blocks(text: str, cut: Cut, kind: str) -> list[str]:
    return [fold(text[b.start : b.end]) for b in cut.blocks if b.kind == kind]


def glued(style: str) -> list[list[str]]:
    tags = " | Culture | Town"
    return [
        {
            "twice": [f"{title}\n{title}"],
            "twice with tags": [f"{title}{tags}\n{title}{tags}"],
            "tags on the first": [f"{title}{tags}\n{title}"],
            "twice with a gap": [title, title],
            "twice in one line": [f"{title} {title}"],
            "once with tags": [f"{title}{tags}"],
        }[style]
        + [CUT]
        for title in STORIES
    ]


STYLES = [
    "twice",
    "twice with tags",
    "tags on the first",
    "twice with a gap",
    "twice in one line",
    "once with tags",
]


@pytest.mark.parametrize(("style", "newline"), list(product(STYLES, ["\n", "\r\n"])))
def test_glued_stories_are_cut_off(style: str, newline: str) -> None:
    parts = [TITLE, "Release time:May 9, 2024 05:32 AM", P1, TITLE, P2, P3]
    stories = glued(style)
    text = page(*parts, *(part for story in stories for part in story)).replace("\n", newline)
    article, *rest = cuts(text)
    assert [c.title for c in rest] == list(STORIES)
    assert [c.start for c in rest] == [text.index(title) for title in STORIES]
    assert [blocks(text, c, "text") for c in rest] == [[CUT]] * 2
    assert all(text[slice(*c.title_span)] == c.title for c in rest if c.title_span)
    assert blocks(text, article, "text") == [P1, P2, P3]
    assert [d.why for d in article.dropped] == ["caption"]


def test_a_title_behind_a_story_that_breaks_off_begins_the_next() -> None:
    text = page(TITLE, P1, P2, P3, f"{STORIES[0]}\n{STORIES[0]}", CUT, STORIES[1], CUT)
    assert [c.title for c in cuts(text)[1:]] == list(STORIES)


def test_stories_that_are_not_doubled_are_known_by_breaking_off() -> None:
    text = page(TITLE, P1, P2, P3, STORIES[0], CUT + " " + CUT, STORIES[1], CUT + " " + CUT)
    assert [c.title for c in cuts(text)[1:]] == list(STORIES)


def test_chinese_stories_are_cut_off() -> None:
    body = (
        "港口办公室周一表示，新航线每天可运送两千人，从旧海关大楼到北岸只需十二分钟，票价与公交车相同。" * 3
    )
    title = "图书馆为什么出借电钻和缝纫机？走进工具书架"
    broken = (
        "市图书馆上周起出借工具，居民排队领取，电钻、梯子和缝纫机最受欢迎，馆员说没想到有这么多人来，现在正在寻找更多的"
        * 2
    )
    text = page(
        "港区开通第二条渡轮航线并承诺第三条", "发布时间：2024-04-14 05:32", body, body, title, title, broken
    )
    article, story = cuts(text)
    assert text[slice(*article.header or (0, 0))] == "发布时间：2024-04-14 05:32"
    assert (story.title, story.start) == (title, text.index(title))


def test_related_links_at_the_end_are_dropped() -> None:
    text = page(TITLE, P1, P2, P3, "Related articles", STORIES[0], STORIES[1])
    (article,) = cuts(text)
    assert blocks(text, article, "text") == [P1, P2, P3]
    assert {d.why for d in article.dropped} == {"links to other pages"}


def test_a_record_that_names_itself_is_never_cut() -> None:
    text = page(P1, P2, P3, *glued("twice")[0])
    assert len(cuts(text, "jsonl", id="7", title=TITLE)) == 1
    assert len(cuts(page(TITLE, text))) == 2


POEM = (
    "Ferry come, ferry go\nTake me where the waters flow\nFerry come, ferry go\nTake me where the waters flow"
)
THANKS = "The harbour office of the northern district"
NOTICE = "This notice is published in three languages"
ORDINARY = {
    "article": page(TITLE, P1, P2, P3),
    "no last full stop": page(TITLE, P1, P2, "Outlook for the summer season", P3, CUT),
    "headings": page(TITLE, "What was planned for the bank", P2, "What comes next on the quay", P3, P1),
    "one long paragraph": P1 * 5,
    "poem": page("Song of the ferry", POEM, P1 * 3, POEM),
    "question and answer": page(TITLE, *(x for i in "ABCD" for x in (f"Question {i}: why so slow?", P1, P2))),
    "doubled heading": page(TITLE, P1, P2, "The northern bank\nThe northern bank", P3, P1, P2),
    "doubled longer heading": page(TITLE, P1, P2, *[STORIES[1]] * 2, P1, P2, "Outlook", P3),
    "table": page(TITLE, P1, "Line | Bank | Minutes\nFirst | Southern | 10\nSecond | Northern | 12", P3),
    "navigation": page(TITLE, P1, P2, P3, "Home | About the harbour | Contact | Imprint"),
    "minutes": page("Minutes of the harbour council", *(f"[Applause]\n[Applause]\n{P1}" for _ in range(5))),
    "list without full stops": page(TITLE, P1, *(f"- {CUT}" for _ in range(5))),
    "paragraphs without full stops": page(TITLE, *(CUT for _ in range(6))),
    "sections without stops": page(TITLE, *(x for i in "ABC" for x in (f"Section on part {i} of it", CUT))),
    "letter": page("Dear neighbours,", P1, P2, P3, "Yours sincerely", "The harbour office"),
    "signature twice": page(TITLE, P1, P2, P3, THANKS, THANKS),
    "repeated notice": page(TITLE, P1, NOTICE, P2, NOTICE, P3),
    "code": page("# Tools", P1, P2, "Use it:", "```\nfind . | sort | uniq\nfind . | sort | uniq\n```", P3),
    "licence": page("LICENCE", *(f"License: Harbour-2.0\n\nLicense: Harbour-2.0\n {CUT}" for _ in range(3))),
}  # fmt: skip


@pytest.mark.parametrize("shape", ORDINARY)
@pytest.mark.parametrize("format", ["text", "markdown"])
def test_an_ordinary_text_is_one_article(shape: str, format: str) -> None:
    assert [c.kind for c in cuts(ORDINARY[shape], format)] == ["article"]


@pytest.mark.parametrize(
    "line",
    [
        "Release time:Apr 14, 2024 05:32 AM",
        "Release time: April 14, 2024 20:46 PM",
        "Published: 2024-04-14",
        "Published on 14 April 2024",
        "Date: 14/04/2024",
        "Source: Harbour News | Updated: 2024-04-14 05:32",
        "发布时间：2024-04-14",
        "时间：2024年4月14日 来源：港口日报",
        "2024年4月14日 05:32",
        "April 14, 2024",
        "Sunday, 14 April 2024, 05:32",
    ],
)
def test_the_date_line_is_found(line: str) -> None:
    text = page(TITLE, line, P1, P2)
    (article,) = cuts(text)
    assert article.header is not None
    assert text[slice(*article.header)] == line
    assert blocks(text, article, "text") == [P1, P2]


@pytest.mark.parametrize(
    "line",
    [
        "On April 14, 2024 the ferry opened and nobody came to see it.",
        "The plan of 2024 has 14 parts",
        "Time and again the harbour was rebuilt, in 1923 and in 1998.",
        "Source of the river",
    ],
)
def test_a_sentence_with_a_date_is_no_date_line(line: str) -> None:
    text = page(TITLE, line, P1, P2)
    assert cuts(text)[0].header is None
    assert line in [fold(text[b.start : b.end]) for b in cuts(text)[0].blocks]


def test_a_date_line_deep_in_the_text_is_text() -> None:
    text = page(TITLE, P1, P2, "Published: 2024-04-14", P3)
    assert cuts(text)[0].header is None


def test_who_wrote_it_is_no_evidence() -> None:
    text = page(TITLE, "By Chen Wei and Ana Souza", "Editor: Li Na", "2024-04-14", P1)
    (article,) = cuts(text)
    assert [d.why for d in article.dropped] == ["byline", "byline"]
    assert blocks(text, article, "text") == [P1]


def test_front_matter_is_not_read_as_text() -> None:
    head = "---\ntitle: Ferry plan\npublished: 2024-04-14\n---\n"
    text = head + page("# Ferry plan", P1)
    (article,) = cuts(text, "markdown", title="Ferry plan", published="2024-04-14", body=len(head))  # type: ignore[arg-type]
    assert article.title == "Ferry plan"
    assert article.header is None
    assert text[slice(*article.title_span or (0, 0))] == "Ferry plan"
    assert blocks(text, article, "text") == [P1]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "The harbour office said on Monday\nthat the new line would carry two\nthousand people a day.\n"
    text = f"A line for the\nnorthern bank\n\n{wrapped}\nOutlook\n\n{wrapped}"
    (article,) = cuts(text)
    assert article.title == "A line for the northern bank"
    assert blocks(text, article, "text") == [fold(wrapped)] * 2
    assert blocks(text, article, "heading") == ["Outlook"]


def test_long_lines_without_gaps_are_paragraphs_of_their_own() -> None:
    text = page(TITLE, P1, P2, P3, gap=1)
    assert blocks(text, cuts(text)[0], "text") == [P1, P2, P3]


def test_chinese_paragraphs_with_indents_are_apart() -> None:
    text = "规划发布会召开\n　　新区于周一发布规划，面积为二百二十平方公里。\n　　规划涉及十一个街镇。\n"
    assert len(blocks(text, cuts(text)[0], "text")) == 2


def test_marks_of_markdown_are_no_part_of_the_text() -> None:
    text = page(
        "# Ferry *plan*",
        "## Goals",
        P1,
        "- first aim\n  goes on\n- second aim",
        "1. one\n2. two",
        "Later\n-----",
        P2,
    )
    (article,) = cuts(text, "markdown")
    assert article.title == "Ferry *plan*"
    assert blocks(text, article, "heading") == ["Goals", "Later"]
    assert blocks(text, article, "item") == ["first aim goes on", "second aim", "one", "two"]


def test_a_text_without_a_title_is_named_by_its_first_sentence() -> None:
    (article,) = cuts(page(P1, P2))
    assert article.title_span is None
    assert article.title.startswith("The harbour office said on Monday")
    assert len(article.title) <= 111


def test_headings_end_no_sentence_of_their_own_block() -> None:
    text = page(TITLE, "What was planned", P2, "Improving the quay", P3)
    assert blocks(text, cuts(text)[0], "heading") == ["What was planned", "Improving the quay"]


MARKED = ["- item", "# Head", "| a | b |", "===", f"{STORIES[1]} | Town", "Related articles", "Editor: Li"]
ODD = ["", "  ", "2024-04-14", "港区开通渡轮", "\x00", "\ufeff", "a\u2028b", "Short"]
LINES = st.sampled_from([TITLE, P1, P2, CUT, STORIES[0], *MARKED, *ODD])
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])


@given(st.lists(LINES, max_size=25), ENDS, st.sampled_from(["text", "markdown"]))
@settings(max_examples=300, deadline=None)
def test_offsets_always_lie_in_order_and_apart(lines: list[str], newline: str, format: str) -> None:
    text = newline.join(lines)
    every = cuts(text, format)
    assert every[0].kind == "article"
    assert all(a.end <= b.start for a, b in pairwise(every))
    for each in every:
        assert each.title
        inner = [(b.start, b.end) for b in each.blocks] + [(d.start, d.end) for d in each.dropped]
        inner = sorted(inner + [span for span in (each.title_span, each.header) if span])
        assert all(each.start <= a < b <= each.end for a, b in inner)
        assert all(a[1] <= b[0] for a, b in pairwise(inner))


@given(st.lists(LINES, max_size=20))
@settings(max_examples=200, deadline=None)
def test_line_ends_change_nothing(lines: list[str]) -> None:
    def told(text: str) -> list[object]:
        return [
            (
                c.kind,
                c.title,
                [[fold(text[a:b]) for a, b in sentences(text, x.start, x.end)] for x in c.blocks],
            )
            for c in cuts(text)
        ]

    assert told("\n".join(lines)) == told("\r\n".join(lines))


@pytest.mark.parametrize(
    "unit", ["a\n", "a | b\n", f"{TITLE}\n", "| a | b |\n", "- x\n", "word ", "   |", "Related articles\n\n"]
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = page(TITLE, P1, P2, unit * (size // len(unit)))
        begin = time.process_time()
        cuts(text)
        return time.process_time() - begin

    seconds(20_000)
    assert seconds(400_000) < 12 * max(seconds(100_000), 0.02)


def test_the_seed_has_one_article_and_five_stories() -> None:
    text = next(shared("seeds").glob("*.txt")).read_bytes().decode("utf-8")
    article, *stories = cuts(text)

    def line(offset: int) -> int:
        return text.count("\n", 0, offset) + 1

    assert [line(d.start) for d in article.dropped if d.why == "caption"] == [21, 39, 57]
    assert len(article.dropped) == 3
    assert [line(s.start) for s in stories] == [71, 76, 81, 86, 91]
    assert article.header is not None
    assert line(article.header[0]) == 3
    assert [line(b.start) for b in article.blocks if b.kind == "heading"] == [15, 37, 53]
    assert [line(b.start) for s in stories for b in s.blocks] == [74, 79, 84, 89, 94]


HEAD = ["Home", "News", "Harbour", TITLE, "Share", "Facebook", "Home > News > Harbour", TITLE]


def test_the_title_stands_below_the_navigation_of_a_page() -> None:
    text = page(*HEAD, "Published 9 May 2024, 09:40", P1, P2)
    (article,) = cuts(text)
    assert article.title == TITLE
    assert article.title_span == (text.rindex(TITLE), text.rindex(TITLE) + len(TITLE))
    assert text[slice(*article.header or (0, 0))] == "Published 9 May 2024, 09:40"
    assert blocks(text, article, "text") == [P1, P2]
    assert {d.why for d in article.dropped} == {"navigation", "caption"}


def test_a_kicker_is_no_title() -> None:
    assert cuts(page("PRESS RELEASE", TITLE, P1, P2))[0].title == TITLE
    assert cuts(page("News", P1))[0].title == "News"


@pytest.mark.parametrize(
    "line",
    ["© 2024 Harbour Herald. All rights reserved.", "Share on Facebook", "Tags: ferry, quay", "Back to top"],
)
def test_page_furniture_is_no_evidence(line: str) -> None:
    text = page(TITLE, P1, P2, line)
    assert [d.why for d in cuts(text)[0].dropped] == ["page furniture"]
    assert blocks(text, cuts(text)[0], "text") == [P1, P2]


@pytest.mark.parametrize(
    "line", ["Share of the harbour in trade", "We share the costs of the line.", "Printing"]
)
def test_words_of_the_text_are_no_furniture(line: str) -> None:
    assert not cuts(page(TITLE, P1, line, P2))[0].dropped


@pytest.mark.parametrize(
    "caption",
    [
        f"Photo: {TITLE}",
        f"{TITLE} - Harbour Herald",
        f"{TITLE}_Harbour News",
        TITLE.upper() + ".",
        TITLE[:40] + "...",
    ],
)
def test_captions_are_known_with_their_source_and_without_their_end(caption: str) -> None:
    assert [d.why for d in cuts(page(TITLE, P1, P2, caption, P3))[0].dropped] == ["caption"]


def test_links_inside_a_text_are_dropped_up_to_the_text() -> None:
    text = page(TITLE, P1, "Related articles", STORIES[0], STORIES[1], P2, P3)
    (article,) = cuts(text)
    assert blocks(text, article, "text") == [P1, P2, P3]


ODD_BODY = (
    "For decades nobody but owls had entered the granary on the canal. The beams were cleaned one by one, "
    "bricks stayed as they were, and guests now sit on old grain floors. Nine plays make up its first year, "
    "said its director, and every seat had been sold within"
)
ODD_TITLE = "An old granary becomes a theatre, and owls have to look for another roof"


def test_one_story_that_breaks_off_is_known_by_telling_of_other_things() -> None:
    text = page(TITLE, P1, P2, P3, ODD_TITLE, ODD_BODY)
    assert [(c.title, c.start) for c in cuts(text)[1:]] == [(ODD_TITLE, text.index(ODD_TITLE))]
    section = "The northern bank and the second ferry line of the harbour"
    assert len(cuts(page(TITLE, P1, P2, P3, section, f"{P1} {P2} {CUT}"))) == 1


def test_a_story_before_the_first_doubled_one_is_known_by_breaking_off() -> None:
    text = page(TITLE, P1, P2, P3, STORIES[0], CUT + " " + CUT, f"{STORIES[1]}\n{STORIES[1]}", CUT)
    assert [c.title for c in cuts(text)[1:]] == list(STORIES)


def test_stories_whose_doubled_titles_have_tags_may_be_short_and_whole() -> None:
    body = (
        "The tool shelf opened on Monday with two hundred drills, and people have queued for them ever since."
    )
    titles = [f"{title} | Town | Culture" for title in STORIES]
    text = page(TITLE, P1, P2, P3, *(part for t in titles for part in (f"{t}\n{t}", body, "It is free.")))
    assert [c.title for c in cuts(text)[1:]] == list(STORIES)


def test_a_date_line_is_apart_from_the_line_above_it() -> None:
    text = page("STATE REGISTER OF FERRIES\nPublication Date: May 16, 2018", P1, P2)
    (article,) = cuts(text)
    assert article.title == "STATE REGISTER OF FERRIES"
    assert text[slice(*article.header or (0, 0))] == "Publication Date: May 16, 2018"


def test_a_date_line_below_the_text_is_found() -> None:
    text = page(TITLE, P1, P2, "Last updated: 3 May 2021", "Back to top")
    assert text[slice(*cuts(text)[0].header or (0, 0))] == "Last updated: 3 May 2021"
