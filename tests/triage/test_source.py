"""What a watcher hands over, and how it fails."""

from triage.source import Batch, SourceRefused, SourceUnavailable


def test_a_batch_brings_mentions_and_a_cursor_and_asks_for_nothing() -> None:
    batch = Batch(mentions=[], cursor={"since": "1"})
    assert (batch.has_more, batch.wait, tuple(batch.rejected), tuple(batch.gaps)) == (False, None, (), ())


def test_an_unavailable_source_says_how_long_to_wait_where_the_platform_did() -> None:
    assert SourceUnavailable("busy").retry_after is None
    assert SourceUnavailable("busy", retry_after=3.0).retry_after == 3.0


def test_a_refusal_is_no_unavailability() -> None:
    assert not issubclass(SourceRefused, SourceUnavailable)
