"""A reply as pages of Discord Markdown: values only, nothing here sends and nothing here imports the library.

A page fits into one message. What does not fit goes to the next page, so no statement or citation is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from bot.answers.model import Checked, Citation, Line, Reply, ReplyLanguage, Status
from bot.render.checked import number_through, shorten
from bot.render.text import (
    grouped_by_side,
    labels,
    render_dated_article,
    render_words,
)
from bot.words import Action
from knowledge.patterns import compile_late
from knowledge.values import dataclass, replace

PAGE_LIMIT = 3800
"""UTF-16 units of text on a page; Discord counts at most 4,000 over all text of a components message."""

_LINK_LIMIT = 1500
"""A longer address loses its text fragment: it would crowd out the words around it."""

_ARTICLES_KEPT, _PASSAGES_KEPT = 500, 2000
"""Articles and passages, words of their own only, whose lines are kept once made: many answers cite the same."""

_ENTRY_LIMIT = PAGE_LIMIT // 2
"""Of the passages of one article that go to a page together."""

_SPECIAL = compile_late(r"[\\*_~|`]")
_LINE_START = compile_late(r"^(\s*)(#{1,3}\s|-#?\s|>|\+\s|\d+(?=[.)]\s))", re.MULTILINE)
_MASKED_LINK = compile_late(r"\](?=\()")
_MENTION = compile_late(r"<(?=[@#:/]|a:|t:|id:|https?:)")
_PING = compile_late(r"@(?=everyone|here)", re.IGNORECASE)
_ADDRESS = compile_late(r"(?<=[A-Za-z])://")
_NEEDS_ESCAPE = compile_late(
    r"[\\*_~|`@<\0\ud800-\udfff]|\]\(|[A-Za-z]://|^\s*(?:#{1,3}\s|-#?\s|>|\+\s|\d+[.)]\s)", re.MULTILINE
)
"""What `escape` would change; most texts have nothing of it, and one search is a fifth of the work."""

_UNSAFE_IN_LINK = str.maketrans({"<": "%3C", ">": "%3E", " ": "%20", "\\": "%5C"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The text of one message, block by block."""

    blocks: tuple[str, ...]
    status: Status | None = None
    """What the reply is, for its colour; None for an apology."""

    language: ReplyLanguage = "en"
    """Of the words on its buttons."""

    offers: tuple[str, ...] = ()
    """Complete questions to offer as buttons under the last block."""

    actions: tuple[Action, ...] = ()
    """What else can be done with the answer, as buttons below."""

    key: str = ""
    """Id of the answer in the ids of its buttons; a page without has none."""


def render_pages(reply: Reply) -> tuple[Page, ...]:
    """The reply as one page or more; buttons stand on the last one."""
    blocks = list(_paginate(_sections(reply))) or [("…",)]
    return tuple(
        Page(
            blocks=own,
            status=reply.status,
            language=reply.language,
            offers=reply.choices + reply.suggestions if own is blocks[-1] else (),
            actions=_actions(reply) if own is blocks[-1] else (),
        )
        for own in blocks
    )


def with_key(pages: Iterable[Page], key: str) -> tuple[Page, ...]:
    """The same pages with the id of their answer, so that their buttons work."""
    return tuple(replace(page, key=key) for page in pages)


def _actions(reply: Reply) -> tuple[Action, ...]:
    match reply.status:
        case "answered" if reply.intent == "show_passages":
            return ()
        case "answered" if reply.facts:
            further: tuple[Action, ...] = ("more",) if reply.intent == "build_timeline" else ("more", "timeline")
            return ("sentence", *further, "useful", "wrong", "outdated", "delete")
        case "answered":
            return ("useful", "wrong", "outdated", "delete")
        case "not_found":
            return ("useful", "wrong", "delete")
        case _:
            return ()


def render_checked(checked: Checked) -> tuple[Page, ...]:
    """A checked message, a block for each claim: the verdict in words, the claim, the fact that it rests on."""
    numbered = number_through(checked)
    words = labels(checked.language)
    sections = [[escape(checked.lead)]] if checked.lead else []
    for claim, texts in numbered.claims:
        heading = f"**{escape(claim.said)}** {_one_line(escape(shorten(claim.claim, words)))}"
        sections.append([heading, *(_one_line(escape(text)) for text in texts)])
    sections.append([f"-# {escape(note)}" for note in checked.notes])
    sections.append(list(_citations(numbered.citations, checked.language)))
    status: Status = "answered" if numbered.citations else "not_found"
    return tuple(Page(blocks=blocks, status=status) for blocks in _paginate(sections))


def render_notice(text: str) -> tuple[Page, ...]:
    """A message of the bot itself, such as an apology: one page, or more where it is long."""
    return tuple(Page(blocks=blocks) for blocks in _paginate([[escape(text)]]))


def render_list(lead: str, entries: Iterable[tuple[str, Sequence[str]]]) -> tuple[Page, ...]:
    """A list of the bot itself.

    Args:
        lead: what stands above it.
        entries: each with what belongs to it, which stands indented below.
    """
    shown = ("\n  - ".join(_one_line(escape(text)) for text in (entry, *below)) for entry, below in entries)
    return tuple(Page(blocks=blocks) for blocks in _paginate([[escape(lead), *(f"- {text}" for text in shown)]]))


