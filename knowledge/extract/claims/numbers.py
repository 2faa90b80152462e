"""Counts and amounts of a clause: "41 times", "about 3.66 trillion yen", "four sailors"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.extract.lexicon import load_words
from knowledge.model import FactNumber

_GRAMMAR = load_words("grammar")
_WORDS: Mapping[str, int | None] = _GRAMMAR["number_words"]
_MONEY: Mapping[str, str] = _GRAMMAR["money"]
_OF_DATE = re.compile(r"\d{1,2}|\d{4}")
"""Behind a month; "between January and September, 2,914 people" counts people."""

_MONTHS = frozenset(word.lower() for word in _GRAMMAR["calendar"])
_ENDS = frozenset(_GRAMMAR["number_ends"])
_BEFORE_YEAR = frozenset(_GRAMMAR["before_years"])
_NUMBER = re.compile(
    rf"(?<![\w.,:/-])(?P<about>(?:{'|'.join(_GRAMMAR['about'])})\s+)?"
    rf"(?P<money>[{''.join(_MONEY)}])?(?P<n>\d+(?:,\d{{2,3}})*(?:\.\d+)?|{'|'.join(_WORDS)})"
    rf"(?P<many>\s+(?:{'|'.join(_GRAMMAR['multiples'])}))?"
    r"(?P<of>(?:\s+|-)(?:per\s?cent|%|[^\W\d_][\w’'-]*)(?:\s+(?:of\s+)?[^\W\d_][\w’'-]*){0,3}|%)?",
    re.IGNORECASE,
)


def find_numbers(clause: str) -> tuple[FactNumber, ...]:
    """Find the numbers of a clause with what they count; days, years and clock times are left out."""
    found: list[FactNumber] = []
    for match in _NUMBER.finditer(clause):
        of = _counted(match.group("of") or "")
        plain = match.group("n")
        before = clause[: match.start()].rstrip().rpartition(" ")[2].lower().rstrip(".,")
        if (
            before == "no"
            or (before in _MONTHS and _OF_DATE.fullmatch(plain))
            or (of and of.split()[0].lower() in _MONTHS)
            or _is_year(plain, of, match.group("money"), before)
        ):
            continue
        if not of and not match.group("money") and not match.group("many"):
            continue
        value = " ".join(
            f"{match.group('about') or ''}{match.group('money') or ''}{plain}{match.group('many') or ''}".split()
        )
        if of.startswith("%") or of.lower().startswith(("percent", "per cent")):
            value, of = f"{value}{'%' if of.startswith('%') else ' percent'}", re.sub(r"^(?:%|per\s?cent)\s*", "", of)
        if match.group("money"):
            of = f"{of} {_MONEY[match.group('money')]}".strip()
        found.append(
            FactNumber(
                value=value if match.group("money") else f"{value} {of}".strip(), n=_amount(plain), of=of or value
            )
        )
    return tuple(found)


def _counted(words: str) -> str:
    kept: list[str] = []
    for word in words.replace("-", " ").split():
        if word.lower() in _ENDS:
            break
        kept.append(word)
    return " ".join(kept)


def _is_year(number: str, of: str, money: str | None, before: str) -> bool:
    if money is not None or re.fullmatch(r"(?:1[5-9]|20)\d\d", number) is None:
        return False
    return before in _BEFORE_YEAR or not of or not of[0].islower()


def _amount(number: str) -> int | float | None:
    small = number.lower()
    if small in _WORDS:
        return _WORDS[small]
    plain = small.replace(",", "")
    return float(plain) if "." in plain else int(plain)
