"""Which part "who" plays in a question: who did it, or to whom, with whom or of whom it was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.intents.model import OTHER_ACT, AskedPart
from bot.utterance import Utterance
from knowledge.values import dataclass

Words = Mapping[str, frozenset[str]]
_NOUN_WITHIN = 3
"""Words between "which" and the noun that asks for somebody: "which Japanese foreign minister"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedParty:
    """What a question tells of whom it asks for."""

    part: AskedPart | None = None
    """None where the form of the question does not tell it for sure."""

    act: frozenset[str] = frozenset()
    """The relations that the verb may stand for of which he has this part: "who *urged* China to lift the ban"."""


def find_asked_party(utterance: Utterance, grammar: Mapping[str, Words]) -> AskedParty:
    """The part of whoever is asked for, and in which act.

    Args:
        grammar: the sections of `grammar.yaml`.
    """
    if utterance.language == "ja":
        return _japanese_party(utterance, grammar["asked_part_ja"])
    if utterance.language == "zh":
        return _chinese_party(utterance, grammar["asked_part_zh"])
    return _english_party(utterance, grammar["asked_part"], grammar["en"])


def asks_for_state(utterance: Utterance, grammar: Mapping[str, Words]) -> bool:
    """Whether どこ asks for no place, but for the state that does something, or to which it is done: どこが支配して,
    抗議したのはどこ, but 会ったのはどこ and どこが会場."""
    words = grammar["asked_part_ja"]
    if utterance.language != "ja":
        return False
    state, start = _last_of(utterance.text, words["states"])
    if state is not None and not utterance.text[start:].startswith(tuple(words["no_state_before"])):
        return not utterance.text[start:].startswith(tuple(words["located_behind"]))
    where, end = _last_of(utterance.text, words["where"])
    verbs = [target.id for piece in utterance.pieces for target in piece.targets if target.kind == "relation"]
    if where is None or not verbs:
        return False
    if utterance.text[end:].startswith("が"):
        return not utterance.text[end + 1 :].startswith(tuple(words["venues"]))
    before = utterance.text[: end - len(where)]
    cleft = before.endswith(tuple(words["cleft"])) and _japanese_party(utterance, words).part is not None
    return cleft and not set(verbs) & words["of_places"] and not _has_subject(utterance, before)


def _english_party(utterance: Utterance, words: Words, english: Words) -> AskedParty:
    typed = [token.folded for token in utterance.tokens]
    found = _find_asking(typed, utterance, words)
    if found is None or words["whom"].intersection(typed[found[1] :]):
        return AskedParty()  # "who faced whom" asks for both
    part, verb = _english_part(typed, *found, utterance, words, english)
    if part is None or (part == "undergoer" and verb is not None and _names_whom(typed, verb, utterance, words)):
        return AskedParty()
    own = frozenset[str]() if verb is None else _act_at(utterance, verb)
    loose = verb is None or typed[verb] in words["light"]
    loose = loose and (verb is None or typed[min(verb + 1, len(typed) - 1)] not in words["particles"])
    end = utterance.tokens[found[1] - 1].end
    return AskedParty(part=part, act=own or (loose and _first_act(utterance, end)) or OTHER_ACT)


