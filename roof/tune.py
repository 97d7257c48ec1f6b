"""bot.py tune: proposes a bias and a cut for each source from people's labels and a budget. Applies nothing."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import click

from desk import history, labels
from desk.labels import Said
from desk.store import Store
from handlers.blocks import count
from roof.report import opened
from triage import tuning
from triage.judge import Judge
from triage.model import SourceSettings, Verdict
from triage.policy import Policy


@dataclass(slots=True)
class Seen:
    """Of one source: when its first and its last mention were read, whomever they are about, the scores of all about us, and those
    that people labelled.
    """

    first: datetime
    last: datetime
    scores: list[float] = field(default_factory=list)
    labelled: list[float] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A bias (log-odds) and a cut, and what they would change."""

    source: str
    bias: float
    cut: float
    old_bias: float
    old_cut: float
    notes: tuple[str, ...]

    @property
    def changes(self) -> bool:
        return (self.bias, self.cut) != (self.old_bias, self.old_cut)


def tune(
    policy: Policy,
    now: datetime,
    *,
    source: str | None,
    days: int,
    a_day: float | None,
    precision: float | None,
) -> int:
    """Prints the proposals and their effect; returns 1 where there is nothing to tune on."""
    with opened(policy, to_read=True) as store:
        seen = gather(store, policy, now - timedelta(days=days))
    if source is not None and source not in seen:
        click.echo(_nothing_of(source, policy, seen, days))
        return 1
    if not seen:
        click.echo(
            f"There are no mentions of the last {days} days to tune on: let the bot read for a while first."
        )
        return 1
    until = min(
        now, max(each.last for each in seen.values())
    )  # nobody read since, or nobody wrote to any source
    configured = {each.name for each in policy.sources}
    changes = False
    for name in [source] if source else sorted(seen):
        if name not in configured:
            click.echo(
                f"\n# {name}: no [[source]] of the config, so nothing can be set for it; [heedline] complaint_cut holds for it."
            )
            continue
        read = _days_read(seen[name], until, days)
        made = propose(policy, name, seen[name], days=read, a_day=a_day, precision=precision)
        _say(made, seen[name], read)
        changes = changes or made.changes
    click.echo(
        "\nNothing was changed. Put the lines into the config, try them with bot.py backtest, restart the bot."
        if changes
        else "\nNothing was changed, and nothing is proposed."
    )
    return 0


def _days_read(seen: Seen, until: datetime, days: int) -> float:
    """Of the days asked for those from when the source was first read, one at least."""
    return min(float(days), max(1.0, (until - seen.first) / timedelta(days=1)))


def _nothing_of(source: str, policy: Policy, seen: dict[str, Seen], days: int) -> str:
    known = source in {each.name for each in policy.sources}
    told = (
        "brought no mention of us"
        if known
        else "is no [[source]] of the config, and brought no mention of us"
    )
    others = f"; there are some of {', '.join(sorted(seen))}" if seen else ""
    return f"{source} {told} in the last {days} days{others}."


def gather(store: Store, policy: Policy, since: datetime) -> dict[str, Seen]:
    """The scores without any bias, by source, of the mentions about our own names."""
    plain = Judge(_without_bias(policy))
    own = {subject.name for subject in policy.subjects if subject.is_own}
    seen: dict[str, Seen] = {}
    for kept in history.stored(store, since):
        found = seen.setdefault(kept.mention.source, Seen(kept.seen_at, kept.seen_at))
        found.last = kept.seen_at
        score = _score(plain.verdict(kept.mention), own)
        if score is not None:
            found.scores.append(score)
    for said in labels.said(store, since):
        if said.complaint is not None and (said.about is None or said.about in own):
            _keep_label(
                seen.setdefault(said.mention.source, Seen(since, since)),
                plain,
                said,
                own,
                label=said.complaint,
            )
    return {name: found for name, found in seen.items() if found.scores or found.labels}


def _keep_label(found: Seen, plain: Judge, said: Said, own: set[str], *, label: bool) -> None:
    """The score of the rules as they are; that of the verdict then where the words are wiped."""
    score = _score(plain.verdict(said.mention), own) if said.mention.text else said.score
    if score is not None:
        found.labelled.append(score)
        found.labels.append(label)


def _score(verdict: Verdict, own: set[str]) -> float | None:
    if verdict.assessment is None or not verdict.subjects or verdict.subjects[0] not in own:
        return None
    return verdict.assessment.complaint


def _without_bias(policy: Policy) -> Policy:
    return replace(policy, sources=tuple(replace(s, complaint_bias=0.0) for s in policy.sources))


def propose(
    policy: Policy, name: str, seen: Seen, *, days: float, a_day: float | None, precision: float | None
) -> Proposal:
    """The bias that fits the labels, and the cut that keeps the budget or reaches the precision."""
    settings = policy.source(name) or SourceSettings(name=name, kind="", every=0.0)
    old_cut, old_bias = policy.cut_of(settings), settings.complaint_bias
    notes: list[str] = []
    bias, cut = old_bias, old_cut
    enough = len(seen.labels) >= tuning.FEWEST_LABELS
    if not enough:
        notes.append(
            f"{len(seen.labels)} labels: too few to learn a bias from (at least {tuning.FEWEST_LABELS}, better 50)."
        )
    else:
        bias = round(tuning.fit_bias(seen.labelled, seen.labels), 2)
        notes.append(f"The bias is learnt from {len(seen.labels)} labels.")
    scores = [tuning.shifted(score, bias) for score in seen.labelled]
    if precision is not None:
        cut = _precise(scores, seen.labels, cut, precision, notes)
    if a_day is not None and (precision is None or enough):
        cut = _frugal(seen, bias, cut, days, a_day, notes, bound=precision is not None)
    known = min([tuning.shifted(old_cut, -old_bias), *seen.labelled])
    if (raised := tuning.cut_not_below(known, cut, bias)) != cut:
        notes.append(
            "No label tells what posts of lower scores are: the cut goes no further down than they reach."
        )
        cut = raised
    if precision is not None and enough:
        cut = _kept_precision(tuning.hits(scores, seen.labels, cut), cut, old_cut, precision, notes)
    return Proposal(source=name, bias=bias, cut=cut, old_bias=old_bias, old_cut=old_cut, notes=tuple(notes))


