"""Print what is read otherwise than labelled, in the parts that may be read."""

from __future__ import annotations

import sys

from evals import expressions
from evals.documents import Score, add
from evals.labelled import documents
from evals.labelled import expressions as labelled


def main(languages: list[str]) -> None:
    """List the misses of the first and tuning parts; the measured part is never shown."""
    for part in ("first", "tune"):
        for language in languages:
            score = Score()
            for label, name, data in documents(part, language):
                add(score, label, name, data)
            print(f"== documents, {part}, {language}: items F1 {score.f1:.1f} of {score.labelled}")
            print(*score.missed, sep="\n")
    for file in ("first", *(f"{language}-tune" for language in languages)):
        rows = list(labelled(file))
        missed = expressions.wrong(rows)
        print(f"== expressions, {file}: {len(rows) - len(missed)} of {len(rows)} right")
        for row, got in missed:
            wanted = (row["value"], row["start"], row["end"])
            print(f"{row['on']} “{row['find']}” {wanted}, got {got.value} {got.interval} | {row['text']}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["en", "zh"])
