"""Decide which intent an utterance shows: cues first, then likeness to known phrasings, which needs a high score."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from bot.intents.choosing.catalogue import Catalogue, Intent
from bot.intents.model import IntentName
from bot.utterance import Utterance
from knowledge.gazetteer import Piece, Target, join_all, join_key, split_tokens
from knowledge.scripts import is_han
from knowledge.text import find_quotations
from knowledge.values import dataclass

_CUE_SCORE = 90
_DEFAULT_SCORE = 60
_RELATIVE = frozenset({"who", "whom", "whose", "which", "where"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that"})
_DEFAULT: IntentName = "find_facts"
_POLAR_ENDS = ("吗", "嗎", "吧")
_OF_A_KIND = frozenset({"find_time", "find_reason", "find_place", "find_count"})
_BEING = frozenset("is are was were isnt arent wasnt werent".split())
_REPORTING = frozenset({"say", "describe", "claim", "report"})
_OF_OPINION = ("position", "stance", "view", "views", "take", "line", "opinion", "attitude")
"""Beginnings of cues that ask where somebody stands, and not what something is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue found in an utterance: tokens `[first, last)`."""

    first: int
    last: int
    intents: tuple[IntentName, ...]
    framing: bool = False
    """It wins wherever it stands."""

    initial: bool = False
    """It counts because the question begins with it: "Did …"."""

    stand: bool = False
    """It asks where somebody stands on something: "position on"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The intent, how sure, and the tokens its cues take up."""

    intent: Intent
    score: int
    consumed: frozenset[int]


Admits = Callable[[IntentName, frozenset[int]], bool]
"""Whether the rest of the utterance, without the consumed tokens, fits an intent's slots."""


def match_intent(
    utterance: Utterance, found: tuple[Cue, ...], catalogue: Catalogue, admits: Admits, *, asked_from: int = 0
) -> Match:
    """The best intent.

    Args:
        found: the cues of the utterance.
        admits: is asked before an intent is taken.
        asked_from: the character of `utterance.text` where the question itself begins. What is told before it is no
            reason to decline: "My wife and I cook on Sundays. When did they meet?"
    """
    cues = tuple(
        cue
        for cue in found
        if utterance.tokens[cue.first].start >= asked_from
        or any(catalogue.intents[name].answer != "refusal" for name in cue.intents)
    )
    for group in ("whole", "frame", "wh", "fallback"):
        if group == "whole" and _asks_something(cues, catalogue):
            continue
        for intent in _ranked(cues, catalogue, group, polar=utterance.text.rstrip("?!。. ")[-1:] in _POLAR_ENDS):
            consumed = _consumed(cues, intent.name)
            if admits(intent.name, consumed):
                return Match(intent=intent, score=_CUE_SCORE, consumed=consumed)
    name, score = _likest(utterance, catalogue)
    keyed = name == "check_claim" and _are_keys(utterance)
    if score >= catalogue.pattern_alone and not keyed and admits(name, frozenset()):
        return Match(intent=catalogue.intents[name], score=score, consumed=frozenset())
    return Match(intent=catalogue.intents[_DEFAULT], score=_DEFAULT_SCORE, consumed=frozenset())


def _are_keys(utterance: Utterance) -> bool:
    """Whether words of a script without blanks have blanks between them, as one types them into a search box."""
    tokens = utterance.tokens
    return any(
        one.cjk and other.cjk and utterance.text[one.end : other.start].isspace() for one, other in pairwise(tokens)
    )


def _asks_something(cues: tuple[Cue, ...], catalogue: Catalogue) -> bool:
    """Whether a question follows the greeting: a question word that belongs to no greeting."""
    names = {name for cue in cues for name in cue.intents}
    if "describe_abilities" in names:
        return False
    greeting = {place for cue in cues if "greet" in cue.intents for place in range(cue.first, cue.last)}
    return any(
        catalogue.intents[name].group != "whole"
        for cue in cues
        if not set(range(cue.first, cue.last)) <= greeting
        for name in cue.intents
        if name != "find_latest"
    )


