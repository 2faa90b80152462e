"""From an utterance to an interpretation: intent, items, dates, and what the question itself quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.intents.catalogue import Catalogue
from bot.intents.holders import with_holders
from bot.intents.matcher import find_cues, match_intent
from bot.intents.model import IntentName, Interpretation, Item
from bot.intents.slots import Grammar, Names, find_items
from bot.utterance import Utterance
from knowledge.gazetteer import join_key, split_tokens
from knowledge.text import find_quotations

_NEGATIONS = frozenset({"not", "no", "never", "nobody", "none", "nothing", "nor", "without", "neither", "cannot"})
_LIGHT_RELATIONS = frozenset({"r:be", "r:say", "r:mention", "r:talk", "r:describe", "r:report", "r:write"})
"""Relations that questions use without meaning them: "what did he say about", "tell me"."""

_WHICH = frozenset({"which", "what", "many", "much"})
_PERFECT = frozenset({"has", "have", "is", "are"})
"""Beginnings of questions about how things stand now."""

_BEFORE_VERBS = frozenset("to did does do would could had has have be been was were is are not".split())
_PERSON_PRONOUNS = frozenset("he she him his her 彼 他 她".split())
_STOPS = re.compile(r"(?<=\w\w)[:!?;](?=\s)|(?<=\w{4})\.(?=\s)")
_ADDRESS = re.compile(r",\s*[a-z]+(?:\s+[a-z]+)?\s*[?!.]*$", re.IGNORECASE)
"""One or two words behind the last comma."""

_WHAT_IN_CJK = ("何を", "何の", "どの", "どんな", "なに", "何", "什么", "什麼", "哪", "啥")
_COUNTED_WITHIN = 4
"""Words after "how many" among which its noun stands: "how many different Japanese prime ministers"."""

_ORDINALS = frozenset({"c:first", "c:second", "c:third", "c:previous"})
"""Never swallowed by a cue such as "last time": they tell one occasion from another."""

_CLEFT = re.compile(
    r"\bit (?:was|is)\b.+\b(?:who|that|which)\b|^the\b.+\b(?:was|were|is|are)\b.+\bby\b"
    r"|\bthe\b.+\b(?:who|whom|which)\b.+\b(?:was|is|were)\b|\bwas it\b.+\b(?:who|that|which)\b"
    r"|のは.+(?:です|だ)|是.+(?:的吗|的嗎|的吧)"
)
"""Puts one party forward as the one who did it: "So it was Kamikawa who demanded"."""

_NUMBERS = frozenset("two three four five 2 3 4 5 other else another".split())
_SYMMETRIC = frozenset(
    {"r:meet", "r:agree", "r:talk", "r:cooperate", "r:disagree", "r:reaffirm", "r:discuss", "r:coordinate", "r:host"}
)
_SPEAKING = frozenset({"say", "respond", "talk", "describe", "stress", "mention", "explain"})
_NOT_BEFORE_SPEAKER = frozenset("about on to of with toward towards against in and".split())
_SPOKEN = frozenset({"statement", "quote"})
_OF_HOLDERS = frozenset({"identity", "office", "timeline"})
"""Answers that are about who held an office, or about all who did."""

_ACTING_KINDS = frozenset({"person", "country", "organisation", "document"})


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
        match = match_intent(utterance, catalogue, admits)
        intent, score, consumed = match.intent, match.score, match.consumed
    if intent.name == "find_facts" and _names_speaker(items, names, utterance):
        intent = catalogue.intents["find_statements"]  # "australia said what about the bluebook"
    signs = _find_signs(utterance, catalogue)
    cued = {name for cue in find_cues(utterance, catalogue) for name in cue.intents}
    cued_characters = _cued_characters(utterance, catalogue)
    left = tuple(
        item for item in _without(items, consumed) if item.kind != "unknown" or _says_more(item, cued_characters)
    )
    left = _without_asides(left, utterance)
    if utterance.chatty:
        named = _with_focus(left, utterance, polar=False)
        left = tuple(item for item in named if item.kind != "unknown" or item.focus) if len(named) > 2 else left
    left = _with_focus(left, utterance, polar=intent.name == "check_claim")
    if intent.answer not in _OF_HOLDERS:
        left = with_holders(left, utterance, names, grammar.words["offices"])
    if intent.answer == "time":
        left = _with_taking_office(left, names)
    if intent.answer in _SPOKEN:
        left = _with_speaker(left, names, utterance, grammar.words["en"]["opinions"])
    return Interpretation(
        intent=intent.name,
        answer=intent.answer,
        score=score,
        items=left,
        timexes=utterance.timexes,
        negated=_is_negated(utterance),
        polar=intent.name == "check_claim" or _is_claim(utterance, cued, catalogue, items, grammar),
        cleft=bool(_CLEFT.search(utterance.text.casefold())),
        pronoun=any(token.folded in _PERSON_PRONOUNS for token in utterance.tokens),
        signs=signs,
        about_talks=any(set(item.options) & {"r:talk", "r:discuss"} for item in items),
        plural="several" in signs or _is_plural(utterance),
        unit=_unit(utterance, catalogue),
        counted=_counted(utterance, items, grammar.words["counters"]["cjk"]),
        newest="find_latest" in cued or bool(_PERFECT & {token.folded for token in utterance.tokens[:1]}),
        symmetric=_is_symmetric(items),
        quotations=_quotations(utterance),
    )


def _is_finite(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar) -> bool:
    """Whether there is a verb in a finite form, without which nothing is claimed: "Outcome of the trip in March?"."""
    words = [token.folded for token in utterance.tokens]
    verbs = {words[i.position] for i in items if i.kind == "relation" and 0 <= i.position < len(words)}
    lists = grammar.words["en"]
    return bool(lists["finite"] & set(words)) or any(w.endswith(("ed", "s")) or w in lists["past"] for w in verbs)


def _is_claim(
    utterance: Utterance, cued: set[IntentName], catalogue: Catalogue, items: tuple[Item, ...], grammar: Grammar
) -> bool:
    """A whole sentence without any question word, put forward to be checked, or one with "correct?" behind it."""
    if utterance.tokens and grammar.has("asking", "en", utterance.tokens[0].folded):
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


def _says_more(item: Item, cued_characters: frozenset[int]) -> bool:
    """Whether an unknown run holds more than a cue and one stray character (争什么 is a verb and "what")."""
    places = set(range(item.position, item.position + len(item.text)))
    return not places & cued_characters or len(places - cued_characters) > 1


def _find_signs(utterance: Utterance, catalogue: Catalogue) -> frozenset[str]:
    """The signs of `intents.yaml` that an utterance shows."""
    text = join_key(split_tokens(utterance.text))
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
    able = [i for i in items if i.kind == "entity" and _kinds(i, names) & _ACTING_KINDS]
    reach = 4 if utterance.language == "en" else 20  # a token is a word, or one character
    return any(0 < place - item.position <= reach for place in saying for item in able)


def _with_taking_office(items: tuple[Item, ...], names: Names) -> tuple[Item, ...]:
    """With the taking of an office, which "since when is X minister" asks about without a verb for it."""
    office = next((i for i in items if any(o.startswith("c:office-") for o in i.options)), None)
    person = any("person" in _kinds(item, names) for item in items)
    if office is None or not person or any(item.kind in ("relation", "topic") for item in items) or len(items) > 3:
        return items
    taking = Item(kind="relation", options=("r:take-office",), text="take office", position=office.position)
    return (*items, taking)


def _with_speaker(
    items: tuple[Item, ...], names: Names, utterance: Utterance, opinions: frozenset[str]
) -> tuple[Item, ...]:
    """Mark the one whose words are asked for: "X's words", "according to X", else the first who can speak."""
    able = [
        item
        for item in items
        if item.kind == "entity"
        and not item.excluded
        and (_kinds(item, names) & _ACTING_KINDS or _has_government(item, utterance))
    ]

    def place(item: Item) -> int:
        first = item.position
        while first > 0 and utterance.tokens[first - 1].folded in ("the", "a", "an"):
            first -= 1
        return first

    def before(item: Item) -> str:
        first = place(item)
        return utterance.tokens[first - 1].folded if first > 0 else ""

    def held(item: Item) -> bool:
        """Whose the opinion is that is asked for: "the opinion of X"."""
        first = place(item)
        return before(item) == "of" and first > 1 and utterance.tokens[first - 2].folded in opinions

    def possessive(item: Item) -> bool:
        piece = next(p for p in utterance.pieces if p.first == item.position)
        return utterance.tokens[piece.last - 1].possessive

    def according(item: Item) -> bool:
        start = item.position - (2 if before(item) == "the" else 1)
        words = [token.folded for token in utterance.tokens[max(0, start - 1) : start + 1]]
        return words == ["according", "to"] or words[-1:] in (["by"], ["from"])

    def speaking(item: Item) -> bool:
        piece = next(p for p in utterance.pieces if p.first == item.position)
        following = next((p for p in utterance.pieces if p.first == piece.last), None)
        if following is not None and any(target.id == "government" for target in following.targets):
            following = next((p for p in utterance.pieces if p.first == following.last), None)
        verbs = {target.id for target in following.targets if target.kind == "relation"} if following else set()
        return bool(verbs & _SPEAKING)

    def asked(item: Item) -> bool:
        return before(item) in ("did", "does", "do", "has", "had", "would")

    able.sort(key=lambda item: item.role == "target")
    able.sort(key=lambda item: utterance.language == "ja" and item.role != "agent")

    def quoted(item: Item) -> bool:
        return before(item) in ("quote", "cite", "quotes")

    def written(item: Item) -> bool:
        return before(item) == "in" and "document" in _kinds(item, names)

    tests = (
        quoted,
        held,
        speaking,
        asked,
        according,
        possessive,
        written,
        lambda item: before(item) not in _NOT_BEFORE_SPEAKER,
    )
    speaker = next((item for test in tests for item in able if test(item)), None)
    if speaker is None:
        return items
    return tuple(
        replace(item, role="agent") if item is speaker else replace(item, role="any") if item.role == "agent" else item
        for item in items
    )


def _has_government(item: Item, utterance: Utterance) -> bool:
    """Whether "government" stands behind a name, so that even an island can speak."""
    piece = next((p for p in utterance.pieces if p.first == item.position), None)
    return piece is not None and [t.folded for t in utterance.tokens[piece.last : piece.last + 1]] == ["government"]


def _with_focus(items: tuple[Item, ...], utterance: Utterance, *, polar: bool) -> tuple[Item, ...]:
    """Mark the noun after "which" or "how many", and unknown proper names: no fact without them answers."""
    marked: list[Item] = []
    for item in items:
        previous = {token.folded for token in utterance.tokens[max(0, item.position - 2) : item.position]}
        directly = _head_of_run(utterance, item.position)
        word = utterance.tokens[item.position].text
        place = item.kind == "unknown" and directly in ("in", "at")
        proper = item.kind == "unknown" and item.position > 0 and word[:1].isupper() and word.isascii()
        asked_for = (
            item.text not in _NUMBERS
            and item.kind != "entity"
            and (directly in _WHICH or ("many" in previous or "much" in previous))
            and not (directly in _WHICH and _qualifies(utterance, item.position))
        )
        named = [token.folded for token in utterance.tokens[max(0, item.position - 3) : item.position]]
        asked_for = asked_for or (
            item.kind == "unknown" and (named[-2:] == ["name", "of"] or named == ["name", "of", "the"])
        )
        asked_for = asked_for or (item.kind == "unknown" and _is_asked_in_cjk(utterance, item.position))
        verb = polar and item.kind == "unknown" and len(items) <= 3
        role = "place" if place else item.role
        focus = asked_for or proper or verb
        soft = item.kind == "unknown" and not focus and _is_verbal(utterance, item.position)
        marked.append(replace(item, focus=focus, role=role, soft=soft))
    return tuple(marked)


def _is_asked_in_cjk(utterance: Utterance, position: int) -> bool:
    """Whether a word stands right behind "what" or "which" in Japanese or Chinese: 何を食べた."""
    before = "".join(token.folded for token in utterance.tokens[max(0, position - 3) : position])
    return utterance.tokens[position].cjk and before.endswith(_WHAT_IN_CJK)


def _qualifies(utterance: Utterance, position: int) -> bool:
    """Whether a known adjective stands before the noun that is asked for: "international" in "which international
    gathering"."""
    index = next(i for i, piece in enumerate(utterance.pieces) if piece.first <= position < piece.last)
    following = utterance.pieces[index + 1] if index + 1 < len(utterance.pieces) else None
    if following is None or not utterance.pieces[index].targets:
        return False
    noun = any(target.kind in ("concept", "topic") for target in following.targets)
    other = not following.targets and not _is_verbal(utterance, following.first)
    return noun or (other and (index + 1 in utterance.words or index + 1 in utterance.unknown))


