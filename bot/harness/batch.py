"""Questions line by line, one JSON record for each: whatever a line holds, none is missed."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from bot.answers.model import Dialogue, Reply
from bot.render.json import render_failure, render_record
from knowledge.values import dataclass

_log = logging.getLogger(__name__)

Ask = Callable[[str, Dialogue | None], Reply]
"""Answers a question, given where its conversation stands."""

_HOW = 'write {"question": "…"}, or the question itself as plain text'


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One line read."""

    question: str
    conversation: str | None = None
    """None for a question that stands alone."""

    after: tuple[str, ...] = ()
    """Questions to ask first in the same conversation."""


class RequestError(ValueError):
    """A line is no question; the message says what is wrong and what to write."""


def answer_lines(lines: Iterable[bytes], ask: Ask) -> Iterator[dict[str, object]]:
    """The record of each line, in order; only lines without a single character have none."""
    conversations: dict[str, Dialogue] = {}
    for number, raw in enumerate(lines):
        line = raw.rstrip(b"\r\n").decode("utf-8", "replace")
        if number == 0:
            line = line.removeprefix("\ufeff")  # the byte order mark that some editors write
        if line:
            yield _answer(line, ask, conversations)


def read_request(line: str) -> Request:
    """Read a line: an object of JSON, or plain text.

    Raises:
        RequestError: it begins like an object but is none of ours, or is another kind of JSON.
    """
    if not line.lstrip().startswith("{"):
        if _is_list_or_constant(line):
            raise RequestError(f"this line is JSON but no object; {_HOW}")
        return Request(question=line)
    try:
        fields = json.loads(line)
    except RecursionError:
        raise RequestError(f"this line is nested too deeply; {_HOW}") from None
    except ValueError as problem:
        raise RequestError(f"this line is not valid JSON ({problem}); {_HOW}") from None
    if not isinstance(fields, dict):
        raise RequestError(f"this line is JSON but no object; {_HOW}")
    question, conversation, after = fields.get("question"), fields.get("conversation"), fields.get("after")
    if not isinstance(question, str):
        found = "has no question" if question is None else 'has a "question" that is no text'
        raise RequestError(f"this line {found}; {_HOW}")
    if isinstance(conversation, bool) or not isinstance(conversation, str | int | None):
        raise RequestError('"conversation" must be a text or a whole number; or leave it out')
    if after is not None and not (isinstance(after, list) and all(isinstance(each, str) for each in after)):
        raise RequestError('"after" must be a list of earlier questions, each a text; or leave it out')
    return Request(
        question=question,
        conversation=None if conversation is None else str(conversation),
        after=tuple(after or ()),
    )


def _answer(line: str, ask: Ask, conversations: dict[str, Dialogue]) -> dict[str, object]:
    try:
        request = read_request(line)
    except RequestError as problem:
        return render_failure(line, str(problem))
    dialogue = conversations.get(request.conversation) if request.conversation is not None else None
    try:
        for earlier in request.after:
            dialogue = ask(_encodable(earlier), dialogue).dialogue
        reply = ask(_encodable(request.question), dialogue)
        record = render_record(request.question, reply)
    except Exception as problem:  # a line must have its record; the log has the details
        digest = sha256(request.question.encode("utf-8", "replace")).hexdigest()[:12]
        _log.exception("unexpected error utterance=%s", digest)
        return render_failure(
            request.question,
            f"this question could not be answered because of a fault in Kankei ({type(problem).__name__}); "
            "ask it in other words, and please report it",
        )
    if request.conversation is not None:
        conversations[request.conversation] = reply.dialogue
    return record


def _is_list_or_constant(line: str) -> bool:
    """A number or a text in quotation marks may well be meant as a question; a list, null, true or false may not."""
    text = line.strip()
    if text in ("null", "true", "false"):
        return True
    if not text.startswith("["):
        return False
    try:
        json.loads(text)
    except RecursionError:
        return True
    except ValueError:
        return False  # "[sic] who said that?"
    return True


def _encodable(text: str) -> str:
    """Without the halves of characters that an escape such as `\\ud800` leaves."""
    return text.encode("utf-8", "replace").decode("utf-8")
