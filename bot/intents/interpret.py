"""From an utterance to an interpretation: intent, items, dates, and what the question itself quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from bot.intents.catalogue import Catalogue
from bot.intents.focus import with_focus
from bot.intents.holders import with_holders
from bot.intents.matcher import find_cues, match_intent
from bot.intents.model import IntentName, Interpretation, Item
from bot.intents.parts import find_ending, find_personal
from bot.intents.slots import ACTING_KINDS, Grammar, Names, find_items, kinds_of
from bot.intents.speaker import asks_for_words, with_speaker, with_unknown_speaker
from bot.utterance import Utterance
from knowledge.gazetteer import join_key, split_tokens
from knowledge.text import find_quotations

_NEGATIONS = frozenset({"not", "no", "never", "nobody", "none", "nothing", "nor", "without", "neither", "cannot"})
_LIGHT_RELATIONS = frozenset({"r:be", "r:say", "r:mention", "r:talk", "r:describe", "r:report", "r:write"})
"""Relations that questions use without meaning them: "what did he say about", "tell me"."""

_PERFECT = frozenset({"has", "have", "is", "are"})
"""Beginnings of questions about how things stand now."""

_PERSON_PRONOUNS = frozenset("he she him his her 彼 他 她".split())
_COMPOUND = re.compile(r"\w+(?:-\w+)+")
_STOPS = re.compile(r"(?<=\w\w)[:!?;](?=\s)|(?<=\w{4})\.(?=\s)")
_ADDRESS = re.compile(r",\s*[a-z]+(?:\s+[a-z]+)?\s*[?!.]*$", re.IGNORECASE)
"""One or two words behind the last comma."""

_COUNTED_WITHIN = 4
"""Words after "how many" among which its noun stands: "how many different Japanese prime ministers"."""

_ORDINALS = frozenset({"c:first", "c:second", "c:third", "c:previous"})
"""Never swallowed by a cue such as "last time": they tell one occasion from another."""

_SIDE_BY_SIDE = 3
"""Tokens from one ordinal to the next where they stand for a choice: "first or the second"."""

_CLEFT = re.compile(
    r"\bit (?:was|is)\b.+\b(?:who|that|which)\b|^the\b.+\b(?:was|were|is|are)\b.+\bby\b"
    r"|\bthe\b.+\b(?:who|whom|which)\b.+\b(?:was|is|were)\b|\bwas it\b.+\b(?:who|that|which)\b"
    r"|のは.+(?:です|だ)|是.+(?:的吗|的嗎|的吧)"
)
"""Puts one party forward as the one who did it: "So it was Kamikawa who demanded"."""

_ACTOR = re.compile(
    r"^(?:so |and |but |ok |hey |please |tell me |do you know )*"
    r"(?:who|(?:which|what) (?:country|countries|government|side|minister|leader))"
    r"(?: (?:first|then|also|again|actually|really|originally))? "
    r"(?!(?:is|was|were|are|did|does|do|will|would|has|have|had|can|could|should|must|may|might|got|gets|all|else)\b)"
)
"""Begins with who did it, the verb right behind: not "who did Xi meet", not "who was arrested"."""

_TAKEN = re.compile(
    r"^\W*(?:so |and |but )?how (?:did|does|do|has|have) .+ (?:take|taken) (?:the|this|that|to|it|its|his|her|\w+'s)\b",
    re.IGNORECASE,
)
"""Asks how something was received: "how did China take the report"."""

_REQUEST = re.compile(
    r"^\W*(?:please |just |yo |ok )*(?:drop|throw|toss|post|paste|share|pull|hit) (?:me |us )?(?:up |with )?"
    r"(?:the |a |an |some |any |that |your )?(?:\w+ )?(?:quotes?|links?|sources?|passages?|lines?|receipts?)\b",
    re.IGNORECASE,
)
"""Begins by asking for a quote or the like: "drop the quote" drops nothing."""

_SET_AGAINST = re.compile(
    r"^\W*(?:please |can you |could you )*(?:set|put|hold|place|pit|weigh) .+ (?:against|next to|beside|alongside) ",
    re.IGNORECASE,
)
"""Asks for a comparison: "set A's words against B's"."""
_MEANING = re.compile(
    r"\bwhat (?:does|do|did|is) (?:the )?(?:term |phrase |words? )?(.+?) (?:even |actually )?"
    r"(?:mean|stand for|refer to)\b"
)
_NAMING = re.compile(r"\W*(?:(?:please|can you|could you|pls)\W+)*name (?:the|that)(?: [\w'’-]+){1,4} who\b")
_SOMEBODY = frozenset({"c:official", "c:diplomat", "c:politician", "c:journalist"})
_OF_ANY_KIND = ("find_facts", "find_statements")
_REACH = 4
"""Tokens from "which" to the noun that says who is asked for: "which senior Tokyo official"."""

_GOVERNING = frozenset({"r:control", "c:lead"})
_LED = ("run", "Japan")
"""All that a question for whoever leads a state has."""

_WER = re.compile(r"\W*wer\s+(?:is|ist|was|war)\b")
_SYMMETRIC = frozenset(
    {"r:meet", "r:agree", "r:talk", "r:cooperate", "r:disagree", "r:reaffirm", "r:discuss", "r:coordinate", "r:host"}
)
_SPOKEN = frozenset({"statement", "quote"})
_OCCASIONS = frozenset({"r:meet", "r:visit", "r:talk", "r:discuss"})
_MARK = 3
"""Characters behind a meeting that may show that it is only the occasion."""

_OF_HOLDERS = frozenset({"identity", "office", "timeline"})
"""Answers that are about who held an office, or about all who did."""


def interpret(
    utterance: Utterance, catalogue: Catalogue, names: Names, grammar: Grammar, *, frame: IntentName | None = None
) -> Interpretation:
    """What one utterance asks, on its own.

    Args:
        frame: the intent where a command has fixed it.
    """
    items = find_items(utterance, names, grammar, catalogue.question_words)

    def admits(name: IntentName, consumed: frozenset[int]) -> bool:
        return _fits(catalogue.intents[name].admits, _without(items, consumed), names, utterance)

    if frame is not None:
        intent, score, consumed = catalogue.intents[frame], 100, frozenset[int]()
    else:
        ending = find_ending(utterance.text, grammar)
        match = match_intent(utterance, catalogue, admits, asked_from=ending.start if ending is not None else 0)
        intent, score, consumed = match.intent, match.score, match.consumed
    if intent.name == "find_facts" and (_names_speaker(items, names, utterance) or _TAKEN.search(utterance.text)):
        intent = catalogue.intents["find_statements"]  # "australia said what about the bluebook"
    commented = intent.name == "check_claim" and asks_for_words(utterance, items, grammar)
    if commented:
        intent = catalogue.intents["find_statements"]  # "did Seoul say anything about the report"
    if intent.name in ("find_statements", "find_facts") and _is_set_against(items, utterance):
        intent = catalogue.intents["compare"]
    if intent.name in _OF_ANY_KIND and frame is None and _asks_for_somebody(utterance, items):
        intent = catalogue.intents["find_person"]  # "name the aide who", "which Tokyo official turned it down"
    meaning = _asks_meaning(utterance, items, names)
    if intent.name == "find_statements" and frame is None and meaning:
        intent = catalogue.intents["identify"]  # "what does extended deterrence mean in that article"
    if intent.name == "find_place" and _means_who(utterance, items, names):
        intent = catalogue.intents["identify"]
    signs = _find_signs(utterance, catalogue) | ({"meaning"} if meaning else frozenset())
    cued = {name for cue in find_cues(utterance, catalogue) for name in cue.intents}
    cued_characters = _cued_characters(utterance, catalogue)
    left = tuple(
        item for item in _without(items, consumed) if item.kind != "unknown" or _says_more(item, cued_characters)
    )
    if intent.answer in ("latest", "timeline"):  # "what is going on with" and "how did it develop" ask for no act
        left = tuple(
            item
            for item in left
            if item.kind != "relation" or item.position not in consumed or set(item.options) & _SYMMETRIC
        )
    left = with_unknown_speaker(left, utterance, grammar.words["en"]["opinions"])
    left = _without_request(left, utterance)
    left = _without_asides(_without_small_talk(left, utterance, grammar), utterance)
    if utterance.chatty:
        named = with_focus(left, utterance, polar=False)
        left = tuple(i for i in named if i.kind != "unknown" or i.focus or i.hard) if len(named) > 2 else left
    left = _without_choice(left)
    left = with_focus(left, utterance, polar=intent.name == "check_claim")
    if intent.answer not in _OF_HOLDERS:
        left = with_holders(left, utterance, names, grammar.words["offices"])
    if intent.answer in ("person", "identity"):
        left = _with_leader(left, names)
    if intent.answer == "time":
        left = _with_taking_office(left, names)
    if intent.answer in _SPOKEN:
        left = _without_occasion(left, utterance, grammar)
        left = with_speaker(left, names, utterance, grammar.words["en"]["opinions"])
    return Interpretation(
        intent=intent.name,
        answer=intent.answer,
        score=score,
        items=left,
        cue=consumed,
        timexes=utterance.timexes,
        negated=_is_negated(utterance),
        polar=intent.name == "check_claim" or (not commented and _is_claim(utterance, cued, catalogue, items, grammar)),
        cleft=bool(_CLEFT.search(utterance.text.casefold())),
        pronoun=any(token.folded in _PERSON_PRONOUNS for token in utterance.tokens),
        signs=signs,
        about_talks=any(set(item.options) & {"r:talk", "r:discuss"} for item in items),
        plural="several" in signs or _is_plural(utterance),
        unit=_unit(utterance, catalogue),
        counted=_counted(utterance, items, grammar.words["counters"]["cjk"]),
        newest="find_latest" in cued or bool(_PERFECT & {token.folded for token in utterance.tokens[:1]}),
        symmetric=_is_symmetric(items),
        asks_actor=_ACTOR.search(utterance.text.casefold()) is not None,
        quotations=_quotations(utterance),
    )


def _is_finite(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar) -> bool:
    """Whether there is a verb in a finite form, without which nothing is claimed: "Outcome of the trip in March?"."""
    words = [token.folded for token in utterance.tokens]
    verbs = {words[i.position] for i in items if i.kind == "relation" and 0 <= i.position < len(words)}
    lists = grammar.words["en"]
    past = lists["past"] & set(words[:-1])
    return bool(past or lists["finite"] & set(words)) or any(w.endswith(("ed", "s")) for w in verbs)


def _is_claim(
    utterance: Utterance, cued: set[IntentName], catalogue: Catalogue, items: tuple[Item, ...], grammar: Grammar
) -> bool:
    """A whole sentence without any question word, put forward to be checked, or one with "correct?" behind it."""
    opening = [join_key(utterance.tokens[:count]) for count in (1, 2)]
    if grammar.has("asking", "en", opening[0]) or any(grammar.has("asking", "requests", words) for words in opening):
        return False
    if any(word in utterance.text for word in grammar.words["asking"]["cjk"]):
        return False
    if "check_claim" in cued and not any(catalogue.intents[name].group == "wh" for name in cued - {"find_latest"}):
        return True
    asking = any(catalogue.intents[name].group in ("wh", "frame") for name in cued)
    verb = any(item.kind == "relation" for item in items)
    return (
        not asking
        and verb
        and _is_finite(utterance, items, grammar)
        and utterance.language == "en"
        and len(utterance.tokens) >= 6
        and not {"what", "how", "which"} & {token.folded for token in utterance.tokens}
    )


def _is_negated(utterance: Utterance) -> bool:
    """Whether the claim itself is denied: not in "isn't it?" behind it, nor in "Didn't he …?" before it."""
    words = [token.folded for token in utterance.tokens]
    tag = len(words) - 2 if words[-2:-1] == ["not"] else -1
    opening = 1 if words[1:2] == ["not"] else -1
    return any(word in _NEGATIONS for place, word in enumerate(words) if place not in (tag, opening))


def _without_asides(items: tuple[Item, ...], utterance: Utterance) -> tuple[Item, ...]:
    """Items without unknown words before a colon or the like, or in an address at the end: they are no part of the
    question, where the rest says what is asked ("Tie-breaker: in what month …", "… in your vault, contestant?")."""
    stops = [m.end() for m in _STOPS.finditer(utterance.text) if m.end() < len(utterance.text.rstrip())]
    opening = stops[-1] if stops else 0
    tail = _ADDRESS.search(utterance.text)
    closing = tail.start() if tail else len(utterance.text)

    def inside(item: Item) -> bool:
        return opening <= utterance.tokens[item.position].start < closing

    known = any(item.kind != "unknown" and inside(item) for item in items)
    return tuple(item for item in items if item.kind != "unknown" or inside(item)) if known else items


def _without_small_talk(items: tuple[Item, ...], utterance: Utterance, grammar: Grammar) -> tuple[Item, ...]:
    """Items without what somebody tells of himself before he asks: "I am a retired teacher, and my wife laughs at me.
    The name of the minister who … Could you tell me who it was?" """
    ending = find_ending(utterance.text, grammar)
    if ending is None:
        return items
    left = items
    for start, end in find_personal(utterance.text[: ending.start], grammar):
        told = [item for item in left if start <= utterance.tokens[item.position].start < end]
        named = any(item.kind in ("entity", "topic") for item in told)
        left = tuple(item for item in left if item not in told or (named and item.kind != "unknown"))
    return left if any(item.kind in ("entity", "topic") for item in left) else items


