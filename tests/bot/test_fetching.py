"""Fetching a page over real sockets: a site on 127.0.0.1, whose port alone is exempt from the real address policy."""

from __future__ import annotations

import asyncio
import gzip
import os
import socket
import ssl
import subprocess
import sys
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from ipaddress import ip_address
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import pytest
from yarl import URL

from bot.fetching.addresses import AddressPolicy, IPAddress, refuse_private
from bot.fetching.errors import (
    AddressError,
    BusyError,
    ContentError,
    FetchError,
    RedirectError,
    RobotsError,
    StatusError,
    UnreachableError,
)
from bot.fetching.guard import Guard
from bot.fetching.model import FetchedPage, FetchLimits
from bot.fetching.network import Network
from bot.fetching.page import fetch_page
from bot.fetching.robots import parse_rules
from tests.fakesite.site import CERTIFICATE, Site, answer, open_site, redirect

PAGE = "<p>外相 said the harbour opens in May.</p>".encode()
NAMES = {
    "news.example": ("127.0.0.1",),
    "other.example": ("127.0.0.1",),
    "inside.example": ("127.0.0.2",),
    "mixed.example": ("127.0.0.1", "10.0.0.8"),
}

ROOT = Path(__file__).parents[2]
_SILENT_NAME_SERVER = """
import time
from bot.fetching.errors import FetchError
from bot.fetching.model import FetchLimits
from bot.fetching.network import Network
from bot.fetching.page import fetch_page
try:
    fetch_page("https://news.example/a", FetchLimits(total_seconds=0.1), Network(lookup=lambda host: time.sleep(60)))
except FetchError as problem:
    print(type(problem).__name__)
"""

Fetch = Callable[..., FetchedPage]


def _look_up(host: str) -> tuple[IPAddress, ...]:
    if host not in NAMES:
        raise OSError("Name or service not known")
    return tuple(map(ip_address, NAMES[host]))


def _allow(*ports: int) -> AddressPolicy:
    """The real policy, except for the sites of a test."""

    def judge(address: IPAddress, port: int) -> str | None:
        if str(address) == "127.0.0.1" and port in ports:
            return None
        return refuse_private(address, port)

    return judge


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


@pytest.fixture
def secure_site() -> Iterator[Site]:
    with open_site(tls=True) as opened:
        yield opened


@pytest.fixture
def limits(site: Site, secure_site: Site) -> FetchLimits:
    return FetchLimits(
        total_seconds=5, robots_seconds=2, connect_seconds=2, ports=(80, 443, site.port, secure_site.port)
    )


@pytest.fixture
def network(site: Site, secure_site: Site) -> Network:
    return Network(
        policy=_allow(site.port, secure_site.port),
        lookup=_look_up,
        tls=ssl.create_default_context(cafile=str(CERTIFICATE)),
    )


@pytest.fixture
def fetch(site: Site, limits: FetchLimits, network: Network) -> Fetch:
    """`fetch("/path")` from news.example; limits may be changed by name."""

    def fetch_one(path: str, host: str = "news.example", network: Network = network, **changed: float) -> FetchedPage:
        return fetch_page(f"http://{host}:{site.port}{path}", replace(limits, **changed), network)

    return fetch_one


