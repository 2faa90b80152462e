"""Which addresses and URLs are refused before anything is sent."""

from __future__ import annotations

import contextlib
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.fetching.addresses import refuse_private
from bot.fetching.errors import AddressError
from bot.fetching.urls import MAX_LENGTH, read_ip_literal, read_redirect, read_url

PORTS = (80, 443)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "unspecified"),
        ("10.1.2.3", "private"),
        ("100.64.0.1", "carrier-grade NAT"),
        ("100.127.255.255", "carrier-grade NAT"),
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("169.254.169.254", "link-local"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.8", "reserved"),
        ("192.0.2.1", "documentation"),
        ("192.88.99.1", "reserved"),
        ("192.168.1.1", "private"),
        ("198.19.0.1", "benchmarking"),
        ("198.51.100.1", "documentation"),
        ("203.0.113.1", "documentation"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.255", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("::127.0.0.1", "reserved"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:10.0.0.1", "private"),
        ("64:ff9b::10.0.0.1", "private"),
        ("64:ff9b::a9fe:a9fe", "link-local"),
        ("64:ff9b:1::808:808", "reserved"),
        ("100::1", "reserved"),
        ("2001::1", "reserved"),
        ("2001:db8::1", "documentation"),
        ("2002:0a00:0001::1", "private"),
        ("2002:7f00:0001::", "loopback"),
        ("3fff::1", "documentation"),
        ("4000::1", "reserved"),
        ("5f00::1", "reserved"),
        ("fc00::1", "private"),
        ("fd12:3456::1", "private"),
        ("fe80::1", "link-local"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
    ],
)
def test_address_outside_the_public_internet_is_refused(address: str, kind: str) -> None:
    assert refuse_private(ip_address(address), 443) == kind


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.0.1.1",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2001:200::1",
        "2001:4860:4860::8888",
        "::ffff:1.1.1.1",
        "64:ff9b::1.1.1.1",
        "2002:101:101::1",
    ],
)
def test_public_address_is_allowed(address: str) -> None:
    assert refuse_private(ip_address(address), 443) is None


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_disguise(address: object) -> None:
    inner = ip_address(str(address))
    judged = refuse_private(inner, 80)
    sixtofour = ip_address((0x2002 << 112) | (int(inner) << 80))
    for disguise in (ip_address(f"::ffff:{inner}"), ip_address(f"64:ff9b::{inner}"), sixtofour):
        assert refuse_private(disguise, 80) == judged


@given(st.ip_addresses())
def test_what_python_knows_as_private_is_refused(address: object) -> None:
    found = ip_address(str(address))
    if found.is_loopback or found.is_link_local or found.is_multicast or found.is_unspecified:
        assert refuse_private(found, 80) is not None


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("  HTTP://News.Example/a#part \n", "http://news.example/a"),
        ("http://news.example", "http://news.example"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("http://news.example:443/a", "http://news.example:443/a"),
        ("https://新聞.example/記事?q=港", "https://xn--efvv70d.example/%E8%A8%98%E4%BA%8B?q=%E6%B8%AF"),
        ("https://news.example/a@b?c=d@e", "https://news.example/a@b?c=d@e"),
        ("https://news.example/a?u=http://x:y@z/", "https://news.example/a?u=http://x:y@z/"),
        ("http://1.1.1.1/a", "http://1.1.1.1/a"),
        ("http://[2606:4700::1]/a", "http://[2606:4700::1]/a"),
        ("https://4chan.example/a", "https://4chan.example/a"),
    ],
)
def test_web_address_is_read(text: str, url: str) -> None:
    assert str(read_url(text, PORTS)) == url


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("news.example/a", "begins with http"),
        ("ftp://news.example/a", "begins with http"),
        ("file:///etc/passwd", "begins with http"),
        ("javascript:alert(1)", "begins with http"),
        ("", "begins with http"),
        ("https://reader:secret@news.example/", "without it"),
        ("https://reader@news.example/", "without it"),
        ("https://@news.example/", "without it"),
        ("https://:@news.example/", "without it"),
        ("http:///a", "names no site"),
        ("http:news.example/a", "names no site"),
        ("http://news..example/", "names no site"),
        ("http://127%2e0.0.1/", "names no site"),
        ("http://news%00.example/", "names no site"),
        ("http://-news.example/", "names no site"),
        ("http://" + "a" * 64 + ".example/", "names no site"),
        ("http://" + "a." * 130 + "example/", "names no site"),
        ("http://[::1/", "not a web address"),
        ("http://news.example:99999/", "not a web address"),
        ("http://news.example:8080/", "port 8080"),
        ("http://news.example:0/", "port 0"),
        ("http://news.example/a b", "a space"),
        ("http://news.example/\x1b[31m", "control character"),
        ("http://news.example\\@127.0.0.1/", "a backslash"),
        ("http://news.example/" + "a" * MAX_LENGTH, "longer than"),
    ],
)
def test_anything_else_is_refused_with_advice(text: str, told: str) -> None:
    with pytest.raises(AddressError, match=told) as raised:
        read_url(text, PORTS)
    assert str(raised.value).isprintable()
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "127.1",
        "127.0.1",
        "0177.0.0.1",
        "017700000001",
        "0x7f000001",
        "0x7f.0.0.1",
        "0x7f.1",
        "0X7F.1",
        "127.0.0.0x1",
        "127.0.0.1.",
        "127.0.0.01",
        "256.0.0.1",
        "1.2.3.4.5",
        "news.1",
        "0",
        "0x",
        "２１３０７０６４３３",
        "①②⑦.1",
        "127。1",
    ],
)
def test_unusual_spelling_of_an_ip_address_is_refused(host: str) -> None:
    with pytest.raises(AddressError):
        read_url(f"http://{host}/", PORTS)


@pytest.mark.parametrize("host", ["[fe80::1%25eth0]", "[fe80::1%eth0]"])
def test_ip_address_with_an_interface_is_refused(host: str) -> None:
    with pytest.raises(AddressError):
        read_url(f"http://{host}/", PORTS)


@pytest.mark.parametrize("host", ["127.0.0.1", "１２７.0.0.1", "127。0。0。1"])
def test_digits_of_other_scripts_are_seen_through(host: str) -> None:
    assert read_ip_literal(str(read_url(f"http://{host}/", PORTS).raw_host)) == ip_address("127.0.0.1")


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("b", "https://news.example/x/b"),
        ("/b", "https://news.example/b"),
        ("?c", "https://news.example/x/a?c"),
        ("//other.example/b", "https://other.example/b"),
        ("http://other.example/b", "http://other.example/b"),
        ("/記事", "https://news.example/%E8%A8%98%E4%BA%8B"),
    ],
)
def test_redirect_is_read_from_where_it_stands(location: str, url: str) -> None:
    assert str(read_redirect(location, URL("https://news.example/x/a"), PORTS)) == url


@given(st.one_of(st.text(), st.text().map("http://{}".format), st.text().map("https://news.example/{}".format)))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(AddressError):
        assert read_url(text, PORTS).scheme in ("http", "https")
    with contextlib.suppress(AddressError):
        assert read_redirect(text, URL("https://news.example/x/a"), PORTS).raw_host
