"""A YAML file of questions with known answers, read into cases for the evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from bot.errors import BotError
from bot.harness.evaluate import Case

_KEYS = frozenset(
    {
        "id",
        "question",
        "after",
        "kind",
        "noise",
        "answerable",
        "must",
        "must_not",
        "accept_if",
        "accept_decline",
        "cite_any",
        "cite_only",
        "evidence",
        "note",
    }
)
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def load_questions(path: Path) -> tuple[Case, ...]:
    """Load a list of questions.

    Raises:
        BotError: with all complaints, one a line.
    """
    try:
        # BaseLoader keeps every value as it is written: `no`, 2014 and 2024-12-25 are words of an answer here.
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except OSError as problem:
        raise BotError(f"{path}: cannot be read ({problem.strerror}); name a YAML file of questions") from None
    except UnicodeDecodeError:
        raise BotError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = f":{mark.line + 1}" if mark is not None else ""
        reason = getattr(problem, "problem", None) or "unreadable"
        raise BotError(f"{path}{line}: is not valid YAML ({reason}); correct that line") from None
    if not isinstance(raw, list) or not raw:
        raise BotError(f"{path}: must be a list of questions; begin each with `- id:`")
    complaints: list[str] = []
    cases = tuple(_read_case(item, f"{path}: question {number}", complaints) for number, item in enumerate(raw, 1))
    ids = [case.id for case in cases]
    complaints += [
        f"{path}: two questions are called {each}; rename one" for each in {i for i in ids if ids.count(i) > 1}
    ]
    if complaints:
        raise BotError("\n".join(complaints))
    return cases


def _read_case(item: object, where: str, complaints: list[str]) -> Case:
    if not isinstance(item, Mapping):
        complaints.append(f"{where}: must be a mapping; give it at least an id and a question")
        return Case(id=where, question="")
    where = f"{where} ({item.get('id', 'no id')})"
    complaints += [f'{where}: unknown key "{key}"; remove it' for key in item if key not in _KEYS]
    answerable = str(item.get("answerable", "true")).lower()
    if answerable not in _TRUTH:
        complaints.append(f"{where}: answerable must be true or false")
    return Case(
        id=_text(item, "id", where, complaints),
        question=_text(item, "question", where, complaints),
        after=_texts(item, "after", where, complaints),
        kind=str(item.get("kind") or "other"),
        noise=str(item.get("noise") or "none"),
        answerable=_TRUTH.get(answerable, True),
        must=_groups(item, "must", where, complaints),
        accept_if=_groups(item, "accept_if", where, complaints),
        accept_decline=_TRUTH.get(str(item.get("accept_decline", "false")).lower(), False),
        must_not=_texts(item, "must_not", where, complaints),
        cite_any=_texts(item, "cite_any", where, complaints),
        cite_only=_texts(item, "cite_only", where, complaints),
    )


def _text(item: Mapping[str, object], key: str, where: str, complaints: list[str]) -> str:
    value = item.get(key)
    if isinstance(value, str) and value:
        return value
    complaints.append(f"{where}: {key} is missing; write it as one text")
    return ""


def _texts(item: Mapping[str, object], key: str, where: str, complaints: list[str]) -> tuple[str, ...]:
    """A list of texts; one text alone counts as a list of one, an empty value as none."""
    value = item.get(key) or ()
    if isinstance(value, str):
        return () if value in ("null", "~") else (value,)
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return tuple(value)
    complaints.append(f"{where}: {key} must be a list of texts")
    return ()


def _groups(item: Mapping[str, object], key: str, where: str, complaints: list[str]) -> tuple[tuple[str, ...], ...]:
    value = item.get(key) or ()
    groups = () if value in ("null", "~") else value
    if not isinstance(groups, list | tuple):
        complaints.append(f"{where}: {key} must be a list of groups, each a list of alternatives")
        return ()
    return tuple(_texts({key: group}, key, where, complaints) for group in groups)
