"""Faults of the REST side on demand: what goes wrong, for which requests, and how often."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from aiohttp import web

from tests.fakecord.world import JSON

_HTML = "<html><head><title>Access denied</title></head><body>Error 1015: You are being rate limited</body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way in which a request goes wrong."""

    name: str
    applied: bool = False
    """Whether the request is carried out nevertheless."""

    cut: bool = False
    """Whether the connection is cut in place of an answer."""

    status: int | None = None
    """What is answered; None for the true answer."""

    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    delay: float = 0.0
    """Seconds before the request is carried out."""

    def answer(self) -> web.Response:
        """The false answer."""
        assert self.status is not None
        response = web.Response(status=self.status, body=self.body.encode())
        for name, value in self.headers:
            response.headers[name] = value
        return response


@dataclass(slots=True, kw_only=True)
class _Planned:
    fault: Fault
    method: str
    route: str
    times: int


@dataclass(slots=True)
class Faults:
    """The faults that are still to come, in the order in which they were planned."""

    planned: list[_Planned] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)

    def plan(self, fault: Fault, method: str, route: str, *, times: int = 1) -> None:
        """Let the next requests to a route go wrong.

        Args:
            fault: what happens.
            method: such as `POST`; `*` for any.
            route: a pattern over the path after the version, such as `/channels/*/messages`.
            times: how many requests.
        """
        self.planned.append(_Planned(fault=fault, method=method, route=route, times=times))

    def take(self, method: str, path: str) -> Fault | None:
        """The fault for a request, which then has one time less to happen."""
        for plan in self.planned:
            if plan.times > 0 and plan.method in ("*", method) and fnmatchcase(path, plan.route):
                plan.times -= 1
                self.happened.append(plan.fault.name)
                return plan.fault
        return None


def rate_limited(
    *, via: bool = True, html: bool = False, retry_after: float = 0.05, everywhere: bool = False, applied: bool = False
) -> Fault:
    """A 429: from Discord with `Via` and JSON, from the proxy before it without or in HTML."""
    body: JSON = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    headers = [("Retry-After", str(retry_after)), ("Content-Type", "text/html" if html else "application/json")]
    if via:
        headers.append(("Via", "1.1 google"))
    if everywhere:
        headers.append(("X-RateLimit-Global", "true"))
    return Fault(
        name=f"429 {'HTML' if html else 'JSON'}{' with Via' if via else ''}",
        status=429,
        headers=tuple(headers),
        body=_HTML if html else json.dumps(body),
        applied=applied,
    )


def failing(status: int, *, applied: bool = False) -> Fault:
    """A server error as the proxy shows it."""
    return Fault(
        name=f"{status}{' after the effect' if applied else ''}",
        status=status,
        headers=(("Content-Type", "text/html"),),
        body=f"<html><body>error {status}</body></html>",
        applied=applied,
    )


def refused(status: int, code: int, message: str = "refused") -> Fault:
    """An error with one of Discord's codes."""
    return Fault(
        name=f"{status} code {code}",
        status=status,
        headers=(("Content-Type", "application/json"),),
        body=json.dumps({"code": code, "message": message}),
    )


def cut_before() -> Fault:
    """The connection breaks before the request is carried out."""
    return Fault(name="cut before the effect", cut=True)


def cut_after() -> Fault:
    """The connection breaks after the request was carried out: its answer is lost."""
    return Fault(name="cut after the effect", cut=True, applied=True)


def slow(seconds: float) -> Fault:
    """The request is carried out late."""
    return Fault(name=f"{seconds:g} s late", applied=True, delay=seconds)
