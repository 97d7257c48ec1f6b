"""Digest -> blocks. Pure."""

from datetime import date

from desk.digest import Digest, GapLine, OpenLine, SubjectLine
from desk.mutes import Mute
from handlers import blocks as b
from handlers import wording

MOST_GAPS, MOST_SUBJECTS, MOST_SOURCES, MOST_MUTES = 8, 20, 20, 5


def fallback(digest: Digest) -> str:
    return (
        f"Digest for {b.unformatted(digest.organisation)}, {_day(digest.day)}: "
        f"{b.count(digest.opened, 'new case')}, {digest.open_count:,} open"
    )


def digest_card(digest: Digest) -> list[b.Block]:
    """At most 9 blocks; a quiet day is one line, but blind spots are always told."""
    made = [b.header(f"{b.name(digest.organisation)}: {_day(digest.day)}")]
    if digest.skipped:
        made.append(_skipped(digest))
    if digest.is_quiet:
        made.append(b.rich(b.line(b.words("A quiet day: nobody you watch was named, and no case is open."))))
    else:
        made += [_numbers(digest), _open(digest), _subjects(digest)]
        if digest.categories:
            made.append(_categories(digest))
    if digest.looks:
        made.append(_looks(digest))
    return [*made, _coverage(digest), _small_print(digest)]


def _looks(digest: Digest) -> b.Block:
    """What nobody could judge and nobody was shown."""
    told = b.words(f"{b.count(digest.looks, 'mention')} only a person can judge got no card", bold=True)
    elements = [told]
    for post in digest.look_posts:
        elements += [b.words(" \u00b7 "), b.link(post.url, b.name(wording.origin(post), 60))]
    return b.rich(
        b.line(*elements, b.words(". [heedline] looks_per_day decides how many cards there are a day."))
    )


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _skipped(digest: Digest) -> b.Block:
    days = ", ".join(_day(date.fromisoformat(day)) for day in digest.skipped)
    told = f"no digest was sent for {days}; this one covers them."
    return b.rich(b.line(b.words("Missed: ", bold=True), b.words(told)))


def _numbers(digest: Digest) -> b.Block:
    claim = b.duration(digest.median_claim) if digest.median_claim is not None else "nobody claimed one"
    own = [s for s in digest.subjects if s.is_own]
    complaints, before = sum(s.complaints for s in own), sum(s.complaints_before for s in own)
    needless = f", {digest.not_complaints:,} no complaint" if digest.not_complaints else ""
    cases = f"{digest.opened:,} ({digest.claimed:,} claimed, {digest.resolved:,} resolved{needless})"
    return b.fields(
        [
            ("Complaints about us", f"{complaints:,}{_change(digest, complaints, before)}"),
            ("New cases", cases),
            ("Median time to claim", claim),
            ("Open now", f"{digest.open_count:,}"),
        ]
    )


def _change(digest: Digest, now: int, before: int) -> str:
    if not before:
        return ""
    hours = round((digest.end - digest.begin).total_seconds() / 3600)
    earlier = "day" if 23 <= hours <= 25 else f"{hours} hours"  # days on which the clocks change included
    sign = "+" if now >= before else "\u2212"
    return f" ({sign}{abs(now - before):,} on the {earlier} before)"


def _open(digest: Digest) -> b.Block:
    if not digest.open_cases:
        return b.rich(b.line(b.words("No case is open.", bold=True)))
    rest = digest.open_count - len(digest.open_cases)
    title = "Open cases"
    if rest > 0:
        title += f" (the first {len(digest.open_cases)} of {digest.open_count:,}; /heed list shows all)"
    rows = [_open_line(line, digest) for line in digest.open_cases]
    return b.rich(b.line(b.words(title, bold=True)), b.bullets(rows))


def _open_line(line: OpenLine, digest: Digest) -> list[b.Element]:
    mark, word = wording.level(line.urgency, line.assessment)
    age = b.duration((digest.end - line.opened_at).total_seconds()) if digest.end > line.opened_at else "new"
    who = f"with {b.name(line.owner)}" if line.owner else "unclaimed"
    late = ", overdue" if line.overdue else ""
    told = f" {word} \u00b7 {line.id} \u00b7 {b.name(line.subject)} \u00b7 {who}, {age}{late}"
    return [b.emoji(mark), b.words(told), *b.linked(line.url, "post")]


