"""Whole documents against their labels: items, origins, time of writing, splitting and figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from briefings.corpus import calendar
from briefings.extract import extraction
from briefings.reading import read
from briefings.study import study
from evals.labelled import Interval, Label, right, spot

Predicted = tuple[int, int, Interval | None]
SURE = 0.5
_UNITS = {"%": "percent", "yuan": "CNY", "RMB": "CNY", "degree Celsius": "celsius", "℃": "celsius"}
_UNITS |= {
    "ton": "tonne",
    "square metre": "m2",
    "cubic metre": "m3",
    "square kilometre": "km2",
    "kilometre": "km",
}


@dataclass(slots=True)
class Score:
    """Counts over documents; `missed` names what was not found right, for whoever may read the labels."""

    labelled: int = 0
    predicted: int = 0
    right: int = 0
    origins: int = 0
    origins_right: int = 0
    pages: int = 0
    years: int = 0
    sure: int = 0
    verdicts: int = 0
    splits: int = 0
    invented: int = 0
    figures: int = 0
    values: int = 0
    units: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of items, in percent."""
        return 200 * self.right / max(1, self.labelled + self.predicted)


def extracted(name: str, data: bytes) -> list[dict[str, Any]]:
    """What `milepost extract` prints of a file's documents."""
    return [
        document
        for source in read(name, data)
        for document in extraction(study(source, id="eval", origins=calendar()))["documents"]
    ]


def predicted(found: Iterable[dict[str, Any]]) -> list[Predicted]:
    """The spans and intervals of all items."""
    return [
        (item["char"][0], item["char"][1], (item["start"], item["end"]) if item["start"] else None)
        for document in found
        for item in document["items"]
    ]


def add(score: Score, label: Label, name: str, data: bytes) -> None:
    """Add what one document came to."""
    text = data.decode()
    found = extracted(name, data)
    items(score, label, text, predicted(found))
    _clock(score, label, found[0]["reference"])
    _split(score, label, text, found)
    _figures(score, label, text, [figure for document in found for figure in document["figures"]])


def items(score: Score, label: Label, text: str, found: Sequence[Predicted]) -> None:
    """Add the items of one document; what touches a vague label counts neither way.

    A label without days (what comes again and again, a day in no known year) wants a reading without.
    """
    spans = [(*spot(text, item), item) for item in label["items"]]
    vague = [(a, b) for a, b, item in spans if item.get("vague")]
    core = [(a, b, item) for a, b, item in spans if not item.get("vague")]
    clear = [p for p in found if not any(_over(p, a, b) for a, b in vague)]
    score.labelled += len(core)
    score.predicted += sum(1 for p in clear if p[2] or any(_over(p, a, b) for a, b, _ in core))
    for a, b, item in core:
        here = [p[2] for p in clear if _over(p, a, b)]
        hit = any(right(item, got) for got in here)
        score.right += hit
        if item["kind"] == "origin":
            score.origins, score.origins_right = score.origins + 1, score.origins_right + hit
        score.invented += not hit and any(got and finer(item, got) for got in here)
        if not hit:
            wanted = f"{item['start']}..{item['end']}"
            score.missed.append(f"{label['id']}: {item['kind']} “{item['find']}” {wanted}, got {here}")


def finer(label: Label, got: Interval) -> bool:
    """Whether a reading is more exact than the label: a shorter stretch that lies inside the label's."""
    if not label["start"] or not label["end"]:
        return False
    wanted = date.fromisoformat(label["end"]) - date.fromisoformat(label["start"])
    days = date.fromisoformat(got[1]) - date.fromisoformat(got[0])
    return days < wanted and label["start"] <= got[0] and got[1] <= label["end"]


def _clock(score: Score, label: Label, reference: dict[str, Any]) -> None:
    score.pages += 1
    hit = reference["year"] == label["year"]
    score.years += hit
    score.sure += not hit and reference["year"] is not None and reference["confidence"] >= SURE
    verdict = reference["header"]["verdict"] if reference["header"] else None
    score.verdicts += verdict == label["verdict"]
    if not hit or verdict != label["verdict"]:
        got = f"{reference['year']} {verdict}, {reference['confidence']} sure"
        score.missed.append(f"{label['id']}: clock {label['year']} {label['verdict']}, got {got}")


def _split(score: Score, label: Label, text: str, found: list[dict[str, Any]]) -> None:
    titles = [_untagged(document["title"]) for document in found[1:]]
    dropped = [
        _plain(text[d["char"][0] : d["char"][1]]) for d in found[0]["dropped"] if "caption" in d["why"]
    ]
    hit = titles == list(map(_untagged, label["stories"])) and dropped == list(map(_plain, label["dropped"]))
    score.splits += hit
    if not hit:
        score.missed.append(f"{label['id']}: split into {titles}, dropped {dropped}")


def _figures(score: Score, label: Label, text: str, found: list[dict[str, Any]]) -> None:
    """Add how many labelled amounts have their value and their unit."""
    spans = [(*spot(text, figure), figure) for figure in label["figures"]]
    score.figures += len(spans)
    for a, b, figure in spans:
        here = [f for f in found if f["char"][0] < b and f["char"][1] > a]
        same = [f for f in here if _same(f["value"], figure["value"])]
        score.values += bool(same)
        fits = any(_unit(f["unit"]) == _unit(figure["unit"]) for f in same)
        score.units += fits
        if not fits:
            got = [(f["value"], f["unit"]) for f in here]
            score.missed.append(f"{label['id']}: figure “{figure['find']}” {figure['unit']}, got {got}")


def _same(got: Any, wanted: Any) -> bool:
    one, two = ([float(v) for v in (x if isinstance(x, list) else [x])] for x in (got, wanted))
    return any(abs(a - b) <= 1e-6 * max(1.0, abs(b)) for a in one for b in two)


def _unit(unit: str | None) -> str:
    """A unit by one name; nouns by their last word in the singular."""
    name = _UNITS.get(unit or "", unit or "")
    return name if name.isupper() else name.lower().split(" ")[-1].removesuffix("s")


def _plain(text: str) -> str:
    return " ".join(text.split()).lstrip("# ")


def _untagged(title: str) -> str:
    """A title without the tags behind it: how much of them belongs to it is a matter of taste."""
    return _plain(title).replace("｜", "|").split("|")[0].strip()


def _over(found: Predicted, a: int, b: int) -> bool:
    return min(found[1], b) > max(found[0], a)
