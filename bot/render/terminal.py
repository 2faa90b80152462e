"""A reply for people at a terminal. Colour and links only repeat what the words say already."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from bot.answers.model import Citation, Line, Reply, ReplyLanguage
from bot.render.text import Labels, grouped_by_side, labels, render_dated_article, render_words
from bot.render.wrapping import measure, wrap
from knowledge.values import dataclass

NARROWEST = 24
"""Columns below which nothing readable can be laid out."""

_BOLD, _DIM, _UNDERLINED, _ACCENT = "1", "2", "4", "36"
_INDENT = "  "
_BULLET = "• "
_WIDEST_DATES = 0.34
"""Share of the width that the dates of a timeline may take; longer ones stand above their text."""

_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Screen:
    width: int
    colour: bool
    links: bool

    def lines(self, text: str, *, first: str = "", rest: str | None = None, style: str = "") -> Iterator[str]:
        """The text wrapped between a first and a following indent, each line in its style."""
        rest = " " * measure(first) if rest is None else rest
        room = self.width - max(measure(first), measure(rest))
        for number, line in enumerate(wrap(_clean(text), room)):
            yield (rest if number else first) + self.styled(line, style)

    def styled(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and style and text else text

    def linked(self, text: str, url: str | None) -> str:
        """The text as a link that the terminal can open (OSC 8)."""
        if not (self.links and self.colour and url):
            return text
        return f"\x1b]8;;{_clean(url).replace(' ', '%20')}\x1b\\{text}\x1b]8;;\x1b\\"


def render_terminal(reply: Reply, *, width: int, colour: bool, links: bool = False) -> str:
    """The whole reply, laid out for a terminal.

    Args:
        width: columns; only an address may be longer than a line, so that it can be copied whole.
        colour: whether escape sequences may be used at all.
        links: whether the terminal opens links; needs `colour`.
    """
    screen = _Screen(width=max(width, NARROWEST), colour=colour, links=links)
    return "\n\n".join("\n".join(block) for block in map(list, _blocks(reply, screen)) if block)


def _blocks(reply: Reply, screen: _Screen) -> Iterator[Iterable[str]]:
    words = labels(reply.language)
    yield screen.lines(reply.lead, style=_BOLD) if reply.lead else []
    for side, lines in grouped_by_side(reply.lines):
        yield [*(screen.lines(side, style=_BOLD) if side else ()), *_statements(lines, words, screen)]
    yield [line for note in reply.notes for line in screen.lines(note, style=_DIM)]
    yield _offers(reply, screen)
    yield _publications(reply.citations, reply.language, screen)


def _statements(lines: tuple[Line, ...], words: Labels, screen: _Screen) -> Iterator[str]:
    """A list with bullets; or, where lines have dates, the dates in a column and the texts beside it."""
    widest = int(screen.width * _WIDEST_DATES)
    dates = [measure(_clean(line.on)) for line in lines if line.on]
    column = max((date for date in dates if date <= widest), default=2)
    for line in lines:
        text = f"{line.text}{words.remark.format(line.label)}" if line.label else line.text
        if not dates:
            yield from screen.lines(text, first=_INDENT + _BULLET)
            continue
        on, margin = _clean(line.on or ""), " " * (len(_INDENT) + column + 2)
        if measure(on) > column:
            yield from screen.lines(on, first=_INDENT, style=_ACCENT)
            on = ""
        first = _INDENT + screen.styled(on, _ACCENT) + " " * (column - measure(on) + 2)
        yield from _hang(screen.lines(text, first=margin), margin, first)


def _hang(lines: Iterator[str], indent: str, first: str) -> Iterator[str]:
    """Put what stands in the margin before the first line."""
    yield first + next(lines).removeprefix(indent)
    yield from lines


def _offers(reply: Reply, screen: _Screen) -> Iterator[str]:
    offers = reply.choices + reply.suggestions
    if offers and reply.suggestions_lead:
        yield from screen.lines(reply.suggestions_lead)
    for number, offer in enumerate(offers, start=1):
        plain = f"{_INDENT}{number}  "
        yield from _hang(screen.lines(offer, first=plain), plain, f"{_INDENT}{screen.styled(str(number), _BOLD)}  ")


def _publications(citations: tuple[Citation, ...], language: ReplyLanguage, screen: _Screen) -> Iterator[str]:
    """The citations gathered under their articles: each article once, then its passages by number."""
    for article in dict.fromkeys(citation.article for citation in citations):
        passages = [citation for citation in citations if citation.article == article]
        yield from _article(passages[0], language, screen)
        for passage in passages:
            yield from _passage(passage, language, screen)


def _article(citation: Citation, language: ReplyLanguage, screen: _Screen) -> Iterator[str]:
    heading = render_dated_article(citation.publisher, citation.title, citation.published_on, language)
    address = _plain_address(citation.url)
    for line in screen.lines(heading, style=_UNDERLINED):
        yield screen.linked(line, address)
    if address:
        yield _INDENT + screen.linked(screen.styled(_clean(address), _DIM), address)


def _passage(citation: Citation, language: ReplyLanguage, screen: _Screen) -> Iterator[str]:
    place = labels(language).paragraph.format(citation.paragraph) + render_words(citation.excerpt, language)
    plain = f"{_INDENT}[{citation.number}] "
    mark = screen.linked(screen.styled(f"[{citation.number}]", _DIM), citation.url)
    yield from _hang(screen.lines(place, first=plain, style=_DIM), plain, f"{_INDENT}{mark} ")


def _plain_address(url: str | None) -> str | None:
    """The address without its text fragment, which only a link needs: the paragraph stands beside it."""
    return url.partition("#:~:text=")[0] if url else None


def _clean(text: str) -> str:
    """Without anything that would steer the terminal: a question repeated in a reply may hold whatever was typed."""
    if text.isprintable():
        return text
    shown = (" " if letter in "\n\t" else letter for letter in text if letter not in _BIDI_CONTROLS)
    return "".join(letter for letter in shown if unicodedata.category(letter) not in ("Cc", "Cs"))
