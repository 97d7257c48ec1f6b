"""A case as one file that anybody can read and print: a page for the browser, harmless whatever it quotes. Pure.

Every line begins with a word or sign of ours and every word from outside is escaped: neither a browser takes it for
markup, nor a spreadsheet that opens the page for a formula. Nothing is loaded from elsewhere.
"""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from desk.case_file import CaseFile
from handlers import audit_words, reason_words, wording
from handlers import blocks as b
from triage.cleaning import clean_url, for_terminal
from triage.lifecycle import DISPOSITIONS
from triage.model import Actor, Case, Mention
from triage.reply import ReplyState

MARK = "<!-- a case record made by Heedline -->"  # by which an earlier one is known
_HEAD = """<!doctype html>
{mark}
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 sans-serif; max-width: 48em; margin: 2em auto; padding: 0 1em; overflow-wrap: anywhere }}
h2 {{ border-bottom: 1px solid #999; margin-top: 1.6em }}
p {{ margin: .3em 0 }}
.said {{ background: #f3f3f3; margin: 0; padding: 0 .6em }}
code {{ font-size: 12px; color: #555 }}
</style></head><body>
<h1>{title}</h1>
"""
WIPED = "Its words, its author and its address are not kept any more (keep_days in the config)."
REPLY_WIPED = "Its words are not kept any more (keep_days in the config)."
_STANDING = {
    ReplyState.WAITING: "waits for approval",
    ReplyState.APPROVED: "may be posted",
    ReplyState.SENT_BACK: "sent back to whoever wrote it",
    ReplyState.WITHDRAWN: "withdrawn",
    ReplyState.SENT: "posted",
    ReplyState.REPLACED: "replaced by a later one",
}


def case_record(file: CaseFile, zone: str, by: Actor, now: datetime) -> str:
    """The whole page. Times are those of `zone`; `by` is who asked for it."""
    case = file.case
    made = _HEAD.format(mark=MARK, title=f"Case {case.id}")
    made += _line(f"Made {audit_words.stamp(now, zone)} for {by.name}. Times are those of {zone}.")
    parts = {
        "The post": _post(case, zone),
        "Where it stands": _standing(case, zone),
        "The verdict": _verdict(file),
        "Said again": _reposts(file, zone),
        "Replies": _replies(file, zone),
        "What was done": _history(file, zone),
        "The audit of this case": _audit(file, zone),
    }
    for title, lines in parts.items():
        if told := "".join(lines):
            made += f"<h2>{title}</h2>\n{told}"
    return f"{made}</body></html>\n"


def _outside(text: str) -> str:
    """Words from outside: shown letter for letter, and without a say in the direction of what stands beside them."""
    return f"<bdi>{escape(for_terminal(text))}</bdi>"


def _line(text: str) -> str:
    return f"<p>{_outside(' '.join(text.split()))}</p>\n"


def _fact(label: str, value: str) -> str:
    return f"<p><b>{label}:</b> {_outside(' '.join(value.split()))}</p>\n"


def _address(url: str | None) -> str:
    """The address in letters, to click where it is an ordinary one."""
    if not url:
        return ""
    shown = _outside(url)
    if safe := clean_url(url):
        shown = f'<a href="{escape(safe)}" rel="noreferrer">{shown}</a>'
    return f"<p><b>Address:</b> {shown}</p>\n"


def _post(case: Case, zone: str) -> Iterable[str]:
    mention = case.mention
    yield _fact("About", case.subject)
    yield _fact("Source", mention.source)
    if mention.author:
        yield _fact("Author", mention.author)
    if mention.written_at:
        yield _fact("Written", audit_words.stamp(mention.written_at, zone))
    if mention.reach:
        yield _fact("Reach", f"{mention.reach:,}")
    yield _address(mention.url)
    if not mention.text.strip():
        yield _line(WIPED)
        return
    for words in mention.text.splitlines():
        yield f'<p class="said">\u2502 {_outside(words)}</p>\n'