def _english_part(
    typed: list[str], first: int, place: int, utterance: Utterance, words: Words, english: Words
) -> tuple[AskedPart | None, int | None]:
    """The part of whoever is asked for, and where the verb stands; None where it may be anywhere behind."""
    before, last = typed[first - 1] if first else "", len(typed) - 1
    if before in words["done_by"]:
        return "doer", None
    if before in words["done_to"] or typed[first] in words["whom"]:
        return "undergoer", None
    helping = _past(typed, place, words["adverbs"])
    if helping > last:
        return None, None
    entities = {piece.first for piece in utterance.pieces if any(target.kind == "entity" for target in piece.targets)}
    names = entities | {i for i, word in enumerate(typed) if word in english["determiners"] | words["pronouns"]}

    def is_participle(verb: int) -> bool:
        word = typed[verb] if verb <= last else ""
        regular = word.endswith(("ed", "en")) and word not in words["no_participles"]
        return regular or word in english["participles"] | words["participles"]

    verb = _past(typed, helping + 1, words["adverbs"])
    following = typed[verb] if verb <= last else ""
    if typed[helping] in words["did"]:
        return ("doer", helping) if following in words["it"] and verb == last else ("undergoer", None)
    if typed[helping] in words["being"] | words["getting"]:
        if following in words["being_done"]:
            return ("undergoer", verb + 1) if is_participle(verb + 1) else (None, None)
        if following in words["minded"] or (following.endswith("ing") and typed[helping] in words["being"]):
            return "doer", verb
        if verb in names:
            named = {i for piece in utterance.pieces if piece.first in entities for i in range(piece.first, piece.last)}
            rest = [word for i, word in enumerate(typed) if i > verb and i not in named]
            return _of_named_subject(rest, typed[-1], words), None
        passive = is_participle(verb) and following not in words["neither"]
        return ("undergoer", verb) if passive else (None, None)
    if typed[helping] in words["having"] and following in english["determiners"]:
        return "doer", helping  # "who has the byline"
    if typed[helping] in words["modals"]:
        if following in words["been"]:
            verb = _past(typed, verb + 1, words["adverbs"])
            acting = verb <= last and typed[verb].endswith("ing")
            return ("undergoer", verb) if is_participle(verb) else ("doer", verb) if acting else (None, None)
        return ("undergoer", None) if verb in names else ("doer", min(verb, last))
    return (None, None) if helping in names else ("doer", helping)


def _names_whom(typed: list[str], verb: int, utterance: Utterance, words: Words) -> bool:
    """Whether somebody is asked for by what he is called: "who is described as the top Chinese diplomat" asks who that
    is, and "who was described as a partner" who was said to be one."""
    behind = verb + 1
    while behind < len(typed) and typed[behind] in words["called_as"]:
        behind += 1
    named = any(p.first == behind and any(t.kind == "entity" for t in p.targets) for p in utterance.pieces)
    return typed[verb] in words["called"] and named


def _act_at(utterance: Utterance, place: int) -> frozenset[str]:
    """What the verb at a token may stand for; a longer piece may begin before it: "has called on"."""
    for piece in utterance.pieces:
        if piece.first <= place < piece.last:
            return frozenset(target.id for target in piece.targets if target.kind == "relation")
    return frozenset()


def _of_named_subject(rest: list[str], last: str, words: Words) -> AskedPart | None:
    """Of "who is Japan talking to" and "who was the ban imposed by"."""
    if last in words["done_by"]:
        return "doer"
    acting = any(word.endswith("ing") for word in rest)
    return "undergoer" if acting or last in words["done_to"] else None


def _find_asking(typed: list[str], utterance: Utterance, words: Words) -> tuple[int, int] | None:
    """Where "who" or "which country" begins and ends, at the head of a question or of its last part."""
    for place, word in enumerate(typed):
        if not (place == 0 or typed[place - 1] in words["before"] or _after_comma(utterance, place)):
            continue
        if word in words["who"] or word in words["whom"]:
            return place, place + 1
        if word in words["which"]:
            within = range(place + 1, min(len(typed), place + 2 + _NOUN_WITHIN))
            noun = next((i for i in within if typed[i] in words["nouns"]), None)
            if noun is not None:
                while noun + 1 < len(typed) and typed[noun + 1] in words["nouns"]:
                    noun += 1
                return place, noun + 1
    return None


def _after_comma(utterance: Utterance, place: int) -> bool:
    return "," in utterance.text[utterance.tokens[place - 1].end : utterance.tokens[place].start]


def _past(typed: list[str], place: int, passed: frozenset[str]) -> int:
    while place < len(typed) - 1 and typed[place] in passed:
        place += 1
    return place


def _japanese_party(utterance: Utterance, words: Words) -> AskedParty:
    text = utterance.text
    who, end = _last_of(text, words["states"] | words["who"] | words["where"])
    if who is None or text[end:].startswith(tuple(words["no_state_before"])):
        return AskedParty()
    start = end - len(who)
    part = _japanese_part(utterance, text[:start], text[end:], words)
    if part is None or text.count(who) > 1:
        return AskedParty()  # 誰と誰が: all who took part
    act = _first_act(utterance, end) or _last_act(utterance, start, words)
    if not act and _has_any(text, words["describing"]):
        act = frozenset({"describe"})
    return AskedParty(part=part, act=act or OTHER_ACT)


