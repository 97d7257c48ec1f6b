"""How well texts are judged, VADER beside ours on the same texts: python -m bench.judge FOLDER [--targets FILE].

FOLDER holds the development parts of the sources in docs/data-card.md (NAME.dev.jsonl) and everyday posts
(isarcasm.train.jsonl) as background; FILE sentences with several targets (text, target, from, to, label). The corpus
of made-up texts with expected verdicts (tests/triage/corpus.toml) is judged as well.
"""

import argparse
import gc
import json
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from time import perf_counter

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # type: ignore[import-untyped]

from bot import COLLECTED_AFTER
from tools.corpus import agreement, judged
from triage.asked import Asked
from triage.assessing import assess, assess_all
from triage.cleaning import clean
from triage.folding import fold
from triage.target import TONES, by_compound
from triage.towards import tone_towards

SETS = ("nhs_v6", "nhs_p1", "vader_tweets", "vader_amazon", "cfpb")
BACKGROUND = "isarcasm.train.jsonl"
ROUNDS = 7
TOGETHER = 100
FLAGGED = 0.05  # of the background, at the cut of R@bg5
Scores = Sequence[float]


def cuts(scores: Scores, labels: Sequence[int]) -> Iterator[tuple[int, int]]:
    """At each possible cut, the highest first: how many are flagged, and how many of these rightly. Equal scores are flagged together."""
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: -pair[0])
    flagged = right = 0
    for _, equals in groupby(ranked, key=lambda pair: pair[0]):
        found = [label for _, label in equals]
        flagged, right = flagged + len(found), right + sum(found)
        yield flagged, right


def average_precision(scores: Scores, labels: Sequence[int]) -> float:
    """The precision at each cut, weighed by what it adds to recall; 0.0 without any positive label."""
    total, before = 0.0, 0
    for flagged, right in cuts(scores, labels):
        total += (right - before) * right / flagged
        before = right
    return total / max(1, before)


def precision_at_recall(scores: Scores, labels: Sequence[int], recall: float = 0.9) -> float:
    """The best precision at this recall or more."""
    wanted = recall * sum(labels)
    return max((right / flagged for flagged, right in cuts(scores, labels) if right >= wanted), default=0.0)


def best_f1(scores: Scores, labels: Sequence[int]) -> float:
    """The best harmonic mean of precision and recall at any cut."""
    return max((2 * right / (flagged + sum(labels)) for flagged, right in cuts(scores, labels)), default=0.0)


def caught(scores: Scores, labels: Sequence[int], background: Scores) -> float:
    """Share of the complaints above the cut that flags FLAGGED of the background."""
    cut = sorted(background)[int(len(background) * (1 - FLAGGED))]
    found = [score > cut for score, label in zip(scores, labels, strict=True) if label]
    return sum(found) / max(1, len(found))


def read(path: Path) -> list[tuple[str, int]]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(str(row["text"]), int(row["y"])) for row in rows]


def timed(judge: Callable[[str], float], texts: Sequence[str]) -> tuple[list[float], float]:
    """Scores and texts a second."""
    begin = perf_counter()
    scores = [judge(text) for text in texts]
    return scores, len(texts) / (perf_counter() - begin)


def macro_f1(expected: Sequence[str], answered: Sequence[str]) -> float:
    """The mean F1 of the three tones."""
    scores = []
    for tone in TONES:
        pairs = list(zip(expected, answered, strict=True))
        right = sum(one == two == tone for one, two in pairs)
        scores.append(
            2 * right / max(1, sum(one == tone for one, _ in pairs) + sum(two == tone for _, two in pairs))
        )
    return sum(scores) / len(scores)


def of_targets(path: Path, analyzer: SentimentIntensityAnalyzer) -> None:
    """Tone towards one of several targets: VADER on the whole text, and ours."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    expected = [row["label"] for row in rows]
    vader = [by_compound(analyzer.polarity_scores(row["text"])["compound"]) for row in rows]
    ours = [tone_towards(row["target"], row["text"], row["from"], row["to"]) for row in rows]
    print(
        f"\nTargets: macro-F1 {macro_f1(expected, ours):.3f}, VADER on the whole text {macro_f1(expected, vader):.3f}"
    )


def of_corpus() -> None:
    """Urgency on the corpus: exact agreement, and level 3."""
    texts = judged()
    found = agreement(texts)
    print(
        f"\nCorpus of {len(texts)}: urgency agrees in {found.urgency:.0%}; level 3 recall {found.recall:.2f}, "
        f"precision {found.precision:.2f}"
    )


def speed(name: str, texts: Sequence[str], analyzer: SentimentIntensityAnalyzer) -> None:
    """How long VADER takes for the texts, over how long we take; the best of ROUNDS interleaved rounds.

    Ours is timed as `score` and the watchers use it, TOGETHER texts at a time, and one by one. No answer is kept.
    """

    def vader() -> None:
        for text in texts:
            analyzer.polarity_scores(text)

    def together() -> None:
        for place in range(0, len(texts), TOGETHER):
            assess_all([Asked(text, fold(text)) for text in map(clean, texts[place : place + TOGETHER])])

    def one_by_one() -> None:
        for text in texts:
            assess(clean(text))

    best = dict.fromkeys((vader, together, one_by_one), math.inf)
    for _ in range(ROUNDS):
        for way in best:
            begin = perf_counter()
            way()
            best[way] = min(best[way], perf_counter() - begin)
    print(
        f"Speed, {name}: {len(texts) / best[together]:,.0f} texts a second, {best[vader] / best[together]:.2f} of bare "
        f"VADER's; one by one {best[vader] / best[one_by_one]:.2f}"
    )


def main() -> None:
    gc.set_threshold(COLLECTED_AFTER)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--targets", type=Path)
    options = parser.parse_args()
    folder = options.folder
    analyzer = SentimentIntensityAnalyzer()
    everyday = [text for text, _ in read(folder / BACKGROUND)]
    of_all = {name: [text for text, _ in read(folder / f"{name}.dev.jsonl")] for name in SETS}
    long = [text for texts in of_all.values() for text in texts if 400 <= len(text) <= 600]
    for name, texts in (
        ("tweets", of_all["vader_tweets"]),
        ("everyday posts", everyday[:1000]),
        ("400 to 600 characters", long),
    ):
        speed(name, texts, analyzer)
    judges: dict[str, Callable[[str], float]] = {
        "vader": lambda text: -float(analyzer.polarity_scores(text)["compound"]),
        "complaint": lambda text: assess(clean(text)).complaint,
        "negativity": lambda text: assess(clean(text)).negativity,
    }
    background = {name: timed(judge, everyday)[0] for name, judge in judges.items()}
    print("| set | score | AP | F1 | P@R90 | R@bg5 | texts/s |")
    print("|---|---|---|---|---|---|---|")
    for name in SETS:
        rows = read(folder / f"{name}.dev.jsonl")
        texts, labels = [text for text, _ in rows], [label for _, label in rows]
        for kind, judge in judges.items():
            scores, pace = timed(judge, texts)
            print(
                f"| {name} | {kind} | {average_precision(scores, labels):.3f} | {best_f1(scores, labels):.3f} | "
                f"{precision_at_recall(scores, labels):.3f} | {caught(scores, labels, background[kind]):.2f} | {pace:,.0f} |"
            )
    of_corpus()
    if options.targets:
        of_targets(options.targets, analyzer)


if __name__ == "__main__":
    main()
