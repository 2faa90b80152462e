"""States, people and bodies that an English sentence names, each with how it stands there: as whose, behind "by" ..."""

from __future__ import annotations

from bot.answers.finding.knowledge import Knowledge
from bot.answers.finding.part_words import PartWords
from knowledge.gazetteer import Token, join_key, split_tokens
from knowledge.values import dataclass

_LONGEST = 4
"""Words of a name."""

_ADJECTIVES = 2
"""Words that may stand between a preposition and a name: "by two armed Chadians"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who is named in a sentence."""

    ids: frozenset[str]
    """What the name may mean, and what that belongs to: a minister is his country's."""

    states: frozenset[str]
    """Those of them that are states."""

    people: frozenset[str]
    """Those of them that are people: with any, it is a person who is named."""

    first: int
    last: int
    """Its tokens are `[first, last)`."""

    is_place: bool
    """A town or a region, which may stand for where something was, and does nothing by itself."""

    owns: bool
    """What stands behind is said to be its own: "Kenyan boats", "Kenya's boats"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Words of a sentence with who is named in it."""

    text: str
    tokens: tuple[Token, ...]
    parties: tuple[Party, ...]

    def gap(self, place: int) -> str:
        """What stands between a token and the next."""
        end = self.tokens[place + 1].start if place + 1 < len(self.tokens) else len(self.text)
        return self.text[self.tokens[place].end : end]

    def preposition_before(self, party: Party, words: PartWords) -> int | None:
        """Where the preposition stands that a party hangs on."""
        skipped = 0
        for place in range(party.first - 1, -1, -1):
            word = self.tokens[place]
            if self.gap(place).strip() or word.possessive:
                return None
            if word.folded in words.prepositions:
                return place
            if word.folded not in words.determiners:
                skipped += 1
            if skipped > _ADJECTIVES or word.folded in words.light - words.determiners:
                return None
        return None


def read_sentence(text: str, knowledge: Knowledge) -> Sentence:
    """The words of a sentence and its parties; names are found by their capitals."""
    tokens = split_tokens(text)
    spans = {
        (first, last): join_key(tokens[first:last])
        for first, token in enumerate(tokens)
        if token.text[:1].isupper()
        for last in range(first + 1, min(len(tokens), first + _LONGEST) + 1)
    }
    known = knowledge.find_aliases(spans.values())
    parties: list[Party] = []
    place = 0
    while place < len(tokens):
        last = next(
            (end for end in range(min(len(tokens), place + _LONGEST), place, -1)
             if any(t.kind == "entity" for t in known.get(spans.get((place, end), ""), ()))),
            None,
        )  # fmt: skip
        if last is None:
            place += 1
            continue
        ids = [t.id for t in known[spans[place, last]] if t.kind == "entity"]
        if (party := make_party(ids, place, last, tokens, text, knowledge)) is not None:
            parties.append(party)
        place = last
    return Sentence(text=text, tokens=tokens, parties=tuple(parties))


def make_party(
    ids: list[str], first: int, last: int, tokens: tuple[Token, ...], text: str, knowledge: Knowledge
) -> Party | None:
    """Who some entities are that stand at a place of a sentence; None where they are nobody who acts."""
    every = {*ids, *(wider for id in ids for wider in knowledge.wider(id))}
    kinds = {id: entity.kind for id in every if (entity := knowledge.entity(id)) is not None}
    states = frozenset(id for id, kind in kinds.items() if kind == "country")
    people = frozenset(id for id in ids if kinds.get(id) == "person")
    if not states and not people and "organisation" not in kinds.values():
        return None
    end = tokens[last - 1]
    owns = end.possessive or text[end.end : end.end + 1] in ("'", "’")
    if not owns and not people and last < len(tokens) and text[end.end : tokens[last].start] == " ":
        names = [entity for id in ids if (entity := knowledge.entity(id)) is not None and entity.kind == "country"]
        typed = text[tokens[first].start : end.end].lower()
        owns = bool(names) and all(typed != entity.name.en.removeprefix("the ").lower() for entity in names)
    is_place = all(kinds.get(id) in ("place", "body_of_water") for id in ids) and not any(
        entity.metonym_for for id in ids if (entity := knowledge.entity(id)) is not None
    )
    return Party(
        ids=frozenset(every), states=states, people=people, first=first, last=last, is_place=is_place, owns=owns
    )
