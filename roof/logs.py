"""Logging that cannot leak: no secret, no post text, no library's chatter."""

import copy
import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterable
from types import TracebackType

OURS = ("desk", "handlers", "roof", "triage", "watchers", "__main__", "bot")
_DETAIL = re.compile(r"[(:{\[\"'<%`].*", re.DOTALL)
_MOST = 300
log = logging.getLogger(__name__)


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
        safe = copy.copy(record)
        safe.exc_text = safe.stack_info = None  # another handler may have left its own traceback there
        if not _is_ours(record):
            safe.msg, safe.args = _words_of(record.msg), None
        told = super().format(safe)
        for secret in self._secrets:
            told = told.replace(secret, "[secret]")
        return told

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        record.message = " ".join(record.message.split())[:_MOST]
        return super().formatMessage(record)

    def formatException(  # noqa: N802 - logging's own name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)[-12:]
        lines = [f"    {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return "\n".join([*lines, f"    {kind.__name__ if kind else 'error'} (its message is not logged)"])


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def _words_of(message: object) -> str:
    """The library's own words at the beginning, before anything was filled in."""
    words = _DETAIL.sub("", message)[:80].strip() if isinstance(message, str) else ""
    return words or "(no words of its own)"


def set_up(level: str, secrets: Iterable[str]) -> None:
    """To standard error. Libraries never speak below WARNING: at DEBUG some print tokens and whole posts.

    What Python itself would print, with the message and so perhaps with a post, goes the same way.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SafeFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())
    logging.raiseExceptions = False
    threading.excepthook = _log_of_thread


def _log_of_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        name = args.thread.name if args.thread else "a thread"
        log.error("%s broke off", name, exc_info=args.exc_value)
