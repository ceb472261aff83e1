"""The newsroom over real HTTP on loopback, one port per outlet.

    with NewsroomServer(Newsroom.load()) as server:
        crawl(server.outlets_toml())

Each outlet has a port of its own because robots.txt holds for one host and port.
"""

import json
import os
import socket
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from demo.answers import answer
from demo.newsroom import Newsroom, NewsroomError, NewsroomOutlet
from demo.site import Site

__all__ = ["HOST", "NewsroomError", "NewsroomServer", "SeenRequest"]

HOST = "127.0.0.1"


@dataclass(frozen=True, kw_only=True)
class SeenRequest:
    """One request as the newsroom saw and answered it."""

    outlet: str
    # the outlet's key
    method: str
    # "GET" or "HEAD"
    path: str
    # with its query
    status: int
    # as answered
    if_none_match: str | None
    # the request's header of that name; None where it had none
    if_modified_since: str | None
    # likewise
    user_agent: str | None
    # likewise


class NewsroomServer:
    """Serves every outlet while it is entered; `now` may be set to move the newsroom on."""

    def __init__(self, newsroom: Newsroom, base_port: int = 8600, now: datetime | None = None):
        """`base_port` is the first outlet's port, 0 for free ones; `now` is the end by default."""
        self.newsroom = newsroom
        self._base_port = base_port
        self._lock = threading.Lock()
        self._sites: dict[str, Site] = {}
        self._requests: list[SeenRequest] = []
        self._listeners: dict[str, _Listener] = {}
        self.now = newsroom.end if now is None else now

    @property
    def now(self) -> datetime:
        """The moment that the newsroom shows."""
        return self._now

    @now.setter
    def now(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise NewsroomError(f"{moment} has no time zone: give the newsroom an aware datetime.")
        with self._lock:
            self._now = moment
            self._sites = {}

    @property
    def requests(self) -> tuple[SeenRequest, ...]:
        """Every request so far, in the order they were answered."""
        with self._lock:
            return tuple(self._requests)

    def url(self, outlet_key: str, path: str = "/") -> str:
        """The address of a path at an outlet of the running newsroom."""
        if outlet_key not in self._listeners:
            raise NewsroomError(f"No outlet {outlet_key!r} is being served: check its key.")
        return f"http://{HOST}:{self._listeners[outlet_key].server_port}{path}"

    def outlets_toml(self) -> str:
        """The text of an outlets.toml for this running newsroom."""
        return "\n".join(self._outlet_table(outlet) for outlet in self.newsroom.outlets)

    def site(self, outlet: NewsroomOutlet) -> Site:
        """The outlet's site at `now`, typeset on the first request after `now` was set."""
        with self._lock:
            if outlet.key not in self._sites:
                base = self.url(outlet.key, "")
                self._sites[outlet.key] = Site(self.newsroom, outlet, self._now, base)
            return self._sites[outlet.key]

    def record(self, request: SeenRequest) -> None:
        """Keeps a request for `requests`."""
        with self._lock:
            self._requests.append(request)

    def __enter__(self) -> Self:
        try:
            for outlet in self.newsroom.outlets:
                port = self._base_port and self._base_port + outlet.index
                self._listeners[outlet.key] = self._listen(outlet, port)
        except BaseException:
            self._close()
            raise
        for listener in self._listeners.values():
            listener.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _listen(self, outlet: NewsroomOutlet, port: int) -> "_Listener":
        try:
            return _Listener(self, outlet, port)
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) else "no such port"
            raise NewsroomError(
                f"Cannot serve {outlet.name} on port {port} ({reason}): choose another first"
                f" port with --port; the newsroom takes {len(self.newsroom.outlets)} in a row."
            ) from error

    def _close(self) -> None:
        for listener in self._listeners.values():
            listener.stop()
        self._listeners = {}

    def _outlet_table(self, outlet: NewsroomOutlet) -> str:
        kind = "sitemaps" if outlet.channel == "news-sitemap" else "feeds"
        row = {
            "name": outlet.name,
            "domain": urlsplit(self.url(outlet.key)).netloc,
            "country": outlet.country,
            "owner": outlet.owner,
            "language": outlet.language,
            kind: [self.url(outlet.key, outlet.channel_path)],
            "delay": 0.0,
        }
        # These JSON values are TOML values too.
        lines = [f"{key} = {json.dumps(row[key], ensure_ascii=False)}" for key in row]
        return "\n".join(["[[outlet]]", *lines, ""])


class _Listener(ThreadingHTTPServer):
    """One outlet's socket, the thread that accepts on it and the connections it has open."""

    request_queue_size = 128
    # On Windows the option would let two newsrooms share a port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, newsroom: NewsroomServer, outlet: NewsroomOutlet, port: int):
        self.newsroom = newsroom
        self.outlet = outlet
        self._open: set[socket.socket] = set()
        self._thread: threading.Thread | None = None
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        # HTTPServer would look the host's name up, which can take seconds without a network.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def start(self) -> None:
        # shutdown() waits for one poll, and eight outlets close one after the other.
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if self._thread is not None:
            # Without a serve_forever to stop, shutdown() would wait for ever.
            self.shutdown()
            self._thread.join()
        self.server_close()
        for connection in list(self._open):
            # Wakes the thread of a connection that a client keeps alive; it then closes it.
            self.shutdown_request(connection)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that hangs up, or stop() doing so, is no news; a broken template is.
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "DemoNewsroom"
    sys_version = ""
    # Headers and body leave in one packet; apart, delayed ACKs add 40 ms to each answer.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        assert isinstance(self.server, _Listener)
        outlet, newsroom = self.server.outlet, self.server.newsroom
        resource = newsroom.site(outlet).get(urlsplit(self.path).path)
        reply = answer(resource, {name.lower(): value for name, value in self.headers.items()})
        # Recorded before it is sent, so that whoever has the answer finds the record.
        newsroom.record(
            SeenRequest(
                outlet=outlet.key,
                method=self.command,
                path=self.path,
                status=reply.status,
                if_none_match=self.headers.get("If-None-Match"),
                if_modified_since=self.headers.get("If-Modified-Since"),
                user_agent=self.headers.get("User-Agent"),
            )
        )
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the requests are in `NewsroomServer.requests`."""
