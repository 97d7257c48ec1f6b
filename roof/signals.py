"""SIGTERM and SIGINT: heard at whatever moment they come."""

import signal
import socket

ENDING = (signal.SIGTERM, signal.SIGINT)


class Signals:
    """Hears the signals that end a process, from the moment it is made to close(); in the main thread only.

    A signal writes a byte into a socket, and wait() reads it. An Event set by a handler is not enough: Python runs
    handlers in the main thread between two steps of its own, so a signal that comes just before that thread goes
    to sleep in Event.wait() is noticed only when something else wakes it, which is never.
    """

    def __init__(self) -> None:
        self._ear, self._mouth = socket.socketpair()
        self._mouth.setblocking(False)
        signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, lambda *_: None) for number in ENDING}

    def wait(self) -> None:
        """Until one comes, or at once where one has come already."""
        self._ear.recv(1)

    def close(self) -> None:
        """From now on they do again what they did before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(-1)
        self._mouth.close()
        self._ear.close()