def _subjects(digest: Digest) -> b.Block:
    rows = [[b.words(_subject_line(s, digest))] for s in digest.subjects[:MOST_SUBJECTS]]
    parts = [b.line(b.words("Us and the others", bold=True)), b.bullets(rows)] if rows else []
    rest = digest.subjects[MOST_SUBJECTS:]
    if rest:
        mentions = b.count(sum(s.mentions for s in rest), "mention")
        parts.append(b.line(b.words(f"and {b.count(len(rest), 'name')} more with {mentions}")))
    return b.rich(*parts or [b.line(b.words("No name is watched."))])


def _subject_line(line: SubjectLine, digest: Digest) -> str:
    who = b.name(line.name, 60) + (" (us)" if line.is_own else "")
    mentions = b.count(line.mentions, "mention") + _change(digest, line.mentions, line.mentions_before)
    told = f"{who}: {mentions}"
    if line.negativity is None:
        return told
    return f"{told}, {b.count(line.complaints, 'complaint')}, negativity {line.negativity:.0%}"


def _categories(digest: Digest) -> b.Block:
    told = ", ".join(f"{wording.category(name)} {number:,}" for name, number in digest.categories[:7])
    return b.rich(b.line(b.words("What the new cases are about: ", bold=True), b.words(told)))


def _coverage(digest: Digest) -> b.Block:
    """Which sources spoke, and where we were blind: silence must not look like good news."""
    others = f"; {digest.passed_over:,} more about nobody you watch"
    parts = [b.line(b.words("Read: ", bold=True), b.words(_sources(digest) + others))]
    if digest.quarantined:
        records = b.count(digest.quarantined, "record")
        parts.append(b.line(b.words(f"{records} could not be read, kept aside.")))
    if digest.muted or digest.mutes:
        parts.append(_muted(digest))
    if not digest.gaps:
        silent = (
            "No source was silent for longer than it may be."
            if digest.sources
            else "Nothing is read, so nothing can be heard."
        )
        return b.rich(*parts, b.line(b.words(silent)))
    parts.append(b.line(b.words("Where we were blind", bold=True)))
    newest_first = sorted(digest.gaps, key=lambda gap: gap.begin, reverse=True)
    told = sorted(newest_first, key=lambda gap: gap.end is not None)[:MOST_GAPS]  # those that last go first
    parts.append(b.bullets([[b.words(_gap(gap, digest.zone))] for gap in told]))
    if len(digest.gaps) > MOST_GAPS:
        parts.append(b.line(b.words(f"and {len(digest.gaps) - MOST_GAPS} more times")))
    return b.rich(*parts)


def _muted(digest: Digest) -> b.Element:
    """What somebody kept from becoming cards, and whether that goes on."""
    told = [
        f"{wording.muted(mute)} ({b.name(mute.by.name, 60)}, {_mute_end(mute, digest)})"
        for mute in digest.mutes[:MOST_MUTES]
    ]
    rest = len(digest.mutes) - MOST_MUTES
    told += [f"and {rest} more"] if rest > 0 else []
    mentions = b.words(f"{b.count(digest.muted, 'mention')} muted, without a card", bold=True)
    return b.line(mentions, b.words(f": {'; '.join(told)}." if told else "."))


def _mute_end(mute: Mute, digest: Digest) -> str:
    when = b.local_time(mute.over_at, digest.zone)
    return f"ended {when}" if mute.over_at <= digest.end else f"until {when}"


def _sources(digest: Digest) -> str:
    if not digest.sources:
        return "no source is configured"
    read = ", ".join(f"{b.name(name, 40)} {number:,}" for name, number in digest.sources[:MOST_SOURCES])
    rest = digest.sources[MOST_SOURCES:]
    return read + (f" and {sum(n for _, n in rest):,} from {len(rest)} more sources" if rest else "")


def _gap(gap: GapLine, zone: str) -> str:
    until = f"to {b.local_time(gap.end, zone)}" if gap.end else "and still is"
    source, reason = b.name(gap.source, 40), b.name(gap.reason, 120)
    return f"{source}: from {b.local_time(gap.begin, zone)} {until} ({reason})"


def _small_print(digest: Digest) -> b.Block:
    span = f"{b.local_time(digest.begin, digest.zone)} to {b.local_time(digest.end, digest.zone)} ({digest.zone})"
    told = [f"{span} \u00b7 next digest {b.local_time(digest.next_at, digest.zone)}"]
    if digest.audit:
        entries, head = digest.audit
        told.append(f"Audit: {b.count(entries, 'entry', 'entries')}, head {head}")
    return b.context(*told)
