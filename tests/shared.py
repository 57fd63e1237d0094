"""Where labelled material that does not travel with the product lies, when it is there at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared(*parts: str) -> Path:
    """A path below the shared material; skips the test where it is missing."""
    root = Path(os.environ.get("MILEPOST_SHARED") or Path(__file__).parents[2] / "shared")
    path = root.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)} is not on this machine")
    return path
