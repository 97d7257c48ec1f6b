"""Commands on a large database beside a small one, milliseconds a verb: python -m bench.desk."""

import argparse
import random
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

from bench.texts import posts
from desk import cases
from desk.drawing import draw_card
from desk.intake import take_in
from desk.store import Store, outbox
from desk.store.times import to_text
from handlers import commands
from handlers.counter import Counter
from roof.run import calm_collector
from triage.judge import Judge
from triage.lifecycle import TO_CHOOSE, Act
from triage.model import Actor, Mention, Outcome, Route, SourceSettings, Subject, Verdict
from triage.policy import Policy, SlackSettings
from triage.source import Batch

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAYS = 100
OPEN = 300  # cases at most that nobody has answered, in either database
BATCH = 500
NAMES = ["Northgate", "Lakeside"]
PEOPLE = [Actor(id=f"U0BENCH{n}", name=f"agent {n}") for n in range(8)]
SOURCES = ("reviews", "reddit", "x")

Timings = dict[str, list[float]]


def policy() -> Policy:
    """A hospital, its neighbour, and three sources."""
    slack = SlackSettings(default_channel="#c", ops_channel="#ops", digest_channel="#c")
    subjects = (
        Subject(name="Northgate", kind="own", match="northgate"),
        Subject(name="Lakeside", kind="competitor", match="lakeside"),
    )
    sources = tuple(SourceSettings(name=name, kind="file", every=60.0, options={}) for name in SOURCES)
    return Policy(
        organisation="Northgate Health",
        slack=slack,
        subjects=subjects,
        sources=sources,
        routes=(Route(name="default", channel="#c"),),
    )


class EveryNth(Judge):
    """The real verdicts, except that every so-manieth mention makes a case and no other does."""

    def __init__(self, policy: Policy, nth: int) -> None:
        super().__init__(policy)
        self._nth, self._seen = nth, 0

    def verdicts(self, mentions: Sequence[Mention], reach_norm: int | None = None) -> list[Verdict]:
        return [self._every_nth(found) for found in super().verdicts(mentions, reach_norm)]

    def _every_nth(self, found: Verdict) -> Verdict:
        self._seen += 1
        is_case = self._seen % self._nth == 0
        outcome, route = (Outcome.CASE, "default") if is_case else (Outcome.DIGEST, None)
        return Verdict(
            outcome=outcome,
            subjects=found.subjects or ("Northgate",),
            assessment=found.assessment,
            route=route,
        )