def find_cues(utterance: Utterance, catalogue: Catalogue) -> tuple[Cue, ...]:
    """All cues in an utterance, the longest at each place, left to right; they may overlap."""
    tokens = utterance.tokens
    found: list[Cue] = []
    start = _start(utterance)
    judged = bool(tokens) and tokens[start].folded in _BEING and not _reports(utterance)
    names = [
        (piece.first, piece.last)
        for piece in utterance.pieces
        if piece.last - piece.first > 1 and any(_guards_words(t, cjk=tokens[piece.first].cjk) for t in piece.targets)
    ]
    verbs = _find_verbs_of_characters(utterance)
    joined, starts, ends = join_all(tokens)
    for first in range(len(tokens)):
        for last in range(min(len(tokens), first + catalogue.longest), first, -1):
            key = joined[starts[first] : ends[last - 1]]
            if key not in catalogue.known or any(first < begin < last < end for begin, end in verbs):
                continue
            intents = tuple(catalogue.cues.get(key, ()))
            if first == start and [t.folded for t in tokens[last : last + 1]] != [
                "you"
            ]:  # "Can you …?" only asks politely
                intents = (*intents, *catalogue.initial.get(key, ()))
            if first == start or last == len(tokens):
                intents = (*intents, *catalogue.edge.get(key, ()))
            if judged and (last == len(tokens) or last - first > 1):
                intents = (*intents, *catalogue.judging.get(key, ()))
            framing = tuple(catalogue.frame.get(key, ()))
            if framing and (last == len(tokens) or first == start or last - first > 1 or tokens[first].cjk):
                found.append(Cue(first=first, last=last, intents=framing, framing=True))
            if intents and not any(_cuts(first, last, *name) for name in names):
                initial = first == start and key in catalogue.initial
                stand = tokens[first].folded in _OF_OPINION and last - first > 1
                found.append(Cue(first=first, last=last, intents=intents, initial=initial, stand=stand))
    quoted = _quoted_tokens(utterance)
    outside = [cue for cue in found if not quoted.issuperset(range(cue.first, cue.last))]
    outside = [cue for cue in outside if not (_is_relative(cue, outside, utterance) or _is_offered(cue, utterance))]
    return tuple(
        cue
        for cue in outside
        if not (_is_overlaid(cue, outside) if tokens[cue.first].cjk else _is_part_of_another(cue, outside))
    )


def _reports(utterance: Utterance) -> bool:
    """Whether it is asked what somebody calls something: "Was it called dangerous?" wants no opinion of ours."""
    told = {target.id for piece in utterance.pieces for target in piece.targets if target.kind == "relation"}
    return bool(told & _REPORTING)


def _quoted_tokens(utterance: Utterance) -> frozenset[int]:
    """Places of the words that the question only quotes: "Who called it “an act of weather”?" asks for no forecast."""
    words = [token.folded for token in utterance.tokens]
    places: set[int] = set()
    for span in find_quotations(utterance.raw):
        quoted = [token.folded for token in split_tokens(utterance.raw[span.start : span.end])]
        for first in range(len(words) - len(quoted) + 1):
            if len(quoted) > 1 and words[first : first + len(quoted)] == quoted:
                places.update(range(first, first + len(quoted)))
    return frozenset(places)


def _is_relative(cue: Cue, cues: list[Cue], utterance: Utterance) -> bool:
    """Whether a question word only ties a clause to the noun before it: "the share of people who see it so"."""
    tokens = utterance.tokens
    if tokens[cue.first].folded not in _RELATIVE or not cue.first:
        return False
    before = next((p for p in utterance.pieces if p.first <= cue.first - 1 < p.last), None)
    kinds = {target.kind for target in before.targets} if before is not None else set()
    named = before is not None and before.first > 0 and tokens[before.first - 1].folded in _ARTICLES
    nouns = {"entity", "concept", "topic"} | ({"relation"} if named else set())  # "the register where"
    is_noun = before is not None and kinds <= nouns
    return is_noun and any(other.last <= cue.first and other.first <= _start(utterance) for other in cues)


def _is_offered(cue: Cue, utterance: Utterance) -> bool:
    """Whether a question for order only names a way in which something may be: "at once or step by step?"."""
    before = [token.folded for token in utterance.tokens[max(0, cue.first - 1) : cue.first]]
    return cue.intents == ("build_timeline",) and before == ["or"] and cue.last - cue.first > 1


def _is_overlaid(cue: Cue, cues: list[Cue]) -> bool:
    """Whether a longer cue shares its characters: 是什么 in 是什么时候 asks for no definition."""
    return any(
        other.last - other.first > cue.last - cue.first - (cue.intents == ("identify",))
        and other.first < cue.last
        and cue.first < other.last
        for other in cues
        if "identify" not in other.intents
    )


def _is_part_of_another(cue: Cue, cues: list[Cue]) -> bool:
    """Whether a longer cue of other intents holds it: "your newest article" in "as of your newest article"."""
    return cue.last - cue.first > 1 and any(
        other.first <= cue.first and cue.last <= other.last and other.last - other.first > cue.last - cue.first
        for other in cues
        if not set(cue.intents) & set(other.intents)
    )


def _guards_words(target: Target, *, cjk: bool) -> bool:
    """Whether a piece keeps its words from being cues. Japanese and Chinese verbs share characters with question words
    ("何と言"), and topics of relations are worded like questions for them ("relations between Japan and China")."""
    return target.kind == "entity" or (target.kind == "topic" and cjk) or (target.kind == "relation" and not cjk)


