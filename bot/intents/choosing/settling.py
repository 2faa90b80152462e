"""Which intent a question has where its cue alone would mislead."""

from __future__ import annotations

from itertools import pairwise

from bot.intents.choosing.catalogue import Catalogue, Intent
from bot.intents.choosing.claiming import asks_plainly, says_what_is
from bot.intents.choosing.openings import asks_how_taken, names_somebody, sets_against
from bot.intents.choosing.sums import asks_for_sum
from bot.intents.items.slots import ACTING_KINDS, Grammar, Names, kinds_of
from bot.intents.items.speaker import asks_for_words
from bot.intents.model import IntentName, Item
from bot.utterance import Utterance
from knowledge.patterns import compile_late

_SOMEBODY = frozenset({"c:official", "c:diplomat", "c:politician", "c:journalist"})
_OFFICES = ("c:office-", "c:minister")
_BODIES = ("ry", "ries", "cy", "cies", "ship", "ships", "office", "offices")
"""Endings of what is no person but a body or a post: "which ministry"."""

_PARTIES = frozenset({"person", "country"})
_SAYING_NOTHING = frozenset({"function"})
_OF_ANY_KIND = ("find_facts", "find_statements")
_OF_ONE_KIND = ("find_reason", "find_time")
_OPENING = 4
"""First words of a question that may be a cue: "what was the reason"."""

_REACH = 4
"""Tokens from "which" to the noun that says who is asked for: "which senior Tokyo official"."""

_WER = compile_late(r"\W*wer\s+(?:is|ist|was|war)\b")


_CUED_INSIDE = ("find_time", "find_latest", "describe_relations")
_SPOKEN_BY = 7
"""Words of a question among which the verb of saying stands: "Did Japanese Foreign Minister Kamikawa say"."""

_PAIR = 2
"""States between which there are differences."""

_CLAUSE = 4
"""Words behind it that are a clause at least."""


def settle_intent(
    intent: Intent,
    utterance: Utterance,
    items: tuple[Item, ...],
    catalogue: Catalogue,
    names: Names,
    grammar: Grammar,
    *,
    fixed: bool,
    replied: bool,
    meaning: bool,
) -> tuple[Intent, bool]:
    """The intent that is meant, and whether "did X say anything about Y" has become a question for words.

    Args:
        fixed: a command has fixed the intent, which then names no kind of thing by itself.
        replied: the question has a word for what somebody said back.
        meaning: it is asked what a term means.
    """
    done = intent.name == "describe_relations" and any(
        item.kind == "relation" for item in items
    )  # 上川は北京に行った？
    plain = done or intent.name in (*_OF_ANY_KIND, "find_latest")
    if not fixed and plain and (asks_plainly(utterance, items, grammar) or says_what_is(utterance, items, grammar)):
        return catalogue.intents["check_claim"], False
    if intent.name == "refuse_private" and not fixed and _is_age_of_thing(utterance, items, names, grammar):
        intent = catalogue.intents["find_time"]  # "how old is the phrase"
    if not fixed and intent.name in _CUED_INSIDE and _claims_words(intent, utterance, grammar):
        return catalogue.intents["check_claim"], False
    if not fixed and asks_for_sum(utterance, items, grammar):
        return catalogue.intents["refuse_off_topic"], False
    speaks = _names_speaker(items, names, utterance) or asks_how_taken(utterance, grammar)
    speaks = speaks or (replied and _has_doer(items, names, utterance, grammar))
    if intent.name == "find_facts" and speaks:
        intent = catalogue.intents["find_statements"]  # "australia said what about the bluebook"
    if intent.name == "find_statements" and not fixed and not speaks and _asks_for_object(utterance, items, grammar):
        intent = catalogue.intents["find_facts"]  # "what did China ban"
    if intent.name == "find_quotes" and not fixed and _asks_for_deed(utterance, items, grammar):
        intent = catalogue.intents["find_facts"]  # "what exactly did they agree on"
    commented = intent.name == "check_claim" and asks_for_words(utterance, items, grammar)
    if commented:
        intent = catalogue.intents["find_statements"]  # "did Seoul say anything about the report"
    told = intent.name == "describe_relations" and any(item.kind in ("topic", "relation") for item in items)
    if told and not fixed and (opening := _opens_as(utterance, catalogue)):
        intent = catalogue.intents[opening]  # "why have relations between Tokyo and Seoul improved"
    if intent.name in _OF_ANY_KIND and _is_set_against(items, utterance, grammar):
        intent = catalogue.intents["compare"]
    if intent.name == "find_count" and _are_apart(utterance, items, names, grammar):
        intent = catalogue.intents["compare"]  # "how far apart were Wang and Kamikawa on the fish"
    if intent.name in _OF_ANY_KIND and not fixed and _asks_for_somebody(utterance, items, grammar):
        intent = catalogue.intents["find_person"]  # "name the aide who", "which Tokyo official turned it down"
    if intent.name == "find_statements" and not fixed and meaning:
        intent = catalogue.intents["identify"]  # "what does extended deterrence mean in that article"
    if intent.name == "list_articles" and not fixed and _asks_who_made(utterance, items, names, grammar):
        intent = catalogue.intents["find_person"]  # "who published the Diplomatic Bluebook"
    if intent.name == "find_facts" and not fixed and _is_bare_event(utterance, items, names):
        intent = catalogue.intents["give_overview"]  # "the Busan talks", 釜山会談
    if intent.name == "find_place" and _means_who(utterance, items, names):
        intent = catalogue.intents["identify"]
    return intent, commented


