"""A question with names in the place of its pronouns: "what did she say?" as "what did Yoko Kamikawa say?".

The name is one of the words by which readers ask for a fact; a pronoun is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.intents.items.slots import Grammar, Names
from bot.intents.model import Dialogue, Interpretation, Item
from bot.intents.turns.dialogue import meant_people
from bot.utterance import Utterance
from knowledge.model import Entity, EntityId

_NAMED = ("entity", "topic")
_THINGS = ("document", "topic")
_ACTING = ("country", "organisation")
_PAIR = 2


def name_document(
    asked: Interpretation, utterance: Utterance, dialogue: Dialogue, names: Names, grammar: Grammar
) -> str | None:
    """The question with the document that "it" means, which was just spoken of: "what does it say about China?"; else
    with the only state that was: "what does it want?"."""
    words = grammar.words["naming_pronouns"]
    if asked.answer not in ("statement", "quote", "claim", "fact", "overview"):
        return None
    documents = [item for item in _things(dialogue, names) if _kind(item, names) == "document"]
    if not documents and asked.answer == "statement":
        states = [i for i in dialogue.items if _kind(i, names) == "country" and i.role != "place" and not i.excluded]
        documents = states if len({item.options for item in states}) == 1 else []
    if not documents or _names_any(utterance, names, "document"):
        return None
    acting = any(item.role == "agent" and _kind(item, names) in _ACTING for item in dialogue.items)
    if documents[0].role != "agent" and acting and asked.of_kind("relation"):
        return None  # "what did it demand?" is asked of the state that protested against the document
    name = _call(documents[0], utterance, names)
    if not utterance.text.isascii():
        return _put_inside(utterance.text, name, words["inside"])
    place = next((place for place, token in enumerate(utterance.tokens) if token.folded in words["it"]), None)
    subject = place is not None and place > 0 and utterance.tokens[place - 1].folded in words["helping"]
    return _put(utterance, place, name) if place is not None and subject else None


def name_people(utterance: Utterance, dialogue: Dialogue, names: Names, grammar: Grammar) -> tuple[str, ...]:
    """The question with the name of whom its pronoun means, or of both whom "they" are."""
    words = grammar.words["pronouns"]
    if not utterance.text.isascii():
        return tuple(_name_cjk(utterance, dialogue, names, grammar))
    for place, token in enumerate(utterance.tokens):
        if token.folded in words["people"] and len(dialogue.people) >= _PAIR:
            both = [_called(person, utterance, names) for person in dialogue.people[:_PAIR]]
            whose = token.folded in grammar.words["naming_pronouns"]["whose"]
            return () if whose or "" in both else (_put(utterance, place, " and ".join(both)),)
        if token.folded in words["person"]:
            whose = _is_owner(utterance, place, grammar)
            meant = meant_people(dialogue.people, utterance, names, grammar)[:1]
            called = [_called(person, utterance, names) for person in meant]
            return tuple(_put(utterance, place, f"{name}'s" if whose else name) for name in called)
    return ()


def name_thing(utterance: Utterance, dialogue: Dialogue, names: Names, grammar: Grammar) -> tuple[str, ...]:
    """The question with the matter or the document that "it" means, by the words that were used for it and by its
    name; none where that is not clear."""
    things = list(_things(dialogue, names))
    place = next(
        (p for p, token in enumerate(utterance.tokens) if token.folded in grammar.words["naming_pronouns"]["it"]), None
    )
    if place is None or not utterance.text.isascii() or _names_any(utterance, names, *_THINGS) or len(things) != 1:
        return ()
    typed = f"the {things[0].text}" if things[0].text.isascii() and things[0].position >= 0 else ""
    called = [name for name in (typed, _call(things[0], utterance, names)) if name]
    return tuple(_put(utterance, place, name) for name in dict.fromkeys(called))


def stands_in(item: Item, utterance: Utterance) -> bool:
    """Whether an item is of an utterance's own words, and none of what it takes over."""
    token = utterance.tokens[item.position : item.position + 1] if item.position >= 0 and not item.carried else ()
    return bool(token) and item.text.startswith(token[0].folded)


def points_to_place(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether a question keeps to the place that was just spoken of: "who else did he meet there?"."""
    typed, words = {token.folded for token in utterance.tokens}, grammar.words["naming_pronouns"]["there"]
    return bool(typed & words) or any(word in utterance.text for word in words if not word.isascii())


def _name_cjk(utterance: Utterance, dialogue: Dialogue, names: Names, grammar: Grammar) -> Iterator[str]:
    words, text = grammar.words["pronouns"], utterance.text
    for kind in ("people", "person"):
        found = [word for word in words[kind] if not word.isascii() and word in text]
        if not found:
            continue
        word = max(found, key=len)
        place = text.index(word)
        if any(other in text for other in grammar.words["naming_pronouns"]["no_pronoun"]):
            return
        if kind == "people":
            both = [_called(person, utterance, names) for person in dialogue.people[:_PAIR]]
            joined = "と".join(both) if utterance.language == "ja" else "和".join(both)
            called = [joined] if len(both) == _PAIR and all(both) else []
        else:
            meant = meant_people(dialogue.people, utterance, names, grammar)[:1]
            called = [_called(person, utterance, names) for person in meant]
        yield from (f"{text[:place]}{name}{text[place + len(word) :]}" for name in called)
        return


def _put_inside(text: str, name: str, words: Collection[str]) -> str | None:
    """The question with the name of a document where it says "in there": 里面怎么说朝鲜."""
    word = max((word for word in words if word in text), key=len, default=None)
    return text.replace(word, name, 1) if word is not None else None


def _is_owner(utterance: Utterance, place: int, grammar: Grammar) -> bool:
    """Whether a pronoun stands before what somebody has: "her speech", but not "meet her in Beijing"."""
    words = grammar.words["naming_pronouns"]
    token = utterance.tokens[place].folded
    behind = utterance.tokens[place + 1].folded if place + 1 < len(utterance.tokens) else ""
    if token in words["either"]:
        return bool(behind) and not grammar.has("en", "other_before", behind) and behind not in words["helping"]
    return token in words["whose"]


def _names_any(utterance: Utterance, names: Names, *kinds: str) -> bool:
    targets = [target for piece in utterance.pieces for target in piece.targets if target.kind in _NAMED]
    entities = (names.entity(EntityId(target.id)) for target in targets)
    return any(entity is not None and entity.kind in kinds for entity in entities)


def _put(utterance: Utterance, place: int, name: str) -> str:
    token = utterance.tokens[place]
    return f"{utterance.text[: token.start]}{name}{utterance.text[token.end :]}"


def _things(dialogue: Dialogue, names: Names) -> Iterator[Item]:
    """The matters and documents that were spoken of last: those the question named, else those it took over."""
    found = [item for item in dialogue.items if _kind(item, names) in _THINGS and not item.excluded]
    yield from ([item for item in found if not item.carried] or found)


def _call(item: Item, utterance: Utterance, names: Names) -> str:
    """A thing by the name that is sure to mean it."""
    return _called(EntityId(item.options[0][2:]), utterance, names)


def _called(entity_id: EntityId, utterance: Utterance, names: Names) -> str:
    entity = names.entity(entity_id)
    return _name(entity, utterance) if entity is not None else ""


def _name(entity: Entity, utterance: Utterance) -> str:
    return str(getattr(entity.name, utterance.language, entity.name.en))


def _kind(item: Item, names: Names) -> str:
    entity = names.entity(EntityId(item.options[0][2:])) if item.options and item.options[0][:2] == "e:" else None
    return entity.kind if entity is not None else ""