def escape(text: str) -> str:
    """The text so that Discord shows it as it is: no formatting, no mention, no link made of someone's words.

    Citation marks such as `[1]` need no escape and keep none.
    """
    if not _NEEDS_ESCAPE.search(text):
        return text
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    text = _SPECIAL.sub(_escape_mark, text)
    text = _LINE_START.sub(_escape_line_start, text)
    text = _MASKED_LINK.sub(r"\\]", text)
    text = _MENTION.sub(r"\\<", text)
    text = _PING.sub("@\u200b", text)
    return _ADDRESS.sub(r"\\://", text)


def _escape_mark(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _escape_line_start(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def _sections(reply: Reply) -> Iterator[list[str]]:
    """The reply section by section, each a list of entries that should stay whole."""
    yield [escape(reply.lead)]
    for side, lines in grouped_by_side(reply.lines):
        heading = [f"**{escape(side)}**"] if side else []
        yield heading + [f"- {_statement(line, reply.language)}" for line in lines]
    yield _offers(reply)
    yield [f"-# {escape(note)}" for note in reply.notes]
    yield list(_citations(reply.citations, reply.language))


def _statement(line: Line, language: ReplyLanguage) -> str:
    words = labels(language)
    on = f"**{escape(line.on)}**{words.colon}" if line.on else ""
    remark = words.remark.format(f"*{escape(line.label)}*") if line.label else ""
    return f"{on}{_one_line(escape(line.text))}{remark}"


def _offers(reply: Reply) -> list[str]:
    """The questions with the numbers of their buttons."""
    questions = enumerate(reply.choices + reply.suggestions, start=1)
    offers = [f"{number}. {_one_line(escape(question))}" for number, question in questions]
    return [escape(reply.suggestions_lead), *offers] if reply.suggestions_lead else offers


def _citations(citations: tuple[Citation, ...], language: ReplyLanguage) -> Iterator[str]:
    """The citations gathered under their articles: what an article is stands once, before its passages."""
    for article in dict.fromkeys(citation.article for citation in citations):
        yield from _passages([citation for citation in citations if citation.article == article], language)


def _passages(passages: list[Citation], language: ReplyLanguage) -> Iterator[str]:
    """An article with its passages; with so many that they might be parted, several times."""
    first = passages[0]
    heading = _heading(first.publisher, first.title, first.published_on, language)
    entry = heading
    for citation in passages:
        passage = f"\n-# [{citation.number}] {_passage(citation.paragraph, citation.url, citation.excerpt, language)}"
        if entry != heading and _size(entry + passage) > _ENTRY_LIMIT:
            yield entry
            entry = heading
        entry += passage
    yield entry


@lru_cache(maxsize=_ARTICLES_KEPT)
def _heading(publisher: str, title: str, published_on: date, language: ReplyLanguage) -> str:
    return f"-# {_one_line(escape(render_dated_article(publisher, title, published_on, language)))}"


@lru_cache(maxsize=_PASSAGES_KEPT)
def _passage(paragraph: int, url: str | None, excerpt: str, language: ReplyLanguage) -> str:
    place = _linked(labels(language).paragraph.format(paragraph), url)
    return f"{place}{_one_line(escape(render_words(excerpt, language)))}"


def _linked(text: str, url: str | None) -> str:
    link = _link(url) if url else None
    return f"[{escape(text)}]({link})" if link else escape(text)


def _link(url: str) -> str | None:
    """The address in the form that shows no preview; None for anything that is not a web address."""
    if not url.lower().startswith(("https://", "http://")):
        return None
    if len(url) > _LINK_LIMIT:
        url = url.partition("#")[0]
    if len(url) > _LINK_LIMIT:
        return None
    shown = url if url.isprintable() else "".join(filter(str.isprintable, url))
    return f"<{shown.translate(_UNSAFE_IN_LINK)}>"


def _paginate(sections: Iterable[list[str]]) -> Iterator[tuple[str, ...]]:
    blocks: list[str] = []
    used = 0
    for section in sections:
        opens_block = True
        for entry in section:
            for piece in _pieces(entry):
                size = _size(piece) + 1
                if used + size > PAGE_LIMIT:
                    yield tuple(blocks)
                    blocks, used, opens_block = [], 0, True
                if opens_block:
                    blocks.append(piece)
                else:
                    blocks[-1] += f"\n{piece}"
                used += size
                opens_block = False
    if blocks:
        yield tuple(blocks)


def _pieces(entry: str) -> Iterator[str]:
    """The entry whole, or cut at spaces where it is longer than a page; nothing where it is blank."""
    entry = entry.strip()
    while 2 * len(entry) >= PAGE_LIMIT and _size(entry) >= PAGE_LIMIT:
        end = min(len(entry), PAGE_LIMIT - 1)
        while _size(entry[:end]) >= PAGE_LIMIT:
            end -= (_size(entry[:end]) - PAGE_LIMIT) // 2 + 1
        cut = max(entry.rfind(mark, end // 2, end) for mark in (" ", "\n", "。", "；"))
        end = cut + 1 if cut > 0 else end
        if entry[end - 1] == "\\":
            end -= 1
        yield entry[:end].rstrip()
        entry = entry[end:].lstrip()
    if entry:
        yield entry


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _size(text: str) -> int:
    """Length as Discord counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
