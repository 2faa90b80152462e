"""The part of an article's file that a program wrote: where it comes from and where its sentences stand."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from knowledge.model import Article, ArticleId, Sentence, Span
from knowledge.pack_reader.dates import take_day
from knowledge.pack_reader.fields import take_id
from knowledge.yaml_nodes import Record

_ROW = ("start", "end", "hash", "paragraph", "opening words", "closing words")
_HASH = re.compile(r"[0-9a-f]{64}")
_SENTENCE_HASH = re.compile(r"[0-9a-f]{16}")


def read_article_head(file: Record) -> Article | None:
    """Read `article:` and `sentences:`; None when the first is missing."""
    head = file.record("article")
    if head is None:
        if not file.has("article"):
            file.complain('"article" is missing; add it')
        return None
    identifier = ArticleId(take_id(head, what="article"))
    published_on = take_day(head, "published_on")
    if published_on is None and not head.has("published_on"):
        head.complain('"published_on" is missing; add the day of publication, as in 2024-04-16')
    digest = head.text("sha256")
    if digest and not _HASH.fullmatch(digest):
        head.complain("the hash must be 64 hexadecimal digits; compute it again", key="sha256")
    found = Article(
        id=identifier,
        publisher=head.text("publisher"),
        publisher_country=head.maybe_text("publisher_country"),
        state_media=head.maybe_boolean("state_media"),
        headline=head.text("headline"),
        byline=head.maybe_text("byline"),
        # The last day there is keeps an article without a date from causing complaints about its facts' dates.
        published_on=published_on or date.max,
        published_how=head.text("published_how"),
        url=head.maybe_text("url"),
        sha256=digest,
        sentences=_read_sentences(file),
        left_out=_read_left_out(file),
    )
    head.close()
    return found


def _read_sentences(file: Record) -> tuple[Sentence, ...]:
    rows = file.record("sentences", label="sentences")
    if rows is None:
        if not file.has("sentences"):
            file.complain('"sentences" is missing; add it')
        return ()
    found = (_read_sentence(rows, item.text) for item in rows.all_keys())
    sentences = tuple(sentence for sentence in found if sentence is not None)
    for before, after in pairwise(sentences):
        if after.span.start < before.span.end or after.number <= before.number:
            rows.complain(
                f"{after.number} begins before {before.number} ends; put them in order", key=str(after.number)
            )
    return sentences


def _read_left_out(file: Record) -> tuple[Span, ...]:
    bounds = file.integers("left_out")
    if len(bounds) % 2 or any(start >= end for start, end in zip(bounds[::2], bounds[1::2], strict=False)):
        file.complain(
            '"left_out" is [start, end, start, end, …], each start before its end; correct it', key="left_out"
        )
        return ()
    return tuple(Span(start=start, end=end) for start, end in zip(bounds[::2], bounds[1::2], strict=True))


def _read_sentence(rows: Record, number: str) -> Sentence | None:
    row = rows.row(number, length=len(_ROW))
    if row is None:
        return None
    start, end, digest, paragraph, opening, closing = row
    if not (number.isdecimal() and start.isdecimal() and end.isdecimal() and paragraph.isdecimal()):
        rows.complain(f"{number} needs whole numbers for number, start, end and paragraph", key=number)
        return None
    if int(start) >= int(end):
        rows.complain(f"{number} ends before it begins; correct the offsets", key=number)
    if not _SENTENCE_HASH.fullmatch(digest):
        rows.complain(f"the hash of {number} must be 16 hexadecimal digits; compute it again", key=number)
    return Sentence(
        number=int(number),
        span=Span(start=int(start), end=int(end)),
        sha256=digest,
        opening=opening,
        closing=closing,
        paragraph=int(paragraph),
    )
