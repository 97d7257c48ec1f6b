"""Mention -> Verdict: whom it is about, whether it is a complaint, how urgent, why, and who hears of it."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from triage.address import end_of_names
from triage.aim import clauses_about, name_reasons
from triage.asked import Asked
from triage.assessing import assess_all
from triage.folding import fold, unaccented
from triage.look import as_card, look_reason
from triage.matching import Hit, Matcher
from triage.model import Assessment, Mention, Outcome, Reason, Subject, Urgency, Verdict
from triage.policy import Policy
from triage.reach import reach_reason
from triage.routing import choose_route
from triage.taxonomy import shipped_taxonomy
from triage.words import tokens


class _Aim(NamedTuple):
    """Whom a mention is chiefly about, all names in it, what is judged of it, and whether that is but a part."""

    primary: Subject
    names: tuple[str, ...]
    asked: Asked
    split: bool


class Judge:
    """A policy made ready: one call a mention, no state between calls, safe to share between threads."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._matcher = Matcher(policy.subjects)
        self._taxonomy = shipped_taxonomy(policy.categories)
        self._tuned = {
            source.name: (policy.cut_of(source), source.complaint_bias) for source in policy.sources
        }
        named = {subject.name: subject for subject in policy.subjects}
        self._names = {name: (fold(name), _words(fold(name))) for name in named}
        self._assumed = named.get(policy.assume_subject or "")
        self._about = {source.name: named[source.about] for source in policy.sources if source.about in named}

    @property
    def policy(self) -> Policy:
        return self._policy

    def verdict(self, mention: Mention, reach_norm: int | None = None) -> Verdict:
        """Never raises on any text; a text about nobody we watch is OFF_TOPIC and not assessed.

        A routine complaint that reaches more people than `reach_norm` is for the same day.
        """
        return self.verdicts([mention], reach_norm)[0]

    def verdicts(self, mentions: Sequence[Mention], reach_norm: int | None = None) -> list[Verdict]:
        """The verdict on each, in order; together they cost less than one by one (see assessing.py)."""
        aims = [self._aim(mention) for mention in mentions]
        asked = [aim.asked for aim in aims if aim is not None]
        assessments = iter(assess_all(asked, self._taxonomy))
        return [
            _OFF_TOPIC
            if aim is None
            else self._spread(mention, self._verdict(mention, aim, next(assessments)), reach_norm)
            for mention, aim in zip(mentions, aims, strict=True)
        ]

    def _spread(self, mention: Mention, found: Verdict, reach_norm: int | None) -> Verdict:
        """The same, for the same day where a routine complaint reaches more people than usual."""
        if found.outcome is not Outcome.CASE or found.assessment is None:
            return found
        if found.assessment.urgency is not Urgency.ROUTINE:
            return found
        reason = reach_reason(mention, reach_norm)
        return found if reason is None else self._raised(mention, found, found.assessment, reason)

    def _raised(self, mention: Mention, found: Verdict, said: Assessment, reason: Reason) -> Verdict:
        raised = said._replace(urgency=Urgency.SAME_DAY, reasons=(reason, *said.reasons))
        route = choose_route(self._policy.routes, raised, found.subjects[0], mention.source)
        return found._replace(assessment=raised, route=route.name if route else found.route)

    def _aim(self, mention: Mention) -> _Aim | None:
        """Whom a mention is chiefly about, and by which part of its text it is judged; None where nobody is named."""
        folded = fold(mention.text)
        hits = self._matcher.folded_find(folded)
        assumed = self._about.get(mention.source, self._assumed)
        primary = hits[0].subject if hits else assumed
        if primary is None:
            return None
        cut, bias = self._tuned.get(mention.source, (self._policy.complaint_cut, 0.0))
        name_words = frozenset(word for hit in hits for term in hit.terms for word in term.split())
        addressed = end_of_names(folded, chain.from_iterable(map(self._called, hits))) if hits else 0
        asked = Asked(
            mention.text,
            folded,
            mention.language,
            cut=cut,
            bias=bias,
            name_words=name_words,
            addressed=addressed,
        )
        if assumed is not None and assumed.is_own and not any(hit.subject.is_own for hit in hits):
            # "This place turned us away, Lakeside did not"
            others = dict.fromkeys(hit.subject.name for hit in hits)
            return _Aim(assumed, (assumed.name, *others), asked, split=False)
        if len(hits) < 2:
            return _Aim(primary, (primary.name,), asked, split=False)
        primary = next((hit.subject for hit in hits if hit.subject.is_own), primary)
        names = tuple(dict.fromkeys(chain((primary.name,), (hit.subject.name for hit in hits))))
        if len({hit.subject.kind for hit in hits}) == 1:
            return _Aim(primary, names, asked, split=False)
        part, extra = clauses_about(primary, mention.text, self._matcher), name_reasons(primary, folded, hits)
        asked = asked._replace(text=part, folded=fold(part), whole=folded, extra=extra)
        return _Aim(primary, names, asked, split=part != mention.text)

    def _called(self, hit: Hit) -> Iterator[str]:
        """A subject's name, and those terms of its query that share a word with it: a query looks for much else."""
        name, words = self._names[hit.subject.name]
        yield name
        yield from [term for term in hit.terms if not words.isdisjoint(_words(term))]

    def _verdict(self, mention: Mention, aim: _Aim, assessment: Assessment) -> Verdict:
        primary, names, asked, split = aim
        if primary.is_own and assessment.urgency == Urgency.DIGEST:
            look = look_reason(mention.text, assessment, asked.cut, names=len(names), split=split)
            if look is not None:
                return self._for_a_person(mention, assessment, look, names)
        if not primary.is_own or assessment.urgency == Urgency.DIGEST:
            return Verdict(outcome=Outcome.DIGEST, subjects=names, assessment=assessment)
        route = choose_route(self._policy.routes, assessment, primary.name, mention.source)
        if route is None:
            return Verdict(outcome=Outcome.NO_ROUTE, subjects=names, assessment=assessment)
        return Verdict(outcome=Outcome.CASE, subjects=names, assessment=assessment, route=route.name)

    def _for_a_person(
        self, mention: Mention, assessment: Assessment, look: Reason, names: tuple[str, ...]
    ) -> Verdict:
        """What the desk makes a routine case of (look.as_card) while the day's budget lasts, with the route of such a case."""
        asked = assessment._replace(reasons=(look, *assessment.reasons))
        route = choose_route(self._policy.routes, as_card(asked), names[0], mention.source)
        if route is None:
            return Verdict(outcome=Outcome.LOOK, subjects=names, assessment=assessment)
        return Verdict(outcome=Outcome.LOOK, subjects=names, assessment=asked, route=route.name)


def _words(folded: str) -> set[str]:
    """The words of a name, with accents and without."""
    return {word for spelling in {folded, unaccented(folded)} for word in tokens(spelling.split())}


_OFF_TOPIC = Verdict(outcome=Outcome.OFF_TOPIC)