def _find_verbs_of_characters(utterance: Utterance) -> list[tuple[int, int]]:
    """Verbs of Chinese characters alone, which no cue cuts: 何回 is none in 有何回应. Japanese letters at the end of
    one are its ending, which cues leave off: 何と言."""
    return [
        (piece.first, piece.last)
        for piece in utterance.pieces
        if any(target.kind == "relation" for target in piece.targets)
        and all(is_han(token.text) for token in utterance.tokens[piece.first : piece.last])
    ]


def _cuts(first: int, last: int, begin: int, end: int) -> bool:
    """Whether a cue takes a part of a name or of a longer verb: `job` in "took the job"."""
    overlaps = first < end and begin < last
    return overlaps and not (first <= begin and end <= last)


def _start(utterance: Utterance) -> int:
    """The first token that is not part of a filler ("so", "please tell me")."""
    for piece in utterance.pieces:
        if not piece.targets or any(target.kind != "filler" for target in piece.targets):
            return piece.first
    return 0


def _ranked(cues: tuple[Cue, ...], catalogue: Catalogue, group: str, *, polar: bool) -> list[Intent]:
    """Intents of a group that have a cue: by place of the cue among question words, else by rank.

    Args:
        polar: the question ends in a particle that asks for yes or no.
    """
    best: dict[IntentName, tuple[int, int]] = {}
    for cue in cues:
        for name in cue.intents:
            if (catalogue.intents[name].group if not cue.framing else "frame") == group:
                place = (cue.first, cue.first - cue.last)
                best[name] = min(best.get(name, place), place)
    if group == "frame" and "find_quotes" in best and best["find_quotes"] < best.get("build_timeline", (0, 0)):
        best.pop("build_timeline", None)  # "his exact words about a plan with dates"
    if group == "wh":
        if "find_latest" in best:
            best.pop("identify", None)  # "what is the latest on" asks for no definition
            if "find_count" in best:
                best.pop("find_latest")  # "how many up to now" asks for a number
        if any("find_statements" in cue.intents and cue.stand for cue in cues):
            best.pop("identify", None)  # nor does "what is the position on"
        if _defines_an_attribute(cues):
            best.pop("identify", None)  # nor does "what was the date of"
        if len(best) > 1:
            best.pop("give_overview", None)  # "tell me about when they met" asks when
        return sorted((catalogue.intents[name] for name in best), key=lambda intent: (*best[intent.name], intent.rank))
    opening = (
        {name for cue in cues if cue.initial for name in cue.intents} if group == "fallback" else set[IntentName]()
    )
    if polar and _DEFAULT not in best:
        opening = {*opening, "check_claim"}  # 要求 asks for a position, and 他要求道歉了吗 whether it was asked for
    return sorted(
        (catalogue.intents[name] for name in best), key=lambda intent: (intent.name not in opening, intent.rank)
    )


def _defines_an_attribute(cues: tuple[Cue, ...]) -> bool:
    """Whether "what was the" goes on with a word that asks for a kind of thing: "the date", "the reason"."""
    defining = [cue for cue in cues if "identify" in cue.intents]
    return any(
        one.first < other.first <= one.last for one in defining for other in cues if _OF_A_KIND & {*other.intents}
    )


def _consumed(cues: tuple[Cue, ...], name: IntentName) -> frozenset[int]:
    return frozenset(place for cue in cues if name in cue.intents for place in range(cue.first, cue.last))


def _likest(utterance: Utterance, catalogue: Catalogue) -> tuple[IntentName, int]:
    from rapidfuzz import fuzz, process  # a question with a cue needs no fuzzy match, and then does not import it

    text = _with_slots(utterance)
    patterns = [(name, pattern) for name, intent in catalogue.intents.items() for pattern in intent.patterns]
    # token_set_ratio would give 100 to any pattern that is a part of the question; the plain ratio minds the rest.
    found = process.extractOne(text, [pattern for _, pattern in patterns], scorer=fuzz.ratio)
    return (patterns[found[2]][0], int(found[1])) if found else (_DEFAULT, 0)


def _with_slots(utterance: Utterance) -> str:
    words: list[str] = []
    for piece in utterance.pieces:
        slot = _slot_of(piece)
        if not (words and slot == words[-1] == "{relation}"):
            words.append(slot or join_key(utterance.tokens[piece.first : piece.last]))
    return " ".join(words) + (" {when}" if utterance.timexes else "")


def _slot_of(piece: Piece) -> str | None:
    kinds = {target.kind for target in piece.targets}
    return next((f"{{{kind}}}" for kind in ("entity", "topic", "relation") if kind in kinds), None)
