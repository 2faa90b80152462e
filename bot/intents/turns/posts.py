"""Questions about a post that was just spoken of: "since when?", "who was it before him?", "and in 2015?"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from bot.intents.items.slots import Grammar, Names, kinds_of
from bot.intents.model import Dialogue, Interpretation, Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key
from knowledge.model import EntityId
from knowledge.values import replace

_LIGHT = frozenset(
    {"c:previous", "c:rank", "c:result", "c:change", "r:be", "r:take-office", "r:host", "r:come", "r:serve", "r:follow",
     "r:abide", "w:successor"}
)  # fmt: skip
"""What a question for who else held a post may name beside it: "the job", "came", "held"."""

_OF_HOLDERS = ("person", "identity", "office", "fact")
_OFFICE = "c:office-"
_NEAR = 3
"""Words up to which "before" may stand in front of a holder's name."""

Beside = Literal["before", "after"]


def ask_of_post(
    asked: Interpretation,
    utterance: Utterance,
    dialogue: Dialogue,
    names: Names,
    meant: Callable[[tuple[EntityId, ...]], EntityId],
) -> Interpretation | None:
    """The question with the post that it means; None where it does not ask about one.

    Args:
        meant: of those who were spoken of the one whom the question's pronoun means.
    """
    own = [item for item in asked.items if not item.carried]
    holder = next((item for item in own if kinds_of(item, names) == {"person"}), None)
    rest = [item for item in own if item is not holder and not _is_office(item)]
    office = next((item for item in own if _is_office(item)), None)
    verbs = {f"r:{t.id}" for piece in utterance.pieces for t in piece.targets if t.kind == "relation"}
    rest_only = verbs <= {"r:be"} and not asked.pronoun and not asked.timexes and not asked.polar
    if rest_only and (other := _other_post(asked, own, office, dialogue, names)) is not None:
        return other
    last = tuple(person for person in dialogue.people if "person" in _kinds_of(person, names))
    person = holder or (_person(meant(last)) if last else None)
    pointed = any("c:rank" in item.options for item in rest) and holder is None
    known = _find_post(office, person, dialogue, names) or (dialogue.last_post if pointed else None)
    if known is None or not verbs <= _LIGHT or not _is_all_light(rest):
        return None
    post = _items_of(known)
    beside = _find_beside(asked, of_post=office is not None or _was_of_post(dialogue))
    if person is not None and asked.answer == "time" and "beginning" in asked.signs and office is None:
        taking = Item(kind="relation", options=("r:take-office",), text="take office", position=-1)
        held = replace(person, role="agent", hard=True)
        return replace(asked, items=(held, post[0], taking), follow_up=True)
    if person is not None and beside is not None and not asked.polar and asked.answer in _OF_HOLDERS:
        others = replace(person, role="any", hard=False, excluded=True)
        return replace(asked, items=(*post, others), timexes=(), intent="find_person", answer="person",
                       beside_holder=beside, follow_up=True)  # fmt: skip
    bare = (not own or (pointed and office is None)) and not asked.pronoun and asked.timexes and not asked.polar
    if bare and (asked.answer == "person" or (asked.answer in _OF_HOLDERS and _was_of_post(dialogue))):
        return replace(asked, items=post, intent="find_person", answer="person", follow_up=True)
    return None


def _other_post(
    asked: Interpretation, own: list[Item], office: Item | None, dialogue: Dialogue, names: Names
) -> Interpretation | None:
    """The question who holds another post of the same country, or the same of another: "and the foreign minister?",
    "and China's?"; None where it names more, or anything else was told last."""
    if dialogue.post is None or len(own) != 1 or asked.answer not in _OF_HOLDERS:
        return None
    role, country = dialogue.post
    if office is not None:
        role = office.options[0].removeprefix(_OFFICE)
    elif kinds_of(own[0], names) == {"country"} and own[0].options[0] != f"e:{country}":
        country = EntityId(own[0].options[0][2:])
    else:
        return None
    return replace(asked, items=_items_of((role, country)), intent="identify", answer="identity", follow_up=True)


