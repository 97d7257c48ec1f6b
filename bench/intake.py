"""Mentions per second through take_in() on disk, beside bare vaderSentiment on the same texts: python -m bench.intake."""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from time import perf_counter

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # type: ignore[import-untyped]

from bench.texts import posts
from desk.intake import take_in
from desk.store import Store
from roof.run import calm_collector
from triage.judge import Judge
from triage.model import Mention, Subject
from triage.policy import Policy, SlackSettings, default_route
from triage.source import Batch

BATCH = 1000
NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)


def names(number: int) -> list[str]:
    """Watched phrases: made-up hospitals."""
    return [f"Northgate Clinic {index:04d}" for index in range(number)]


def policy(phrases: list[str]) -> Policy:
    """One own subject watched under all the phrases."""
    slack = SlackSettings(default_channel="#c", ops_channel="#c", digest_channel="#c")
    match = " OR ".join(f'"{phrase}"' for phrase in phrases)
    return Policy(
        organisation="Bench",
        slack=slack,
        subjects=(Subject(name="Northgate", kind="own", match=match),),
        routes=(default_route("#c"),),
    )


def batches(texts: list[str]) -> list[Batch]:
    """The texts as a source would bring them."""
    mentions = [
        Mention(
            source="bench",
            native_id=str(n),
            text=t,
            author=f"@a{n}",
            url=f"https://x.example.org/{n}",
            written_at=NOW,
        )
        for n, t in enumerate(texts)
    ]
    return [
        Batch(mentions=mentions[at : at + BATCH], cursor={"at": at}) for at in range(0, len(mentions), BATCH)
    ]


def through_take_in(texts: list[str], phrases: list[str]) -> float:
    """Mentions a second, storing included; the posts are made before the clock starts."""
    made, rules = batches(texts), policy(phrases)
    judge, routes = Judge(rules), {r.name: r for r in rules.routes}
    with tempfile.TemporaryDirectory(dir=".") as folder:
        store = Store(Path(folder, "bench.db"))
        take_in(store, judge, routes, made[0], source="warm", now=NOW, keeps_cursor=False)
        begin = perf_counter()
        for batch in made:
            take_in(store, judge, routes, batch, source="bench", now=NOW)
        spent = perf_counter() - begin
        store.close()
    return len(texts) / spent


def bare_vader(texts: list[str]) -> float:
    """Texts a second through vaderSentiment alone."""
    analyzer = SentimentIntensityAnalyzer()
    begin = perf_counter()
    for text in texts:
        analyzer.polarity_scores(text)
    return len(texts) / (perf_counter() - begin)


def memory(number: int) -> float:
    """Peak resident megabytes of a process that took in so many matching mentions, the making of them included (Linux counts in KB)."""
    script = f"from bench.intake import grow; grow({number})"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout)["mb"])


def grow(number: int) -> None:
    """Takes in `number` matching mentions made batch by batch, and prints the peak of resident memory."""
    rules = policy(names(10))
    judge, routes = Judge(rules), {r.name: r for r in rules.routes}
    with tempfile.TemporaryDirectory(dir=".") as folder:
        store = Store(Path(folder, "bench.db"))
        for at in range(0, number, BATCH):
            texts = posts(BATCH, names(10), 1.0, seed=at)
            mentions = [
                Mention(source="bench", native_id=str(at + n), text=t, author=f"@a{n}", written_at=NOW)
                for n, t in enumerate(texts)
            ]
            take_in(
                store, judge, routes, Batch(mentions=mentions, cursor={"at": at}), source="bench", now=NOW
            )
        store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"mb": peak}))


def row(texts: list[str], number: int, rounds: int) -> tuple[float, float]:
    """Posts a second through take_in() and texts a second through bare VADER, medians of interleaved rounds."""
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(through_take_in(texts, names(number)))
        theirs.append(bare_vader(texts[:5_000]))
    return statistics.median(ours), statistics.median(theirs)


def given(path: Path, number: int, share: float, count: int) -> list[str]:
    """Texts of a file, one of the watched phrases put behind a share of them."""
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    phrases = names(number)
    return [
        f"{texts[n % len(texts)]} {phrases[n % number] if n % 1000 < share * 1000 else n}"
        for n in range(count)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--texts", type=Path, help="JSON lines with a text each, in place of the made-up ones"
    )
    options = parser.parse_args()
    calm_collector()
    print(
        f"medians of {options.rounds} interleaved rounds, batches of {BATCH}, Python {sys.version.split()[0]}"
    )
    print("| posts | phrases | matching | take_in, posts/s | bare VADER, texts/s | ratio |")
    print("|---|---|---|---|---|---|")
    for kind, number in product(("given",) if options.texts else ("mixed", "short"), (10, 1000)):
        for share in (1.0, 0.1, 0.001):
            count = 20_000 if share == 1.0 else 60_000
            if options.texts:
                texts = given(options.texts, number, share, count)
            else:
                texts = posts(count, names(number), share, mixed=kind == "mixed")
            a, b = row(texts, number, options.rounds)
            print(f"| {kind} | {number:,} | {share:.1%} | {a:,.0f} | {b:,.0f} | {a / b:.2f} |", flush=True)
    small, large = memory(1_000), memory(100_000)
    print(
        f"peak memory after 1,000 mentions {small:.0f} MB, after 100,000 {large:.0f} MB ({large / small:.2f})"
    )


if __name__ == "__main__":
    main()
