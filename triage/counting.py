"""Words that count, date or negate: a mark for each kind, by which the weighing rules know where to look."""

NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|several|many|half|couple of|few"
)
COUNT, SINCE, MANY, COUNTED, NEGATION = "#", "@", "+", "*", "-"  # a number, since, endless, calls, nobody

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


MARKS = {
    word: "".join(sign for sign, words in _KINDS if word in words) for _, words in _KINDS for word in words
}
"""Word -> the marks of the kinds that it belongs to."""
