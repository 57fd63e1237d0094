"""How right: Milepost beside its peers on labelled data."""
