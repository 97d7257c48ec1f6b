"""How well texts are judged, VADER beside ours on the same texts: python -m bench.judge FOLDER.

FOLDER holds the development parts of the sources in docs/data-card.md (NAME.dev.jsonl) and everyday posts
(isarcasm.train.jsonl) as background.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # type: ignore[import-untyped]

from triage.cleaning import clean
from triage.judge import assess

SETS = ("nhs_v6", "nhs_p1", "vader_tweets", "vader_amazon", "cfpb")
BACKGROUND = "isarcasm.train.jsonl"
FLAGGED = 0.05  # of the background, at the cut of R@bg5
Scores = Sequence[float]


def average_precision(scores: Scores, labels: Sequence[int]) -> float:
    """Mean precision at each true positive, best first."""
    order = sorted(range(len(labels)), key=lambda n: -scores[n])
    hits, total = 0, 0.0
    for rank, number in enumerate(order, start=1):
        if labels[number]:
            hits += 1
            total += hits / rank
    return total / max(1, hits)


def precision_at_recall(scores: Scores, labels: Sequence[int], recall: float = 0.9) -> float:
    """The best precision at this recall or more."""
    order = sorted(range(len(labels)), key=lambda n: -scores[n])
    wanted, hits, best = recall * sum(labels), 0, 0.0
    for rank, number in enumerate(order, start=1):
        hits += labels[number]
        if hits >= wanted:
            best = max(best, hits / rank)
    return best


def best_f1(scores: Scores, labels: Sequence[int]) -> float:
    order = sorted(range(len(labels)), key=lambda n: -scores[n])
    hits, best, positives = 0, 0.0, sum(labels)
    for rank, number in enumerate(order, start=1):
        hits += labels[number]
        best = max(best, 2 * hits / (rank + positives))
    return best


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    analyzer = SentimentIntensityAnalyzer()
    judges: dict[str, Callable[[str], float]] = {
        "vader": lambda text: -float(analyzer.polarity_scores(text)["compound"]),
        "complaint": lambda text: assess(clean(text)).complaint,
        "negativity": lambda text: assess(clean(text)).negativity,
    }
    everyday = [text for text, _ in read(folder / BACKGROUND)]
    background = {name: timed(judge, everyday)[0] for name, judge in judges.items()}
    print("| set | score | AP | F1 | P@R90 | R@bg5 | texts/s |")
    print("|---|---|---|---|---|---|---|")
    for name in SETS:
        rows = read(folder / f"{name}.dev.jsonl")
        texts, labels = [text for text, _ in rows], [label for _, label in rows]
        for kind, judge in judges.items():
            scores, speed = timed(judge, texts)
            print(
                f"| {name} | {kind} | {average_precision(scores, labels):.3f} | {best_f1(scores, labels):.3f} | "
                f"{precision_at_recall(scores, labels):.3f} | {caught(scores, labels, background[kind]):.2f} | {speed:,.0f} |"
            )


if __name__ == "__main__":
    main()
