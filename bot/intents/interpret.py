"""From an utterance to an interpretation: intent, items, dates, and what the question itself quotes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.intents.choosing.catalogue import Catalogue
from bot.intents.choosing.claiming import is_claim, is_negated, leaves_open
from bot.intents.choosing.declining import without_told_of_others
from bot.intents.choosing.matcher import find_cues, match_intent
from bot.intents.choosing.openings import asks_meaning, gives_thanks
from bot.intents.choosing.settling import settle_comparison, settle_intent
from bot.intents.choosing.terse import find_key, find_terse, is_of_keys, without_word
from bot.intents.items.apposition import without_apposition
from bot.intents.items.asked_part import asks_for_state, find_asked_party
from bot.intents.items.asked_side import AskedSide, find_asked_side
from bot.intents.items.denied import with_denied_verb, with_wish, without_holding, without_refusing
from bot.intents.items.focus import with_focus
from bot.intents.items.holders import with_holders
from bot.intents.items.leaving_off import with_leaving_off
from bot.intents.items.lifting import with_lifting
from bot.intents.items.offered import find_offered, is_of_setting, without_offered
from bot.intents.items.offered_parties import find_offered_parties
from bot.intents.items.other_occasion import with_bare_place
from bot.intents.items.slots import Grammar, Names, find_items, kinds_of
from bot.intents.items.speaker import with_speaker, with_unknown_speaker
from bot.intents.items.supplied import with_goal, with_leader, with_publishing, with_taking_office
from bot.intents.messages.amounts import counted, is_plural, unit
from bot.intents.messages.parts import find_ending
from bot.intents.messages.told_dates import without_told_dates
from bot.intents.messages.trimming import (
    cued_characters,
    says_more,
    with_either_verb,
    with_loose_clause,
    without,
    without_asides,
    without_choice,
    without_light_verb,
    without_occasion,
    without_request,
    without_small_talk,
)
from bot.intents.model import IntentName, Interpretation, Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key, split_tokens
from knowledge.patterns import compile_late
from knowledge.text import find_quotations
from knowledge.values import replace

_PERFECT = frozenset({"has", "have", "is", "are"})
"""Beginnings of questions about how things stand now."""

_PERSON_PRONOUNS = frozenset("he she him his her 彼 他 她".split())
_COMPOUND = compile_late(r"\w+(?:-\w+)+", needs=("-",))
_CLEFT = compile_late(
    r"\bit (?:was|is)\b.+\b(?:who|that|which)\b|^the\b.+\b(?:was|were|is|are)\b.+\bby\b"
    r"|\bthe\b.+\b(?:who|whom|which)\b.+\b(?:was|is|were)\b|\bwas it\b.+\b(?:who|that|which)\b"
    r"|のは.+(?:です|だ)|是.+(?:的吗|的嗎|的吧)",
    needs=("it was", "it is", "the", "was it", "のは", "是"),
)
"""Puts one party forward as the one who did it: "So it was Kamikawa who demanded"."""

_SYMMETRIC = frozenset(
    {"r:meet", "r:agree", "r:talk", "r:cooperate", "r:disagree", "r:reaffirm", "r:discuss", "r:coordinate", "r:host"}
)
_SPOKEN = frozenset({"statement", "quote"})
_GUESS: IntentName = "refuse_prediction"
_OF_NO_ACT = frozenset({"latest", "timeline", "overview"})
"""Answers whose cues ask for no act: "what is going on with", "how did it develop", "spill the tea on"."""
_KEYED = frozenset({"find_facts", "compare"})
"""Intents that a few names without a verb or a cue are taken for: "japan china seafood" compares nothing."""

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
    parties = find_offered_parties(items, utterance, grammar.words["which_party"], names)
    items = _without_parties(items, parties, names)
    shown_cues = find_cues(utterance, catalogue)
    cues = without_told_of_others(shown_cues, utterance, items, names, grammar)
    viewed = any("refuse_opinion" in {*cue.intents} - {n for c in cues for n in c.intents} for cue in shown_cues)
    thanks = gives_thanks(utterance, items, grammar, catalogue.signs["thanks"])

    def admits(name: IntentName, consumed: frozenset[int]) -> bool:
        if name == "greet" and thanks:
            return True
        return _fits(catalogue.intents[name].admits, without(items, consumed), names, utterance)

    instead = None
    if frame is not None:
        intent, score, consumed = catalogue.intents[frame], 100, frozenset[int]()
    else:
        ending = find_ending(utterance.text, grammar)
        asked_from = ending.start if ending is not None else 0
        match = match_intent(utterance, cues, catalogue, admits, asked_from=asked_from)
        intent, score, consumed = match.intent, match.score, match.consumed
        if intent.name == _GUESS:
            open_cues = tuple(cue for cue in cues if _GUESS not in cue.intents)
            instead = match_intent(utterance, open_cues, catalogue, admits, asked_from=asked_from).intent
            consumed -= {
                item.position for item in items if item.kind == "relation"
            }  # 行われますか tells the act as well
    terse = find_terse(utterance, grammar) if intent.name == "find_facts" and frame is None else None
    if terse is not None:
        items, intent = without_word(items, len(utterance.tokens) - 1), catalogue.intents[terse]
    keyed = intent.name in _KEYED and not consumed and frame is None and is_of_keys(utterance, items, grammar)
    intent = catalogue.intents["find_facts"] if keyed else intent
    key = find_key(utterance, grammar) if keyed else None
    if key is not None:
        items, intent = without_word(items, key[1]), catalogue.intents[key[0]]
    offered = find_offered(utterance, grammar) if intent.name == "find_place" else ""
    if offered:
        setting = is_of_setting(offered, items, utterance, grammar)
        intent = catalogue.intents["find_facts"] if setting else intent
        items = without_offered(items, utterance, offered)
    if intent.name == "check_claim":
        items = with_bare_place(items, utterance, names, grammar)
    meaning = asks_meaning(utterance, items, names, grammar)
    signs = _find_signs(utterance, catalogue) | {
        name for name, shown in (("meaning", meaning), ("keys", keyed)) if shown
    }
    fixed, replied = frame is not None, "reply" in signs
    shown = intent.name
    intent, commented = settle_intent(
        intent, utterance, items, catalogue, names, grammar, fixed=fixed, replied=replied, meaning=meaning
    )
    party = find_asked_party(utterance, grammar.words)
    if intent.name == "compare" and frame is None:
        other = settle_comparison(utterance, items, names, grammar, party=party.part is not None)
        if other is not None:
            intent, consumed = catalogue.intents[other], frozenset()
    state = intent.name == "find_place" and frame is None and asks_for_state(utterance, grammar.words)
    played = intent.name == "identify" and frame is None and party.part is not None
    published = intent.name == "list_articles" and frame is None and party.part == "doer"
    if state or played or (published and _is_of_document(items, utterance, names, grammar)):
        intent = catalogue.intents["find_person"]  # 竹島を支配しているのはどこ, "Who was censured by Yachi?"
        signs |= {"countries"} if state else set()
    if shown == "list_articles" != intent.name:
        items, consumed = with_publishing(items), frozenset()  # "who published" is no cue then, but what was done
    cued = {name for cue in cues for name in cue.intents}
    characters = cued_characters(cues, utterance)
    left = tuple(item for item in without(items, consumed) if item.kind != "unknown" or says_more(item, characters))
    if intent.answer in _OF_NO_ACT:
        left = tuple(
            item
            for item in left
            if item.kind != "relation" or item.position not in consumed or set(item.options) & _SYMMETRIC
        )
    left, turned = with_denied_verb(left, utterance, grammar.words["denied"])
    refused = False
    if intent.name == "check_claim":
        left, refused = without_refusing(left, utterance, grammar.words["denying"]["refusing"])
        left = with_wish(left, utterance, grammar.words["wishing"]["words"])
        left = without_holding(left, utterance, grammar.words["holding"])
    left = with_leaving_off(left, utterance, grammar.words["en"]["quitting"])
    left = with_lifting(left, grammar.words["restrictions"])
    left = with_unknown_speaker(left, utterance, grammar.words["en"]["opinions"])
    left = without_light_verb(left, grammar)
    left = without_request(left, utterance, grammar)
    left = without_asides(without_small_talk(left, utterance, grammar), utterance)
    if utterance.chatty:
        named = with_focus(left, utterance, polar=False)
        left = tuple(i for i in named if i.kind != "unknown" or i.focus or i.hard) if len(named) > 2 else left
    left = without_choice(left)
    if intent.name != "check_claim":
        left = with_either_verb(left, utterance)
    if intent.answer == "number":  # who acted on the occasion tells whom is asked for, but counts nothing
        left = with_loose_clause(left, utterance, grammar)
    left = without_apposition(left, utterance, names, grammar.words["apposition"])
    left = with_focus(left, utterance, polar=intent.name == "check_claim")
    if intent.answer not in _OF_HOLDERS:
        left = with_holders(left, utterance, names, grammar.words["offices"])
    if intent.answer in ("person", "identity"):
        left = with_leader(left, names, utterance, grammar.words["ministries"])
    asked = AskedSide(items=left)
    if intent.answer == "person":
        asked = find_asked_side(left, utterance, names, grammar.words["somebody"])
        left, signs = asked.items, signs | ({"minister"} if asked.minister else set())
    if intent.answer == "time":
        left = with_taking_office(left, names)
    left = with_goal(left, names, grammar.words["goals"])
    if intent.answer in _SPOKEN:
        left = without_occasion(left, utterance, grammar)
        left = with_speaker(left, names, utterance, grammar)
    if "since_last" in signs:  # what is told of the time before need not be of this occasion
        left = tuple(replace(item, hard=False) if "event" in kinds_of(item, names) else item for item in left)
        left = (*left, Item(kind="concept", options=("c:previous",), text="last", position=-1))
    polar = intent.name == "check_claim" or (not commented and is_claim(utterance, cued, catalogue, items, grammar))
    polar = polar and not (
        viewed or leaves_open(utterance)
    )  # "should it act alone, in her opinion?" wants her words, and no yes of ours
    return Interpretation(
        intent=intent.name,
        answer=intent.answer,
        score=score,
        items=left,
        cue=consumed,
        timexes=without_told_dates(utterance, grammar.words["told_dates"]),
        negated=((polar or utterance.language == "en") and is_negated(utterance, grammar) and not turned) or refused,
        polar=polar,
        cleft=bool(_CLEFT.search(utterance.text.casefold())),
        pronoun=any(token.folded in _PERSON_PRONOUNS for token in utterance.tokens),
        signs=signs,
        about_talks=any(set(item.options) & {"r:talk", "r:discuss"} for item in items),
        plural="several" in signs or is_plural(utterance),
        unit=unit(utterance, catalogue),
        counted=counted(utterance, items, grammar.words["counters"]["cjk"]),
        newest="find_latest" in cued or bool(_PERFECT & {token.folded for token in utterance.tokens[:1]}),
        symmetric=_is_symmetric(items),
        asked_part="doer" if parties and intent.answer == "person" else party.part,
        asked_act=party.act,
        asked_side=asked.side,
        quotations=_quotations(utterance),
        instead=(instead.name, instead.answer) if instead is not None else None,
    )


def _without_parties(items: tuple[Item, ...], parties: tuple[Item, ...], names: Names) -> tuple[Item, ...]:
    """What is named besides those between whom a question lets choose; of people who may hold an office it is asked who
    of them did, so that they stay: 安倍と岸田、どちらが2015年の首相？"""
    posts = any(option.startswith("c:office-") for item in items for option in item.options)
    people = posts and all("person" in kinds_of(item, names) for item in parties)
    kept = {item.position: replace(item, hard=False, role="any", either=True) for item in parties if people}
    return tuple(kept.get(item.position, item) for item in items if item.position in kept or item not in parties)


def _is_of_document(items: tuple[Item, ...], utterance: Utterance, names: Names, grammar: Grammar) -> bool:
    """Whether a document that articles speak of is meant, and none of them: "Who published the white paper?"."""
    nouns = grammar.words["article_words"]["nouns"]
    return any("document" in kinds_of(item, names) for item in items) and not any(
        token.folded in nouns for token in utterance.tokens
    )


def _find_signs(utterance: Utterance, catalogue: Catalogue) -> frozenset[str]:
    """The signs of `intents.yaml` that an utterance shows."""
    text = join_key(split_tokens(_COMPOUND.sub(" ", utterance.spelled_right)))  # the Ak-Say canal says nothing
    words = text.split(" ")
    runs = {" ".join(words[a : a + count]) for count in range(1, catalogue.longest_sign + 1) for a in range(len(words))}
    found = {name for name, phrases in catalogue.signs.items() if not phrases.isdisjoint(runs)}
    if not text.isascii():
        for name, phrases in catalogue.signs.items():
            if any(phrase in text for phrase in phrases if not phrase.isascii()):
                found.add(name)
    return frozenset(found - {"often"} if "nth" in found else found)


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
