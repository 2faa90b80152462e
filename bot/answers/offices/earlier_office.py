"""What somebody was before an office: "what did he do before he became minister?" """

from __future__ import annotations

from bot.answers.offices.attested import find_role, posts_of, tell_holder
from bot.answers.outcome import Answered, NotFound, NotUnderstood
from bot.answers.question import Question
from bot.answers.telling.refusal import refuse
from bot.intents.model import Item
from knowledge.gazetteer import Piece
from knowledge.model import Entity

_BETWEEN = 4
"""Tokens that may stand between "before" and the office: "he", "becoming", "the"."""

_LIGHT = frozenset({"be", "take-office", "host", "serve", "work"})
_CONFIDENCE = 85


def answer_earlier_office(question: Question) -> Answered | NotFound | NotUnderstood | None:
    """The last office that somebody is known to have held before the one named, or that none is; None where something
    else is asked."""
    person = _find_person(question)
    bare = _asks_before_that(question)
    if person is None or question.asked.polar or not (bare or _asks_before_office(question)):
        return None
    posts, role = posts_of(person), find_role(question)
    held = (
        next((post for post in posts if role in (None, post.office.role)), None)
        if not bare
        else (posts[-1] if posts else None)
    )
    earlier = [p for p in posts if held is not None and p.last < held.first and p.office.role != held.office.role]
    told = tell_holder(earlier[-1], question) if earlier else None
    return Answered(lead=told, confidence=_CONFIDENCE) if told is not None else refuse(question, ())


def _find_person(question: Question) -> Entity | None:
    """The one person that a question names or means, and whom nothing in it sets apart: not in "before Kim"."""
    items = [i for i in question.asked.of_kind("entity") if question.is_kind(i, "person") and not i.by_office]
    named = [item for item in items if not item.carried] or items
    if len(named) != 1 or named[0].excluded:
        return None
    return next((entity for entity in question.entities_of(named[0]) if entity.kind == "person"), None)


def _asks_before_office(question: Question) -> bool:
    """Whether "before" stands by an office or the taking of one, and nothing else is asked than what somebody was."""
    pieces = question.utterance.pieces
    verbs = {t.id for p in pieces for t in p.targets if t.kind == "relation"}
    if not verbs <= _LIGHT or question.asked.of_kind("topic", "unknown"):
        return False
    if question.asked.answer == "time":
        return False
    return any(_is_before(piece, question) for piece in pieces if _is_of_office(piece))


def _asks_before_that(question: Question) -> bool:
    """Whether all that is asked is what somebody was before what was just told of him: "what was he before that?"."""
    asked = question.asked
    own = any(not item.carried and item.position >= 0 and not _is_word_for_post(item) for item in asked.items)
    return asked.follow_up and "was_before" in asked.signs and not own


def _is_word_for_post(item: Item) -> bool:
    return bool(set(item.options) & {"c:rank", "c:previous", "c:office"})


def _is_of_office(piece: Piece) -> bool:
    return any(target.id == "take-office" or target.id.startswith("office-") for target in piece.targets)


def _is_before(piece: Piece, question: Question) -> bool:
    """Whether a word such as "before" stands in front of a piece or, in Japanese and Chinese, behind it."""
    bounds = question.knowledge.resource("grammar")["event_bounds"]["before"]
    tokens = question.utterance.tokens
    if tokens[piece.first].cjk:
        behind = "".join(token.folded for token in tokens[piece.last : piece.last + _BETWEEN])
        return any(word in behind for word in bounds if not word.isascii())
    before = f" {' '.join(token.folded for token in tokens[max(0, piece.first - _BETWEEN) : piece.first])} "
    return any(f" {word} " in before for word in bounds if word.isascii())
