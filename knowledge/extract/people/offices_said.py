"""What an article says that somebody is: offices and other roles, added up and held against each other."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.extract.lexicon import load_grammar, load_roles
from knowledge.extract.people.model import Referent, Role

STEM = 5

HEADS_OF_SOMETHING = frozenset(
    ("head", "chief", "director", "chair", "leader", "member", "representative", "secretary", "president")
)
"""Nouns that say nothing without what they are the head of."""

EMPTY_WORDS, NATION_WORDS = load_grammar()["empty_in_offices"], load_grammar()["modifiers"]


def add_role(person: Referent, role: Role) -> None:
    """Note what somebody is said to be, and of which states, each once."""
    if not any(known.head == role.head and known.words == role.words for known in person.roles):
        person.roles.append(role)
    for nation in role.nations:
        if nation not in person.nations:
            person.nations.append(nation)


def same_head(one: str, other: str) -> bool:
    """Whether two nouns name one office: the same, or words for it that go together."""
    same = load_roles().same
    return (
        one == other
        or (one in same and same[one] == same.get(other))
        or (bool(one) and bool(other) and (one.endswith(f" {other}") or other.endswith(f" {one}")))
    )


def stems(words: Sequence[str] | frozenset[str] | set[str]) -> set[str]:
    """Words by their beginnings, so that "fisheries" and "fishery", "defence" and "defense" are one."""
    return {word[:STEM] for word in words}
