"""What verification found, as values and as a table to read."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.model import ArticleId
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many of something there are, and how many hold."""

    verified: int
    total: int


_NONE = Checked(verified=0, total=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVerification:
    """What verification found for one article."""

    article: ArticleId
    facts: Checked
    """Reviewed ones; so are the quotes."""

    quotes: Checked
    sentences: Checked
    """Sentences whose place, hash and end words hold."""

    covered: Checked
    """Sentences that a reviewed fact or quote, a skip or a rejection speaks for."""

    unreviewed_facts: Checked = _NONE
    """What a program drafted and nobody has looked at; so are the quotes."""

    unreviewed_quotes: Checked = _NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What verification found for a pack."""

    articles: tuple[ArticleVerification, ...]
    complaints: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True when there is nothing to complain of."""
        return not self.complaints


_UNREVIEWED = ("unreviewed facts", "unreviewed quotes")


def render_verification(verification: Verification) -> str:
    """Render a short table, the complaints, and one line that sums up.

    What nobody has reviewed has columns of its own, where there is any.
    """
    drafted = any(each.unreviewed_facts.total or each.unreviewed_quotes.total for each in verification.articles)
    rows = [("article", "facts verified", "quotes verified", *(_UNREVIEWED if drafted else ()), "sentences", "covered")]
    for each in verification.articles:
        unreviewed = (_of(each.unreviewed_facts), _of(each.unreviewed_quotes)) if drafted else ()
        counted = (_of(each.facts), _of(each.quotes), *unreviewed, _of(each.sentences), _percent(each.covered))
        rows.append((each.article, *counted))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    table = [_row(row, widths) for row in rows]
    complaints = [*verification.complaints, ""] if verification.complaints else []
    return "\n".join([*table, "", *complaints, _sum_up(verification)])


def _row(cells: tuple[str, ...], widths: list[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)])


def _sum_up(verification: Verification) -> str:
    facts = _add(each.facts for each in verification.articles)
    quotes = _add(each.quotes for each in verification.articles)
    covered = _add(each.covered for each in verification.articles)
    if facts.verified == facts.total and quotes.verified == quotes.total:
        counted = f"all {facts.total} facts and {quotes.total} quotes verified"
    else:
        counted = f"{_of(facts)} facts and {_of(quotes)} quotes verified"
    facts_left = _add(each.unreviewed_facts for each in verification.articles)
    quotes_left = _add(each.unreviewed_quotes for each in verification.articles)
    if facts_left.total or quotes_left.total:
        counted = f"reviewed: {counted if facts.total or quotes.total else 'none yet'}"
        counted += f"; unreviewed: {_of(facts_left)} facts and {_of(quotes_left)} quotes hold"
    number = len(verification.complaints)
    complaints = f"; {number} complaint{'s' if number > 1 else ''}" if number else ""
    return f"{counted}; coverage {_percent(covered)}{complaints}"


def _add(counts: Iterable[Checked]) -> Checked:
    listed = tuple(counts)
    return Checked(verified=sum(each.verified for each in listed), total=sum(each.total for each in listed))


def _of(checked: Checked) -> str:
    return f"{checked.verified} of {checked.total}"


def _percent(checked: Checked) -> str:
    """Rounded down, so that 100 % is said of all and nothing less."""
    return f"{checked.verified * 100 // checked.total} %" if checked.total else "–"