def settle_comparison(
    utterance: Utterance, items: tuple[Item, ...], names: Names, grammar: Grammar, *, party: bool
) -> IntentName | None:
    """What is asked in words that compare, where nothing is to be set side by side: who acted for each of two, whether
    they differed over a matter, or what the differences between two states were; None where two are compared.

    Args:
        party: somebody is asked for, by his part in an act.
    """
    words, typed = grammar.words["no_comparison"], [token.folded for token in utterance.tokens]
    more = any(word in words["more"] for word in typed) or any(
        word in utterance.text for word in words["more"] if not word.isascii()
    )
    if (party or any(word in utterance.text for word in words["who"])) and not more:
        return "find_person"
    behind = [other for one, other in pairwise([*typed, ""]) if one in words["differing"]]
    if typed[:1] and typed[0] in words["openers"] and any(word in words["over"] for word in behind):
        return "check_claim"
    place = next((place for place, word in enumerate(typed) if word in words["differences"]), None)
    if place is None or typed[place + 1 : place + 2] != ["between"]:
        return None
    if typed[0] in words["openers"]:
        return "check_claim"
    pair = [item for item in items if item.position > place][:_PAIR]
    bare = not any(utterance.tokens[item.position].possessive for item in pair)
    states = len(pair) == _PAIR and bare and all("country" in kinds_of(item, names) for item in pair)
    following = typed[pair[1].position + 1 : pair[1].position + 2] if states else []
    return "find_facts" if states and (not following or following[0] in words["circumstances"]) else None


def _claims_words(intent: Intent, utterance: Utterance, grammar: Grammar) -> bool:
    """Whether a question with yes or no has the cue of another intent only in what it claims: "Did she say that
    relations with China are good?", "Is it published every year?"."""
    words = [token.folded for token in utterance.tokens]
    if utterance.language != "en" or words[0] not in grammar.words["courtesy"]["helping"]:
        return False
    if intent.name == "find_time":
        return words[-1] == "year"
    saying = next(
        (at for at, word in enumerate(words[:_SPOKEN_BY]) if word in grammar.words["saying_that"]["words"]), None
    )
    return saying is not None and len(words) - saying > _CLAUSE


def _opens_as(utterance: Utterance, catalogue: Catalogue) -> IntentName | None:
    """The reason or the time for which a question asks with its first words."""
    words = [token.folded for token in utterance.tokens[:_OPENING]]
    openings = (catalogue.cues.get(" ".join(words[:count]), ()) for count in range(len(words), 0, -1))
    return next((name for names in openings for name in names if name in _OF_ONE_KIND), None)


def _is_age_of_thing(utterance: Utterance, items: tuple[Item, ...], names: Names, grammar: Grammar) -> bool:
    """Whether it is asked how old something is that is nobody: a phrase, a dispute."""
    words = [token.folded for token in utterance.tokens]
    people = grammar.words["parts"]["people"] | {"you", "your"}
    named = [item for item in items if item.kind in ("entity", "topic", "concept")]
    somebody = any("person" in kinds_of(item, names) or {*item.options} & _SOMEBODY for item in named)
    offices = any(option.startswith(_OFFICES) for item in named for option in item.options)
    return words[:2] == ["how", "old"] and bool(named) and not (somebody or offices or people & {*words})


def _asks_for_object(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar) -> bool:
    """Whether it is asked to what somebody did something that is no saying: "what has North Korea launched"."""
    words, deeds = [token.folded for token in utterance.tokens], grammar.words["deeds"]
    doer = next((item for item in items if item.kind == "entity"), None)
    if doer is None or words[:1] != ["what"] or words[1:2] == [] or words[1] not in deeds["helping"]:
        return False
    acts = [item for item in items if item.kind == "relation" and item.position > doer.position]
    if acts and any(item.kind == "entity" and doer.position < item.position < acts[0].position for item in items):
        return False  # "what does Tokyo think about North Korea launching rockets"
    return bool(acts) and all({option[2:] for option in act.options} <= deeds["acts"] for act in acts)


