"""The twin over real sockets on loopback, one port per outlet."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from dataclasses import dataclass
from socketserver import StreamRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Any, Self

from demo.errors import NewsroomError
from demo.unruly.behaviours import Behaviour, Exchange, Reply
from demo.unruly.outlets import UnrulyOutlet, unruly_outlets

HOST = "127.0.0.1"
_LONGEST_LINE = 65_536
_TLS = b"\x16"
_NOTHING: Behaviour = Reply(status=404)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request that reached the twin."""

    outlet: str
    # the outlet's key
    path: str
    # with its query
    user_agent: str | None
    # the request's header of that name; None where it had none


class UnrulyServer:
    """Serves every outlet of the twin while it is entered."""

    def __init__(self, base_port: int = 0) -> None:
        """`base_port` is the first outlet's port, 0 for free ones."""
        self._base_port = base_port
        self._listeners: dict[str, _Listener] = {}
        self._asked: list[Asked] = []
        self._times: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()
        self.stopping = threading.Event()
        self.outlets: tuple[UnrulyOutlet, ...] = ()

    @property
    def requests(self) -> tuple[Asked, ...]:
        """Every request so far."""
        with self._lock:
            return tuple(self._asked)

    def url(self, key: str, path: str = "/") -> str:
        """The address of a path at an outlet of the running twin."""
        return f"http://{self.netloc(key)}{path}"

    def netloc(self, key: str) -> str:
        """Host and port of an outlet."""
        if key not in self._listeners:
            raise NewsroomError(f"No unruly outlet {key!r} is being served: check its key.")
        return f"{HOST}:{self._listeners[key].server_address[1]}"

    def outlet(self, key: str) -> UnrulyOutlet:
        """An outlet of the running twin."""
        (found,) = (one for one in self.outlets if one.key == key)
        return found

    def outlets_toml(self) -> str:
        """The text of an outlets.toml for the running twin; it leaves the unnamed ones out."""
        return "\n".join(self._table(one) for one in self.outlets if one.named)

    def record(self, asked: Asked) -> int:
        """Keeps a request for `requests`; how often its path was asked for by now."""
        with self._lock:
            self._asked.append(asked)
            self._times[asked.outlet, asked.path] += 1
            return self._times[asked.outlet, asked.path]

    def __enter__(self) -> Self:
        # Paths hold addresses, which hold ports: first all the sockets, then what they answer.
        keys = [one.key for one in unruly_outlets(lambda key, path: f"http://{HOST}:1{path}")]
        try:
            for place, key in enumerate(keys):
                port = self._base_port and self._base_port + place
                self._listeners[key] = _Listener(self, key, port)
        except OSError as error:
            self._close()
            raise NewsroomError(
                f"Cannot serve the unruly twin on port {port} ({error.strerror}): choose another "
                f"first port; it takes {len(keys)} in a row."
            ) from error
        self.outlets = unruly_outlets(self.url)
        for outlet in self.outlets:
            self._listeners[outlet.key].start(outlet)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        self.stopping.set()
        for listener in self._listeners.values():
            listener.stop()
        self._listeners = {}

    def _table(self, outlet: UnrulyOutlet) -> str:
        def listed(paths: tuple[str, ...]) -> str:
            return ", ".join(f'"{self.url(outlet.key, path)}"' for path in paths)

        lines = [
            "[[outlet]]",
            f'name = "{outlet.key}"',
            f'domain = "{self.netloc(outlet.key)}"',
            'country = "US"',
            'owner = "Nobody"',
            'language = "en"',
            "delay = 0.0",
            f"daily = {outlet.daily}",
        ]
        if outlet.feeds:
            lines.append(f"feeds = [{listed(outlet.feeds)}]")
        if outlet.sitemaps:
            lines.append(f"sitemaps = [{listed(outlet.sitemaps)}]")
        return "\n".join([*lines, ""])


class _Listener(ThreadingTCPServer):
    """One outlet's socket."""

    request_queue_size = 64
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, server: UnrulyServer, key: str, port: int) -> None:
        self.twin = server
        self.key = key
        self.outlet: UnrulyOutlet | None = None
        self._thread: threading.Thread | None = None
        super().__init__((HOST, port), _Handler)

    def start(self, outlet: UnrulyOutlet) -> None:
        self.outlet = outlet
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if self._thread is not None:
            self.shutdown()
            self._thread.join()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what most of these behaviours are for."""


class _Handler(StreamRequestHandler):
    timeout = 60
    disable_nagle_algorithm = True

    def handle(self) -> None:
        assert isinstance(self.server, _Listener)
        twin, outlet = self.server.twin, self.server.outlet
        if self.rfile.peek(1)[:1] == _TLS:  # type: ignore[attr-defined]
            return  # a handshake need not hold an end of line
        line = self.rfile.readline(_LONGEST_LINE).decode("latin-1").split()
        if len(line) != 3 or outlet is None:
            return
        headers: dict[str, str] = {}
        while (text := self.rfile.readline(_LONGEST_LINE).decode("latin-1").strip()) != "":
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        path = line[1]
        asked = Asked(outlet=outlet.key, path=path, user_agent=headers.get("user-agent"))
        exchange = Exchange(
            path=path,
            headers=headers,
            times=twin.record(asked),
            send=self.connection.sendall,
            rest=twin.stopping.wait,
        )
        behave = outlet.paths.get(path) or outlet.paths.get(path.partition("?")[0], _NOTHING)
        behave(exchange)
        self.connection.shutdown(socket.SHUT_WR)
