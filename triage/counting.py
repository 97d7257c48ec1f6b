"""Words that count, date or negate: a mark for each kind, by which the weighing rules know where to look."""

import re

NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|several|many|half|couple of|few"
)
COUNT, SINCE, MANY, COUNTED, NEGATION = "#", "@", "+", "*", "-"  # a number, since, endless, calls, nobody
EXPECTED = "="  # answered, refunded, told: what people may expect

_COUNTED = frozenset({"times", "calls", "emails", "e", "messages", "letters", "visits", "attempts", "tries", "goes", "forms",
            "departments", "transfers", "promises", "bills", "complaints", "reminders", "running", "nurses", "doctors", "people",
            "agents", "reps", "veces", "llamadas", "correos", "mensajes", "time", "day", "week", "month", "call", "email",
            "attempt", "visit", "request", "appointment", "cancellation", "complaint", "message", "vez"})  # fmt: skip
_COUNTS = frozenset({"0",  # any number, as words.py has it
                     *NUMBERS.replace("couple of", "couple").split("|"), "an", "dos", "tres", "cuatro", "cinco",
                     "seis", "siete", "ocho", "nueve", "diez", "una", "varias", "varios", "media"})  # fmt: skip
_SINCES = frozenset({"since", "desde"})
_MANY = frozenset({"both", "multiple", "countless", "numerous", "endless", "second", "third", "fourth", "fifth", "sixth",
                   "seventh", "eighth", "ninth", "tenth"})  # fmt: skip
_NEGATING = frozenset({"no", "not", "never", "nobody", "noone", "none", "nothing", "without", "zero", "cannot", *[
    f"{verb}n{mark}t" for mark in ("'", "") for verb in ("do", "did", "does", "is", "was", "were", "are", "have", "has",
    "had", "could", "would", "should", "ca", "wo")]})  # fmt: skip
_KINDS = ((COUNT, _COUNTS), (SINCE, _SINCES), (MANY, _MANY), (COUNTED, _COUNTED), (NEGATION, _NEGATING))


# Patterns of what they begin with.
EXPECTED_WORDS = (
    "answer", "repl", "respon", r"call(?:s|ed|ing)?\b", "contact", "help", "fix", "work", "load", "open",
    "arriv", "show", r"come\b", r"came\b", "turn(?:s|ed)? up", r"sign(?:al|s)?\b", "heat", "water", "info",
    "explain", "explanation", "apolog", "record", "updat", "refund", "chang", "clean", "check", "listen",
    r"look(?:ed|s)?\b(?! back)", r"tell\b", "told", "feed", r"fed\b", "wash", "staff", r"bed\b", r"beds\b", "chair",
    "seat", "food", "blanket", "deliver", "receiv", "find", "found", "get through", "pick", "charge",
    "let me", "let us", "let you", "accept", "recogni", "allow", "notice", r"care\b", "bother", "deal",
    "resolve", "sort", "refill", r"send\b", r"sent\b", "give", "gave", "offer", "know", "clue", "idea",
    r"eta\b", "communicat", "follow", "test", "scan", "examin", "access", "available", "appointment",
    "slot", "choice", "option", "privacy", "respect",
)  # fmt: skip
_BEGIN_EXPECTED = tuple(re.findall(r"^[a-z]+", "\n".join(EXPECTED_WORDS), re.MULTILINE))
_BEGINNINGS = frozenset([each[:2] for each in _BEGIN_EXPECTED])  # most words do not begin like any of them
_MARKS = {
    word: "".join(sign for sign, words in _KINDS if word in words) for _, words in _KINDS for word in words
}
WORDS = _MARKS.keys()


def mark(word: str) -> str:
    """The marks of the kinds that a word belongs to."""
    marks = _MARKS.get(word, "")
    return marks + EXPECTED if word[:2] in _BEGINNINGS and word.startswith(_BEGIN_EXPECTED) else marks
