"""The full-text index: chunks of sentences as numbers of terms, matched by SQL within a budget, scored by us.

It knows nothing of documents: an owner is a number. `entries` fills it, `finding` asks it, `building` makes
it anew.
"""
