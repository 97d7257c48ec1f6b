"""The words of a command, read the same way by the gate and by the verbs."""

from triage.cleaning import clean_line

MOST_TYPED = 4000  # characters of a command that are looked at
_QUOTES = (
    "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb`"  # phones turn straight quotes into curly ones
)


def verb_and_arguments(text: str) -> tuple[str, list[str]]:
    """ "show 7K2QM9" -> "show", ["7K2QM9"]; an empty command asks for help. The verb as typed, quotes apart.

    No argument holds a blank, so quotes are put up with and mean nothing.
    """
    typed = [word.strip(_QUOTES) for word in text[:MOST_TYPED].split()]
    verb, *arguments = [word for word in typed if clean_line(word)] or ["help"]
    return verb, arguments
