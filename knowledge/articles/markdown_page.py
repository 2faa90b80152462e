"""From Markdown to its lines of text without the marks, and what its front matter declares."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal

import yaml

from knowledge.articles.page import DeclaredHead, Line, LineHint, Page
from knowledge.articles.page_dates import read_iso_day
from knowledge.model import Span
from knowledge.values import dataclass
from knowledge.yaml_nodes import LOADER

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,6000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*$")
_RULE = re.compile(r" {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_LIST = re.compile(r"\s{0,6}[-*+]\s+(?=\S)")
_QUOTE = re.compile(r" {0,3}(?:>\s?)+")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_TABLE = re.compile(r"\s*\|.*\|\s*$")
_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,600}\)|!\[([^\]\n]{0,300})\]\[[^\]\n]{0,80}\]")
_LINK = re.compile(r"\[([^\]\n]{0,300})\](?:\([^)\n]{0,600}\)|\[[^\]\n]{0,80}\])")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,80}\]:\s+\S+")
_BARE_LINK = re.compile(r"<(https?://[^>\s]{1,400})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>|<!--.{0,2000}?-->", re.S)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,2000}?)(?<=\S)\1(?![\w*])")
_STRUCK = re.compile(r"~~([^~\n]{1,500})~~")
_CODE = re.compile(r"`{1,2}([^`\n]{1,300})`{1,2}")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_ESCAPED = 0xF0000
"""Where escaped marks wait, in a private plane, while the others are read."""

_HIDDEN_MARK = re.compile(f"[{chr(_ESCAPED)}-{chr(_ESCAPED + 127)}]")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,20}\]")
_ENDED = re.compile(r"[.!?。！？…:：][\"'”’»」』)）\]*_]*$")
_SIGNS = re.compile(r"(?m)^ {0,3}#{1,6}\s+\S|^\s{0,3}>\s|\*\*\S[^*\n]*\*\*|\[[^\]\n]+\]\([^)\n]*\)|^---\s*$|!\[")
_ALL_STRONG = re.compile(r"\s*(\*\*|__)(?!\s)((?:(?!\1).)+)\1[:：]?\s*$")
_ALL_EMPHASIS = re.compile(r"\s*([*_])(?![\s*_])((?:(?!\1).)+)\1\s*$")


@dataclass(slots=True)
class _Draft:
    hint: LineHint
    level: int
    raw: str


def is_markdown(text: str) -> bool:
    """Several marks of Markdown, of two sorts, or front matter."""
    found = [sign.group()[:3] for sign in _SIGNS.finditer(text[:20000])]
    sorts = {sign.strip()[:1] for sign in found}
    return _FRONT_MATTER.match(text) is not None or (len(found) >= 3 and len(sorts) >= 2)


def read_markdown_page(text: str, name: str) -> Page:
    """Read the blocks of a document as lines; text is the document without marks, an empty line between chunks."""
    front = _FRONT_MATTER.match(text)
    declared = _read_front_matter(front.group(1)) if front else DeclaredHead()
    body = text[front.end() :] if front else text
    pieces: list[str] = []
    lines: list[Line] = []
    start = 0
    pictured = False
    for chunk, drafts in enumerate(_chunks(_COMMENT.sub(" ", body))):
        for number, draft in enumerate(drafts):
            pictured, captioned = _is_picture(draft.raw), pictured and _is_all_slanted(draft)
            words, linked = _without_marks(draft.raw)
            if not words:
                continue
            if pieces:
                gap = "\n" if number else "\n\n"
                pieces.append(gap)
                start += len(gap)
            lines.append(
                Line(
                    span=Span(start=start, end=start + len(words)),
                    text=words,
                    chunk=chunk,
                    hint=draft.hint,
                    level=draft.level,
                    linked=linked,
                    emphasis=_emphasis(draft.raw),
                    region="outside" if pictured or captioned else "unknown",
                )
            )
            pieces.append(words)
            start += len(words)
    return Page(name=name, text="".join(pieces), lines=tuple(lines), declared=declared)


_COMMENT = re.compile(r"<!--.*?-->", re.S)


def _chunks(text: str) -> Iterator[list[_Draft]]:
    chunk: list[_Draft] = []
    fenced = False
    for raw in text.splitlines():
        if _FENCE.match(raw):
            fenced = not fenced
            continue
        if fenced or _DEFINITION.match(raw):
            continue
        if not raw.strip() or (_RULE.match(raw) and not (chunk and _UNDERLINE.match(raw))):
            if chunk:
                yield chunk
            chunk = []
            continue
        _add(chunk, raw)
    if chunk:
        yield chunk


def _add(chunk: list[_Draft], raw: str) -> None:
    underline = _UNDERLINE.match(raw)
    if underline and chunk and chunk[-1].hint == "plain":
        chunk[-1].hint, chunk[-1].level = "heading", 1 if underline[1][0] == "=" else 2
        return
    heading = _HEADING.match(raw)
    if heading:
        chunk.append(_Draft("heading", len(heading[1]), heading[2]))
        return
    quote = _QUOTE.match(raw)
    words = raw[quote.end() :] if quote else raw
    item = _LIST.match(words)
    if item:
        chunk.append(_Draft("list_item", 0, words[item.end() :]))
        return
    hint: LineHint = "quotation" if quote else "plain"
    if _goes_on(chunk, words, hint):
        chunk[-1].raw += " " + words.strip()
    else:
        chunk.append(_Draft(hint, 0, words.strip()))


def _goes_on(chunk: list[_Draft], words: str, hint: LineHint) -> bool:
    """Whether a line continues the paragraph above, as Markdown has it unless the break is meant."""
    if not chunk or chunk[-1].hint == "heading" or not words.strip():
        return False
    before = chunk[-1].raw
    if chunk[-1].hint not in (hint, "list_item") or before.endswith(("  ", "\\")) or _TABLE.match(words):
        return False
    if words.lstrip()[0].islower():
        return True
    return len(before) > 55 and not _ENDED.search(before) and not _is_short(before)


def _is_short(line: str) -> bool:
    return len(line.rsplit("\n", 1)[-1]) <= 55


def _without_marks(raw: str) -> tuple[str, float]:
    """The text of a block and the share of it that is links."""
    text = _ESCAPE.sub(lambda found: chr(_ESCAPED + ord(found[1])), raw)
    text = _IMAGE.sub(lambda found: found[1] or found[2] or "", text)
    linked = sum(len(found[1]) for found in _LINK.finditer(text))
    text = _LINK.sub(r"\1", text)
    text = _BARE_LINK.sub(r"\1", text)
    text = _FOOTNOTE.sub("", _TAG.sub("", text))
    for _ in range(2):
        text = _STRONG.sub(r"\2", text)
        text = _EMPHASIS.sub(r"\2", text)
    text = _CODE.sub(r"\1", _STRUCK.sub(r"\1", text))
    text = html.unescape(_HIDDEN_MARK.sub(lambda found: chr(ord(found[0]) - _ESCAPED), text))
    text = " ".join(text.replace("\n", " ").split()).strip()
    return text, min(1.0, linked / max(1, len(text)))


def _emphasis(raw: str) -> Literal["none", "bold", "italic"]:
    return "bold" if _ALL_STRONG.match(raw) else "italic" if _ALL_EMPHASIS.match(raw) else "none"


def _is_all_slanted(draft: _Draft) -> bool:
    """Below a picture, a line in italics or in small print is its caption."""
    return _ALL_EMPHASIS.match(draft.raw) is not None or draft.raw.lstrip().startswith(
        ("<small", "<sub", "<figcaption")
    )


def _is_picture(raw: str) -> bool:
    return bool(_IMAGE.match(raw.strip())) or bool(_TABLE.match(raw) and set(raw.strip()) <= set("|-: "))


def _read_front_matter(text: str) -> DeclaredHead:
    try:
        data = yaml.load(text, Loader=LOADER)
    except yaml.YAMLError:
        data = None
    if not isinstance(data, dict):
        return DeclaredHead()
    fields = {str(key).casefold(): value for key, value in data.items()}
    day = next((fields[key] for key in _DAY_KEYS if fields.get(key)), None)
    published = read_iso_day(str(day)) if day is not None else None
    return DeclaredHead(
        headlines=_strings(fields, ("title", "headline")),
        authors=_strings(fields, ("author", "authors", "byline", "by", "writer")),
        publishers=_strings(
            fields,
            ("publisher", "publication", "site", "site_name", "outlet", "sitename", "newspaper", "source", "website"),
        ),
        published_on=published,
        published_how="meta tag" if published else None,
        url=next(
            iter(_strings(fields, ("canonical", "canonical_url", "url", "permalink", "link", "source_url"))), None
        ),
    )


_DAY_KEYS = ("published", "date", "publishdate", "pubdate", "date_published", "published_at", "publish_date", "created")


def _strings(fields: dict[str, object], keys: tuple[str, ...]) -> tuple[str, ...]:
    for key in keys:
        value = fields.get(key)
        values = value if isinstance(value, list) else [value]
        texts = [item.get("name") if isinstance(item, dict) else item for item in values]
        found = tuple(str(item).strip() for item in texts if isinstance(item, (str, int)) and str(item).strip())
        if found:
            return found
    return ()
