"""The page served on loopback for review: its parts on demand, verdicts taken back.

The standard library's server is enough for the one person it serves, and brings no dependency;
what it lacks for that (who may ask, how much, how long) is said here. Other sites cannot reach it
through the reviewer's browser: a foreign Host (DNS rebinding) or Origin is refused, writing takes
a token that only the page has, and nothing may be embedded elsewhere.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from pipeline.dataset import MANIFEST
from pipeline.report.listing import PREFIX, listings
from pipeline.report.pictures import MEDIA_TYPE, SUFFIX, page_picture
from pipeline.report.rows import NoOutput, short_id
from pipeline.report.site import Site, page, part
from pipeline.report.verdicts import BadVerdict, record, verdict
from pipeline.report.written import PARTS, PICTURES, part_script

ADDRESS = "127.0.0.1"
TOKEN = "X-Milepael-Token"  # noqa: S105 - a header's name
MOST_BYTES = 256 << 10  # of what is sent; a verdict is a few hundred
_PATIENCE = 30  # seconds that a connection may say nothing
_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
)
_OWN_FETCHES = (None, "same-origin", "none")
# Content, its type, further headers.
Answer = tuple[bytes, str, tuple[tuple[str, str], ...]]


class NotHere(Exception):  # noqa: N818 - named for what it says
    """Nothing stands under that address."""


class Review:
    """An output under review: opened anew when another run has written it."""

    def __init__(self, output: Path, opened: Callable[[], Site]) -> None:
        self.output = output
        self.token = secrets.token_urlsafe(32)
        # pdfium is not made for threads, and a browser asks for several pictures at once.
        self._lock = Lock()
        self._opened = opened
        self._site = opened()
        self._manifest = self._stamp()

    def answer(self, path: str) -> Answer:
        """What stands under a path; raises NotHere."""
        with self._lock:
            if path == "/":
                return self._page()
            folder, _, name = path.removeprefix("/").partition("/")
            if folder == PARTS and name.endswith(".js"):
                return self._part(name.removesuffix(".js"))
            if folder == PICTURES and name.endswith(SUFFIX):
                return self._picture(*name.removesuffix(SUFFIX).rpartition("/")[::2])
        raise NotHere(path)

    def take(self, sent: object) -> None:
        """Keep a verdict; raises BadVerdict."""
        with self._lock:
            record(self.output, verdict(sent), datetime.now(UTC).astimezone().date())

    def _stamp(self) -> bytes:
        return (self.output / MANIFEST).read_bytes()

    def _page(self) -> Answer:
        if self._stamp() != self._manifest:
            self._site, self._manifest = self._opened(), self._stamp()
        html, policy = page(self._site, None, {"token": self.token})
        header = ("Content-Security-Policy", f"{policy}; frame-ancestors 'none'")
        return html.encode(), "text/html; charset=utf-8", (header,)

    def _part(self, key: str) -> Answer:
        content: object
        if key.startswith(PREFIX):
            content = listings(self._site.tables).get(key)
        else:
            content = part(self._site, self._document(key), inline_pictures=False)
        if content is None:
            raise NotHere(key)
        return part_script(key, content).encode(), "text/javascript; charset=utf-8", ()

    def _document(self, key: str) -> dict[str, object]:
        for row in self._site.documents():
            if short_id(row["document_id"]) == key:
                return dict(row)
        raise NotHere(key)

    def _picture(self, folder: str, number: str) -> Answer:
        source = self._site.source(str(self._document(folder)["document_id"]))
        if source is None or not number.isdecimal() or len(number) > 6:
            raise NotHere(number)
        picture = page_picture(source, int(number))
        if picture is None:
            raise NotHere(number)
        return picture, MEDIA_TYPE, ()


def server(review: Review, port: int) -> ThreadingHTTPServer:
    """A server bound to loopback; 0 for any free port. Raises OSError where the port is taken."""

    class Handler(_Handler):
        pass

    Handler.review = review
    opened = ThreadingHTTPServer((ADDRESS, port), Handler)
    opened.daemon_threads = True
    Handler.hosts = tuple(f"{name}:{opened.server_port}" for name in (ADDRESS, "localhost"))
    return opened


class _Handler(BaseHTTPRequestHandler):
    review: Review
    hosts: tuple[str, ...]
    timeout = _PATIENCE
    server_version = "milepael"
    sys_version = ""

    def do_GET(self) -> None:
        if not self._is_own():
            return
        try:
            answer = self.review.answer(urlsplit(self.path).path)
        except NotHere:
            self._refuse(HTTPStatus.NOT_FOUND, "nothing stands here")
        except (NoOutput, OSError) as error:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
        else:
            self._send(HTTPStatus.OK, *answer)

    def do_POST(self) -> None:
        if not self._is_own():
            return
        length = self.headers.get("Content-Length", "")
        given = self.headers.get(TOKEN, "")
        if urlsplit(self.path).path != "/review":
            self._refuse(HTTPStatus.NOT_FOUND, "nothing stands here")
        elif not hmac.compare_digest(given.encode(), self.review.token.encode()):
            self._refuse(HTTPStatus.FORBIDDEN, "not from this page: load it again")
        elif self.headers.get_content_type() != "application/json":
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "expected application/json")
        elif not length.isdecimal() or len(length) > 9:
            self._refuse(HTTPStatus.LENGTH_REQUIRED, "expected a Content-Length")
        elif int(length) > MOST_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {MOST_BYTES} bytes")
        else:
            self._take(self.rfile.read(int(length)))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nobody reads a log of one person's clicks."""

    def _take(self, body: bytes) -> None:
        try:
            self.review.take(json.loads(body))
        except (BadVerdict, ValueError, RecursionError) as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))
        except OSError as error:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
        else:
            self._send(HTTPStatus.OK, b"{}", "application/json", ())

    def _is_own(self) -> bool:
        """Whether the reviewer's own page asks, under the server's own name."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "foreign Host")
            return False
        origins = self.headers.get_all("Origin", [])
        if any(origin not in {f"http://{host}" for host in self.hosts} for origin in origins):
            self._refuse(HTTPStatus.FORBIDDEN, "foreign Origin")
            return False
        if self.headers.get("Sec-Fetch-Site") not in _OWN_FETCHES:
            self._refuse(HTTPStatus.FORBIDDEN, "asked for by another site")
            return False
        return True

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self.close_connection = True
        self._send(status, why.encode(), "text/plain; charset=utf-8", ())

    def _send(
        self, status: HTTPStatus, content: bytes, kind: str, more: tuple[tuple[str, str], ...]
    ) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), *_HEADERS, *more):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
