"""Text -> Assessment: what a text says by itself, taken to be about us."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from triage.asked import JUDGED_CHARACTERS, Asked, cut_to_size
from triage.blending import COMPLAINT_TONE, blend, rule_scores
from triage.chords import FAINT, Chord, chord
from triage.cues import Found, reason_of, shipped_cues
from triage.danger_said import SELF_HARM, THREAT
from triage.disguises import DISGUISED, without_disguises
from triage.findings import Findings, Rule
from triage.fitted import shipped_fitted
from triage.folding import fold
from triage.frame import CLOSES, OPENS, ends_framed, laughed, thanked, unanswered, unframed
from triage.hearing import heard_now
from triage.language import detect
from triage.model import Assessment, Reason, Urgency
from triage.policy import COMPLAINT_CUT
from triage.quotes import as_written, clause_around, to_the_point
from triage.reading import Reader, Reading, shipped_reader
from triage.rules_about import ABOUT, LONG, expected, may_be_about
from triage.rules_now import NEAR
from triage.rules_weighing import UNREAL, WEIGHING, WEIGHING_CUES
from triage.taxonomy import Taxonomy, shipped_taxonomy
from triage.themes import shipped_themes
from triage.tone import loudest_of
from triage.tuning import shifted
from triage.weights import Weights
from triage.words import says_nothing

# A post that names us is likelier a complaint than any post; more so if a cue says it, and not if the cues speak of praise, a question or
# news alone. Log-odds.
SHIFT = (0.7, 0.9)
INNOCENT = UNREAL | {"thanks", "content", "question"}
# Thanks or a laugh at the end close complaints as well as praise and jokes; half of the weight counts beside fitted words.
THANKED = Reason("thanks", "It closes with thanks", -1.7)
LAUGHED = Reason("figure_of_speech", "It closes with a laugh", -1.4)
SERIOUS = 0.6  # the least score where grave harm is named
FEW_WORDS = 2
MOST_AGAIN = 5  # a text of ordinary words says each of them fewer times, on the mean
SAYS_NOTHING = 0.3  # the most that a text of so few words scores about which no rule has anything to say
PLAIN = 1.0  # what a reason weighs that says by itself why a text is a complaint, or why it is none
LOUD = 0.35  # log-odds from which a word is worth naming
AS_A_WHOLE = Reason("words", "The words as a whole read like a complaint", LOUD)
VADER_HEARS = 0.4  # compound from which VADER's reading is worth a reason
VADER_SHOUTS = 0.75  # and from which it is a strong one


def assess(text: str, taxonomy: Taxonomy | None = None, cut: float = COMPLAINT_CUT) -> Assessment:
    """What a clean text says by itself. Without a `taxonomy` the categories are those of health care."""
    return assess_all([Asked(text, fold(text), cut=cut)], taxonomy)[0]


def assess_all(asked: Sequence[Asked], taxonomy: Taxonomy | None = None) -> list[Assessment]:
    """The assessments, in order.

    Step by step for all texts and not text by text: what a step looks into then stays in the processor's cache, which
    makes many texts about a third faster. What is said of a text does not depend on the others.
    """
    taxonomy = taxonomy or shipped_taxonomy()
    reader, cues, fitted = shipped_reader(), shipped_cues(), shipped_fitted()
    rows = [cut_to_size(row) if len(row.whole or row.text) > JUDGED_CHARACTERS else row for row in asked]
    readings = [reader.read(row.text) for row in rows]
    rows, readings = _unframed(rows, readings, reader)
    written, rows = rows, _undisguised(rows, readings)
    tells = fitted.vocabulary.tells_strangers
    languages = [
        detect(row.folded, row.language_tag, reading.marks, reading.numbers if tells else None)
        for row, reading in zip(rows, readings, strict=True)
    ]
    if "es" in languages:
        readings = [
            reading.without_false_friends() if language == "es" else reading
            for reading, language in zip(readings, languages, strict=True)
        ]
    weights = [fitted.weights.get(language) for language in languages]
    places = [fitted.vocabulary.places(reading.numbers) for reading in readings]
    tones = [reading.tone() for reading in readings]
    found = [cues.find(row.folded, language) for row, language in zip(rows, languages, strict=True)]
    now = [
        heard_now(row, reading, its, language, fitted, said)
        for row, reading, its, language, said in zip(rows, readings, places, languages, found, strict=True)
    ]
    known = [its.known(all_of_it) if its else () for its, all_of_it in zip(weights, places, strict=True)]
    heard = [_Heard(*columns) for columns in zip(languages, weights, known, tones, found, now, strict=True)]
    ruled = [_ruled(row, reading, its) for row, reading, its in zip(rows, readings, heard, strict=True)]
    assessed = [
        _assessment(row, reading, its, by_rules, taxonomy)
        for row, reading, its, by_rules in zip(rows, readings, heard, ruled, strict=True)
    ]
    return assessed if rows is written else [*map(_quoted_as_written, assessed, rows, written)]


def _unframed(
    rows: list[Asked], readings: list[Reading], reader: Reader
) -> tuple[list[Asked], list[Reading]]:
    """The texts without how they open and close, and as they are read then: the same lists where none does."""
    framed = [
        at
        for at, reading in enumerate(readings)
        if OPENS in reading.marks or CLOSES in reading.marks or rows[at].whole
    ]
    bare = [(at, row) for at in framed if (row := _bare(rows[at], readings[at])) is not rows[at]]
    if not bare:
        return rows, readings
    rows, readings = [*rows], [*readings]
    for at, row in bare:
        if row.text != rows[at].text:
            readings[at] = reader.read(row.text)
        rows[at] = row
    return rows, readings


def _bare(row: Asked, reading: Reading) -> Asked:
    """Behind a name in front nothing opens a text any more: where that ends is counted in characters."""
    opens, closes = ends_framed(reading.each_marks)
    if row.whole:
        opens = closes = True
    opens = opens and not row.addressed
    if not (opens or closes):
        return row
    if opens and (text := unanswered(row.text)) is not row.text:
        row = row._replace(text=text, folded=fold(text), whole=row.whole or row.folded)
    text = unframed(row.text, front=opens, back=closes)
    whole = row.whole and unframed(row.whole, front=opens, back=closes)
    if text is not row.text or whole is not row.whole:
        row = row._replace(text=text, folded=row.folded if text is row.text else fold(text), whole=whole)
    return _unclosed(row) if closes else row


def _unclosed(row: Asked) -> Asked:
    """Without the thanks and the laugh at its end, which count by themselves: the fitted words know a laugh from jokes alone, and thanks
    there are less than thanks elsewhere. Level 3 hears them: they may take leave.
    """
    for part, reason in ((thanked, THANKED), (laughed, LAUGHED)):
        parted = part(row.text)
        if parted is None:
            continue
        text, words = parted
        extra = (*row.extra, reason._replace(evidence=(words,)))
        row = row._replace(text=text, folded=fold(text), whole=row.whole or row.folded, extra=extra)
    return row


def _undisguised(rows: list[Asked], readings: Sequence[Reading]) -> list[Asked]:
    """The texts with their disguised words read as what they are: the same list where there are none."""
    if not any(DISGUISED in reading.marks for reading in readings) and all(row.whole is None for row in rows):
        return rows
    return [
        row._replace(folded=without_disguises(row.folded), whole=row.whole and without_disguises(row.whole))
        if DISGUISED in reading.marks or row.whole
        else row
        for row, reading in zip(rows, readings, strict=True)
    ]


def _quoted_as_written(assessed: Assessment, read: Asked, written: Asked) -> Assessment:
    if read is written:
        return assessed
    plain, folded = read.whole or read.folded, written.whole or written.folded
    return assessed._replace(
        reasons=tuple([as_written(reason, plain, folded) for reason in assessed.reasons])
    )


class _Heard(NamedTuple):
    """What was found in a text, before it is weighed."""

    language: str
    weights: Weights | None
    known: Collection[int]
    tone: float
    found: Found
    now: tuple[Reason, ...]


_Ruled = tuple[tuple[Reason, ...], tuple[Reason, ...], float]
"""What the rules make of a text: reasons that are weighed beside the cues; what it is about, as reasons and in log-odds."""


def _assessment(
    asked: Asked, reading: Reading, heard: _Heard, ruled: _Ruled, taxonomy: Taxonomy
) -> Assessment:
    language, weights, known, tone, found, now = heard
    weighed, topical, shift = ruled
    names, meant = _meant(found, weighed, tone)
    fired = chord(names, taxonomy)
    by_rules = rule_scores(fired, now + weighed, meant)
    if weights and (fired.heard or INNOCENT.isdisjoint(names)):
        shift += SHIFT[fired.heard]
    named = sum([reason.weight for reason in asked.extra]) if asked.extra else 0.0
    complaint, negativity = blend(by_rules, weights, known, meant, shift, named)
    weighed += asked.extra + topical
    if fired.grave and complaint < SERIOUS:  # no fitted word may hide that
        complaint = SERIOUS
    if asked.bias:
        plain, complaint = complaint, shifted(complaint, asked.bias)
        if (plain >= asked.cut) != (complaint >= asked.cut) and not fired.grave:
            weighed = (*weighed, _bias_reason(asked.bias))
    danger = bool(now) and now[0].rule != NEAR.rule
    reasons = now + _reasons(asked.folded, found, fired, weighed)
    if not danger and not -VADER_HEARS < tone < VADER_HEARS:  # beside a danger its tone tells nobody anything
        reasons = _with_tone(reasons, tone, reading)
    if not reasons and len(reading.numbers) <= FEW_WORDS:
        complaint = min(complaint, SAYS_NOTHING)
    if weights and complaint >= asked.cut and not now and all(_strength(each) < PLAIN for each in reasons):
        reasons += _word_reason(weights, known, asked, reasons)
    pressing = Urgency.SAME_DAY if now else fired.urgency  # a complaint near a danger cannot wait either
    is_complaint = complaint >= asked.cut or fired.grave  # no budget may hide that either
    urgency = Urgency.NOW if danger else _urgency(pressing, is_complaint=is_complaint)
    categories = fired.categories if not _beside(now, fired) else ()
    if not categories and is_complaint and not now and not fired.severity:
        categories = taxonomy.otherwise_of(reasons)
        theme = None if categories else shipped_themes().first(asked.folded, language, taxonomy.themes)
        if theme:
            categories, reasons = (taxonomy.themes[theme.rule],), (*reasons, theme)
    return Assessment(
        complaint, negativity, urgency, tone, language, categories, fired.severity, reasons, asked.bias
    )


def _beside(now: tuple[Reason, ...], fired: Chord) -> bool:
    """Whether what is complained of is a small thing beside somebody's despair or threat, which nobody would sort by it."""
    return bool(now) and now[0].rule in (SELF_HARM.rule, THREAT.rule) and fired.severity < 2


