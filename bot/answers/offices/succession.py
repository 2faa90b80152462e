"""Who held an office after somebody, or before: "who replaced Kishida?", "who was Iwaya's predecessor?" """

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from bot.answers.offices.attested import Holder, find_country, find_holders, find_role, posts_of, tell_holder
from bot.answers.outcome import Answered, NotFound, NotUnderstood
from bot.answers.question import Question
from bot.answers.telling.refusal import refuse
from bot.intents.model import AnswerKind, Item
from knowledge.gazetteer import join_key
from knowledge.values import replace

Side = Literal["after", "before"]

_ASKING: frozenset[AnswerKind] = frozenset({"person", "identity", "fact", "office", "claim"})
_LIGHT = frozenset({"be", "take-office", "host", "serve", "work"})
_LONGEST = 4
"""Tokens of "took the place of"."""

_BARE = frozenset({"after", "before"})
"""Words right behind which the name must stand: "before Iwaya", but not "before he was minister"."""

_OTHER: Mapping[Side, Side] = {"after": "before", "before": "after"}
_CONFIDENCE = 80


def answer_succession(question: Question) -> Answered | NotFound | NotUnderstood | None:
    """The next in an office whom the articles name, or the last before; None where something else is asked.

    That nobody came between the two, no article says, so the answer says that.
    """
    found = _find_turn(question)
    if found is None:
        return None
    person, side = found
    post = _find_post(person, question)
    if post is None or post.office.country is None:
        return refuse(question, ())
    return _tell_beside(post, side, question) or refuse(question, ())


def answer_beside_holder(question: Question) -> Answered | NotFound | NotUnderstood | None:
    """The same where a conversation has named post and holder: "who was it before him?"; None of other questions."""
    asked = question.asked
    if asked.beside_holder is None:
        return None
    known = {option[2:] for item in asked.of_kind("entity") if item.excluded for option in item.options}
    role, country = find_role(question), find_country(question)
    holders = find_holders(question, role, country) if role and country else []
    held = [holder for holder in holders if holder.person.id in known]
    told = (
        _tell_beside(held[0 if asked.beside_holder == "before" else -1], asked.beside_holder, question)
        if held
        else None
    )
    return told or refuse(replace(question, asked=replace(asked, items=asked.of_kind("concept"))), ())


def _tell_beside(post: Holder, side: Side, question: Question) -> Answered | None:
    """The nearest holder of a post on one side of another; None where the articles name none."""
    holders = find_holders(question, post.office.role, post.office.country or "")
    others = [holder for holder in holders if holder.person.id != post.person.id]
    if side == "after":
        other = next((h for h in others if h.first > post.last), None)
    else:
        other = next((h for h in reversed(others) if h.last < post.first), None)
    told = tell_holder(other, question) if other is not None else None
    if told is None:
        return None
    wording = question.wording
    lead = wording.say(f"{side}_in_office", name=wording.name(post.person)) + wording.gap + told.text
    return Answered(lead=replace(told, text=lead), confidence=_CONFIDENCE)


def _find_turn(question: Question) -> tuple[Item, Side] | None:
    """Whose office it is, and which side of him is asked for; None where more is asked, or something else."""
    asked = question.asked
    if asked.answer not in _ASKING:
        return None
    own = [i for i in asked.of_kind("entity") if question.is_kind(i, "person") and not i.carried and not i.by_office]
    persons = own or [i for i in asked.of_kind("entity") if question.is_kind(i, "person") and asked.pronoun]
    if not persons or len(persons) > (2 if asked.polar else 1):
        return None
    for first, last, kind, strong in _words_of_turn(question):
        if (not strong and find_role(question) is None) or _names_more(first, last, question):
            continue
        if kind.endswith("nouns"):
            person = next((p for p in reversed(persons) if p.position < first), persons[0])
            if not strong and not _is_owner(person, first, question):
                continue
        else:
            person = next((p for p in persons if p.position >= last or p.position < 0), persons[0])
            if last - first == 1 and question.utterance.tokens[first].folded in _BARE and person.position != last:
                continue
        side: Side = "after" if kind.startswith("after") else "before"
        active = 0 <= person.position < first and kind.endswith("verbs") and not _is_passive(last, question)
        return person, _OTHER[side] if active else side
    return None


def _words_of_turn(question: Question) -> Iterator[tuple[int, int, str, bool]]:
    """Words for coming after or before somebody: where they stand, their list, and whether they need no office."""
    lists: Mapping[str, Collection[str]] = question.knowledge.resource("grammar")["succession"]
    tokens = question.utterance.tokens
    for first in range(len(tokens)):
        for last in range(min(len(tokens), first + _LONGEST), first, -1):
            key = join_key(tokens[first:last])
            for kind in ("after_nouns", "before_nouns", "after_verbs", "before_verbs"):
                if key in lists[kind]:
                    yield first, last, kind, key in lists["telling"]


def _is_passive(last: int, question: Question) -> bool:
    """Whether "by" stands behind a verb: "who was she succeeded by?"."""
    return any(token.folded == "by" for token in question.utterance.tokens[last : last + 1])


def _is_owner(person: Item, place: int, question: Question) -> bool:
    """Whether somebody's name stands right before a word, as its owner: "Kishida's place"."""
    piece = next((piece for piece in question.utterance.pieces if piece.first == person.position), None)
    return piece is not None and piece.last == place and question.utterance.tokens[place - 1].possessive


def _names_more(first: int, last: int, question: Question) -> bool:
    """Whether a question names more than people, an office and its state, so that something else is asked."""
    light = question.scoring.light_concepts | set(question.knowledge.resource("grammar")["offices"])
    for item in question.asked.items:
        concepts = {option[2:] for option in item.options if option.startswith("c:")}
        if first <= item.position < last or item.carried or item.position < 0:
            continue
        if item.kind == "entity" and question.is_kind(item, "person", "country", "organisation"):
            continue
        if any(concept.startswith("office-") for concept in concepts) or (concepts and concepts <= light):
            continue
        if item.kind == "relation" and {option[2:] for option in item.options} <= _LIGHT:
            continue
        return True
    return bool(question.asked.timexes)


def _find_post(item: Item, question: Question) -> Holder | None:
    """The post of a person that is meant: the one named, or his last."""
    role = find_role(question)
    groups = question.knowledge.resource("grammar")["offices"]
    named = None if role is None or f"office-{role}" in groups else role
    posts = [post for person in question.entities_of(item)[:1] for post in posts_of(person)]
    return next((post for post in reversed(posts) if named in (None, post.office.role)), None)