def _without_request(items: tuple[Item, ...], utterance: Utterance) -> tuple[Item, ...]:
    """Items without the verb that only asks for a quote or the like: "drop the quote where …"."""
    request = _REQUEST.match(utterance.text)
    end = request.end() if request else 0
    return tuple(i for i in items if i.kind != "relation" or utterance.tokens[i.position].start >= end)


def _is_set_against(items: tuple[Item, ...], utterance: Utterance) -> bool:
    """Whether two who are named are to be put beside each other."""
    named = {item.options for item in items if item.kind == "entity"}
    return len(named) > 1 and _SET_AGAINST.match(utterance.text) is not None


def _without_occasion(items: tuple[Item, ...], utterance: Utterance, grammar: Grammar) -> tuple[Item, ...]:
    """Items without a meeting or visit at which something was said, where it is told besides what it was about:
    王毅会谈时怎样评价排海."""
    marks = grammar.words["occasion"]["after"]
    ends = {piece.first: piece.last for piece in utterance.pieces if utterance.tokens[piece.first].cjk}

    def is_occasion(item: Item) -> bool:
        if not (set(item.options) & _OCCASIONS and item.position in ends):
            return False
        end = ends[item.position]
        met = next((ends[other.position] for other in items if other.kind == "entity" and other.position == end), end)
        behind = ("".join(token.folded for token in utterance.tokens[place:][:_MARK]) for place in (end, met))
        return any(text.startswith(mark) for text in behind for mark in marks)

    left = tuple(item for item in items if not is_occasion(item))
    return left if any(item.kind in ("topic", "relation") for item in left) else items


