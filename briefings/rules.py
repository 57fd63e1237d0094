"""The numbers of our rules: what older ones made of a text is made again."""

from __future__ import annotations

READING = 2
"""The number of what a text is read as. Raise it with every change of that: what older rules read is
then studied again, from the files where they are named and from the kept texts where not."""

ANALYSER = 1
"""The number of what `words.analyse` makes of a text. Raise it with every change of that: indexes that
older rules made are then made anew."""
