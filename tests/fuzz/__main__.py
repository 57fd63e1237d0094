"""The fuzzing target: `make fuzz`; arguments are libFuzzer's."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

SEEDS = (
    "Zone\n\nTime: Apr 14, 2024 20:46 PM\n\nJuly 15th this year marks the second anniversary of the rules.",
    "On 31 June 2023, the 45th of May and 2023-02-30 about 5 billion yuan was lost by the end of next year.",
    "新区\n\n发布时间：2024-03-05 10:20\n\n7月15日是条例两周年。到2025年底，引进100家企业。",
    '{"id": "a", "title": "T", "text": "In the first half of 2023, 7 projects began."}',
    "---\ntitle: A\ndate: 2022-05-03\n---\n# A\n\nFrom May 2022 to June 2023, every year on 1 March.",
)


def main() -> int:
    """Run the fuzzer until it is told to stop; exits with its code."""
    try:
        import atheris
    except ImportError:
        print("The fuzzer is not installed here: make fuzz installs it on Linux x86_64.", file=sys.stderr)
        return 2
    with atheris.instrument_imports(include=["briefings"]):
        from tests.fuzz.holding import holds
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(SEEDS):
            Path(corpus, str(number)).write_text(seed, encoding="utf-8")
        atheris.Setup([*sys.argv, corpus], holds)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
