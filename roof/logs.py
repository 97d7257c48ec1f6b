"""Logging that cannot leak: no secret, no post text, no library's chatter."""

import logging
import re
import sys
import time
import traceback
from collections.abc import Iterable
from types import TracebackType

OURS = ("desk", "handlers", "roof", "triage", "watchers", "__main__", "bot")
_DETAIL = re.compile(r"[(:{\[\"'<].*", re.DOTALL)
_MOST = 300


class SafeFormatter(logging.Formatter):
    """One line a record, UTC, secrets struck out.

    Of a library's message only the words before the first detail are kept: behind it may stand a request's
    body. Of a traceback the frames and the type are kept, not the message: it may quote a post.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self._secrets = sorted((s for s in secrets if len(s) > 3), key=len, reverse=True)
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        told = super().format(record)
        for secret in self._secrets:
            told = told.replace(secret, "[secret]")
        return told

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        message = record.message
        if record.name.partition(".")[0] not in OURS:
            message = _DETAIL.sub("", message)[:80].strip() or "(no words of its own)"
        record.message = " ".join(message.split())[:_MOST]
        return super().formatMessage(record)

    def formatException(  # noqa: N802 - logging's own name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)[-12:]
        lines = [f"    {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return "\n".join([*lines, f"    {kind.__name__ if kind else 'error'} (its message is not logged)"])


def set_up(level: str, secrets: Iterable[str]) -> None:
    """To standard error. Libraries never speak below WARNING: at DEBUG some print tokens and whole posts."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SafeFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())
