"""Words of the quick line, in Dutch, English and French at once."""

YEARS = frozenset(["jaar", "j", "jr", "years", "year", "yo", "ans", "an"])
PEOPLE_WORDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(["jongens", "jongen", "gasten", "boys", "boy", "garçons", "garçon"], ("youth", "boys")),
    **dict.fromkeys(["meisjes", "meisje", "girls", "girl", "filles", "fille"], ("youth", "girls")),
    **dict.fromkeys(
        ["jongeren", "jongere", "jeugd", "youngsters", "youth", "jeunes", "jeune"], ("youth", "unknown")
    ),
    **dict.fromkeys(["ouders", "ouder", "parents", "parent"], ("parents", "unknown")),
    **dict.fromkeys(
        ["buren", "buur", "buurtbewoners", "residents", "neighbours", "voisins", "habitants"],
        ("residents", "unknown"),
    ),
}
NOBODY_WORDS = frozenset(["niemand", "nobody", "personne"])
EMPTY = frozenset(["leeg", "empty"])
"""Of a spot: nobody was there; of anything else: something else."""
UNTIL = frozenset(["tot", "until", "till", "to", "à", "jusque"])
