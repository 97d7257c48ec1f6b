"""X, Reddit and a feed site on loopback: they answer like the real ones, and go wrong when told to.

with FakeX() as x:
    x.post("Nine hours in the ER and nobody came")
    x.fail_next(too_many(retry_after=30), RESET)
    ... x.base_url ... x.requests ...
"""

import base64
import hashlib
import itertools
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol, Self, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.sax.saxutils import escape

Clock = Callable[[], datetime]


class Closeable(Protocol):
    def close(self) -> None: ...


Client = TypeVar("Client", bound=Closeable)


def real_now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


@dataclass(frozen=True, kw_only=True)
class Request:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What to do instead of answering one request; `reply` None spoils the true answer."""

    name: str
    reply: Reply | None = None
    how: str = "reply"  # or cut, torn, reset, hang


def answer(status: int, body: bytes = b"", **headers: str) -> Fault:
    """Any answer at all; header names are written with _ for -."""
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return Fault(name=f"{status}", reply=Reply(status=status, body=body, headers=named))


def too_many(retry_after: float | datetime | None = None, *, reset_at: datetime | None = None) -> Fault:
    """429, with a wait in seconds, as a date, as X's reset header, or without a word."""
    headers = {}
    if isinstance(retry_after, datetime):
        headers["retry-after"] = format_datetime(retry_after, usegmt=True)
    elif retry_after is not None:
        headers["retry-after"] = f"{retry_after:g}"
    if reset_at:
        headers["x-rate-limit-reset"] = str(int(reset_at.timestamp()))
    return replace(answer(429, b"{}", **headers), name="too many")


HTML = Fault(
    name="an HTML page", reply=Reply(body=b"<!DOCTYPE html><html><body>One moment please</body></html>")
)
EMPTY = Fault(name="an empty answer", reply=Reply())
SERVER_ERROR = answer(500, b"oops")
UNAUTHORISED = Fault(name="a bare 401", reply=Reply(status=401))
FORBIDDEN = answer(403, b'{"detail": "not for you"}')
CUT = Fault(name="half an answer", how="cut")
TORN = Fault(name="a connection closed midway", how="torn")
RESET = Fault(name="a reset connection", how="reset")
HANG = Fault(name="silence", how="hang")


