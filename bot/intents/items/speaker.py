"""Whose words a question asks for."""

from __future__ import annotations

from bot.intents.items.slots import ACTING_KINDS, Grammar, Names, kinds_of
from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.values import replace

_SPEAKING = frozenset({"say", "respond", "talk", "describe", "stress", "mention", "explain"})
_AUXILIARY = ("did", "does", "do", "has", "had", "would")
_COMMENTING = frozenset({"say", "respond", "talk"})
_NOT_BEFORE_SPEAKER = frozenset("about on to of with toward towards against in and".split())
_THEIRS = frozenset({"her", "his", "their"})
"""Behind "and" one of these shows that the word before is somebody: "Smith and her remarks"."""

_CLAUSE = frozenset({"that", "whom"})
"""Behind one of these a name acts in a clause that tells what the words are about: "the challenge that China poses"."""


def asks_for_words(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar) -> bool:
    """Whether "did Seoul comment on the report?" asks what was said on it: nothing else is claimed, and the words
    behind the verb of saying only lead up to the matter."""
    verbs = [p for p in utterance.pieces if any(t.kind == "relation" and t.id in _COMMENTING for t in p.targets)]
    if len(verbs) != 1 or any(i.kind == "relation" and i.position != verbs[0].first for i in items):
        return False
    if utterance.language != "en":
        return len(items) > 1 and all(i.kind in ("entity", "topic") or i.position == verbs[0].first for i in items)
    before = [item for item in items if item.position < verbs[0].first]
    behind = [token.folded for token in utterance.tokens[verbs[0].last :]]
    while behind and grammar.has("en", "anything", behind[0]):
        behind.pop(0)
    led = grammar.has("en", "matter_before", behind[0] if behind else "")
    answered = behind[:1] == ["to"] and any(target.id == "respond" for target in verbs[0].targets)
    return [item.kind for item in before] == ["entity"] and len(behind) > 1 and (led or answered)


def with_speaker(items: tuple[Item, ...], names: Names, utterance: Utterance, grammar: Grammar) -> tuple[Item, ...]:
    """Mark the one whose words are asked for: "X's words", "according to X", else the first who can speak."""
    opinions = grammar.words["en"]["opinions"]
    able = [
        item
        for item in items
        if item.kind == "entity"
        and not (item.excluded or _is_spoken_to(item, utterance, grammar))
        and (kinds_of(item, names) & ACTING_KINDS or _has_government(item, utterance))
    ]

    if utterance.language != "en" and any("person" in kinds_of(item, names) for item in able):
        able = [item for item in able if item.role != "place"]  # 王毅在日本说了什么: he speaks there

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
        if following is None or utterance.tokens[following.first].folded == "according":
            return False  # "how does Japan see China according to the report"
        verbs = {target.id for target in following.targets if target.kind == "relation"}
        return bool(verbs & _SPEAKING)

    def asked(item: Item) -> bool:
        return before(item) in _AUXILIARY

    able.sort(key=lambda item: item.role == "target")
    able.sort(key=lambda item: utterance.language == "ja" and item.role != "agent")

    def quoted(item: Item) -> bool:
        return before(item) in ("quote", "cite", "quotes")

    def written(item: Item) -> bool:
        return before(item) == "in" and "document" in kinds_of(item, names)

    tests = (
        quoted,
        held,
        speaking,
        asked,
        according,
        possessive,
        written,
        lambda item: before(item) not in _NOT_BEFORE_SPEAKER | _CLAUSE,
    )
    unknown = next((item for item in items if item.kind == "unknown" and item.role == "agent"), None)
    speaker = unknown or next((item for test in tests for item in able if test(item)), None)
    if speaker is None:
        return tuple(replace(i, role="any") if i.role == "agent" and before(i) in _CLAUSE else i for i in items)
    return tuple(
        replace(item, role="agent") if item is speaker else replace(item, role="any") if item.role == "agent" else item
        for item in items
    )


def _is_spoken_to(item: Item, utterance: Utterance, grammar: Grammar) -> bool:
    """Whether a Chinese name stands behind 对 or 关于: 上川对韩国说了什么."""
    if utterance.language != "zh" or item.position < 1:
        return False
    before = utterance.text[: utterance.tokens[item.position].start]
    return before.endswith(tuple(grammar.words["zh"]["not_speaking_before"]))


def with_unknown_speaker(items: tuple[Item, ...], utterance: Utterance, opinions: frozenset[str]) -> tuple[Item, ...]:
    """Mark an unknown word as the one whose words are asked for: "what did Marcos say", "Trump's take on"."""
    tokens = utterance.tokens
    verbs = {
        piece.first for piece in utterance.pieces for target in piece.targets
        if target.kind == "relation" and target.id in _SPEAKING
    }  # fmt: skip

    def speaks(item: Item) -> bool:
        behind = item.position + len(item.text.split())
        before = tokens[item.position - 1].folded if item.position > 0 else ""
        following = tokens[behind].folded if behind < len(tokens) else ""
        owns = following == "and" and tokens[behind + 1 : behind + 2] and tokens[behind + 1].folded in _THEIRS
        return (before in _AUXILIARY and behind in verbs) or following in opinions or bool(owns)

    return tuple(
        replace(item, role="agent", hard=True, soft=False)
        if item.kind == "unknown" and item.text.isascii() and speaks(item)
        else item
        for item in items
    )


def _has_government(item: Item, utterance: Utterance) -> bool:
    """Whether "government" stands behind a name, so that even an island can speak."""
    piece = next((p for p in utterance.pieces if p.first == item.position), None)
    return piece is not None and [t.folded for t in utterance.tokens[piece.last : piece.last + 1]] == ["government"]
