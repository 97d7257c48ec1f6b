"""Digest -> blocks. Pure."""

from desk.digest import Digest, GapLine, OpenLine, SubjectLine
from handlers import blocks as b
from handlers import wording

MOST_GAPS = 8


def fallback(digest: Digest) -> str:
    return b.escape(
        f"Digest for {digest.organisation}, {_day(digest)}: {b.count(digest.opened, 'new case')}, "
        f"{digest.open_count:,} open"
    )


def digest_card(digest: Digest) -> list[b.Block]:
    """At most 12 blocks; a quiet day is one line, but blind spots are always told."""
    made = [b.header(f"{b.shorten(digest.organisation, 80)}: {_day(digest)}")]
    if digest.skipped:
        days = ", ".join(digest.skipped)
        made.append(
            b.rich(
                b.line(
                    b.words("Missed: ", bold=True),
                    b.words(f"no digest was sent for {days}; this one covers them."),
                )
            )
        )
    if digest.is_quiet:
        made.append(b.rich(b.line(b.words("A quiet day: nobody you watch was named, and no case is open."))))
    else:
        made += [_numbers(digest), _open(digest), _subjects(digest)]
        if digest.categories:
            made.append(_categories(digest))
    return [*made, _coverage(digest), _small_print(digest)]


def _day(digest: Digest) -> str:
    return f"{digest.day:%A} {digest.day.day} {digest.day:%B}"


def _numbers(digest: Digest) -> b.Block:
    claim = b.duration(digest.median_claim) if digest.median_claim is not None else "nobody claimed one"
    own = [s for s in digest.subjects if s.is_own]
    complaints, before = sum(s.complaints for s in own), sum(s.complaints_before for s in own)
    return b.fields(
        [
            ("Complaints about us", f"{complaints:,}{_change(complaints, before)}"),
            ("New cases", f"{digest.opened:,} ({digest.claimed:,} claimed, {digest.resolved:,} resolved)"),
            ("Median time to claim", claim),
            ("Open now", f"{digest.open_count:,}"),
        ]
    )


def _change(now: int, before: int) -> str:
    if not before:
        return ""
    sign = "+" if now >= before else "\u2212"
    return f" ({sign}{abs(now - before):,} on the day before)"


def _open(digest: Digest) -> b.Block:
    if not digest.open_cases:
        return b.rich(b.line(b.words("No case is open.", bold=True)))
    rest = digest.open_count - len(digest.open_cases)
    title = "Open cases" + (
        f" (the first {len(digest.open_cases)} of {digest.open_count:,})" if rest > 0 else ""
    )
    rows = [_open_line(line, digest) for line in digest.open_cases]
    return b.rich(b.line(b.words(title, bold=True)), b.bullets(rows))


def _open_line(line: OpenLine, digest: Digest) -> list[b.Element]:
    mark, word = wording.URGENCY[line.urgency]
    age = b.duration((digest.end - line.opened_at).total_seconds()) if digest.end > line.opened_at else "new"
    who = f"with {line.owner}" if line.owner else "unclaimed"
    late = ", overdue" if line.overdue else ""
    row = [
        b.emoji(mark),
        b.words(f" {word} \u00b7 {line.id} \u00b7 {line.subject} \u00b7 {who}, {age}{late}"),
    ]
    return [*row, b.words(" \u00b7 "), b.link(line.url, "post")] if line.url else row


def _subjects(digest: Digest) -> b.Block:
    rows = [[b.words(_subject_line(s))] for s in digest.subjects[:20]]
    return b.rich(b.line(b.words("Us and the others", bold=True)), b.bullets(rows))


def _subject_line(line: SubjectLine) -> str:
    who = f"{line.name} (us)" if line.is_own else line.name
    told = f"{who}: {b.count(line.mentions, 'mention')}{_change(line.mentions, line.mentions_before)}"
    if line.negativity is None:
        return told
    share = f", {b.count(line.complaints, 'complaint')}, negativity {line.negativity:.0%}"
    return told + share


def _categories(digest: Digest) -> b.Block:
    told = ", ".join(f"{wording.category(name)} {number:,}" for name, number in digest.categories[:7])
    return b.rich(b.line(b.words("What the new cases are about: ", bold=True), b.words(told)))


def _coverage(digest: Digest) -> b.Block:
    """Which sources spoke, and where we were blind: silence must not look like good news."""
    read = (
        ", ".join(f"{name} {number:,}" for name, number in digest.sources[:20]) or "no source is configured"
    )
    parts = [
        b.line(
            b.words("Read: ", bold=True),
            b.words(f"{read}; {digest.passed_over:,} more about nobody you watch"),
        )
    ]
    if digest.quarantined:
        parts.append(
            b.line(b.words(f"{b.count(digest.quarantined, 'record')} could not be read and were kept aside."))
        )
    if digest.gaps:
        parts.append(b.line(b.words("Where we were blind", bold=True)))
        parts.append(b.bullets([[b.words(_gap(gap, digest.zone))] for gap in digest.gaps[:MOST_GAPS]]))
        if len(digest.gaps) > MOST_GAPS:
            parts.append(b.line(b.words(f"and {len(digest.gaps) - MOST_GAPS} more: /heed status")))
    else:
        parts.append(b.line(b.words("No source was silent.")))
    return b.rich(*parts)


def _gap(gap: GapLine, zone: str) -> str:
    until = f"to {b.local_time(gap.end, zone)}" if gap.end else "and still is"
    return f"{gap.source}: from {b.local_time(gap.begin, zone)} {until} ({b.shorten(gap.reason, 120)})"


def _small_print(digest: Digest) -> b.Block:
    span = f"{b.local_time(digest.begin, digest.zone)} to {b.local_time(digest.end, digest.zone)} ({digest.zone})"
    return b.context(f"{span} \u00b7 next digest {b.local_time(digest.next_at, digest.zone)}")
