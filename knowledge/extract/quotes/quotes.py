"""Quotes and people of an article, brought together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.articles.model import NewsArticle
from knowledge.extract.lexicon import load_roles
from knowledge.extract.model import FoundQuote, Person, Speaker
from knowledge.extract.people.discourse import read_discourse
from knowledge.extract.people.model import Discourse, Referent
from knowledge.extract.quotes.speakers import attribute_quotations
from knowledge.extract.quotes.transcripts import Turn, find_turns
from knowledge.extract.units import Unit, find_units
from knowledge.extract.world.world import load_world
from knowledge.values import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Who is spoken of in an article and what they say."""

    units: tuple[Unit, ...]
    blocks_of_units: tuple[int, ...]
    discourse: Discourse
    people: tuple[Person, ...]
    quotes: tuple[FoundQuote, ...]
    turns: tuple[Turn, ...]
    speaker_of: Mapping[int, Speaker]
    """By `id` of a referent."""

    referent_of_quote: Mapping[int, Referent]
    """Who says a quote, by its first offset."""

    turn_referents: tuple[Referent | None, ...]
    """For each unit whose turn of a transcript it belongs to."""


def read_speech(article: NewsArticle) -> Speech:
    """Find sentences, people and quotes of an article."""
    units, blocks = _units(article)
    head = f"{article.headline or ''} {article.text[: article.blocks[0].span.start] if article.blocks else ''}"
    turns = tuple(_with_full_name(turn, head) for turn in find_turns(article.text, article.blocks))
    by_block = {turn.block: turn for turn in turns}
    author = _author(article)
    authors = [by_block[block].speaker if block in by_block else author for block in blocks]
    discourse = read_discourse(article.text, units, authors)
    people = {id(person): _person(person) for person in discourse.people}
    referents = {id(m.referent): m.referent for m in discourse.mentions if m.referent is not None}
    speakers = {key: _speaker(referent, people) for key, referent in referents.items()}
    of_units = [_referent_of_turn(by_block.get(block), discourse) for block in blocks]
    attributed = attribute_quotations(article.text, units, blocks, discourse, of_units)
    said_by = {quotation.inner.start: said.referent for quotation, said, _ in attributed if said.referent is not None}
    for referent in (*said_by.values(), *filter(None, of_units)):
        speakers.setdefault(id(referent), _speaker(referent, people))
    quotes = [
        FoundQuote(
            span=quotation.inner,
            text=article.text[quotation.inner.start : quotation.inner.end],
            speaker=speakers[id(said.referent)] if said.referent is not None else None,
            cue=said.cue,
            attributed=said.attributed,
            marked=True,
            sentence=index,
        )
        for quotation, said, index in attributed
        if re.search(r"\w", article.text[quotation.inner.start : quotation.inner.end])
    ]
    return Speech(
        units=units,
        blocks_of_units=blocks,
        discourse=discourse,
        people=tuple(people.values()),
        quotes=tuple(quotes),
        turns=turns,
        speaker_of=speakers,
        referent_of_quote=said_by,
        turn_referents=tuple(of_units),
    )


def _with_full_name(turn: Turn, head: str) -> Turn:
    """ "MINISTER HADDAD:" by the name that the page's head gives the minister."""
    words = (turn.speaker or "").split()
    if len(words) < 2 or words[0].casefold() not in load_roles().people:
        return turn
    found = re.search(rf"((?:[^\W\d_a-z][\w’'-]+\s+){{1,2}})(?i:{re.escape(words[-1])})(?![\w-])", head)
    if found is None:
        return turn
    given = [word for word in found.group().split() if word[0].isupper()]
    titles = load_roles().people | {title.casefold().strip(".") for title in load_roles().courtesy}
    while given and given[0].casefold().strip(".") in titles:
        given = given[1:]
    name = " ".join(word.capitalize() if word.isupper() else word for word in given)
    return replace(turn, speaker=name) if len(given) > 1 else turn


def _author(article: NewsArticle) -> str | None:
    """Who says "I" in it: its only author."""
    byline = article.byline or ""
    return byline if byline and not re.search(r",|&|\band\b", byline) else None


def _units(article: NewsArticle) -> tuple[tuple[Unit, ...], tuple[int, ...]]:
    units: list[Unit] = []
    blocks: list[int] = []
    in_speech = False
    for number, block in enumerate(article.blocks):
        found = find_units(article.text, block.span.start, block.span.end, in_speech=in_speech)
        in_speech = bool(found and found[-1].quotations and found[-1].quotations[-1].continued)
        units.extend(found)
        blocks.extend([number] * len(found))
    return tuple(units), tuple(blocks)


def _person(referent: Referent) -> Person:
    world = load_world()
    role = next((role for role in referent.roles if role.text), None)
    nation = world.entities[referent.nations[0]].en if referent.nations else None
    assert referent.name is not None
    return Person(
        name=referent.name,
        role=role.text if role else None,
        affiliation=nation,
        gender="he" if referent.gender == "he" else "she" if referent.gender == "she" else None,
        mentions=tuple(referent.mentions),
    )


def _speaker(referent: Referent, people: Mapping[int, Person]) -> Speaker:
    person = people.get(id(referent))
    if person is not None:
        return Speaker(person=person, description=None)
    return Speaker(person=None, description=referent.description or referent.name)


def _referent_of_turn(turn: Turn | None, discourse: Discourse) -> Referent | None:
    if turn is None or turn.speaker is None:
        return None
    words = set(turn.speaker.casefold().split())
    matching: Sequence[Referent] = [
        person
        for person in discourse.people
        if (names := set(" ".join(person.tokens).casefold().split())) <= words or words <= names
    ]
    if matching:
        return matching[0]
    known = turn.speaker if turn.speaker != turn.label else None
    return Referent(name=known, description=turn.speaker, is_person=known is not None)
