"""Whom and what an article is about: those of its headline, of its lead, and those that it keeps coming back to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from knowledge.extract.claims.parties import keep_each_once
from knowledge.extract.extraction import Extraction
from knowledge.extract.world.hits import find_world_names
from knowledge.extract.world.parties import Parties
from knowledge.extract.world.world import load_world
from knowledge.model import EntityId, Fact

_OFTEN = 3
"""Claims that name somebody from which on an article is about him."""

_LEAD_LENGTH = 80
_MOST_SUBJECTS = 6


def find_subjects(facts: Sequence[Fact], extraction: Extraction, parties: Parties) -> tuple[EntityId, ...]:
    """Whom and what the article is about: those of its headline and those that it keeps coming back to."""
    world = load_world()
    headline = find_world_names(extraction.article.headline or "")
    named = [world.country_of(hit.id) if hit.kind == "demonym" else hit.id for hit in headline if not hit.ambiguous]
    found = [parties.of_world(id) for id in named if id is not None]
    every = [e for f in facts for e in dict.fromkeys((*f.agents, *f.targets, *f.mentions)) if "--" not in e]
    often = [entity for entity, count in Counter(every).most_common(_MOST_SUBJECTS) if count >= _OFTEN]
    first = _find_lead(extraction)
    lead = [e for f in facts if f.sentences[0] in first for e in (*f.agents, *f.targets, *f.mentions) if "--" not in e]
    return keep_each_once((*found, *lead, *often))


def _find_lead(extraction: Extraction) -> set[int]:
    """Numbers of the sentences of the first paragraph of some length."""
    blocks = extraction.speech.blocks_of_units
    units = extraction.speech.units
    first = next((b for u, b in zip(units, blocks, strict=True) if u.span.end - u.span.start > _LEAD_LENGTH), None)
    return {number for number, block in enumerate(blocks, start=1) if block == first}
