"""Read a URL that a person or a redirect gives, and refuse what cannot be the URL of an article.

It is read by yarl, which aiohttp reads URLs with too: what is checked here is what is asked for later.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from yarl import URL

from bot.fetching.addresses import IPAddress
from bot.fetching.errors import AddressError

MAX_LENGTH = 2000
_SCHEMES = ("http", "https")
_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")
_USER_INFO = re.compile(r"[^/?#]*//[^/?#]*@")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,254}}\Z){_LABEL}(?:\.{_LABEL})*\.?", re.ASCII)
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?", re.ASCII)


def read_url(text: str, ports: tuple[int, ...]) -> URL:
    """The URL of an article, normalised and without its fragment.

    Raises:
        AddressError: it is not http or https, carries a user name, or has a port or host that is none.
    """
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise AddressError(
            f"{text[:60]!a}...: longer than {MAX_LENGTH} characters; give the plain address of the article"
        )
    if _UNFIT.search(text):
        raise AddressError(f"{text!a}: holds a space, a backslash or a control character; copy the address again")
    if _USER_INFO.match(text):
        raise AddressError(f"{_without_user_info(text)}: carries a user name or password; give the address without it")
    try:
        url = URL(text)
    except ValueError as problem:
        raise AddressError(f"{text!a}: not a web address ({str(problem)!a}); copy it again") from problem
    return _checked(url, ports)


def read_redirect(location: str, base: URL, ports: tuple[int, ...]) -> URL:
    """The URL that a redirect leads to, by the same rules as `read_url`."""
    try:
        target = str(base.join(URL(location.strip())))
    except ValueError as problem:
        raise AddressError(
            f"{base}: redirects to {location[:MAX_LENGTH]!a}, which is not a web address; "
            "save the page in a browser and add that file"
        ) from problem
    return read_url(target, ports)


def read_ip_literal(host: str) -> IPAddress | None:
    """The address that a host is written as; None for a name.

    Only the usual spelling counts. `127.1`, `0x7f000001`, `0177.0.0.1` and `2130706433` are all understood by
    operating systems, so a host that ends in a number and is no plain IPv4 address is refused.
    """
    try:
        if ":" in host:
            if "%" in host:
                raise AddressError(f"[{host}]: names a network interface; give the public address of the site")
            return IPv6Address(host)
        return IPv4Address(host) if _ENDS_IN_NUMBER.fullmatch(host) else None
    except AddressValueError as problem:
        raise AddressError(
            f"{host!a}: an unusual spelling of an IP address; give the site's name or its plain IP address"
        ) from problem


def _checked(url: URL, ports: tuple[int, ...]) -> URL:
    if url.scheme not in _SCHEMES:
        raise AddressError(f"{url}: not a web address; give one that begins with http:// or https://")
    if url.raw_user is not None or url.raw_password is not None:
        raise AddressError(f"{url.with_user(None)}: carries a user name or password; give the address without it")
    host = url.raw_host
    if not host or (":" not in host and not _NAME.fullmatch(host)):
        raise AddressError(f"{url}: names no site; give an address such as https://news.example/article")
    read_ip_literal(host)
    if url.port not in ports:
        allowed = " and ".join(map(str, ports))
        raise AddressError(f"{url}: port {url.port} is not for articles; only {allowed} may be used")
    return url.with_fragment(None)


def _without_user_info(text: str) -> str:
    """The address without the password that its writer may not want to see in a log."""
    return ascii(re.sub(r"//[^/?#]*@", "//", text, count=1))