def _frugal(
    seen: Seen, bias: float, cut: float, days: float, a_day: float, notes: list[str], *, bound: bool
) -> float:
    """The cut that keeps the budget, the old one where none does. It is not lowered where a precision was asked for (`bound`), or
    where there are not labels of either kind to tell what a lower one would bring.
    """
    found = tuning.cut_for_budget([tuning.shifted(s, bias) for s in seen.scores], days, a_day)
    if found < cut and (bound or not tuning.teach(seen.labels)):
        notes.append(f"The cards of this source keep to {_plain(a_day)} a day at this cut already.")
        return cut
    left = sum(tuning.shifted(score, bias) >= found for score in seen.scores) / days
    if left > a_day:
        notes.append(
            f"No cut keeps to {_plain(a_day)} a day: even at {found:g}, the highest there is, {left:.1f} are left. The cut stays."
        )
        return cut
    notes.append(
        f"The cut keeps the cards of this source at {_plain(a_day)} a day or fewer; what cannot wait and looks come on top."
    )
    return found


def _precise(scores: list[float], labels: list[bool], cut: float, wanted: float, notes: list[str]) -> float:
    """The cut that reaches the precision on the labels; no higher than is needed."""
    if len(labels) < tuning.FEWEST_LABELS:
        notes.append(
            f"They are too few to tell a precision as well: nothing is proposed for {wanted:.0%}. A budget can be had by itself."
        )
        return cut
    found = tuning.cut_for_precision(scores, labels, wanted)
    if found is None:
        notes.append(f"No cut reaches a precision of {wanted:.0%} on the labels; the cut stays.")
        return cut
    now = tuning.hits(scores, labels, cut).precision
    return min(found, cut) if now is not None and now >= wanted else found


def _kept_precision(hits: tuning.Hits, cut: float, old_cut: float, wanted: float, notes: list[str]) -> float:
    """The cut if it reaches the precision after all else was asked of it; else the old one."""
    if hits.precision is None:
        notes.append("At the cut there is no labelled card left that could tell a precision.")
        return cut
    if hits.precision >= wanted:
        notes.append(f"At the cut {wanted:.0%} or more of the labelled cards are complaints.")
        return cut
    if cut != old_cut:
        notes.append(
            f"At the cut that keeps the rest of what was asked fewer than {wanted:.0%} of the labelled cards are complaints: "
            "both cannot be had, and the cut stays. Ask for one of them."
        )
    return old_cut


def _say(made: Proposal, seen: Seen, days: float) -> None:
    if made.changes:
        click.echo(f"\n# {made.source}: in its [[source]] table")
        click.echo(f"complaint_bias = {made.bias:g}\ncomplaint_cut = {made.cut:g}\n")
    else:
        click.echo(f"\n# {made.source}: nothing to change; its cut is {made.cut:g}, its bias {made.bias:g}")
    for note in made.notes:
        click.echo(f"  {note}")
    before, after = (
        _cards(seen, bias, cut) for bias, cut in ((made.old_bias, made.old_cut), (made.bias, made.cut))
    )
    click.echo(
        f"  Cards a day, by score alone: {before / days:.1f} before, {after / days:.1f} after ({days:.3g} {'day' if days == 1 else 'days'})."
    )
    if seen.labels:
        for word, bias, cut in (("before", made.old_bias, made.old_cut), ("after", made.bias, made.cut)):
            scores = [tuning.shifted(score, bias) for score in seen.labelled]
            click.echo(f"  Labels {word}, by score alone: {_told(tuning.hits(scores, seen.labels, cut))}")
        if lost := _kept(seen, made.old_bias, made.old_cut) - _kept(seen, made.bias, made.cut):
            click.echo(f"  Mind: {count(lost, 'known complaint')} would get no card by score any more.")


def _kept(seen: Seen, bias: float, cut: float) -> int:
    return tuning.hits([tuning.shifted(score, bias) for score in seen.labelled], seen.labels, cut).right


def _cards(seen: Seen, bias: float, cut: float) -> int:
    return sum(tuning.shifted(score, bias) >= cut for score in seen.scores)


def _told(hits: tuning.Hits) -> str:
    sure = tuning.sure_of(hits.right, hits.flagged)
    share = f"{hits.precision:.0%}, surely {sure:.0%} or more" if hits.precision is not None else "none"
    return f"{hits.right} of {hits.complaints} complaints kept, {count(hits.flagged - hits.right, 'false alarm')} (precision {share})."


def _plain(number: float) -> str:
    """A number as people write it: 1,000,000 and 2.5."""
    return f"{number:,.3f}".rstrip("0").rstrip(".")
