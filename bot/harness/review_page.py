"""An item of a review as text for a terminal. Colour only repeats what marks and words say already."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from bot.harness.screen import Screen
from bot.render.text import render_day
from bot.render.wrapping import measure, wrap
from knowledge.model import EntityId, Fact, Period, Quote
from knowledge.review.model import Field, Passage, Progress, ReviewItem

KEYS = {
    "a": "accept",
    "e": "edit",
    "r": "reject",
    "s": "put off",
    "u": "undo",
    "q": "stop",
    "?": "help",
}
HELP = """\
a  accept   it says what the article says: it counts as reviewed from now on
e  edit     change the sentence, whom it is about, the date and so on; then accept it
r  reject   it is wrong or of no use: it leaves the pack, and no later draft proposes it again
s  put off  decide later: it comes again at the end of the next review
u  undo     take back the last decision of this session, as often as you like
q  stop     so do Ctrl-C and Ctrl-D; whatever was decided is in the files, and the next review goes on here

The passage stands behind “>”, the words of a quote between [[ and ]]. News articles belong to other people: before you
publish a pack, put each fact in your own words (e)."""

_BOLD, _DIM = "1", "2"
_NARROWEST = 30
_MODALITIES = {
    "happened": "it happened",
    "ongoing": "it is so, or goes on",
    "planned": "it is planned",
    "expected": "somebody expects it",
    "alleged": "somebody claims it",
    "denied": "somebody denies it",
    "asked": "somebody asks for it",
}
_TOLD = {"direct": "in the words of", "indirect": "as told by", "narration": "by the article itself"}
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def render_item(item: ReviewItem, progress: Progress, screen: Screen) -> str:
    """Where a review stands, the passage, what is claimed of it, and the keys."""
    page = _Page(screen)
    blocks = [
        list(page.lines(_heading(item, progress))),
        list(_passage(item, page)),
        list(_claim(item, page)),
        list(page.lines(" · ".join(f"{key} {what}" for key, what in KEYS.items()), style=_DIM)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def render_fields(fields: Iterable[Field], screen: Screen) -> str:
    """The fields of an item with their numbers, as they are now."""
    page = _Page(screen)
    return "\n".join(
        line
        for number, field in enumerate(fields, start=1)
        for line in page.lines(field.text or "–", first=f"{number:>3}  {field.name:<10}")
    )


def render_progress(progress: Progress) -> str:
    """What a session has done and what is left, in one line."""
    done = progress.accepted + progress.rejected
    left = progress.total - done
    put_off = f", {progress.put_off} of them put off" if progress.put_off else ""
    return f"{progress.accepted} accepted, {progress.rejected} rejected; {left} left{put_off}."


def clean(text: str) -> str:
    """Without anything that would steer the terminal: an article may hold whatever its page held."""
    shown = (" " if letter in "\r\n\t" else letter for letter in text if letter not in _BIDI_CONTROLS)
    return "".join(letter for letter in shown if unicodedata.category(letter) not in ("Cc", "Cs"))


class _Page:
    def __init__(self, screen: Screen) -> None:
        self._width = max(screen.width, _NARROWEST)
        self._colour = screen.colour

    def lines(self, text: str, *, first: str = "", rest: str | None = None, style: str = "") -> Iterator[str]:
        """The text wrapped behind a first and a following indent, each line in its style."""
        rest = " " * measure(first) if rest is None else rest
        for number, line in enumerate(wrap(clean(text), max(self._width - measure(first), 10))):
            shown = f"\x1b[{style}m{line}\x1b[0m" if self._colour and style and line else line
            yield (rest if number else first) + shown


def _heading(item: ReviewItem, progress: Progress) -> str:
    article = item.article
    where = f"{article.publisher}, {_day(article.published_on)}"
    if item.passage is not None:
        where += f", paragraph {item.passage.paragraph}"
    put_off = " (put off before)" if item.is_put_off else ""
    return f"{progress.number} of {progress.total} · {item.kind} {item.id}{put_off} · {where}"


def _passage(item: ReviewItem, page: _Page) -> Iterator[str]:
    if item.passage is None:
        yield from page.lines(f"No passage to show: {item.problem}")
        return
    passage: Passage = item.passage
    marked = f"[[{passage.marked}]]" if passage.marked else ""
    if passage.before:
        yield from page.lines(passage.before, first="    ", style=_DIM)
    yield from page.lines(passage.opening + marked + passage.closing, first="  > ", rest="  > ", style=_BOLD)
    if passage.after:
        yield from page.lines(passage.after, first="    ", style=_DIM)


def _claim(item: ReviewItem, page: _Page) -> Iterator[str]:
    rows = _fact_rows(item.fact, item) if item.fact else _quote_rows(item.quote, item) if item.quote else ()
    for label, text in rows:
        if text:
            yield from page.lines(text, first=f"  {label:<9}")
    if item.copied:
        note = f"“{item.copied}” is the article's wording; put it in your own words before you publish it (e)"
        yield from page.lines(note, first="  !        ")


def _fact_rows(fact: Fact, item: ReviewItem) -> Iterator[tuple[str, str]]:
    yield "claim", fact.sentence
    yield "kind", f"{fact.kind}; relation {', '.join((fact.relation, *fact.also))}"
    yield "who", _names(fact.agents, item)
    yield "to, with", _names(fact.targets, item)
    yield "names", _names(fact.mentions, item)
    yield "about", _names(fact.topics, item)
    yield "where", _names((fact.place,) if fact.place else (), item)
    yield "when", _period(fact.when)
    negated = ("it says that this is NOT so",) if fact.polarity == "negated" else ()
    modality = () if negated and fact.modality == "happened" else (_MODALITIES[fact.modality],)
    yield "how", "; ".join((*negated, *modality))
    speaker = _names((fact.speaker,), item) if fact.speaker else ""
    yield "told", f"{_TOLD[fact.statement]} {speaker}".strip()
    yield "numbers", "; ".join(number.value for number in fact.numbers)


def _quote_rows(quote: Quote, item: ReviewItem) -> Iterator[tuple[str, str]]:
    yield "quote", f"“{quote.text}”"
    yield "said by", _names((quote.speaker,), item) if quote.speaker else "nobody: a term, a slogan, a name"
    yield "verb", quote.cue or ""
    yield "to", _names(quote.addressees, item)
    yield "when", _period(quote.on)
    yield "about", _names(quote.topics, item)


def _names(ids: Iterable[EntityId], item: ReviewItem) -> str:
    return ", ".join(f"{item.names[id]} ({id})" if id in item.names else id for id in ids)


def _period(period: Period | None) -> str:
    if period is None:
        return "–"
    words = _day(period.start) if period.start == period.end else f"{_day(period.start)} to {_day(period.end)}"
    if period.since:
        words = f"since {_day(period.start)}, as of {_day(period.end)}"
    return f"about {words}" if period.precision == "about" else words


def _day(day: date) -> str:
    return render_day(day, "en")