def _ruled(asked: Asked, reading: Reading, heard: _Heard) -> _Ruled:
    """The reasons of the rules; a text without a sign of any of them is not asked."""
    marks, folded, found = reading.marks, asked.folded, heard.found
    shift = expected(marks, _length(reading), asked.name_words)
    weighing, topical = not WEIGHING_CUES.isdisjoint(found), may_be_about(folded, marks)
    if not weighing and not topical:
        return (), (), shift
    findings = Findings(folded, reading, found, heard.tone, asked.name_words)
    weighed = _reasons_of(WEIGHING, findings) if weighing else ()
    about = _reasons_of(ABOUT, findings) if topical else ()
    if about:
        shift += sum([reason.weight for reason in about])
    return weighed, about, shift


def _length(reading: Reading) -> int:
    """In pieces; what is said over and over makes a text no longer."""
    pieces = len(reading.each_marks)
    return pieces if pieces <= LONG else min(pieces, MOST_AGAIN * len(set(reading.numbers)))


def _reasons_of(rules: Sequence[Rule], findings: Findings) -> tuple[Reason, ...]:
    return tuple([reason for rule in rules if (reason := rule(findings)) is not None])


def _meant(found: Found, weighed: tuple[Reason, ...], tone: float) -> tuple[tuple[str, ...], float]:
    """The cues and the tone without the praise that a bitter text does not mean."""
    names = tuple(found)
    if weighed and any(reason.rule == "sarcasm" for reason in weighed):
        return tuple([name for name in names if name != "thanks"]), min(tone, 0.0)
    return names, 0.0 if tone > 0.0 and "irony" in found else tone


