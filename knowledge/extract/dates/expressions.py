"""Temporal expressions of an article: found in its body, resolved against its day and against the narrative."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from knowledge.extract.dates.patterns import Pattern, PatternSet, load_cjk, load_english
from knowledge.extract.dates.recording import find_next_day_entries, find_recording
from knowledge.extract.dates.rules import read_match
from knowledge.extract.dates.scene import Found, Narrative, Scene, is_aside, is_open
from knowledge.extract.model import DatedExpression
from knowledge.model import Span
from knowledge.text import find_sentences
from knowledge.values import replace

_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_PARAGRAPH = 90
"""Characters: what is shorter is a heading or a stamp."""

_LONGEST = 90
"""No expression is longer, in characters; a bound for the search."""


def find_dates(
    text: str, blocks: Sequence[Span], doc_date: date | None, *, japanese_fiscal_years: bool = True
) -> tuple[DatedExpression, ...]:
    """Find the temporal expressions of an article's body, in order.

    Args:
        text: the article's text, in which all spans count.
        blocks: the paragraphs of the body, in order; nothing outside them is searched.
        doc_date: the day of the article; None leaves what counts from it unfound, and years open ("XXXX-10-04").
        japanese_fiscal_years: whether "fiscal 2026" runs from April to March.
    """
    spoken_on = find_recording(text, blocks, doc_date, _read_last)
    spoken_on |= find_next_day_entries(text, blocks, doc_date)
    days = [spoken_on.get(number, doc_date) for number in range(len(blocks))]
    return tuple(_find(text, blocks, days, japanese=japanese_fiscal_years))


def _find(
    text: str, blocks: Sequence[Span], days: Sequence[date | None], *, japanese: bool = True
) -> list[DatedExpression]:
    """Find what stands in the blocks, each read against its own day."""
    narrative = Narrative()
    found: list[DatedExpression] = []
    for number, block in enumerate(blocks):
        pattern_sets = [load_english()]
        if _CJK.search(text, block.start, block.end):
            pattern_sets.insert(0, load_cjk())
        sentences = [
            (block.start + span.start, block.start + span.end) for span in find_sentences(text[block.start : block.end])
        ] or [(block.start, block.end)]
        begins = [sentence[0] for sentence in sentences]
        at = block.start
        for start in _starts(pattern_sets, text, block):
            if start < at:
                continue
            scene = Scene(
                text=text,
                start=start,
                end=start,
                outer=(start, start),
                sentence=sentences[max(0, bisect_right(begins, start) - 1)],
                block=number,
                doc=days[number],
                narrative=narrative,
                japanese=japanese,
                part_reader=_read_part,
            )
            reading = _read_at(scene, pattern_sets, min(block.end, start + _LONGEST))
            if reading is None:
                continue
            end, meaning = reading
            if not (meaning.type == "time" and text[start:end] == text[block.start : block.end].strip()):
                found.append(
                    _expression(text, start, end, meaning)
                )  # an entry's stamp in a live blog only tells the time
            part = _read_part(scene, *meaning.also) if meaning.also else None
            if meaning.also and part:
                found.append(_expression(text, *meaning.also, part))
            at = end
            if meaning.when is not None and meaning.type in ("date", "time"):
                narrative = narrative.after(
                    meaning.when,
                    block=number,
                    sentence=scene.sentence[0],
                    words=text[start:end],
                    start=start,
                    is_aside=is_aside(scene, end),
                    is_open=is_open(scene),
                    is_news=block.end - block.start > _PARAGRAPH,
                )
    return found


def _read_last(text: str, block: Span, doc_date: date) -> date | None:
    """The last day named in one block by itself, as in "recorded in Berlin on Wednesday, 2 October"."""
    days = [item.first for item in _find(text, [block], [doc_date]) if item.first and item.first == item.last]
    return days[-1] if days else None


def _starts(pattern_sets: list[PatternSet], text: str, block: Span) -> Sequence[int]:
    return sorted({at for forms in pattern_sets for at in forms.starts(text, block.start, block.end)})


def _read_at(scene: Scene, pattern_sets: list[PatternSet], limit: int) -> tuple[int, Found] | None:
    for forms in pattern_sets:
        for pattern, match in forms.matches(scene.text, scene.start, limit):
            meaning = _read(replace(scene, end=match.end(), outer=match.span()), pattern, match)
            if meaning is not None:
                return meaning.end or match.end(), meaning
    return None


def _read_part(scene: Scene, start: int, end: int) -> Found | None:
    """Read exactly `[start, end)`, a part of a longer expression."""
    inner = replace(scene, start=start, end=end)
    for pattern, match in load_english().matches(scene.text, start, end):
        if match.end() == end:
            meaning = _read(inner, pattern, match)
            if meaning is not None and meaning.end in (None, end):
                return meaning
    return None


def _read(scene: Scene, pattern: Pattern, match: re.Match[str]) -> Found | None:
    try:
        return read_match(pattern, match, scene)
    except (ValueError, OverflowError):  # no such day: "February 30", or a year beyond the calendar
        return None


def _expression(text: str, start: int, end: int, meaning: Found) -> DatedExpression:
    has_days = meaning.when is not None and meaning.type in ("date", "time")
    return DatedExpression(
        span=Span(start=start, end=end),
        text=text[start:end],
        value=meaning.value,
        type=meaning.type,
        first=meaning.when.first if has_days and meaning.when else None,
        last=meaning.when.last if has_days and meaning.when else None,
    )
