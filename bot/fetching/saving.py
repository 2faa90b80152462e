"""Name the file that a fetched page is saved in."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

MAX_LENGTH = 120
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_PAGE_SUFFIX = re.compile(r"\.(?:x?html?|md|txt)\Z")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")
_MARK = 9
"""Length of what tells two pages apart whose addresses look alike: a hyphen and eight hexadecimal digits."""


def page_file_name(url: str, content_type: str) -> str:
    """A file name made of host and path: `news-example-world-treaty.html`.

    Small ASCII letters, digits and hyphens only, so it can neither be hidden nor lead to another folder. Where the
    address says more than that (a query, other letters, great length), a mark made from the whole address keeps two
    pages apart. Never raises; the same address gives the same name.

    Args:
        url: the address of the page, best its `final_url`.
        content_type: its type; parameters are ignored, and an unknown type counts as plain text.
    """
    suffix = _SUFFIXES.get(content_type.partition(";")[0].strip().lower(), ".txt")
    plain = _PAGE_SUFFIX.sub("", _host_and_path(url))
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "page"
    room = MAX_LENGTH - len(suffix)
    if _says_it_all(url, plain) and len(stem) <= room and not _DEVICES.fullmatch(stem):
        return stem + suffix
    return stem[: room - _MARK].rstrip("-") + _mark(url) + suffix


def _host_and_path(url: str) -> str:
    try:
        parts = urlsplit(url)
        return f"{parts.hostname or ''}{parts.path}".rstrip("/").lower()
    except ValueError:
        return url.lower()


def _says_it_all(url: str, plain: str) -> bool:
    """Whether nothing but the scheme, the separators and the suffix of a page is lost in the name."""
    beside = re.sub(r"\A[a-z]+://", "", url.partition("#")[0]).rstrip("/")
    return _PAGE_SUFFIX.sub("", beside) == plain and re.fullmatch(r"[a-z0-9./-]+", plain) is not None


def _mark(url: str) -> str:
    return "-" + hashlib.sha256(url.encode("utf-8", errors="surrogatepass")).hexdigest()[: _MARK - 1]