def fill(store: Store, rules: Policy, mentions: int, number_of_cases: int) -> list[str]:
    """Takes in so many mentions over a hundred days, and answers all but OPEN of the cases; returns their ids."""
    judge, routes = EveryNth(rules, max(1, mentions // number_of_cases)), {r.name: r for r in rules.routes}
    texts, made = posts(mentions, NAMES, 1.0), dict[str, datetime]()
    for at in range(0, mentions, BATCH):
        now = NOW - timedelta(days=DAYS) * (1 - (at + BATCH) / mentions)
        source = SOURCES[at // BATCH % len(SOURCES)]
        batch = [_mention(source, at + n, text, now) for n, text in enumerate(texts[at : at + BATCH])]
        taken = take_in(
            store, judge, routes, Batch(mentions=batch, cursor={"at": at}), source=source, now=now
        )
        made |= dict.fromkeys(taken.case_ids, now)
        deliver(store, now)
    unanswered = set(still_open(list(made)))
    for number, (case_id, opened_at) in enumerate(made.items()):
        if case_id not in unanswered:
            answer(store, case_id, number, opened_at)
    return list(made)


def still_open(ids: list[str]) -> list[str]:
    """Those that nobody answers, from all of the hundred days."""
    return ids[:: max(2, -(-len(ids) // OPEN))]


def _mention(source: str, number: int, text: str, now: datetime) -> Mention:
    return Mention(
        source=source,
        native_id=str(number),
        text=f"{text} ref {number}",
        author=f"@a{number % 5000}",
        url=f"https://{source}.example.org/{number}",
        written_at=now - timedelta(minutes=5),
        reach=number % 900,
    )


def deliver(store: Store, now: datetime) -> None:
    """Slack shows everything, as it would after a hundred days."""
    moment = to_text(now)
    with store.commit(durable=False) as db:
        while row := outbox.claim_next(db, now=moment, lease_until=moment, held=[], updates_held=False):
            outbox.sent(db, row["id"], row["wanted"], moment, "C1", row["posted_ts"] or f"{row['id']}.0")


def answer(store: Store, case_id: str, number: int, opened_at: datetime) -> None:
    """Claimed after a quarter of an hour and resolved after two, by one or other of the people."""
    by, how = PEOPLE[number % len(PEOPLE)], TO_CHOOSE[number % len(TO_CHOOSE)]
    cases.act_on(store, case_id, Act.CLAIM, by, opened_at + timedelta(minutes=15))
    cases.act_on(store, case_id, Act.RESOLVE, by, opened_at + timedelta(hours=2), disposition=how)
    deliver(store, NOW)


def script(number: int, ids: list[str]) -> Iterator[str]:
    """So many commands of every verb; those that change something name a case or a post of their own."""
    draw = random.Random(7)
    open_ids = still_open(ids)
    forms = (
        lambda n: "help",
        lambda n: "status",
        lambda n: f"list {draw.randint(1, 3)}",
        lambda n: "list mine",
        lambda n: "list resolved source reviews 30d",
        lambda n: f"show {draw.choice(ids)}",
        lambda n: f"why https://reviews.example.org/{draw.randrange(500)}",
        lambda n: "search corridor hours",
        lambda n: 'search "form I handed in" northgate',
        lambda n: f'add "by phone: nobody called back about letter {n}"',
        lambda n: f"claim {open_ids[n % len(open_ids)]}",
        lambda n: f"resolve {open_ids[n % len(open_ids)]} answered privately",
        lambda n: f"mute term letter{n} for 2h",
        lambda n: "mutes",
        lambda n: f"unmute letter{n - 1}",
        lambda n: "stats 7d",
        lambda n: "compare 7d",
        lambda n: "digest",
        lambda n: "test Northgate lost my referral twice",
        lambda n: "export resolved 30d",
        lambda n: f"label https://reviews.example.org/{draw.randrange(500)} complaint",
    )
    for n in range(number):
        yield forms[n % len(forms)](n // len(forms))


@contextmanager
def desk(folder: Path, mentions: int, number_of_cases: int) -> Iterator[tuple[Counter, list[str]]]:
    """A desk that has seen so much."""
    rules = policy()
    store = Store(folder / f"{mentions}.db")
    ids = fill(store, rules, mentions, number_of_cases)
    card = partial(draw_card, store, rules)
    yield Counter(store=store, policy=rules, clock=lambda: NOW, draw=card, on_work=lambda: None), ids
    store.close()


def timed(counter: Counter, text: str, by: Actor) -> float:
    """Milliseconds for one command, from its words to the blocks of its answer."""
    begin = perf_counter()
    commands.answer(counter.serving(by), text)
    return (perf_counter() - begin) * 1000


def measure(sizes: list[tuple[int, int]], number: int) -> list[Timings]:
    """The same commands on each database in turn; verb -> milliseconds."""
    found: list[Timings] = [defaultdict(list) for _ in sizes]
    with tempfile.TemporaryDirectory(dir=".") as folder, ExitStack() as evening:
        desks = [evening.enter_context(desk(Path(folder), *size)) for size in sizes]
        scripts = [list(script(number, ids)) for _, ids in desks]
        for n in range(number):
            for (counter, _), lines, timings in zip(desks, scripts, found, strict=True):
                text = lines[n]
                timings[text.split()[0]].append(timed(counter, text, PEOPLE[n % len(PEOPLE)]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--commands", type=int, default=420)
    options = parser.parse_args()
    calm_collector()
    small, large = measure([(2_000, 100), (options.mentions, options.cases)], options.commands)
    print(f"{options.commands} commands of eight people, Python {sys.version.split()[0]}; milliseconds")
    print("| verb | p50 | p95 | max | p50 of 2,000 mentions | ratio |")
    print("|---|---|---|---|---|---|")
    for verb in large:
        print(_row(verb, large[verb], small[verb]))
    every = [[t for times in side.values() for t in times] for side in (large, small)]
    print(_row("all", *every))


def _row(verb: str, ours: list[float], theirs: list[float]) -> str:
    p50, small = statistics.median(ours), statistics.median(theirs)
    p95 = sorted(ours)[int(len(ours) * 0.95)]
    return f"| {verb} | {p50:.1f} | {p95:.1f} | {max(ours):.1f} | {small:.1f} | {p50 / small:.1f} |"


if __name__ == "__main__":
    main()
