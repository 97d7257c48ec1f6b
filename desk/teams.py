"""A case that belongs to another team: kept as a correction, and the other team's channel told of it."""

from datetime import datetime

from desk.cases import must_find, tell
from desk.labels import SAID, keep
from desk.nouns import read_case
from desk.store import Store, labels, notices, outbox
from desk.store.times import to_text
from triage.cleaning import clean_line
from triage.model import Actor, Case
from triage.policy import Policy


def hand_over(store: Store, policy: Policy, case_id: str, team: str, by: Actor, now: datetime) -> Case:
    """Tells the channel of the route `team` that the case is theirs, once; the card stays where it is.

    Raises UnknownCase, and ValueError where the config has no such route (any more).
    """
    route = next((route for route in policy.routes if route.name == team), None)
    if route is None:
        raise ValueError(f"no such team: {clean_line(team, 60)}")
    moment = to_text(now)
    with store.commit() as db:
        row = must_find(db, case_id)
        standing = labels.find(db, row["mention_id"], "team")
        if standing is None or standing["value"] != team:
            keep(db, row["mention_id"], "team", team, SAID, by, now)
            tell(db, row, "wrong_team", by, now, team)
            case = read_case(row)
            about = clean_line(case.subject, 60)
            text = f"{by.name} says that case {case.id} ({about}) is for {team}. Read it with: /heed show {case.id}"
            notice_id = notices.add(db, f"team:{case.id}", text, moment)
            outbox.want(db, [("notice", str(notice_id), route.channel, 0, moment, moment)])
        return read_case(must_find(db, case_id))
