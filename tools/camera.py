"""Photographs the figures of a page with a browser that runs without a window, over its own debugging socket."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

from tools import small_png

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
NONE = f"No browser that could take pictures is in PATH (one of: {', '.join(BROWSERS)})."
WIDTH, PATIENCE = 800, 60.0  # pixels; seconds for one answer of the browser
_FLAGS = ("--headless", "--remote-debugging-port=0", "--disable-gpu", "--hide-scrollbars", "--disable-lcd-text",
          "--no-first-run", "--disable-background-networking", "--font-render-hinting=none")  # fmt: skip
_RECT = """(() => {
  const figure = document.getElementById(%s);
  if (%s) for (const menu of figure.querySelectorAll("details")) menu.open = true;
  const { x, y, width, height } = figure.firstElementChild.getBoundingClientRect();
  return { x: x + scrollX - 6, y: y + scrollY - 6, width: width + 12, height: height + 12 };
})()"""


class NoPicture(Exception):
    """The browser did not do as it was told; `str()` says what."""


def find_browser() -> str | None:
    """The path of a browser that can do this, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def photograph(
    browser: str, page: Path, names: Collection[str], opened: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    """A PNG for each figure, by its id; the menus of those in `opened` stand open. Raises NoPicture."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        _running(browser, profile) as address,
    ):
        yield from _taken(_Tab(address, page), names, opened)


def _taken(tab: "_Tab", names: Collection[str], opened: Collection[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        asked = _RECT % (json.dumps(name), json.dumps(name in opened))
        found = tab.ask("Runtime.evaluate", expression=asked, returnByValue=True)
        if "exceptionDetails" in found:
            raise NoPicture(f"the page has no figure {name}.")
        clip = {**found["result"]["value"], "scale": 1}
        made = tab.ask("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        yield name, _reduced(tab, made["data"])


def _reduced(tab: "_Tab", encoded: str) -> bytes:
    asked = f"{small_png.REDUCE}({json.dumps(encoded)}, {small_png.COLOURS})"
    found = tab.ask("Runtime.evaluate", expression=asked, returnByValue=True, awaitPromise=True)
    if "exceptionDetails" in found:
        raise NoPicture("the browser cannot read its own picture.")
    made = found["result"]["value"]
    rows = base64.b64decode(made["rows"])
    return small_png.encode(made["width"], made["height"], made["palette"], rows)


@contextmanager
def _running(browser: str, profile: str) -> Iterator[str]:
    """The browser for a while, and the address it listens at."""
    # a browser refuses to sandbox for root, as in a container; the page is ours and runs nothing
    flags = [*_FLAGS, f"--user-data-dir={profile}", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    process = subprocess.Popen([browser, *flags], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        told = (
            line.partition("listening on ")[2].strip() for line in process.stderr if "listening on " in line
        )
        address = next(told, None)
        if address is None:
            raise NoPicture(f"{browser} ended before it could be asked anything.")
        yield address
    finally:
        process.terminate()
        process.wait()
        process.stderr.close()


class _Tab:
    """One page in the browser, and questions to it."""

    def __init__(self, address: str, page: Path) -> None:
        self._socket = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
        self._count, self._session = 0, ""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        size = {"width": WIDTH, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        self.ask("Page.enable")
        self.ask("Page.navigate", url=page.resolve().as_uri())
        self._until("Page.loadEventFired")

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._count += 1
        session = {"sessionId": self._session} if self._session else {}
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": params, **session}))
        while (answer := self._read()).get("id") != self._count:
            pass
        if "error" in answer:
            raise NoPicture(f"{method}: {answer['error'].get('message')}.")
        result: dict[str, Any] = answer["result"]
        return result

    def _until(self, event: str) -> None:
        while self._read().get("method") != event:
            pass

    def _read(self) -> dict[str, Any]:
        try:
            told: dict[str, Any] = json.loads(self._socket.recv())
        except (OSError, ValueError, websocket.WebSocketException) as error:
            raise NoPicture(f"the browser does not answer ({error}).") from None
        return told
