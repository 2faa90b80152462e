"""Months to offer to somebody who types up to when an answer should count: those in which an article appeared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.answers.model import ReplyLanguage
from bot.render.text import render_month


def months_of(days: Iterable[date]) -> tuple[date, ...]:
    """The first day of each month in which one of these days lies, oldest first."""
    return tuple(sorted({day.replace(day=1) for day in days}))


def offer_months(months: Iterable[date], typed: str, language: ReplyLanguage, *, limit: int) -> tuple[str, ...]:
    """The newest months that begin as typed, or have a word that does, in the reader's language.

    A month may be typed as in any language, as digits (`2023-11`) or with its year first or last.
    """
    wanted = typed.casefold().split()
    fitting = [month for month in sorted(months, reverse=True) if _fits(month, wanted)]
    return tuple(render_month(month, language) for month in fitting[:limit])


def _fits(month: date, wanted: list[str]) -> bool:
    words = (*render_month(month, "en").casefold().split(), render_month(month, "ja"), f"{month:%Y-%m}", f"{month:%m}")
    return all(any(word.startswith(part) for word in words) for part in wanted)
