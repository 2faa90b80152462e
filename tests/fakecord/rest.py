"""The REST side: every request is recorded, held against the rules, and carried out unless a fault is planned."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakecord.errors import ApiError
from tests.fakecord.faults import Faults
from tests.fakecord.schema import Schema
from tests.fakecord.world import World

PREFIX = "/api/v10"
_NO_LIMIT = 1_000_000
_USER_AGENT = re.compile(r"^DiscordBot \(https?://\S+, ?\S+\)|^DiscordBot \(\S+ \S+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request as it arrived."""

    method: str
    path: str
    """After the version, such as `/channels/1/messages`."""

    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any
    """The JSON sent, that in `payload_json` of a form included; None without one."""

    files: Mapping[int, tuple[str, bytes]] = field(default_factory=dict)

    def __str__(self) -> str:
        """The request's first line."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request is answered with."""

    body: Any = None
    status: int = 200


Handler = Callable[..., Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A request that is understood."""

    method: str
    template: str
    handle: Handler
    for_bots: bool = True
    """Whether the bot's token is needed; interactions carry one of their own."""

    def match(self, call: Call) -> dict[str, str] | None:
        """The parts of the path, None where it is another route's."""
        if call.method != self.method:
            return None
        pattern = re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", self.template)
        found = re.fullmatch(pattern, call.path)
        return None if found is None else found.groupdict()


@dataclass(slots=True)
class Buckets:
    """Rate limits: so many requests in so many seconds, by route and major parameter."""

    limits: dict[str, tuple[int, float]] = field(default_factory=dict)
    """By template; other routes have a roomy one."""

    unlimited: bool = False
    _used: dict[str, tuple[float, int]] = field(default_factory=dict)

    def take(self, template: str, key: str, now: float) -> tuple[dict[str, str], float | None]:
        """Count a request: the headers to send, and how long to wait where it was one too many."""
        roomy = (_NO_LIMIT if self.unlimited else 50, 1.0)
        limit, window = self.limits.get(template, roomy)
        began, used = self._used.get(key, (now, 0))
        if now - began >= window:
            began, used = now, 0
        wait = None if used < limit else began + window - now
        used = min(used + 1, limit)
        self._used[key] = (began, used)
        headers = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(limit - used),
            "X-RateLimit-Reset": f"{began + window:.3f}",
            "X-RateLimit-Reset-After": f"{max(0.0, began + window - now):.3f}",
            "X-RateLimit-Bucket": f"{hash(template) & 0xFFFFFFFF:08x}",
        }
        return headers, wait


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Rest:
    """The REST side of a fake Discord."""

    world: World
    token: str
    routes: tuple[Route, ...]
    record: Callable[[str], None]
    """Where violations go."""

    faults: Faults = field(default_factory=Faults)
    buckets: Buckets = field(default_factory=Buckets)
    schema: Schema | None = None
    calls: list[Call] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """What was answered, by and large; 401, 403 and 429 count towards Discord's ban."""

    tell: Callable[[Call], None] | None = None
    """Is told of each request once it has been carried out; for whoever cannot wait until the bot is at rest."""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        call = await _read(request)
        self.calls.append(call)
        fault = self.faults.take(call.method, call.path)
        if fault is None:
            response = await self._carry_out(call)
            if self.tell is not None:
                self.tell(call)
            return response
        await asyncio.sleep(fault.delay)
        answer = await self._carry_out(call) if fault.applied else None
        if fault.cut:
            assert request.transport is not None
            request.transport.abort()
            return answer or web.Response()
        if fault.status is not None:
            self.statuses.append(fault.status)
            return fault.answer()
        assert answer is not None
        return answer

    @property
    def invalid_requests(self) -> int:
        """How many answers count towards the ban for invalid requests."""
        return sum(status in (401, 403, 429) for status in self.statuses)

    async def _carry_out(self, call: Call) -> web.Response:
        route, parts = self._find(call)
        headers: dict[str, str] = {}
        try:
            if route is None:
                self.record(f"{call}: no such route here")
                raise ApiError(404, 0, "404: Not Found")
            self._check_headers(call, route)
            if route.for_bots:
                major = parts.get("channel") or parts.get("guild") or ""
                headers, wait = self.buckets.take(
                    route.template, f"{call.method} {route.template} {major}", self.world.clock.now()
                )
                if wait is not None:
                    headers |= {"Retry-After": f"{wait:.3f}", "Via": "1.1 google"}
                    raise ApiError(429, 0, "You are being rate limited.", {"retry_after": wait, "global": False})
            self._check_schema(call, route)
            answer = await route.handle(call, **{name: _number(text) for name, text in parts.items()})
            if self.schema is not None:
                for problem in self.schema.answer_problems(call.method, call.path, answer.status, answer.body):
                    self.record(f"{call}: the fake's own answer: {problem}")
        except ApiError as error:
            self._note_refusal(call, error)
            answer = Answer(status=error.status, body=error.body)
        self.statuses.append(answer.status)
        return _respond(answer, headers)

    def _note_refusal(self, call: Call, error: ApiError) -> None:
        for problem in error.violations:
            self.record(f"{call}: {problem}")

    def _find(self, call: Call) -> tuple[Route | None, dict[str, str]]:
        for route in self.routes:
            parts = route.match(call)
            if parts is not None:
                return route, parts
        return None, {}

    def _check_headers(self, call: Call, route: Route) -> None:
        if not route.for_bots:
            return
        if not _USER_AGENT.match(call.headers.get("User-Agent", "")):
            self.record(f"{call}: User-Agent {call.headers.get('User-Agent')!r} is not DiscordBot (url, version)")
        if call.headers.get("Authorization") != f"Bot {self.token}":
            if not call.headers.get("Authorization"):
                self.record(f"{call}: no Authorization")
            raise ApiError(401, 0, "401: Unauthorized")

    def _check_schema(self, call: Call, route: Route) -> None:
        if self.schema is not None:
            for problem in self.schema.request_problems(call.method, call.path, call.body):
                self.record(f"{call}: {problem}")


async def _read(request: web.Request) -> Call:
    body: Any = None
    files: dict[int, tuple[str, bytes]] = {}
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert not isinstance(part, type(None))
            content = bytes(await part.read())  # type: ignore[union-attr]  # nested forms do not occur
            name = getattr(part, "name", "") or ""
            if name == "payload_json":
                body = json.loads(content)
            else:
                number = re.fullmatch(r"files\[(\d+)\]", name)
                files[int(number[1]) if number else len(files)] = (getattr(part, "filename", None) or name, content)
    elif request.can_read_body:
        text = await request.text()
        body = json.loads(text) if text else None
    return Call(
        method=request.method,
        path=request.path.removeprefix(PREFIX),
        query=dict(request.query),
        headers=request.headers.copy(),
        body=body,
        files=files,
    )


def _respond(answer: Answer, headers: Mapping[str, str]) -> web.Response:
    if answer.body is None:
        return web.Response(status=204, headers=headers)
    # Exactly this type: with a charset behind it the client would take the body for text.
    response = web.Response(status=answer.status, body=json.dumps(answer.body).encode(), headers=headers)
    response.headers["Content-Type"] = "application/json"
    return response


def _number(text: str) -> int | str:
    return int(text) if text.isdigit() else text


def flatten(problems: Iterator[str]) -> tuple[str, ...]:
    """The complaints, each once."""
    return tuple(dict.fromkeys(problems))