def _asks_for_deed(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar) -> bool:
    """Whether "what exactly did" stands before a verb of something settled or done, which has no words of its own."""
    opening = " ".join(token.folded for token in utterance.tokens).startswith("what exactly did ")
    acts = [item for item in items if item.kind == "relation"]
    deeds = grammar.words["deeds"]["acts"] | grammar.words["deeds"]["settling"]
    return opening and bool(acts) and all({option[2:] for option in act.options} <= deeds for act in acts)


def _asks_who_made(utterance: Utterance, items: tuple[Item, ...], names: Names, grammar: Grammar) -> bool:
    """Whether it is asked who is behind a document that the articles tell of, and not in which article it stands."""
    words = [token.folded for token in utterance.tokens]
    documents = [item for item in items if item.kind == "entity" and "document" in kinds_of(item, names)]
    if words[:1] != ["who"] or len(documents) != 1:
        return False
    between = [word for word in words[1 : documents[0].position] if word not in ("the", "this", "that")]
    return len(between) == 1 and between[0] in grammar.words["authors"]["verbs"]


def _is_bare_event(utterance: Utterance, items: tuple[Item, ...], names: Names) -> bool:
    """Whether nothing but the name of an event stands there, so that nothing of it is asked for but what it was."""
    if len(items) != 1 or utterance.timexes or "event" not in kinds_of(items[0], names):
        return False
    others = (piece for piece in utterance.pieces if piece.first != items[0].position)
    return all(piece.targets and {target.kind for target in piece.targets} <= _SAYING_NOTHING for piece in others)


def _is_set_against(items: tuple[Item, ...], utterance: Utterance, grammar: Grammar) -> bool:
    """Whether two who are named are to be put beside each other."""
    named = {item.options for item in items if item.kind == "entity"}
    return len(named) > 1 and sets_against(utterance, grammar)


def _are_apart(utterance: Utterance, items: tuple[Item, ...], names: Names, grammar: Grammar) -> bool:
    """Whether it is asked how far apart two parties are, who have no distance but in their views."""
    padded = f" {' '.join(token.folded for token in utterance.tokens)} "
    if not any(f" {phrase} " in padded for phrase in grammar.words["comparing"]["apart"]):
        return False
    parties = {i.options for i in items if i.kind == "entity" and i.role != "place" and kinds_of(i, names) & _PARTIES}
    return len(parties) > 1 and not any(kinds_of(item, names) & {"event"} for item in items)


def _means_who(utterance: Utterance, items: tuple[Item, ...], names: Names) -> bool:
    """Whether "wer", which mostly is "where", asks who a person is, as in German: "wer is Kamikawa"."""
    piece = next((piece for piece in utterance.pieces if items and piece.first == items[0].position), None)
    alone = len(items) == 1 and piece is not None and piece.last == len(utterance.tokens)
    return alone and "person" in kinds_of(items[0], names) and _WER.match(utterance.raw.casefold()) is not None


def _asks_for_somebody(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar) -> bool:
    """Whether somebody is asked for by what he is: "Name the aide who …", "Which Tokyo official turned it down?"."""
    if names_somebody(utterance, grammar):
        return True
    words = [token.folded for token in utterance.tokens]
    starts = {piece.first: piece for piece in utterance.pieces}
    known = {item.position: item for item in items}
    for place in (place for place, word in enumerate(words) if word == "which"):
        piece = starts.get(place + 1)
        while piece is not None and piece.first in known and piece.first - place <= _REACH:
            options = known[piece.first].options
            noun = utterance.tokens[piece.last - 1].folded
            sided = piece.first > place + 1 and not noun.endswith(_BODIES)  # "which Chinese minister"
            several = noun.endswith("s")  # "which prime ministers", but no ministry
            if set(options) & _SOMEBODY or (
                (sided or several) and any(option.startswith(_OFFICES) for option in options)
            ):
                following = starts.get(piece.last)
                kinds = {target.kind for target in following.targets} if following is not None else set()
                named = kinds & {"concept", "topic"} and following is not None and not following.key.endswith("ly")
                return not named and not utterance.tokens[piece.last - 1].possessive
            piece = starts.get(piece.last)
    return False


def _has_doer(items: tuple[Item, ...], names: Names, utterance: Utterance, grammar: Grammar) -> bool:
    """Whether it is asked of somebody what he did: "how did Yang defend the listing"."""
    able = [i for i in items if i.kind == "entity" and kinds_of(i, names) & {"person", "country"}]
    return any(grammar.has("en", "finite", utterance.tokens[i.position - 1].folded) for i in able if i.position > 0)


def _names_speaker(items: tuple[Item, ...], names: Names, utterance: Utterance) -> bool:
    """Whether a verb of saying stands right behind somebody who can speak, at most a title or ministry between them."""
    saying = [i.position for i in items if set(i.options) & {"r:say", "r:respond"}]
    able = [i for i in items if i.kind == "entity" and kinds_of(i, names) & ACTING_KINDS]
    reach = 4 if utterance.language == "en" else 20  # a token is a word, or one character
    return any(0 < place - item.position <= reach for place in saying for item in able)
