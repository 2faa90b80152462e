"""A web site on 127.0.0.1 that sends exactly the bytes a test asks for, over real sockets.

`news.example.pem` holds a certificate for that name and its key, made for these tests and of no use elsewhere:
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 \
        -subj '/CN=Kankei tests only' -addext subjectAltName=DNS:news.example -keyout key.pem -out certificate.pem
"""

from __future__ import annotations

import contextlib
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import BinaryIO

CERTIFICATE = Path(__file__).with_name("news.example.pem")

Answer = bytes | Callable[[BinaryIO], None]
"""What is sent, or what writes it piece by piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it arrived."""

    path: str
    headers: Message


@dataclass(slots=True, kw_only=True)
class Site:
    """What the site sends for each path, and what it was asked for; robots.txt is missing unless given."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    server_names: list[str | None] = field(default_factory=list)
    """The names that TLS clients asked for."""

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [request.path for request in self.requests]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; `content_type="text/html"` writes `Content-Type: text/html`."""
    lines = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body)), **headers}
    head = "".join(f"{name.replace('_', '-').title()}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}Connection: close\r\n\r\n".encode() + body


def redirect(location: str, status: str = "302 Found", **headers: str) -> bytes:
    """An answer that leads elsewhere."""
    return answer(status=status, location=location, **headers)


@contextlib.contextmanager
def open_site(tls: bool = False) -> Iterator[Site]:
    """Serve on a free port until the test is over."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.site = Site(port=server.server_address[1])
    server.tls = _server_context(server.site) if tls else None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    site: Site
    tls: ssl.SSLContext | None


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        # A client that refuses the certificate or stops reading is part of the tests.
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            connection = self.request
            if self.server.tls is not None:
                connection = stack.enter_context(self.server.tls.wrap_socket(connection, server_side=True))
            stream = stack.enter_context(connection.makefile("rwb", buffering=0))
            self._respond(stream)

    def _respond(self, stream: BinaryIO) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = stream.read(1)
            if not byte:
                return
            head += byte
            if not head[:1].isalpha():  # a client that speaks TLS to a site without
                stream.write(answer(status="400 Bad Request"))
                return
        first, _, rest = head.partition(b"\r\n")
        path = first.split()[1].decode()
        site = self.server.site
        site.requests.append(Request(path=path, headers=BytesParser().parsebytes(rest)))
        reply = site.answers.get(path, answer(status="404 Not Found"))
        if isinstance(reply, bytes):
            stream.write(reply)
        else:
            reply(stream)


def _server_context(site: Site) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.sni_callback = lambda _socket, name, _context: site.server_names.append(name)
    return context
