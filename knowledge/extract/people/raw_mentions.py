"""Where names, descriptions, pronouns and states stand in a sentence, and which full names an article has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.extract.lexicon import load_grammar
from knowledge.extract.people.descriptions import Description, find_descriptions, find_pronouns
from knowledge.extract.people.given_names import find_gender
from knowledge.extract.people.model import VERB_BEHIND, RawMention, Referent
from knowledge.extract.people.names import FoundName, find_person_names
from knowledge.extract.units import Unit
from knowledge.extract.world.hits import find_world_names
from knowledge.model import Span
from knowledge.values import replace

_ORDER = re.compile(
    r"(?<!\w)the (former|latter)(?!\s+(?:[a-z]+ )?(?:minister|president|premier|chief|leader|ambassador|prime))",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|at|near|off|around|outside|via|towards?)|"
    rf"\b(?:{'|'.join(sorted(load_grammar()['place_nouns']))}) of)\s+$",
    re.IGNORECASE,
)
_AGE_OR_ROLE = re.compile(r",\s*(?:\d{2}\s*,|(?:a|an|the|his|her|their|who|whose|[^\W\d_]+['’]s?)\s)")
_ANOTHER = re.compile(r"Another(?=,|\s+[a-z]+(?:ed|s)\b|\s+(?:said|told)\b)")
_ALONE = re.compile(r"\b[Tt]he\s+$")
_ABBREVIATED = re.compile(r"\b[Tt]he ([A-Z]{2,6})\b(?! [A-Z])")


def find_raw_mentions(text: str, index: int, unit: Unit) -> list[RawMention]:
    """The mentions of one unit, in order.

    Args:
        index: the number of the unit.
    """
    start, end = unit.span.start, unit.span.end
    descriptions = find_descriptions(text, start, end)
    names = [name for name in find_person_names(text, start, end) if not _only_qualifies(name, descriptions)]
    taken = [(name.title_start, name.span.end) for name in names if name.certain]
    found = [
        RawMention(
            span=Span(start=name.title_start, end=name.span.end), kind="name", unit=index, quoted=False, name=name
        )
        for name in names
    ]
    for description in descriptions:
        # "the Prime Minister Noda government", "Fisheries Minister" before a name: a title belongs to the name.
        over = [first for first, last in taken if first < description.span.end and description.span.start < last]
        head_end = description.head_start + len(description.head)
        if over and head_end < min(over):  # "a spokesman for Hungarian minister Péter Szalai"
            description = replace(description, span=Span(start=description.span.start, end=head_end), linked="")
            over = []
        if not over:
            found.append(
                RawMention(span=description.span, kind="description", unit=index, quoted=False, description=description)
            )
    taken = [(raw.span.start, raw.span.end) for raw in found]
    for match in find_pronouns(text, start, end):
        found.append(
            RawMention(
                span=Span(start=match.start(), end=match.end()),
                kind="pronoun",
                unit=index,
                quoted=False,
                word=match.group().lower(),
            )
        )
    for match in _ORDER.finditer(text, start, end):
        found.append(
            RawMention(
                span=Span(start=match.start(), end=match.end()),
                kind="order",
                unit=index,
                quoted=False,
                word=match.group(1).lower(),
            )
        )
        taken.append((match.start(), match.end()))
    for match in _ANOTHER.finditer(text, start, end):
        if match.start() == start:
            span = Span(start=match.start(), end=match.end())
            found.append(RawMention(span=span, kind="order", unit=index, quoted=False, word="another"))
    for match in _ABBREVIATED.finditer(text, start, end):
        span = Span(start=match.start(), end=match.end())
        found.append(RawMention(span=span, kind="abbreviation", unit=index, quoted=False, word=match.group(1)))
    for hit in find_world_names(text[start:end]):
        span = Span(start=start + hit.span.start, end=start + hit.span.end)
        if hit.kind == "demonym" and _ALONE.search(text[start : span.start]) and VERB_BEHIND.match(text, span.end):
            found.append(RawMention(span=span, kind="order", unit=index, quoted=False, word="national", nation=hit.id))
        if hit.kind in ("name", "capital", "abbreviation", "metonym") and not any(
            a < span.end and span.start < b for a, b in taken
        ):
            found.append(RawMention(span=span, kind="state", unit=index, quoted=False, nation=hit.id))
    return [_with_quoted(raw, unit) for raw in sorted(found, key=lambda raw: raw.span.start)]


def _only_qualifies(name: FoundName, descriptions: Sequence[Description]) -> bool:
    """Whether a word with a capital only says which: "Baltic" in "a Baltic ambassador"."""
    return not name.certain and any(
        d.span.start <= name.span.start and name.span.end <= d.head_start for d in descriptions
    )


def _with_quoted(raw: RawMention, unit: Unit) -> RawMention:
    inside = any(q.outer.start <= raw.span.start < q.outer.end for q in unit.quotations)
    return (
        raw
        if not inside
        else RawMention(
            span=raw.span,
            kind=raw.kind,
            unit=raw.unit,
            quoted=True,
            name=raw.name,
            description=raw.description,
            word=raw.word,
            nation=raw.nation,
        )
    )


def find_full_names(text: str, raws: Sequence[RawMention]) -> list[Referent]:
    """One referent for each full name that is a person's, as far as its places say."""
    seen: dict[str, Referent] = {}
    refused = {raw.name.text for raw in raws if raw.name and raw.name.after_article}
    refused -= {raw.name.text for raw in raws if raw.name and _AGE_OR_ROLE.match(text, raw.name.span.end)}
    for raw in raws:
        name = raw.name
        if name is None or len(name.text.split()) < 2 or name.text in seen:
            continue
        is_place = _PLACE_BEFORE.search(text[max(0, name.span.start - 25) : name.span.start]) is not None
        is_place = is_place or _begins_with_nation(name.text)
        if not name.certain and (name.text in refused or (is_place and not _AGE_OR_ROLE.match(text, name.span.end))):
            continue
        seen[name.text] = named_referent(name.text)
    return _without_shorter_forms(list(seen.values()))


def _begins_with_nation(name: str) -> bool:
    """Whether a name's first word is one for a people: "British Columbia" is no person, nor is she called "British"."""
    first = name.split()[0]
    return any(hit.kind == "demonym" and hit.span.end == len(first) for hit in find_world_names(first))


def _without_shorter_forms(people: list[Referent]) -> list[Referent]:
    """ "Foreign Minister Wang Yi" and "Wang Yi" are one: a name whose words all stand in a longer one is dropped."""
    kept: list[Referent] = []
    for person in people:
        words = set(person.tokens)
        if not any(words < set(other.tokens) for other in people):
            kept.append(person)
    return kept


def named_referent(name: str) -> Referent:
    """Somebody of a name; the given name of a full one may tell whether he is a "he"."""
    given, _, family = name.partition(" ")
    return Referent(name=name, gender=find_gender(given) if family else None)