def _word_reason(
    weights: Weights, known: Collection[int], asked: Asked, others: Sequence[Reason]
) -> tuple[Reason, ...]:
    """Where no rule says why a text is a complaint, it is quoted where the word that weighed most stands: one that says something by
    itself, and stands in the text as the weights have it. Where there is none, and nothing else speaks for it, that is said.
    """

    def told(gram: str) -> bool:
        words = gram.split()
        return gram in asked.folded and asked.name_words.isdisjoint(words) and not says_nothing(gram)

    loud = weights.loudest(known, LOUD, told)
    if loud is None:
        return () if any(each.weight > 0.0 for each in others) else (AS_A_WHOLE,)
    return (Reason("words", "It reads like a complaint", LOUD, (clause_around(loud, asked.folded),)),)


@lru_cache(maxsize=64)
def _bias_reason(bias: float) -> Reason:
    way = "raised" if bias > 0 else "lowered"
    sentence = f"This source's scores are {way} by {abs(bias):g} as tuned, which decided it"
    return Reason(rule="tuned", sentence=sentence, weight=bias)


def _urgency(fired: int, *, is_complaint: bool) -> Urgency:
    """The level of what is no danger: it asks first whether it is a complaint."""
    if not is_complaint:
        return Urgency.DIGEST
    return Urgency.SAME_DAY if fired >= 2 else Urgency.ROUTINE


def _reasons(folded: str, found: Found, fired: Chord, weighed: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The strongest first; helper cues that weigh nothing by themselves are left out."""
    words = [
        to_the_point(found[cue.name], folded) if cue.complaint > FAINT else found[cue.name]
        for cue in fired.told
    ]
    reasons = [*weighed, *map(reason_of, fired.told, words)]
    if len(reasons) > 1:
        reasons.sort(key=_strength, reverse=True)
    return tuple(reasons)


def _strength(reason: Reason) -> float:
    return abs(reason.weight)


def _with_tone(reasons: tuple[Reason, ...], tone: float, reading: Reading) -> tuple[Reason, ...]:
    """The reasons and the weakest of all, what VADER hears; it quotes a word where nothing else tells much."""
    quoted = ""
    if not reasons or _strength(reasons[0]) < PLAIN:
        quoted = loudest_of(reading.words, positive=tone > 0.0)
    return (*reasons, _tone_reason(round(tone * 100), quoted if quoted in reading.text.lower() else ""))


@lru_cache(maxsize=16_384)
def _tone_reason(hundredths: int, word: str) -> Reason:
    tone = hundredths / 100
    mood = "positive" if tone > 0 else "negative"
    very = "very " if abs(tone) >= VADER_SHOUTS else ""
    return Reason("tone", f"The wording sounds {very}{mood}", COMPLAINT_TONE * tone, (word,) if word else ())