class FakeSite:
    """A server on loopback with a log of `requests` and a queue of faults."""

    def __init__(self, now: Clock = real_now) -> None:
        self.now = now
        self.requests: list[Request] = []
        self._faults: list[tuple[str, Fault]] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._clients = ExitStack()

    def __enter__(self) -> Self:
        site = self

        class Handler(_Handler):
            def serve(self) -> None:
                site._serve(self)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._clients.close()
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def fail_next(self, *faults: Fault, on: str = "") -> None:
        """The next requests whose path holds `on` meet these faults, one each."""
        with self._lock:
            self._faults += [(on, fault) for fault in faults]

    def closes(self, client: Client) -> Client:
        """The client, which will be closed before the site is."""
        self._clients.callback(client.close)
        return client

    def handle(self, request: Request) -> Reply:
        raise NotImplementedError

    def _fault(self, path: str) -> Fault | None:
        for at, (on, fault) in enumerate(self._faults):
            if on in path:
                del self._faults[at]
                return fault
        return None

    def _serve(self, handler: "_Handler") -> None:
        request = handler.request_read()
        with self._lock:
            self.requests.append(request)
            fault = self._fault(request.path)
            reply = fault.reply if fault and fault.reply else self.handle(request)
        how = fault.how if fault else "reply"
        if how == "hang":
            self._closing.wait(60)
            handler.close_connection = True
        elif how == "reset":
            handler.reset()
        elif how == "cut":
            handler.reply(replace(reply, body=reply.body[: len(reply.body) // 2]))
        else:
            handler.reply(reply, torn=how == "torn")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    wbufsize = -1  # head and body in one packet: apart, they cost 40 ms an answer
    disable_nagle_algorithm = True

    def serve(self) -> None:
        raise NotImplementedError

    def do_GET(self) -> None:
        self.serve()

    def do_POST(self) -> None:
        self.serve()

    def do_CONNECT(self) -> None:
        self.serve()

    def log_message(self, *_: object) -> None:
        pass

    def request_read(self) -> Request:
        parts = urlsplit(self.path)
        return Request(
            method=self.command,
            path=unquote(parts.path),
            query=dict(parse_qsl(parts.query)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(self.headers.get("content-length") or 0)),
        )

    def reply(self, reply: Reply, *, torn: bool = False) -> None:
        self.send_response(reply.status)
        headers = {"content-type": "application/json; charset=utf-8", **reply.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("content-length", str(len(reply.body)))
        if self.close_connection or torn:
            self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(reply.body[: len(reply.body) // 2] if torn else reply.body)
        self.close_connection = torn or self.close_connection

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RD)
        self.connection.close()
        self.rfile.close()
        self.wfile = open("/dev/null", "wb")  # noqa: SIM115 - the base class flushes once more


def _json(body: object, status: int = 200, **headers: str) -> Reply:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return Reply(status=status, body=json.dumps(body).encode(), headers=named)


def snowflake(moment: datetime, step: int = 0) -> str:
    """The id X would give a post written then."""
    return str((int(moment.timestamp() * 1000) - 1288834974657 << 22) + step)


class FakeX(FakeSite):
    """GET /2/tweets/search/recent. Every post answers every query; `requests` tell what was asked for."""

    def __init__(self, now: Clock = real_now, *, token: str = "x-token") -> None:
        super().__init__(now)
        self.token = token
        self.posts: list[dict[str, Any]] = []
        self.users: dict[str, dict[str, Any]] = {}
        self._steps = itertools.count()

    def post(self, text: str, /, *, id: str | None = None, at: datetime | None = None, **fields: Any) -> str:
        """A post as X gives it; `fields` are set over it, and one that is None is left out."""
        at = at or self.now()
        id = id or snowflake(at, next(self._steps))
        post = {
            "id": id,
            "text": text,
            "author_id": "7",
            "created_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "edit_history_tweet_ids": [id],
            "lang": "en",
            "public_metrics": {"like_count": 0, "retweet_count": 0, "reply_count": 0, "quote_count": 0},
            **fields,
        }
        with self._lock:
            self.posts.append({key: value for key, value in post.items() if value is not None})
        return id

    def handle(self, request: Request) -> Reply:
        if request.path != "/2/tweets/search/recent":
            return _json({"title": "Not Found"}, 404)
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return _json({"title": "Unauthorized", "status": 401}, 401)
        return self._search(request.query)

    def _search(self, query: Mapping[str, str]) -> Reply:
        wrong = self._wrong(query)
        if wrong:
            return _json({"errors": [{"message": wrong}], "title": "Invalid Request"}, 400)
        found = self._found(query)
        start = int(query.get("next_token", "page-0").removeprefix("page-"))
        page = found[start : start + int(query.get("max_results", 10))]
        meta: dict[str, Any] = {"result_count": len(page)}
        if page:
            meta |= {"newest_id": page[0]["id"], "oldest_id": page[-1]["id"]}
        if start + len(page) < len(found):
            meta["next_token"] = f"page-{start + len(page)}"
        body: dict[str, Any] = {"meta": meta} | ({"data": page} if page else {})
        if query.get("expansions") == "author_id" and page:
            authors = {post.get("author_id") for post in page}
            body["includes"] = {"users": [user for id_, user in self.users.items() if id_ in authors]}
        return _json(body)

    def _wrong(self, query: Mapping[str, str]) -> str | None:
        since = int(query.get("since_id", 0))
        oldest = int(snowflake(self.now() - timedelta(days=7)))
        if not 1 <= len(query.get("query", "")) <= 512:
            return "Invalid 'query': its length must be between 1 and 512"
        if not 10 <= int(query.get("max_results", 10)) <= 100:
            return "The `max_results` query parameter value is not between 10 and 100"
        if not re.fullmatch(r"page-\d+", query.get("next_token", "page-0")):
            return "Invalid 'next_token'"
        if 2**50 < since < oldest:
            return "'since_id' must be a tweet id created after 7 days ago"
        return None

    def _found(self, query: Mapping[str, str]) -> list[dict[str, Any]]:
        since, start = int(query.get("since_id", 0)), query.get("start_time", "")
        found = [p for p in self.posts if int(p["id"]) > since and p.get("created_at", "9") >= start]
        return sorted(found, key=lambda post: -int(post["id"]))


class FakeReddit(FakeSite):
    """POST /api/v1/access_token, GET /r/a+b/new, /r/a+b/comments and /r/all/search, 1,000 items deep."""

    DEPTH = 1000

    def __init__(
        self, now: Clock = real_now, *, client_id: str = "reddit-id", client_secret: str = "reddit-key"
    ) -> None:
        super().__init__(now)
        self._key = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        self._tokens = itertools.count(1)
        self._token = ""
        self._numbers = itertools.count(1)
        self.things: list[dict[str, Any]] = []

    def submit(self, title: str, selftext: str = "", /, **fields: Any) -> str:
        """A post; returns its fullname. `fields` are set over what Reddit would give."""
        return self._add("t3", {"title": title, "selftext": selftext}, fields)

    def comment(self, body: str, /, **fields: Any) -> str:
        """A comment; returns its fullname."""
        return self._add("t1", {"body": body}, fields)

    def delete(self, name: str) -> None:
        """The thing leaves all listings."""
        with self._lock:
            self.things = [thing for thing in self.things if thing["data"].get("name") != name]

    def expire_token(self) -> None:
        """The next call with the old token gets 401."""
        self._token = ""

    def handle(self, request: Request) -> Reply:
        if request.path == "/api/v1/access_token":
            return self._log_in(request)
        if not self._token or request.headers.get("authorization") != f"bearer {self._token}":
            return _json({}, 401, www_authenticate='Bearer realm="reddit", error="invalid_token"')
        match = re.fullmatch(r"/r/([\w+]+)/(new|comments|search)", request.path)
        return self._listing(match[1], match[2], request.query) if match else _json({"error": 404}, 404)

    def _add(self, kind: str, words: dict[str, Any], fields: dict[str, Any]) -> str:
        number = f"{next(self._numbers):x}"
        data = {
            "id": number,
            "name": f"{kind}_{number}",
            "author": "someone",
            "subreddit": "northgate",
            "permalink": f"/r/northgate/comments/{number}/",
            "created_utc": self.now().timestamp(),
            "score": 1,
            **words,
            **fields,
        }
        with self._lock:
            self.things.append({"kind": kind, "data": {k: v for k, v in data.items() if v is not ...}})
        return f"{kind}_{number}"

    def _log_in(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Basic {self._key}":
            return _json({"message": "Unauthorized", "error": 401}, 401)
        self._token = f"token-{next(self._tokens)}"
        return _json({"access_token": self._token, "expires_in": 86400, "scope": "*", "token_type": "bearer"})

    def _listing(self, subreddits: str, what: str, query: Mapping[str, str]) -> Reply:
        kind = "t1" if what == "comments" else "t3"
        found = [thing for thing in reversed(self.things) if thing["kind"] == kind]
        if what == "search":
            found = [thing for thing in found if _holds(thing["data"], query.get("q", ""))]
        else:
            found = [t for t in found if t["data"].get("subreddit") in subreddits.split("+")]
        return self._page(found[: self.DEPTH], query)

    def _page(self, found: list[dict[str, Any]], query: Mapping[str, str]) -> Reply:
        names = [thing["data"].get("name") for thing in found]
        limit, after = int(query.get("limit", 25)), query.get("after")
        if after and after not in names:  # an anchor that is not in the listing yields nothing
            found = []
        start = names.index(after) + 1 if after in names else 0
        page = found[start : start + limit]
        last = page[-1]["data"].get("name") if start + len(page) < len(found) else None
        return _json({"kind": "Listing", "data": {"children": page, "after": last, "before": None}})


def _holds(post: Mapping[str, Any], query: str) -> bool:
    text = f"{post.get('title')} {post.get('selftext')}".lower()
    return any(word in text for word in re.findall(r"\w+", query.lower()))


@dataclass(kw_only=True)
class _Page:
    body: bytes
    headers: dict[str, str]
    status: int = 200


class FakeFeeds(FakeSite):
    """A site with RSS feeds: /feed to begin with. Conditional requests get 304 while nothing changes."""

    def __init__(self, now: Clock = real_now) -> None:
        super().__init__(now)
        self._pages: dict[str, _Page] = {}
        self._items: list[str] = []
        self.window = 50  # entries a feed holds
        self._publish()

    def url(self, path: str = "/feed") -> str:
        return self.base_url + path

    def publish(self, text: str, *, id: str | None = None, title: str = "", extra: str = "") -> str:
        """A new entry of /feed; `extra` is XML put into it."""
        id = id or f"urn:entry:{len(self._items) + 1}"
        date = format_datetime(self.now(), usegmt=True)
        item = (
            f"<item><guid>{escape(id)}</guid><title>{escape(title)}</title><link>https://news.test/{escape(id)}"
            f"</link><pubDate>{date}</pubDate><description>{escape(text)}</description>{extra}</item>"
        )
        self.publish_raw(item)
        return id

    def publish_raw(self, *items: str) -> None:
        """Entries of /feed as they stand, whatever they are."""
        with self._lock:
            self._items += items
            self._publish()

    def serve(self, path: str, body: bytes, status: int = 200, **headers: str) -> None:
        """Any answer at a path, until it is replaced."""
        named = {"content-type": "application/rss+xml"}
        named |= {key.replace("_", "-"): value for key, value in headers.items()}
        self._pages[path] = _Page(body=body, headers=named, status=status)

    def move(self, path: str, to: str, status: int = 301) -> None:
        self.serve(path, b"", status, location=to)

    def handle(self, request: Request) -> Reply:
        page = self._pages.get(request.path)
        if page is None:
            return Reply(status=404, body=b"no such page")
        if page.status == 200 and _is_unchanged(request, page):
            return Reply(status=304, headers={"etag": page.headers["etag"]})
        return Reply(status=page.status, body=page.body, headers=page.headers)

    def _publish(self) -> None:
        body = rss(reversed(self._items[-self.window :]))
        etag = f'W/"{hashlib.sha256(body).hexdigest()[:12]}"'
        modified = format_datetime(self.now(), usegmt=True)
        self.serve("/feed", body, etag=etag, last_modified=modified)


def _is_unchanged(request: Request, page: _Page) -> bool:
    etag = page.headers.get("etag")
    return etag is not None and request.headers.get("if-none-match") == etag


def rss(items: Iterable[str]) -> bytes:
    """A feed with these items, as bytes of UTF-8."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>News</title>'
        f"<link>https://news.test/</link>{''.join(items)}</channel></rss>"
    ).encode(errors="xmlcharrefreplace")
