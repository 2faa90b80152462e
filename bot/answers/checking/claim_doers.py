"""Who does in a fact what a claim says: by the parties of the fact, and by the words of its sentence where what is
claimed is only told in it: "Japan's report said that China poses a challenge"."""

from __future__ import annotations

from functools import lru_cache

from bot.answers.checking.claim_words import BOTH_ALIKE
from bot.answers.deciding.told_doers import find_told_doers, find_told_owners
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.gazetteer import Piece
from knowledge.values import dataclass

_ACTING = ("person", "country")
_JOINED = frozenset({"and", "&"})
_HELPING = frozenset("did does do has have had will would can could".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verb:
    """What somebody does in a claim."""

    relations: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    things: tuple[frozenset[str], ...] = ()
    """The words behind it, each with what it may be a form of."""

    speaks: bool = False


def find_wrong_doers(question: Question, found: Found) -> tuple[Item, ...]:
    """Those who do it in a claim and not in the fact."""
    return tuple(item for item, verb in _find_doers(question) if not _does_it(item, verb, question, found))


def _find_doers(question: Question) -> list[tuple[Item, _Verb]]:
    """Those of whom a claim says that they do it, with what: whoever is named first and those beside him, or who stands
    behind "by"; nobody of an earlier question, and nobody of a clause that only describes."""
    asked, tokens = question.asked, question.utterance.tokens
    acting = [i for i in asked.of_kind("entity") if not i.carried and i.position >= 0 and question.is_kind(i, *_ACTING)]
    acting = sorted((item for item in acting if item.role != "place"), key=lambda item: item.position)
    if question.utterance.language != "en":
        relations = frozenset(o[2:] for item in asked.of_kind("relation") for o in item.options)
        return [(item, _Verb(relations=relations)) for item in acting if item.role == "agent"]
    for item in acting:
        if item.role == "agent" and question.word_of(item, -1) == "by":
            verb = _verb_before(item, question)
            return [(item, verb)] if verb is not None else []
    if not acting or not (acting[0].role == "agent" or _is_behind_helping(acting[0], question)):
        return []
    doers, end = acting[:1], _end(acting[0])
    for item in acting[1:]:
        between = {token.folded for token in tokens[end : item.position]}
        if between & _JOINED and between <= _JOINED | {"the"}:
            doers.append(item)
            end = _end(item)
    verb = _verb_behind(end, question)
    return [(item, verb) for item in doers]


def _end(item: Item) -> int:
    return item.position + len(item.text.split())


def _is_behind_helping(item: Item, question: Question) -> bool:
    """Whether somebody stands right behind "did" with what he did behind him: "Did Japan provoke China …?"."""
    tokens = question.utterance.tokens
    before = question.word_of(item, -1)
    if before == "the":
        before = question.word_of(item, -2)
    names = " ".join(entity.name.en.lower() for entity in question.entities_of(item))
    typed = " ".join(token.folded for token in tokens[item.position : _end(item)])
    return (
        before in _HELPING
        and typed.removeprefix("the ") in [*names.split(), names]
        and not (tokens[_end(item) - 1].possessive)
    )


def _does_it(item: Item, verb: _Verb, question: Question, found: Found) -> bool:
    fact, knowledge = found.record.fact, question.knowledge
    voices = tuple(filter(None, (fact.speaker, fact.relayed_by)))
    doers = (*fact.agents, *voices)
    if fact.speaker and fact.agents and fact.relation in verb.relations and not verb.speaks:
        doers = fact.agents  # the speaker tells what others did
    spoken = fact.speaker in (None, *fact.agents) or fact.relation in question.scoring.spoken_relations
    if verb.speaks and not spoken and not stands_for(item, voices, knowledge):
        return False  # they did what the speaker tells, and told nothing
    near = {other for relation in verb.relations for other in question.relations.near.get(relation, frozenset())}
    own = verb.speaks or fact.relation in verb.relations | near or not (verb.relations or verb.stems)
    if own and stands_for(item, doers, knowledge):
        return True
    told = find_told_doers(fact.sentence, verb.stems, knowledge)
    told = told or next((o for thing in verb.things if (o := find_told_owners(fact.sentence, thing, knowledge))), told)
    if told and not verb.speaks:
        return _is_one_of(item, told, question)
    told_of = fact.relation in BOTH_ALIKE or (fact.speaker is not None and not own)
    return (told_of and stands_for(item, fact.targets, knowledge)) or stands_for(item, doers, knowledge)


def _is_one_of(item: Item, told: frozenset[str], question: Question) -> bool:
    states = {entity.of for entity in question.entities_of(item)}
    return stands_for(item, told, question.knowledge) or any(one in states for one in told)


def _verb_behind(end: int, question: Question) -> _Verb:
    """The first word behind somebody's name that tells what he does, and the words behind it."""
    pieces, tokens = [piece for piece in question.utterance.pieces if piece.first >= end], question.utterance.tokens
    for place, piece in enumerate(pieces):
        verb = _read_verb(piece, question)
        if verb is not None:
            return _Verb(
                relations=verb.relations, stems=verb.stems, speaks=verb.speaks,
                things=tuple(_stems(other, question) for other in pieces[place + 1 :] if _is_thing(other, question)
                             and not tokens[other.first - 1].possessive),
            )  # fmt: skip
    return _Verb()


def _verb_before(item: Item, question: Question) -> _Verb | None:
    """What is done "by" somebody, where a verb tells it."""
    before = [piece for piece in question.utterance.pieces if piece.last <= item.position - 1]
    verb = _read_verb(before[-1], question) if before else None
    return verb if verb is not None and (verb.relations or verb.speaks) else None


def _read_verb(piece: Piece, question: Question) -> _Verb | None:
    words = question.knowledge.resource("checking")
    typed = [token.folded for token in question.utterance.tokens[piece.first : piece.last]]
    if find_stems(typed[0]) & _stems_of(tuple(words["saying"]["en"])):
        return _Verb(speaks=True)
    kinds = {target.kind for target in piece.targets}
    if kinds & {"entity", "topic"} or (typed[0] in words["function_words"]["en"] and "relation" not in kinds):
        return None
    relations = frozenset(target.id for target in piece.targets if target.kind == "relation")
    if relations or "concept" in kinds or any(item.position == piece.first for item in question.asked.items):
        return _Verb(relations=relations, stems=_stems(piece, question))
    return None


@lru_cache(maxsize=8)
def _stems_of(words: tuple[str, ...]) -> frozenset[str]:
    return find_stems(" ".join(words))


def _is_thing(piece: Piece, question: Question) -> bool:
    little = question.knowledge.resource("checking")["function_words"]["en"]
    named = any(target.kind == "entity" for target in piece.targets)
    return not named and question.utterance.tokens[piece.first].folded not in little


def _stems(piece: Piece, question: Question) -> frozenset[str]:
    """What the last word of a piece may be a form of, or its only one."""
    return frozenset(find_stems(question.utterance.tokens[piece.last - 1].folded))
