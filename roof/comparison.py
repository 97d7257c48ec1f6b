"""Two sets of rules, or what was said then and what others would say now, compared verdict by verdict."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from desk.history import Stored
from desk.labels import Said
from handlers import reason_words
from roof.rehearsal import Rules, Span, View, view
from triage.judge import Judge
from triage.model import Mention, Outcome, Verdict
from triage.policy import Policy
from triage.tuning import Hits

FIRST_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One verdict that changes, without the whole text."""

    source: str
    native_id: str
    url: str | None
    words: str
    before: View
    after: View
    reason: str


@dataclass(slots=True, kw_only=True)
class Comparison:
    """What the replay came to; the counts are by (source, outcome)."""

    span: Span
    mentions: int = 0
    changed: int = 0
    before: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    after: Counter[tuple[str, Outcome]] = field(default_factory=Counter)


def compare(
    stored: Iterable[Stored], new: Rules, old: Rules | None, span: Span, on_change: Callable[[Change], None]
) -> Comparison:
    """Each mention as it was judged then, or as `old` would judge it now, against what `new` says."""
    found = Comparison(span=span)
    for kept in stored:
        mention = kept.mention
        was, before = _as_then(kept) if old is None else old.judge(kept)[:2]
        becomes, after, verdict = new.judge(kept)
        span.see(kept)
        found.mentions += 1
        found.before[mention.source, was] += 1
        found.after[mention.source, becomes] += 1
        if before != after:
            found.changed += 1
            on_change(_change(mention, before, after, verdict))
    return found


def _as_then(kept: Stored) -> tuple[Outcome, View]:
    about = kept.subjects[0] if kept.subjects else ""
    return kept.outcome, view(
        kept.outcome, about, kept.urgency, kept.route, kept.categories, looks=kept.looked
    )


def _change(mention: Mention, before: View, after: View, verdict: Verdict) -> Change:
    return Change(
        source=mention.source,
        native_id=mention.native_id,
        url=mention.url,
        words=" ".join(mention.text.split())[:FIRST_WORDS],
        before=before,
        after=after,
        reason=_because(verdict),
    )


def _because(verdict: Verdict) -> str:
    """The score now and the reason that weighs most; the tuning where that decided it."""
    if verdict.assessment is None:
        return "no query names it"
    reasons = verdict.assessment.reasons
    tuned = [reason for reason in reasons if reason.rule == "tuned"]
    told = [reason_words.sentence(reason) for reason in (*tuned, *reasons)[:1]]
    return "; ".join([f"score {verdict.assessment.complaint:.2f}", *told])


@dataclass(slots=True, kw_only=True)
class Agreement:
    """How rules do on what people said: `flags` are (what becomes of it, is a complaint), the others say what was right."""

    flags: list[tuple[Outcome, bool]] = field(default_factory=list)
    urgencies: list[bool] = field(default_factory=list)
    names: list[bool] = field(default_factory=list)

    @property
    def hits(self) -> Hits:
        flagged = [label for outcome, label in self.flags if outcome is Outcome.CASE]
        complaints = sum(label for _, label in self.flags)
        return Hits(flagged=len(flagged), right=sum(flagged), complaints=complaints)

    @property
    def looks(self) -> int:
        """Complaints that get a card only while there are looks left on their day."""
        return sum(label for outcome, label in self.flags if outcome is Outcome.LOOK)


def against_labels(said: Iterable[Said], policy: Policy) -> Agreement:
    """What people said of mentions whose words are still kept, against what the policy says of them."""
    judge, found = Judge(policy), Agreement()
    own = {subject.name for subject in policy.subjects if subject.is_own}
    for each in said:
        if not each.mention.text:
            continue
        verdict = judge.verdict(each.mention)
        if each.about is not None:
            found.names.append(next(iter(verdict.subjects), "") == each.about)
        if each.about is not None and each.about not in own:
            continue
        if each.complaint is not None:
            found.flags.append((verdict.outcome, each.complaint))
        if each.urgency is not None and verdict.assessment is not None:
            found.urgencies.append(verdict.assessment.urgency is each.urgency)
    return found