def beside_named_holder(asked: Interpretation, utterance: Utterance, names: Names, grammar: Grammar) -> Interpretation:
    """The question with whom it wants where it names an office and somebody who held it: "before Kamikawa"."""
    persons = [item for item in asked.items if kinds_of(item, names) == {"person"}]
    offices = [item for item in asked.items if _is_office(item)]
    rest = [item for item in asked.items if item not in persons and item not in offices]
    holder = names.entity(EntityId(persons[0].options[0][2:])) if persons else None
    home = f"e:{holder.of}" if holder is not None and holder.of is not None else ""
    fitting = all(home in item.options or _is_all_light([item]) for item in rest)
    if len(persons) != 1 or len(offices) != 1 or not home or not fitting or asked.answer not in ("person", "identity"):
        return asked
    beside = _stands_behind(persons[0], utterance, grammar)
    if beside is None or asked.polar:
        return asked
    country = Item(kind="entity", options=(home,), text=home[2:], position=-1)
    person = replace(persons[0], role="any", hard=False, excluded=True)
    return replace(asked, items=(*offices, country, person), intent="find_person", answer="person",
                   beside_holder=beside)  # fmt: skip


def _find_post(
    office: Item | None, person: Item | None, dialogue: Dialogue, names: Names
) -> tuple[str, EntityId] | None:
    """The post that a question names, in the country of whom it means; else the one that was just told of."""
    if office is None:
        return dialogue.post
    holder = names.entity(person.options[0][2:]) if person is not None else None
    country = dialogue.post[1] if dialogue.post is not None else holder.of if holder is not None else None
    role = office.options[0].removeprefix(_OFFICE)
    return (role, country) if country is not None else None


def _find_beside(asked: Interpretation, *, of_post: bool) -> Beside | None:
    """Whom a question wants of those who held the post: "and before that?" asks so where a holder was asked for."""
    if "holder_before" in asked.signs or (of_post and "before_that" in asked.signs):
        return "before"
    return "after" if "holder_after" in asked.signs or (of_post and "after_that" in asked.signs) else None


def _stands_behind(person: Item, utterance: Utterance, grammar: Grammar) -> Beside | None:
    """The word such as "before" in front of a name, or in Japanese and Chinese behind it."""
    bounds = grammar.words["event_bounds"]
    tokens, place = utterance.tokens, person.position
    words = [token.folded for token in tokens[max(0, place - _NEAR) : place]]
    for beside in ("before", "after"):
        if words[-1:] and words[-1] in bounds[beside]:
            return "before" if beside == "before" else "after"
    piece = next((p for p in utterance.pieces if p.first <= place < p.last), None)
    if piece is None or not tokens[piece.first].cjk:
        return None
    behind = join_key(tokens[piece.last : piece.last + _NEAR]).replace(" ", "")
    for beside in ("before", "after"):
        if any(behind.startswith(word) for word in bounds[beside] if not word.isascii()):
            return "before" if beside == "before" else "after"
    return None


def _was_of_post(dialogue: Dialogue) -> bool:
    """Whether the last question was for the holder of a post, and not for somebody whom it named."""
    return any(_is_office(item) for item in dialogue.items)


def _items_of(post: tuple[str, EntityId]) -> tuple[Item, Item]:
    role, country = post
    return (
        Item(kind="concept", options=(f"c:office-{role}",), text=role, position=-1),
        Item(kind="entity", options=(f"e:{country}",), text=country, position=-1),
    )


def _person(person: EntityId) -> Item:
    return Item(kind="entity", options=(f"e:{person}",), text=person, position=-1)


def _is_office(item: Item) -> bool:
    return any(option.startswith(_OFFICE) for option in item.options)


def _is_all_light(items: list[Item]) -> bool:
    return all(set(item.options) & _LIGHT for item in items)


def _kinds_of(person: EntityId, names: Names) -> set[str]:
    entity = names.entity(person)
    return {entity.kind} if entity is not None else set()