def _standing(case: Case, zone: str) -> Iterable[str]:
    yield _fact("State", case.state.value)
    yield _fact("Opened", audit_words.stamp(case.opened_at, zone))
    if case.due_at:
        yield _fact(
            "Answer by", audit_words.stamp(case.due_at, zone) + (" (overdue)" if case.overdue else "")
        )
    if case.owner:
        yield _fact("With", f"{case.owner.name} ({case.owner.id})")
    if case.claimed_at:
        yield _fact("Claimed", audit_words.stamp(case.claimed_at, zone))
    if case.snoozed_until:
        yield _fact("Snoozed until", audit_words.stamp(case.snoozed_until, zone))
    if case.resolved_at:
        how = DISPOSITIONS.get(case.disposition or "", case.disposition or "resolved")
        yield _fact("Ended", f"{audit_words.stamp(case.resolved_at, zone)}, {how}, by {case.resolved_by}")


def _verdict(file: CaseFile) -> Iterable[str]:
    case, found = file.case, file.case.assessment
    yield _fact("Urgency", f"{int(case.urgency)} ({wording.level_of(case)[1].lower()})")
    yield _fact("Category", wording.categories(found))
    yield _fact("Complaint score", f"{found.complaint:.0%}")
    yield _fact("Tone", f"{found.tone:+.2f} (from -1 to +1)")
    yield _fact("Language", wording.LANGUAGES.get(found.language, found.language))
    yield _fact("Route", case.route)
    for reason in reason_words.worth_telling(found.reasons):
        against = "Reason against" if reason.weight < 0 else "Reason"
        yield _fact(against, reason_words.sentence(reason))
    for label in file.corrections:
        yield _fact("Correction", wording.correction(label))


def _reposts(file: CaseFile, zone: str) -> Iterable[str]:
    if not file.case.joined:
        return
    yield _line(f"Said again {b.count(file.case.joined, 'time')}.")
    for mention in file.reposts:
        yield _fact("By", _origin(mention, zone))
        yield _address(mention.url)


def _origin(mention: Mention, zone: str) -> str:
    when = f", {audit_words.stamp(mention.written_at, zone)}" if mention.written_at else ""
    return f"{wording.origin(mention)}{when}"


def _replies(file: CaseFile, zone: str) -> Iterable[str]:
    for number, reply in enumerate(file.replies, start=1):
        yield _fact(f"Reply {number}", f"written by {_who(reply.by)}, {audit_words.stamp(reply.at, zone)}")
        yield _fact("How it stands", _STANDING[reply.state])
        for words in reply.text.splitlines():
            yield f'<p class="said">\u2502 {_outside(words)}</p>\n'
        if not reply.text.strip():
            yield _line(REPLY_WIPED)
        if reply.suggestion:
            yield _fact("Suggested response, word for word", reply.suggestion)
        if reply.reason:
            yield _fact("Why it may stand", reply.reason)
        if reply.comment:
            yield _fact("Sent back with", reply.comment)
        yield _fact("Approvals needed", str(reply.needed))
        for actor in reply.approved_by:
            yield _fact("Approved by", _who(actor))
        if reply.sent_at:
            yield _fact(
                "Posted", f"by {reply.sent_by or 'somebody'}, {audit_words.stamp(reply.sent_at, zone)}"
            )
        yield _address(reply.link)


def _who(actor: Actor) -> str:
    return f"{actor.name} ({actor.id})"


def _history(file: CaseFile, zone: str) -> Iterable[str]:
    yield _line(f"{audit_words.stamp(file.case.opened_at, zone)} \u00b7 Heedline: opened this case")
    for event in file.history:
        yield _line(f"{audit_words.stamp(event.at, zone)} \u00b7 {audit_words.event(event, zone)}")


def _audit(file: CaseFile, zone: str) -> Iterable[str]:
    for entry in file.entries:
        told = f"No. {entry.id} \u00b7 {audit_words.stamp(entry.at, zone)} \u00b7 {audit_words.entry(entry, zone)}"
        yield _line(f"{told} ({entry.actor.id})" if entry.actor.id else told)
        yield f"<p><code>Hash: {_outside(entry.hash)}</code></p>\n"
    yield _line(audit_words.checked(file.checked, zone))
