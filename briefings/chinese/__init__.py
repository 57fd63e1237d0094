"""How Chinese tells of times: tense, firmness, anniversaries, kinds and names, by words alone."""
