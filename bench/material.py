"""Made-up policy prose for the measurements: the same text on every machine and in every run."""

from __future__ import annotations

import random

PLACES = (
    "Northport",
    "the Delta Zone",
    "Harbour District",
    "Eastfield",
    "the Valley Park",
    "Lakeside New Area",
)
ACTS = ("approved", "set up", "opened", "released", "revised", "reviewed", "announced", "plans to widen")
THINGS = (
    "the pilot rules for cross-border data",
    "a guidance fund for new materials",
    "the list of bonded services",
    "an action plan for medical devices",
    "the register of test vehicles",
    "the credit report scheme",
)
TIMES = (
    "On 14 March 2023",
    "Last September",
    "At the end of last year",
    "In the next three years",
    "In the second half of the year",
    "By the end of 2025",
    "On July 8th",
    "Over the past two years",
    "In 2019",
    "Recently",
)
TAILS = (
    "with {n} million yuan of its own money",
    "covering {n} hectares",
    "for about {n} companies",
    "and {n} measures have followed",
    "after {n} public hearings",
)


def sentences(count: int, seed: int = 1) -> list[str]:
    """That many sentences, each with a time and a figure."""
    pick = random.Random(seed)
    return [
        f"{pick.choice(TIMES)}, {pick.choice(PLACES)} {pick.choice(ACTS)} {pick.choice(THINGS)} "
        f"{pick.choice(TAILS).format(n=pick.randint(2, 900))}."
        for _ in range(count)
    ]


def page(count: int, seed: int = 1) -> str:
    """A document of that many sentences, five to a paragraph, under a title."""
    lines = sentences(count, seed)
    blocks = [" ".join(lines[at : at + 5]) for at in range(0, len(lines), 5)]
    return "A year of pilots in the zones\n\nPublished: 2023-07-12\n\n" + "\n\n".join(blocks) + "\n"


def collection(documents: int, each: int = 6) -> list[dict[str, str]]:
    """Documents for a `.jsonl` collection, with ids, titles and texts."""
    return [
        {"id": f"d{number}", "title": f"Notice {number}", "text": " ".join(sentences(each, seed=number))}
        for number in range(documents)
    ]
