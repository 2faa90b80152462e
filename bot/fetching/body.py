"""Read the body of an answer, decompressed, and no further than its limit.

aiohttp could decompress by itself. We count what comes out while it comes out, whatever the version of aiohttp, so
that a few kilobytes which unpack to gigabytes are stopped at the limit.
"""

from __future__ import annotations

import zlib

import aiohttp

from bot.fetching.errors import ContentError

ACCEPTED_ENCODING = "gzip"
_CHUNK = 8192
_GZIP = 16 + zlib.MAX_WBITS
_OVERHEAD = 65_536
"""Compressed bytes may outnumber their content by this much: headers of gzip, or text that does not compress."""


async def read_body(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """The whole body.

    Raises:
        ContentError: it is larger than `limit` bytes after decompression, or broken.
    """
    length = response.content_length
    if length is not None and length > limit + (_OVERHEAD if _is_gzip(response) else 0):
        raise _too_large(response, limit)
    body = await read_start(response, limit + 1)
    if len(body) > limit:
        raise _too_large(response, limit)
    return body


async def read_start(response: aiohttp.ClientResponse, size: int) -> bytes:
    """The first `size` bytes of the body, or all of a shorter one."""
    unpack = _Gunzip() if _is_gzip(response) else None
    body = bytearray()
    received = 0
    async for chunk in response.content.iter_chunked(_CHUNK):
        received += len(chunk)
        try:
            body += unpack.feed(chunk, size - len(body)) if unpack else chunk
        except zlib.error as problem:
            raise _broken(response) from problem
        if len(body) >= size:
            return bytes(body[:size])
        if received > size + _OVERHEAD:
            raise _too_large(response, size)
    if unpack is not None and not unpack.complete:
        raise _broken(response)
    return bytes(body)


class _Gunzip:
    """Unpacks gzip piece by piece; several members in a row are one text."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._untouched = True

    @property
    def complete(self) -> bool:
        """Whether the text ended where gzip says it ends."""
        return self._untouched or self._member.eof

    def feed(self, data: bytes, room: int) -> bytes:
        """What a piece unpacks to, `room` bytes at most; the rest of it is then lost."""
        parts: list[bytes] = []
        while room > 0:
            if self._member.eof:
                data = data.lstrip(b"\0")  # padding, which some servers add
                if not data:
                    break
                self._member = zlib.decompressobj(_GZIP)
            self._untouched = self._untouched and not data
            part = self._member.decompress(data, room)
            parts.append(part)
            room -= len(part)
            if not self._member.eof:
                break
            data = self._member.unused_data
        return b"".join(parts)


def _is_gzip(response: aiohttp.ClientResponse) -> bool:
    encoding = ",".join(response.headers.getall("Content-Encoding", ())).strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise ContentError(
            f"{response.url}: sent packed as {encoding[:40]!a}, which was not asked for; "
            "save the page in a browser and add that file"
        )
    return encoding.endswith("gzip")


def _too_large(response: aiohttp.ClientResponse, limit: int) -> ContentError:
    return ContentError(
        f"{response.url}: larger than {limit / 1_000_000:g} MB, which no article is; "
        "save its text in a file and add that file"
    )


def _broken(response: aiohttp.ClientResponse) -> ContentError:
    return ContentError(f"{response.url}: its compressed text is broken; try again later")
