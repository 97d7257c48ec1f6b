"""Level 3 of a text as it came: of the whole post, in the language of its own words."""

from triage.asked import Asked
from triage.cues import Found, shipped_cues
from triage.danger_said import LOUD
from triage.fitted import Fitted, shipped_fitted
from triage.folding import unaccented
from triage.language import READ
from triage.model import Reason
from triage.quotes import as_written
from triage.reading import Reading, language_of, shipped_reader
from triage.rules_now import NEAR, alarms
from triage.vocabulary import Places


def heard_now(
    asked: Asked, reading: Reading, places: Places, language: str, fitted: Fitted, found: Found
) -> tuple[Reason, ...]:
    """Level 3 of a text, or that it is near. `reading`, `places`, `language` and `found` (cues) are those of its judged part;
    where the whole post is another text, or the platform told the language, it is read again: platforms often guess wrong.
    """
    folded = asked.folded if asked.whole is None else asked.whole
    rest = folded[asked.addressed :]
    if asked.whole is not None or asked.addressed:
        reading = shipped_reader().read(rest)
    if asked.whole is not None or asked.language_tag:
        tagged, language = language, language_of(rest, reading)
        if asked.whole is not None or tagged != language:
            found = shipped_cues().find(folded, language)
    if language != "es" and (plain := unaccented(rest)) != rest:  # accents for show
        reading_of_plain = shipped_reader().read(plain)
        if language_of(plain, reading_of_plain) == "en":
            heard = _alarms(plain, reading_of_plain, None, fitted, found)
            return tuple([as_written(reason, plain, rest) for reason in heard])
    if language not in READ:
        return ()
    known = places if asked.whole is None and not asked.addressed else None
    return _alarms(rest, reading, known, fitted, found)


def _alarms(
    folded: str, reading: Reading, known: Places | None, fitted: Fitted, found: Found
) -> tuple[Reason, ...]:
    """`known` are the places of all its words, if they are at hand. Where nothing fires the text is heard once more without the
    hashtags at its end: "#health" makes nobody's despair a campaign.
    """
    numbers = fitted.vocabulary.bare(reading.numbers)
    places = known if known is not None and numbers is reading.numbers else fitted.vocabulary.places(numbers)
    is_loud = LOUD in reading.marks
    heard = alarms(folded, fitted.danger, places, found, places_of=_places_of, is_loud=is_loud)
    if "#" not in folded or (heard and heard[0].rule != NEAR.rule):
        return heard
    untagged, tags = _without_tags(folded)
    if not untagged or not tags:
        return heard
    written = reading.text.split()[-len(tags) :]  # with capitals, which part their words
    left = numbers[: max(0, len(numbers) - shipped_reader().number_of_words(written))]
    places = fitted.vocabulary.places(fitted.vocabulary.bare(left))
    return alarms(untagged, fitted.danger, places, found, places_of=_places_of, is_loud=is_loud) or heard


def _without_tags(folded: str) -> tuple[str, list[str]]:
    """A text without the hashtags at its end, and these."""
    words, tags = folded.split(" "), []
    while words and words[-1].startswith("#"):
        tags.append(words.pop())
    return " ".join(words), tags


def _places_of(part: str) -> Places:
    vocabulary = shipped_fitted().vocabulary
    return vocabulary.places(vocabulary.bare(shipped_reader().read(part).numbers))
