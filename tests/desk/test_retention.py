"""What is too old is forgotten: the words, not the numbers; never of an open case."""

from datetime import timedelta

import pytest

from desk import replies
from desk.keeper import Forgetting
from desk.store import ageing
from tests.desk.fakes import ANA, BEN, NOW, Office, post
from triage.lifecycle import Act
from triage.reply import ReplyAct, ReplyState
from triage.source import Rejected

KEEP = timedelta(days=400)
LATER = NOW + KEEP + timedelta(seconds=1)


def search(office: Office, word: str) -> int:
    return int(office.one("SELECT count(*) FROM mention_fts WHERE mention_fts MATCH ?", word))


def forget(office: Office, steps: int = 8) -> None:
    keeper = Forgetting(office.store, KEEP, NOW)
    for _ in range(steps):
        keeper.step(LATER)


def personal(office: Office) -> list[tuple[object, ...]]:
    return office.rows("SELECT text, author, url, link, reasons FROM mention")


def note(office: Office, text: str = "digest about nine hours") -> None:
    office.take(post("1", text, author="@ana", url="https://a.example/1"))


def test_an_old_mention_loses_its_words_and_its_author(office: Office) -> None:
    note(office)
    forget(office)
    assert personal(office) == [("", None, None, None, "[]")]


def test_an_old_mention_is_still_counted(office: Office) -> None:
    note(office)
    forget(office)
    assert office.rows("SELECT complaint, subjects FROM mention") == [(0.1, '["Northgate"]')]


def test_an_old_mention_is_not_told_again(office: Office) -> None:
    note(office)
    forget(office)
    assert office.take(post("1", "digest about nine hours")).new == 0


def test_an_old_mention_is_not_found_by_its_words(office: Office) -> None:
    note(office)
    assert search(office, "hours") == 1
    forget(office)
    assert search(office, "hours") == 0
    with office.store.commit() as db:
        db.execute("INSERT INTO mention_fts (mention_fts, rank) VALUES ('integrity-check', 1)")


def test_a_mention_without_words_loses_its_author_too(office: Office) -> None:
    note(office, "digest")
    with office.store.commit() as db:
        db.execute("UPDATE mention SET text = ''")
    forget(office)
    assert personal(office) == [("", None, None, None, "[]")]


def test_a_younger_mention_stays(office: Office) -> None:
    note(office)
    Forgetting(office.store, KEEP, NOW).step(NOW + KEEP)
    assert personal(office)[0][1] == "@ana"


@pytest.mark.parametrize("acts", [(), (Act.CLAIM,), (Act.SNOOZE,), (Act.RESOLVE, Act.REOPEN)])
def test_an_open_case_keeps_its_words(office: Office, acts: tuple[Act, ...]) -> None:
    (case_id,) = office.take(post("1", author="@ana")).case_ids
    for act in acts:
        office.act(case_id, act)
    forget(office)
    assert office.case(case_id).mention.author == "@ana"


def test_the_reposts_of_an_open_case_keep_their_words(office: Office) -> None:
    office.take(post("1", author="@ana"), post("2", author="@ben"))
    forget(office)
    assert [row[1] for row in personal(office)] == ["@ana", "@ben"]


def test_a_resolved_case_loses_its_words_but_not_its_history(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.RESOLVE)
    forget(office)
    assert (office.case(case_id).mention.text, office.case(case_id).resolved_by) == ("", "Ana")


def test_a_case_opened_again_at_the_last_moment_keeps_its_words(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.RESOLVE)
    aged = ageing.aged_mentions(office.store.reader, "9")
    office.act(case_id, Act.REOPEN)
    with office.store.commit() as db:
        ageing.blank_mentions(db, aged)
    assert office.case(case_id).mention.text


def test_old_fingerprints_are_dropped(office: Office) -> None:
    office.take("off one", "off two")
    forget(office)
    assert office.rows("SELECT * FROM passed_over UNION SELECT id, '' FROM reading") == []


def test_younger_fingerprints_stay(office: Office) -> None:
    office.take("off one")
    office.now = LATER
    office.take("off two")
    forget(office)
    assert office.one("SELECT count(*) FROM passed_over") == office.one("SELECT count(*) FROM reading") == 1


def test_old_unreadable_records_are_dropped(office: Office) -> None:
    office.take(rejected=[Rejected(raw=b"{", error="no JSON")])
    forget(office)
    assert office.rows("SELECT * FROM quarantine") == []