class TestPage:
    def test_gives_bytes_final_url_type_and_charset(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a?x=1"] = answer(PAGE, content_type="Text/HTML; charset=Shift_JIS")
        assert fetch("/a?x=1#part") == FetchedPage(
            body=PAGE,
            final_url=f"http://news.example:{site.port}/a?x=1",
            content_type="text/html",
            charset="Shift_JIS",
        )

    def test_charset_is_none_where_the_header_names_none(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = answer(PAGE, content_type="text/plain")
        assert fetch("/a").charset is None

    def test_says_who_asks_and_nothing_else(
        self, site: Site, fetch: Fetch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        netrc = tmp_path / "netrc"
        netrc.write_text("default login reader password secret\n")
        monkeypatch.setenv("NETRC", str(netrc))
        site.answers["/a"] = redirect("/b", set_cookie="id=1; Path=/")
        site.answers["/b"] = answer(PAGE)
        fetch("/a")
        assert site.paths == ["/robots.txt", "/a", "/b"]
        for request in site.requests:
            assert request.headers["User-Agent"].startswith("kankei/")
            assert request.headers["User-Agent"].endswith(" (+article reader; one page per request)")
            assert request.headers["Host"] == f"news.example:{site.port}"
            assert {name.lower() for name in request.headers} == {"host", "user-agent", "accept", "accept-encoding"}

    def test_proxies_of_the_environment_are_not_used(
        self, site: Site, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        site.answers["/a"] = answer(PAGE)
        assert fetch("/a").body == PAGE

    def test_long_header_lines_of_newspapers_are_read(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = answer(PAGE, content_security_policy="x" * 20_000)
        assert fetch("/a").body == PAGE


class TestAddresses:
    def test_every_address_of_a_name_must_be_public(self, site: Site, fetch: Fetch) -> None:
        with pytest.raises(AddressError, match=r"mixed\.example.*10\.0\.0\.8.*private.*save the page"):
            fetch("/a", host="mixed.example")
        assert site.requests == []

    def test_name_of_a_private_address_is_refused(self, site: Site, fetch: Fetch) -> None:
        with pytest.raises(AddressError, match=r"inside\.example.*127\.0\.0\.2.*loopback"):
            fetch("/a", host="inside.example")
        assert site.requests == []

    @pytest.mark.parametrize(
        "host", ["127.0.0.2", "[::1]", "[::ffff:127.0.0.2]", "[2002:7f00:1::]", "[64:ff9b::7f00:1]"]
    )
    def test_private_ip_literal_is_refused(self, site: Site, fetch: Fetch, host: str) -> None:
        with pytest.raises(AddressError, match="not on the public internet"):
            fetch("/a", host=host)
        assert site.requests == []

    def test_real_policy_refuses_the_site_of_these_tests(self, site: Site, limits: FetchLimits) -> None:
        with pytest.raises(AddressError, match="loopback"):
            fetch_page(f"http://127.0.0.1:{site.port}/a", limits)
        with pytest.raises(AddressError, match="loopback"):
            fetch_page(f"http://localhost:{site.port}/a", limits)
        assert site.requests == []

    def test_port_must_be_configured(self, site: Site, network: Network) -> None:
        with pytest.raises(AddressError, match=f"port {site.port} .* only 80 and 443"):
            fetch_page(f"http://news.example:{site.port}/a", FetchLimits(), network)

    def test_name_that_changes_its_address_is_looked_up_once(self, site: Site, fetch: Fetch, network: Network) -> None:
        asked: list[str] = []

        def rebind(host: str) -> tuple[IPAddress, ...]:
            asked.append(host)
            return (ip_address("127.0.0.1" if len(asked) == 1 else "127.0.0.2"),)

        site.answers["/a"] = redirect("/b")
        site.answers["/b"] = answer(PAGE)
        assert fetch("/a", network=replace(network, lookup=rebind)).body == PAGE
        assert asked == ["news.example"]

    def test_resolver_knows_only_what_was_admitted(self, site: Site, network: Network) -> None:
        async def resolve() -> list[str]:
            guard = Guard(network)
            with pytest.raises(OSError, match="not admitted"):
                await guard.resolve("news.example", site.port)
            with pytest.raises(AddressError):
                await guard.admit(URL(f"http://inside.example:{site.port}/"))
            with pytest.raises(OSError, match="not admitted"):
                await guard.resolve("inside.example", site.port)
            await guard.admit(URL(f"http://news.example:{site.port}/"))
            return [found["host"] for found in await guard.resolve("news.example", site.port)]

        assert asyncio.run(resolve()) == ["127.0.0.1"]

    @pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254"])
    def test_no_socket_is_opened_for_a_private_address(self, host: str) -> None:
        with pytest.raises(PermissionError, match="not on the public internet"):
            Guard(Network()).open_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 80)))

    def test_admitted_host_is_checked_again_for_another_port(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = redirect("http://news.example:80/")
        with pytest.raises(AddressError, match="loopback"):
            fetch("/a")


class TestRedirects:
    @pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
    def test_relative_redirect_is_followed(self, site: Site, fetch: Fetch, status: str) -> None:
        site.answers["/x/a"] = redirect("../b?c=d#e", status=status)
        site.answers["/b?c=d"] = answer(PAGE)
        assert fetch("/x/a").final_url == f"http://news.example:{site.port}/b?c=d"

    def test_redirect_to_another_site_reads_its_robots(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = redirect(f"http://other.example:{site.port}/b")
        site.answers["/b"] = answer(PAGE)
        assert fetch("/a").final_url == f"http://other.example:{site.port}/b"
        hosts = [(request.path, request.headers["Host"].partition(":")[0]) for request in site.requests]
        assert hosts[2:] == [("/robots.txt", "other.example"), ("/b", "other.example")]

    @pytest.mark.parametrize(
        "target",
        [
            "http://10.0.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "//127.0.0.2:{port}/secret",
            "http://inside.example:{port}/secret",
            "http://2130706433:{port}/secret",
            "http://0x7f.1:{port}/secret",
            "http://reader:secret@news.example:{port}/secret",
            "http://news.example:8080/secret",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "http://[::1",
            "http://news.example\\@127.0.0.1/",
        ],
    )
    def test_redirect_is_checked_as_the_first_url_is(self, site: Site, fetch: Fetch, target: str) -> None:
        site.answers["/a"] = redirect(target.format(port=site.port))
        site.answers["/secret"] = answer(PAGE)
        with pytest.raises(AddressError):
            fetch("/a")
        assert site.paths == ["/robots.txt", "/a"]

    def test_five_redirects_are_followed_and_no_more(self, site: Site, fetch: Fetch) -> None:
        for here, there in pairwise("0123456"):
            site.answers[f"/{here}"] = redirect(f"/{there}")
        site.answers["/6"] = answer(PAGE)
        assert fetch("/1").body == PAGE
        with pytest.raises(RedirectError, match="more than 5 redirects"):
            fetch("/0")

    def test_circle_is_told(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = redirect("/b")
        site.answers["/b"] = redirect("/a#again")
        with pytest.raises(RedirectError, match="in a circle"):
            fetch("/a")
        assert site.paths == ["/robots.txt", "/a", "/b"]

    def test_redirect_without_location_is_an_error(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = answer(status="302 Found")
        with pytest.raises(StatusError, match="status 302"):
            fetch("/a")


class TestTls:
    def test_server_name_and_certificate_are_those_of_the_url(
        self, secure_site: Site, limits: FetchLimits, network: Network
    ) -> None:
        secure_site.answers["/a"] = answer(PAGE)
        url = f"https://news.example:{secure_site.port}/a"
        assert fetch_page(url, limits, network).body == PAGE
        assert set(secure_site.server_names) == {"news.example"}
        assert secure_site.requests[-1].headers["Host"] == f"news.example:{secure_site.port}"

    def test_certificate_of_another_name_is_refused(
        self, secure_site: Site, limits: FetchLimits, network: Network
    ) -> None:
        with pytest.raises(UnreachableError, match=r"other\.example.*certificate is not trusted"):
            fetch_page(f"https://other.example:{secure_site.port}/a", limits, network)
        assert secure_site.requests == []

    def test_certificate_that_nobody_vouches_for_is_refused(
        self, secure_site: Site, limits: FetchLimits, network: Network
    ) -> None:
        with pytest.raises(UnreachableError, match="certificate is not trusted"):
            fetch_page(f"https://news.example:{secure_site.port}/a", limits, replace(network, tls=None))
        assert secure_site.requests == []

    def test_redirect_out_of_https_is_refused(
        self, site: Site, secure_site: Site, limits: FetchLimits, network: Network
    ) -> None:
        secure_site.answers["/a"] = redirect(f"http://news.example:{site.port}/a")
        with pytest.raises(RedirectError, match="not protected as https is"):
            fetch_page(f"https://news.example:{secure_site.port}/a", limits, network)
        assert site.requests == []

    def test_redirect_into_https_is_followed(self, site: Site, secure_site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = redirect(f"https://news.example:{secure_site.port}/a")
        secure_site.answers["/a"] = answer(PAGE)
        assert fetch("/a").final_url == f"https://news.example:{secure_site.port}/a"

    def test_https_to_a_site_without_tls_is_told(self, site: Site, limits: FetchLimits, network: Network) -> None:
        with pytest.raises(UnreachableError, match="no protected connection"):
            fetch_page(f"https://news.example:{site.port}/a", limits, network)


class TestSize:
    def test_page_of_exactly_the_limit_is_read(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = answer(b"x" * 50_000)
        assert len(fetch("/a", page_bytes=50_000).body) == 50_000

    def test_length_beyond_the_limit_is_not_even_read(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = answer(b"only this", content_length="2000001")
        with pytest.raises(ContentError, match="larger than 2 MB"):
            fetch("/a")

    def test_endless_page_without_length_is_stopped(self, site: Site, fetch: Fetch) -> None:
        sent = 0

        def endless(stream: BinaryIO) -> None:
            nonlocal sent
            stream.write(answer(content_length=""))
            while True:
                stream.write(b"x" * 10_000)
                sent += 10_000

        site.answers["/a"] = endless
        with pytest.raises(ContentError, match=r"larger than 0\.1 MB"):
            fetch("/a", page_bytes=100_000)
        assert sent < 20_000_000

    def test_chunked_page_is_read_and_counted(self, site: Site, fetch: Fetch) -> None:
        chunks = b"".join(b"%x\r\n%b\r\n" % (len(PAGE), PAGE) for _ in range(3)) + b"0\r\n\r\n"
        site.answers["/a"] = answer(content_length="", transfer_encoding="chunked") + chunks
        assert fetch("/a").body == PAGE * 3
        with pytest.raises(ContentError, match="larger than"):
            fetch("/a", page_bytes=len(PAGE) * 3 - 1)

    def test_page_that_breaks_off_is_an_error(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = answer(PAGE, content_length="5000")
        with pytest.raises(UnreachableError, match="broke the connection off"):
            fetch("/a")


class TestCompression:
    def test_gzip_is_unpacked(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = answer(gzip.compress(PAGE * 5000), content_encoding="gzip")
        assert fetch("/a").body == PAGE * 5000
        assert site.requests[-1].headers["Accept-Encoding"] == "gzip"

    def test_several_members_and_padding_are_one_text(self, site: Site, fetch: Fetch) -> None:
        packed = gzip.compress(PAGE) + gzip.compress(b"") + gzip.compress(PAGE) + b"\0" * 20_000
        site.answers["/a"] = answer(packed, content_encoding="gzip")
        assert fetch("/a").body == PAGE * 2

    @pytest.mark.parametrize("size", [2_000_000, 2_000_001])
    def test_limit_counts_what_comes_out(self, site: Site, fetch: Fetch, size: int) -> None:
        site.answers["/a"] = answer(gzip.compress(b"x" * size), content_encoding="gzip")
        if size <= 2_000_000:
            assert len(fetch("/a").body) == size
        else:
            with pytest.raises(ContentError, match="larger than 2 MB"):
                fetch("/a")

    def test_bomb_is_stopped_early(self, site: Site, fetch: Fetch) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        million = b"\0" * 1_000_000
        bomb = b"".join(packer.compress(million) for _ in range(300)) + packer.flush()
        site.answers["/a"] = answer(bomb, content_encoding="gzip")
        tracemalloc.start()
        try:
            with pytest.raises(ContentError, match=r"larger than 0\.5 MB"):
                fetch("/a", page_bytes=500_000)
            assert tracemalloc.get_traced_memory()[1] < 4_000_000
        finally:
            tracemalloc.stop()

    def test_stream_of_empty_members_is_stopped(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = answer(gzip.compress(b"") * 120_000, content_encoding="gzip", content_length="")
        with pytest.raises(ContentError, match="larger than"):
            fetch("/a")

    @pytest.mark.parametrize("packed", [gzip.compress(PAGE)[:-9], b"no gzip at all", gzip.compress(PAGE) + b"rest"])
    def test_broken_gzip_is_an_error(self, site: Site, fetch: Fetch, packed: bytes) -> None:
        site.answers["/a"] = answer(packed, content_encoding="gzip")
        with pytest.raises(ContentError, match="broken"):
            fetch("/a")

    @pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip"])
    def test_packing_that_was_not_asked_for_is_refused(self, site: Site, fetch: Fetch, encoding: str) -> None:
        site.answers["/a"] = answer(PAGE, content_encoding=encoding)
        with pytest.raises(ContentError, match="not asked for"):
            fetch("/a")


class TestContentType:
    @pytest.mark.parametrize("content_type", ["text/html", "application/xhtml+xml", "text/plain", "text/markdown"])
    def test_text_is_read(self, site: Site, fetch: Fetch, content_type: str) -> None:
        site.answers["/a"] = answer(PAGE, content_type=content_type)
        assert fetch("/a").content_type == content_type

    @pytest.mark.parametrize(
        ("content_type", "told"),
        [("application/pdf", "is application/pdf"), ("image/png", "is image/png"), ("", "does not say what it is")],
    )
    def test_anything_else_is_refused(self, site: Site, fetch: Fetch, content_type: str, told: str) -> None:
        site.answers["/a"] = answer(PAGE, content_type=content_type)
        with pytest.raises(ContentError, match=f"/a: {told}, but an article is HTML or plain text; save"):
            fetch("/a")


class TestTime:
    def test_slow_body_ends_at_the_limit(self, site: Site, fetch: Fetch) -> None:
        def drip(stream: BinaryIO) -> None:
            stream.write(answer(content_length="100000"))
            while True:
                stream.write(b"x")
                time.sleep(0.02)

        site.answers["/a"] = drip
        started = time.monotonic()
        with pytest.raises(UnreachableError, match=r"/a: not there within 0\.4 seconds; try again later"):
            fetch("/a", total_seconds=0.4)
        assert time.monotonic() - started < 2

    def test_silent_site_ends_at_the_limit(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = lambda stream: time.sleep(3)
        with pytest.raises(UnreachableError, match=r"not there within 0\.4 seconds"):
            fetch("/a", total_seconds=0.4)

    def test_silent_name_server_does_not_hold_up_the_program(self, fetch: Fetch, network: Network) -> None:
        def wait(host: str) -> tuple[IPAddress, ...]:
            time.sleep(3)
            return _look_up(host)

        started = time.monotonic()
        with pytest.raises(UnreachableError, match="not there within"):
            fetch("/a", network=replace(network, lookup=wait), total_seconds=0.3)
        assert time.monotonic() - started < 2

    def test_silent_name_server_does_not_hold_up_the_end_of_the_program(self) -> None:
        ended = subprocess.run(
            [sys.executable, "-c", _SILENT_NAME_SERVER], capture_output=True, check=False, cwd=ROOT, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=20,
        )  # fmt: skip
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "UnreachableError\n", "")

    def test_connection_has_a_limit_of_its_own(self, limits: FetchLimits, network: Network) -> None:
        with socket.socket() as full:
            # Nobody accepts, so the handshake of TLS never begins.
            full.bind(("127.0.0.1", 0))
            full.listen()
            port = full.getsockname()[1]
            with pytest.raises(UnreachableError, match="no connection in time"):
                fetch_page(
                    f"https://news.example:{port}/a",
                    replace(limits, ports=(port,), connect_seconds=0.3),
                    replace(network, policy=_allow(port)),
                )


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "told"),
        [
            ("404 Not Found", "no such page; check the address"),
            ("403 Forbidden", "does not let programs read"),
            ("401 Unauthorized", "readers with an account"),
            ("500 Internal Server Error", "in trouble; try again later"),
            ("503 Service Unavailable", "in trouble; try again later"),
            ("206 Partial Content", "sent no page"),
        ],
    )
    def test_error_is_told_with_its_number(self, site: Site, fetch: Fetch, status: str, told: str) -> None:
        site.answers["/a"] = answer(PAGE, status=status)
        with pytest.raises(StatusError, match=told) as raised:
            fetch("/a")
        assert raised.value.status == int(status[:3])
        assert not isinstance(raised.value, BusyError)

    @pytest.mark.parametrize(
        ("status", "retry_after", "told"),
        [
            ("429 Too Many Requests", "", "come back later"),
            ("429 Too Many Requests", "120", "come back in 120 seconds"),
            ("503 Service Unavailable", "7", "come back in 7 seconds"),
            ("429 Too Many Requests", "Wed, 21 Oct 2026 07:28:00 GMT", "come back after 2026-10-21 07:28 UTC"),
            ("429 Too Many Requests", "soon", "come back later"),
        ],
    )
    def test_busy_site_is_not_asked_again(
        self, site: Site, fetch: Fetch, status: str, retry_after: str, told: str
    ) -> None:
        site.answers["/a"] = answer(status=status, retry_after=retry_after)
        with pytest.raises(BusyError, match=told):
            fetch("/a")
        assert site.paths == ["/robots.txt", "/a"]

    def test_site_that_hangs_up_is_not_asked_again(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = b""
        with pytest.raises(UnreachableError, match="broke the connection off"):
            fetch("/a")
        assert site.paths == ["/robots.txt", "/a"]

    def test_answer_that_is_no_http_is_told(self, site: Site, fetch: Fetch) -> None:
        site.answers["/a"] = b"SSH-2.0-OpenSSH_9.6\r\n\r\n"
        with pytest.raises(UnreachableError, match="breaks the rules of HTTP"):
            fetch("/a")

    def test_unknown_name_is_told(self, fetch: Fetch) -> None:
        with pytest.raises(UnreachableError, match=r"nowhere\.example: no site of this name"):
            fetch("/a", host="nowhere.example")

    def test_closed_port_is_told(self, limits: FetchLimits, network: Network) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        closed = replace(network, policy=_allow(port))
        with pytest.raises(UnreachableError, match=f"news.example:{port}.*no connection"):
            fetch_page(f"http://news.example:{port}/a", replace(limits, ports=(port,)), closed)


class TestRobots:
    def test_forbidden_page_is_not_asked_for(self, site: Site, fetch: Fetch) -> None:
        site.answers["/robots.txt"] = answer(b"User-agent: *\nDisallow: /private\n", content_type="text/plain")
        site.answers["/private/a"] = answer(PAGE)
        with pytest.raises(RobotsError, match=r"/private/a: .*/robots\.txt asks programs not to read this page; save"):
            fetch("/private/a")
        assert site.paths == ["/robots.txt"]

    def test_page_behind_a_redirect_is_forbidden_too(self, site: Site, fetch: Fetch) -> None:
        site.answers["/robots.txt"] = answer(b"User-agent: *\nDisallow: /private\n")
        site.answers["/a"] = redirect("/private/a")
        with pytest.raises(RobotsError):
            fetch("/a")
        assert site.paths == ["/robots.txt", "/a"]

    @pytest.mark.parametrize(
        ("rules", "allowed"),
        [
            ("", True),
            ("User-agent: *\nDisallow: /b", True),
            ("User-agent: *\nDisallow: /", False),
            ("User-agent: *\nAllow: /a\nDisallow: /", True),
            ("User-agent: Kankei\nDisallow: /\n\nUser-agent: *\nDisallow:", False),
            ("User-agent: kankei\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
            ("User-agent: otherbot\nDisallow: /", True),
            ("User-agent: *\n\nDisallow: /", False),
            ("User-agent: *\n# why\n\nCrawl-delay: ²\nDisallow: /", False),
            ("\ufeffUser-agent: *\r\nDisallow: /", False),
            ("<!doctype html><p>our front page</p>", True),
        ],
    )
    def test_rules_for_us_or_for_all_hold(self, site: Site, fetch: Fetch, rules: str, allowed: bool) -> None:
        site.answers["/robots.txt"] = answer(rules.encode())
        site.answers["/a"] = answer(PAGE)
        if allowed:
            assert fetch("/a").body == PAGE
        else:
            with pytest.raises(RobotsError):
                fetch("/a")

    @pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "403 Forbidden"])
    def test_missing_rules_allow_everything(self, site: Site, fetch: Fetch, status: str) -> None:
        site.answers["/robots.txt"] = answer(b"User-agent: *\nDisallow: /", status=status)
        site.answers["/a"] = answer(PAGE)
        assert fetch("/a").body == PAGE

    @pytest.mark.parametrize(
        "status", ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"]
    )
    def test_site_in_trouble_allows_nothing(self, site: Site, fetch: Fetch, status: str) -> None:
        site.answers["/robots.txt"] = answer(status=status)
        site.answers["/a"] = answer(PAGE)
        with pytest.raises(RobotsError, match=rf"robots\.txt: answers with {status[:3]}, so it is not known"):
            fetch("/a")
        assert site.paths == ["/robots.txt"]

    def test_silent_rules_allow_nothing(self, site: Site, fetch: Fetch) -> None:
        site.answers["/robots.txt"] = lambda stream: time.sleep(3)
        with pytest.raises(RobotsError, match="does not answer in time, so it is not known"):
            fetch("/a", robots_seconds=0.3)
        assert site.paths == ["/robots.txt"]

    def test_redirect_of_the_rules_is_followed(self, site: Site, fetch: Fetch) -> None:
        site.answers["/robots.txt"] = redirect("/rules")
        site.answers["/rules"] = answer(b"User-agent: *\nDisallow: /a")
        with pytest.raises(RobotsError, match="asks programs not to"):
            fetch("/a")

    @pytest.mark.parametrize(
        "rules",
        [
            redirect("http://169.254.169.254/"),
            redirect("/robots.txt"),
            answer(b"User-agent: *\nDisallow: //[x"),
            answer(b"x", content_encoding="br"),
        ],
        ids=("private address", "circle", "not understood", "packed"),
    )
    def test_unreadable_rules_allow_nothing(self, site: Site, fetch: Fetch, rules: bytes) -> None:
        site.answers["/robots.txt"] = rules
        site.answers["/a"] = answer(PAGE)
        with pytest.raises(RobotsError, match="cannot be read"):
            fetch("/a")
        assert site.paths == ["/robots.txt"]

    def test_line_that_the_limit_cuts_is_not_taken_for_a_rule(self) -> None:
        start = b"User-agent: *\nDisallow: /b\n"
        cut = b"Disallow: /"
        rules = parse_rules(start + b"#" * (512_000 - len(start) - len(cut) - 1) + b"\n" + cut)
        assert not rules.can_fetch("kankei", "https://news.example/b")
        assert rules.can_fetch("kankei", "https://news.example/a")

    def test_start_of_endless_rules_holds(self, site: Site, fetch: Fetch) -> None:
        site.answers["/robots.txt"] = answer(
            gzip.compress(b"User-agent: *\nDisallow: /b\n" + b"#\n" * 2_000_000 + b"Disallow: /a\n"),
            content_encoding="gzip",
        )
        site.answers["/a"] = answer(PAGE)
        assert fetch("/a").body == PAGE
        with pytest.raises(RobotsError):
            fetch("/b")


def test_every_error_is_a_fetch_error_of_one_line(site: Site, fetch: Fetch) -> None:
    site.answers["/a"] = answer(PAGE, content_type="text/\x1b[31mred")
    with pytest.raises(FetchError) as raised:
        fetch("/a")
    assert str(raised.value).isprintable()
