"""A checked message as plain text, and the numbering of its citations that every surface shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.model import Checked, CheckedClaim, Citation
from bot.render.text import Labels, labels, quoted, render_article, render_place
from knowledge.patterns import compile_late
from knowledge.values import dataclass, replace

LONGEST_SHOWN = 160
"""Characters of a claim that are repeated; its beginning is enough to know it by."""

_MARKS = compile_late(r"(?:\[\d+\])+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A checked message whose citations are numbered through, each passage once."""

    claims: tuple[tuple[CheckedClaim, tuple[str, ...]], ...]
    """Each claim with what is told of it: the cited fact, or that there is none."""

    citations: tuple[Citation, ...]


def number_through(checked: Checked) -> Numbered:
    """The claims with the marks of one list of citations."""
    citations: list[Citation] = []
    numbers: dict[tuple[str, int, str], int] = {}
    claims: list[tuple[CheckedClaim, tuple[str, ...]]] = []
    for claim in checked.claims:
        renumbered: dict[int, int] = {}
        for citation in claim.reply.citations:
            key = (citation.article, citation.paragraph, citation.excerpt)
            if key not in numbers:
                numbers[key] = len(citations) + 1
                citations.append(replace(citation, number=numbers[key]))
            renumbered[citation.number] = numbers[key]
        texts = (claim.reply.lead, *(line.text for line in claim.reply.lines))
        claims.append((claim, tuple(_with_numbers(text, renumbered) for text in texts)))
    return Numbered(claims=tuple(claims), citations=tuple(citations))


def shorten(claim: str, words: Labels) -> str:
    """A claim in quotation marks, on one line, cut at a word where it is long."""
    text = " ".join(claim.split())
    if len(text) > LONGEST_SHOWN:
        cut = text[:LONGEST_SHOWN]
        text = f"{cut[: cut.rfind(' ')] if ' ' in cut[LONGEST_SHOWN // 2 :] else cut}…"
    return quoted(text, words.excerpt)


def render_checked_text(checked: Checked) -> str:
    """The whole of it as plain text: a block for each claim, notes, sources."""
    return "\n\n".join("\n".join(block) for block in _blocks(checked) if block)


def _blocks(checked: Checked) -> Iterator[list[str]]:
    words = labels(checked.language)
    numbered = number_through(checked)
    yield [checked.lead] if checked.lead else []
    for claim, texts in numbered.claims:
        yield [f"{claim.said}{words.colon}{shorten(claim.claim, words)}", *(f"  {text}" for text in texts)]
    yield list(checked.notes)
    if numbered.citations:
        entries = [f"{words.sources}{words.colon}".rstrip()]
        for citation in numbered.citations:
            article = render_article(citation, checked.language)
            entries.append(f"[{citation.number}] {article}{words.comma}{render_place(citation, checked.language)}")
            entries += [f"    {citation.url}"] if citation.url else []
        yield entries


def _with_numbers(text: str, numbers: dict[int, int]) -> str:
    def renumber(marks: re.Match[str]) -> str:
        own = (int(number) for number in re.findall(r"\d+", marks[0]))
        return "".join(f"[{number}]" for number in dict.fromkeys(numbers[n] for n in own if n in numbers))

    return _MARKS.sub(renumber, text)