def test_a_step_forgets_a_small_piece_and_the_next_one_goes_on(office: Office) -> None:
    office.take(*(post(str(n), "digest") for n in range(ageing.PIECE + 1)))
    keeper = Forgetting(office.store, KEEP, NOW)
    keeper.step(LATER)
    assert office.one("SELECT count(*) FROM mention WHERE text <> ''") == 1
    keeper.step(LATER)
    assert office.one("SELECT count(*) FROM mention WHERE text <> ''") == 0


def test_fingerprints_are_swept_in_pieces(office: Office) -> None:
    with office.store.commit() as db:
        db.execute("INSERT INTO reading (id, source, seen_at) VALUES (1, 'x', ''), (2, 'x', '9')")
        rows = [(key, 1 + key % 2) for key in range(-25_000, 25_000)]
        db.executemany("INSERT INTO passed_over VALUES (?, ?)", rows)
    forget(office, steps=3)
    assert office.one("SELECT count(*) FROM reading") == 2
    forget(office, steps=1)
    keeper = Forgetting(office.store, KEEP, NOW)
    for _ in range(4):
        keeper.step(LATER)
    assert office.rows("SELECT reading, count(*) FROM passed_over GROUP BY 1") == [(2, 25_000)]
    assert office.rows("SELECT id FROM reading") == [(2,)]


def test_when_all_is_forgotten_the_next_look_is_in_an_hour(office: Office) -> None:
    keeper = Forgetting(office.store, KEEP, NOW)
    keeper.step(LATER)
    note(office)
    keeper.step(LATER + timedelta(minutes=59))
    assert personal(office)[0][1] == "@ana"
    keeper.step(LATER + timedelta(minutes=60))
    assert personal(office)[0][1] is None


# replies


def answer(office: Office, case_id: str, text: str = "Thank you. Write to us.", needed: int = 1) -> None:
    draft = replies.Draft(text=text, base=0, needed=needed, suggestion="thanks", reason="It is so.")
    replies.write(office.store, case_id, draft, ANA, office.now, timedelta(minutes=30))


def do(office: Office, case_id: str, act: ReplyAct, **more: str) -> None:
    assert replies.act_on(office.store, case_id, act, BEN, office.now, **more).refusal is None  # type: ignore[arg-type]


def words(office: Office) -> list[tuple[object, ...]]:
    return office.rows("SELECT text, reason, comment, link FROM reply")


def test_with_the_post_its_replies_lose_their_words_but_not_who_wrote_approved_and_posted_them(
    office: Office,
) -> None:
    case_id = office.open()
    answer(office, case_id)
    do(office, case_id, ReplyAct.SEND_BACK, comment="She was at bed 7.")
    answer(office, case_id, "Thank you.")
    do(office, case_id, ReplyAct.APPROVE)
    do(office, case_id, ReplyAct.SENT, link="https://example.org/answer")
    office.act(case_id, Act.RESOLVE)
    forget(office)
    assert words(office) == [("", None, None, None)] * 2
    (_, reply) = replies.every(office.store, case_id)
    assert (reply.state, reply.by, reply.approved_by, reply.sent_by) == (ReplyState.SENT, ANA, (BEN,), "Ben")
    told = str(office.rows("SELECT * FROM case_event")) + str(office.rows("SELECT * FROM audit"))
    assert "bed 7" not in told
    assert "example.org" not in told


@pytest.mark.parametrize("act", [None, ReplyAct.APPROVE, ReplyAct.SEND_BACK])
def test_a_reply_without_its_words_cannot_be_posted_any_more(office: Office, act: ReplyAct | None) -> None:
    case_id = office.open()
    answer(office, case_id)
    if act:
        do(office, case_id, act)
    office.act(case_id, Act.RESOLVE)
    forget(office)
    office.act(case_id, Act.REOPEN)
    reply = replies.current(office.store, case_id)
    assert reply is not None
    assert reply.state is ReplyState.WITHDRAWN
    assert replies.step(office.store, LATER, timedelta(minutes=30)) == 0


def test_the_reply_to_an_open_case_keeps_its_words(office: Office) -> None:
    answer(office, office.open())
    forget(office)
    assert words(office) == [("Thank you. Write to us.", "It is so.", None, None)]


def test_the_reply_to_a_post_that_was_forgotten_before_is_forgotten_too(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.RESOLVE)
    forget(office)
    office.act(case_id, Act.REOPEN)
    answer(office, case_id)
    office.act(case_id, Act.RESOLVE)
    forget(office)
    assert words(office) == [("", None, None, None)]


def test_what_is_forgotten_is_not_looked_at_again(office: Office) -> None:
    case_id = office.open()
    answer(office, case_id)
    office.act(case_id, Act.RESOLVE)
    forget(office)
    assert ageing.aged_mentions(office.store.reader, "9999") == []