def _japanese_part(utterance: Utterance, before: str, after: str, words: Words) -> AskedPart | None:
    passive = tuple(words["passive"])
    if after.startswith(tuple(words["by_behind"])):
        return "doer"
    if after.startswith("が"):
        return "undergoer" if _has_any(after, passive) else "doer"
    if after.startswith(("に", "へ", "と", "を")):
        by = after.startswith("に") and _has_any(after, passive)
        return "doer" if by else "undergoer"
    if before.endswith(tuple(words["partner_cleft"])):
        return "undergoer"
    if not before.endswith(tuple(words["cleft"])) or before.endswith(tuple(words["naming"])):
        return None
    clause = before[-_CLAUSE:]
    if _has_any(clause, passive):
        return "undergoer"
    if not _has_subject(utterance, before):
        return "doer"
    return None if _has_any(clause, words["saying"]) else "undergoer"


_CLAUSE = 12
"""Characters in front of のは誰 in which its verb stands."""


def _has_subject(utterance: Utterance, before: str) -> bool:
    """Whether somebody named with が acts in front of のは: 外交青書が…と呼んだのは."""
    text, tokens = utterance.text, utterance.tokens
    for piece in utterance.pieces:
        if any(target.kind == "entity" for target in piece.targets):
            end = tokens[piece.last - 1].end
            behind = text[end : min(len(before), end + _TITLES)]
            if "が" in behind and not any(mark in behind.partition("が")[0] for mark in "をにとでへの「」"):
                return True
    return False


_TITLES = 8
"""Characters of titles between a name and が: 岩屋外務大臣が."""


def _chinese_party(utterance: Utterance, words: Words) -> AskedParty:
    text = utterance.text
    who, end = _last_of(text, words["who"])
    if who is None:
        return AskedParty()
    start = end - len(who)
    part = _chinese_part(utterance, text[:start], text[end:], words)
    if part is None:
        return AskedParty()
    act = _first_act(utterance, end, words["finished"])
    if part == "undergoer" or not act:
        act = _last_act(utterance, start, words) or act
    return AskedParty(part=part, act=act or OTHER_ACT)


def _chinese_part(utterance: Utterance, before: str, after: str, words: Words) -> AskedPart | None:
    if before.endswith(tuple(words["done_by"])):
        return "doer"
    if before.endswith(tuple(words["done_to"])) or after.startswith(tuple(words["passive"])):
        return "undergoer"
    if before.endswith("的是"):
        if _has_any(before, words["passive"]):
            return "undergoer"
        return "undergoer" if _begins_with_name(utterance) else "doer"
    if before.endswith("是"):
        return "doer" if _first_act(utterance, len(utterance.text) - len(after)) else None
    ends = (len(before), len(before.rstrip("了过過")))
    if any(
        utterance.tokens[piece.last - 1].end in ends and any(t.kind == "relation" for t in piece.targets)
        for piece in utterance.pieces
    ):
        return "undergoer"
    if after.startswith(tuple(words["neither"])):
        return None
    return "doer" if _first_act(utterance, len(utterance.text) - len(after)) else None


def _begins_with_name(utterance: Utterance) -> bool:
    first = utterance.pieces[0] if utterance.pieces else None
    return first is not None and any(target.kind == "entity" for target in first.targets)


def _first_act(utterance: Utterance, start: int, finished: Iterable[str] = ()) -> frozenset[str]:
    """What the first verb from a character on may stand for, if no other one is over before it: 放弃了主张."""
    for piece in utterance.pieces:
        act = frozenset(target.id for target in piece.targets if target.kind == "relation")
        first = utterance.tokens[piece.first].start
        if act and first >= start:
            return frozenset() if _has_any(utterance.text[start:first], finished) else act
    return frozenset()


def _last_act(utterance: Utterance, end: int, words: Words) -> frozenset[str]:
    """What the last verb in front of a character may stand for, if it is no object of another: 主張を諦めた."""
    for piece in reversed(utterance.pieces):
        act = frozenset(target.id for target in piece.targets if target.kind == "relation")
        last = utterance.tokens[piece.last - 1].end
        if act and last <= end:
            rest = utterance.text[last:end]
            other = _has_any(rest, words["object"]) and not _has_any(rest, words["light"])
            return frozenset() if other else act
    return frozenset()


def _last_of(text: str, words: Iterable[str]) -> tuple[str | None, int]:
    """The longest of some words that stands last in a text, and where it ends."""
    ends = [(text.rindex(word) + len(word), len(word), word) for word in words if word in text]
    end, _, word = max(ends, default=(0, 0, None))
    return word, end


def _has_any(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)
