"""Which of several looks at one window is the newest: Slack sends one for every pause in typing, in any order."""

import threading
from collections import OrderedDict


class Newest:
    """Remembers, of the windows last typed in, the moment of the newest look. For many threads."""

    def __init__(self, most: int = 500) -> None:
        self._lock, self._most = threading.Lock(), most
        self._seen: OrderedDict[str, str] = OrderedDict()

    def note(self, window: str, at: str) -> None:
        """A look came in; `at` is Slack's stamp of it, of fixed width."""
        with self._lock:
            self._seen[window] = max(at, self._seen.pop(window, ""))
            if len(self._seen) > self._most:
                self._seen.popitem(last=False)

    def drop(self, window: str) -> None:
        """The window shows something else now: no look so far counts any more."""
        with self._lock:
            self._seen.pop(window, None)

    def holds(self, window: str, at: str) -> bool:
        """No newer look has come in since."""
        with self._lock:
            return self._seen.get(window) == at