def _without_choice(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Items without ordinals that stand side by side: "the first or the second one" leaves the choice open."""
    ordinals = [item for item in items if set(item.options) & _ORDINALS]
    choice = {
        place
        for one, other in pairwise(ordinals)
        if other.position - one.position <= _SIDE_BY_SIDE and one.options != other.options
        for place in (one.position, other.position)
    }
    return tuple(item for item in items if item.position not in choice)


def _says_more(item: Item, cued_characters: frozenset[int]) -> bool:
    """Whether an unknown run holds more than a cue and one stray character (争什么 is a verb and "what")."""
    places = set(range(item.position, item.position + len(item.text)))
    return not places & cued_characters or len(places - cued_characters) > 1


def _means_who(utterance: Utterance, items: tuple[Item, ...], names: Names) -> bool:
    """Whether "wer", which mostly is "where", asks who a person is, as in German: "wer is Kamikawa"."""
    piece = next((piece for piece in utterance.pieces if items and piece.first == items[0].position), None)
    alone = len(items) == 1 and piece is not None and piece.last == len(utterance.tokens)
    return alone and "person" in kinds_of(items[0], names) and _WER.match(utterance.raw.casefold()) is not None


def _asks_meaning(utterance: Utterance, items: tuple[Item, ...], names: Names) -> bool:
    """Whether it is asked what a term means, and not what somebody means by it: "What does Wang mean?"."""
    match = _MEANING.search(utterance.text.casefold())
    if match is None:
        return False
    inside = [i for i in items if match.start(1) <= utterance.tokens[i.position].start < match.end(1)]
    return bool(inside) and not any(kinds_of(item, names) & ACTING_KINDS for item in inside)


def _asks_for_somebody(utterance: Utterance, items: tuple[Item, ...]) -> bool:
    """Whether somebody is asked for by what he is: "Name the aide who …", "Which Tokyo official turned it down?"."""
    if _NAMING.match(utterance.text.casefold()):
        return True
    words = [token.folded for token in utterance.tokens]
    starts = {piece.first: piece for piece in utterance.pieces}
    known = {item.position: item for item in items}
    for place in (place for place, word in enumerate(words) if word == "which"):
        piece = starts.get(place + 1)
        while piece is not None and piece.first in known and piece.first - place <= _REACH:
            options = known[piece.first].options
            if set(options) & _SOMEBODY:
                following = starts.get(piece.last)
                kinds = {target.kind for target in following.targets} if following is not None else set()
                noun = kinds & {"concept", "topic"} and following is not None and not following.key.endswith("ly")
                return not noun and not utterance.tokens[piece.last - 1].possessive
            piece = starts.get(piece.last)
    return False


def _find_signs(utterance: Utterance, catalogue: Catalogue) -> frozenset[str]:
    """The signs of `intents.yaml` that an utterance shows."""
    text = join_key(split_tokens(_COMPOUND.sub(" ", utterance.spelled_right)))  # the Ak-Say canal says nothing
    padded = f" {text} "
    return frozenset(
        name
        for name, words in catalogue.signs.items()
        if any(f" {word} " in padded if word.isascii() else word in text for word in words)
    )


def _is_plural(utterance: Utterance) -> bool:
    """Whether "which" or "what" is followed by a noun in the plural."""
    words = [token.folded for token in utterance.tokens]
    following = {
        words[i + step]
        for i, w in enumerate(words)
        if w in ("which", "what")
        for step in (1, 2)
        if i + step < len(words)
    }
    return any(w.endswith("s") and not w.endswith(("ss", "us", "is", "was", "does")) and len(w) > 4 for w in following)


def _unit(utterance: Utterance, catalogue: Catalogue) -> tuple[str, ...]:
    keys = [join_key(split_tokens(utterance.text))]
    text = keys[0]
    padded = f" {text} "
    for cue, words in catalogue.measures.items():
        if (f" {cue} " in padded) if cue.isascii() else (cue in text):
            return words
    return ()


def _counted(utterance: Utterance, items: tuple[Item, ...], counters: Iterable[str]) -> tuple[str, ...]:
    """Features of the first noun after "how many" or "number of"; a word nobody knows gives one that no fact has."""
    words = [token.folded for token in utterance.tokens]
    text = "".join(words)
    for counter in counters:
        # One character is one token in these scripts; Latin words in front of it would shift the count.
        place = text.find(counter)
        if place >= 0 and all(token.cjk for token in utterance.tokens[: place + len(counter)]):
            noun = _item_at(place + len(counter), items)
            if noun is not None and noun.kind == "entity":  # "how many Chinese tourists"
                noun = _item_at(noun.position + len(noun.text), items)
            return (noun.options or (f"w:{noun.text}",)) if noun is not None else ()
    starts = [i + 2 for i in range(len(words) - 2) if words[i : i + 2] in (["how", "many"], ["number", "of"])]
    for start in starts[:1]:
        for item in items:
            if (
                words[start : start + 1] != ["times"]
                and start <= item.position < start + _COUNTED_WITHIN
                and item.kind in ("concept", "word", "topic", "unknown")
            ):
                return (*item.options, f"w:{item.text}", f"w:{item.text.removesuffix('s')}")
        if words[start : start + 1] == ["times"]:
            return tuple(sorted(_ORDINALS))
    return ()


def _item_at(position: int, items: tuple[Item, ...]) -> Item | None:
    return next((item for item in items if item.position == position), None)


def _without(items: tuple[Item, ...], consumed: frozenset[int]) -> tuple[Item, ...]:
    """Items outside the cue; a name is never swallowed by a cue, and light verbs weigh nothing."""
    return tuple(
        item
        for item in items
        if (
            item.position not in consumed
            or item.kind in ("entity", "topic", "relation")
            or set(item.options) & _ORDINALS
        )
        and not (set(item.options) & _LIGHT_RELATIONS)
    )


def _cued_characters(utterance: Utterance, catalogue: Catalogue) -> frozenset[int]:
    """Characters of any Japanese or Chinese cue: without blanks between words they would look like unknown content."""
    return frozenset(
        place
        for cue in find_cues(utterance, catalogue)
        for place in range(cue.first, cue.last)
        if utterance.tokens[place].cjk
    )


def _names_speaker(items: tuple[Item, ...], names: Names, utterance: Utterance) -> bool:
    """Whether a verb of saying stands right behind somebody who can speak, at most a title or ministry between them."""
    saying = [i.position for i in items if set(i.options) & {"r:say", "r:respond"}]
    able = [i for i in items if i.kind == "entity" and kinds_of(i, names) & ACTING_KINDS]
    reach = 4 if utterance.language == "en" else 20  # a token is a word, or one character
    return any(0 < place - item.position <= reach for place in saying for item in able)


def _with_taking_office(items: tuple[Item, ...], names: Names) -> tuple[Item, ...]:
    """With the taking of an office, which "since when is X minister" asks about without a verb for it."""
    office = next((i for i in items if any(o.startswith("c:office-") for o in i.options)), None)
    person = any("person" in kinds_of(item, names) for item in items)
    if office is None or not person or any(item.kind in ("relation", "topic") for item in items) or len(items) > 3:
        return items
    taking = Item(kind="relation", options=("r:take-office",), text="take office", position=office.position)
    return (*items, taking)


def _with_leader(items: tuple[Item, ...], names: Names) -> tuple[Item, ...]:
    """With the office of a leader for the verb in "Who was running Japan?", where nothing else is asked."""
    states = [item for item in items if item.kind == "entity"]
    verbs = [item for item in items if set(item.options) & _GOVERNING]
    if len(items) != len(_LED) or len(verbs) != 1 or len(states) != 1 or kinds_of(states[0], names) != {"country"}:
        return items
    leader = replace(verbs[0], kind="concept", options=("c:office-leader",))
    return tuple(leader if item is verbs[0] else item for item in items)


def _quotations(utterance: Utterance) -> tuple[str, ...]:
    spans = find_quotations(utterance.raw)
    return tuple(
        utterance.raw[span.start : span.end] for span in spans if len(utterance.raw[span.start : span.end]) > 5
    )


def _fits(bounds: Mapping[str, int], items: tuple[Item, ...], names: Names, utterance: Utterance) -> bool:
    named = [item for item in items if item.kind in ("entity", "topic")]
    persons = [item for item in named if "person" in kinds_of(item, names)]
    content = len([item for item in items if item.kind not in ("entity", "topic", "unknown")])
    unknown = len([item for item in items if item.kind == "unknown"])
    sides = max(len(named), 2 * len(utterance.timexes))
    pronoun = any(token.folded in _PERSON_PRONOUNS for token in utterance.tokens)
    persons_named = len(persons) + pronoun
    counts = {
        "sides": sides,
        "names": len(named),
        "persons": persons_named,
        "content": content,
        "timexes": len(utterance.timexes),
        "quotations": len(_quotations(utterance)),
    }
    if bounds.get("content") == 0 and (named or unknown > 1):
        return False
    return all(
        counts[key.removesuffix("_from")] >= bound if key.endswith("_from") else counts[key] <= bound
        for key, bound in bounds.items()
    )


def _is_symmetric(items: tuple[Item, ...]) -> bool:
    return any(set(item.options) & _SYMMETRIC for item in items)