def _is_verbal(utterance: Utterance, position: int) -> bool:
    """By its ending or the word before it, a verb or an adverb."""
    word = utterance.tokens[position].folded
    before = utterance.tokens[position - 1].folded if position else ""
    return word.endswith(("ed", "ing", "ly", "en")) or before in _BEFORE_VERBS


def _head_of_run(utterance: Utterance, position: int) -> str:
    """The word before the run of names and nouns that a token stands in: "which" in "which Tomahawk version"."""
    starts = {place: piece for piece in utterance.pieces for place in range(piece.first, piece.last)}
    place = position
    for _ in range(3):
        if place == 0:
            return ""
        word = utterance.tokens[place - 1].folded
        piece = starts[place - 1]
        noun = not piece.targets or any(target.kind in ("entity", "topic", "concept") for target in piece.targets)
        if word in _WHICH or not noun:
            return word
        place = piece.first
    return ""


def _quotations(utterance: Utterance) -> tuple[str, ...]:
    spans = find_quotations(utterance.raw)
    return tuple(
        utterance.raw[span.start : span.end] for span in spans if len(utterance.raw[span.start : span.end]) > 5
    )


def _fits(bounds: Mapping[str, int], items: tuple[Item, ...], names: Names, utterance: Utterance) -> bool:
    named = [item for item in items if item.kind in ("entity", "topic")]
    persons = [item for item in named if "person" in _kinds(item, names)]
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
    }
    if bounds.get("content") == 0 and (named or unknown > 1):
        return False
    return all(
        counts[key.removesuffix("_from")] >= bound if key.endswith("_from") else counts[key] <= bound
        for key, bound in bounds.items()
    )


def _kinds(item: Item, names: Names) -> frozenset[str]:
    entities = (names.entity(option[2:]) for option in item.options if option.startswith("e:"))
    return frozenset(entity.kind for entity in entities if entity is not None)


def _is_symmetric(items: tuple[Item, ...]) -> bool:
    return any(set(item.options) & _SYMMETRIC for item in items)
