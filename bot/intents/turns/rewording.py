"""The last question with one thing in it changed: "and Iwaya?", "no, about the water", "not the speech, the bluebook".

Such a rest is best read as the whole question that it stands for, so that every word of that one counts again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.intents.items.slots import Grammar, Names
from bot.intents.model import Interpretation, Item
from bot.utterance import Utterance
from knowledge.patterns import compile_late
from knowledge.values import dataclass, replace

_LONGEST = 5
"""Words of what is put in."""

_PAIR = 2
_SHORT = 3
"""Words up to which a name needs no "and" or "no" before it."""

_NAMED = ("entity", "topic")
_SUBJECTS = frozenset({"he", "she", "他", "她"})
_SPEAKING = ("person", "country", "organisation", "document")
_OCCASIONS = ("event", "event_series")
_MATTERS = ("topic", "country", "place", "body_of_water", "organisation", "document", "")
"""Kinds of what somebody may speak about; a verb or another word has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What is left of a question that only changes one thing of the last."""

    text: str
    start: int
    instead_of: str | None
    """What it stands for, where that is said: "not the speech, the bluebook"."""

    matter: bool
    """It stands behind "about": what was spoken about changes, not who spoke."""

    place: bool
    """It stands behind "in" or the like: another place is asked for."""

    opened: bool
    """An "and" or a "no" stands before it, or what does the same behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """The last question with one thing in it changed."""

    text: str
    instead_of: frozenset[str]
    """Options of what is no longer asked about."""

    otherwise: str | None = None
    """The same with another name changed, where the last question has two that may be meant: "and South Korea?" after
    "What does Japan think of Russia?"."""


def find_rest(utterance: Utterance, grammar: Grammar) -> Rest | None:
    """What a question puts in the place of something else; None where it asks by itself."""
    words = grammar.words["rewording"]
    text = utterance.text.rstrip(" ?？!！.。,，、")
    start = _skip(text, 0, words["openers"])
    opened = start > 0
    instead = _INSTEAD.match(text, start)
    instead_of = instead["old"] if instead is not None else None
    start = instead.start("new") if instead is not None else start
    behind = _skip(text, start, words["matter"])
    matter, start = behind > start, behind
    behind = _skip(text, start, words["where"])
    place, start = behind > start, behind
    start = _skip(text, start, words["between"])
    end = _cut_end(text, start, words["endings"])
    matter = matter or text[end:].strip() in words["matter_endings"]
    opened = opened or end < len(text) or instead is not None
    rest = text[start:end].strip(" ,，、")
    typed = [token.folded for token in utterance.tokens if start <= token.start < end and not token.cjk]
    asking = grammar.words["asking"]["en"] | grammar.words["en"]["finite"] | words["never"]
    if not rest or len(rest.split()) > _LONGEST or asking & set(typed):
        return None
    if any(word in rest for word in grammar.words["asking"]["cjk"]):
        return None
    return Rest(text=rest, start=start, instead_of=instead_of, matter=matter, place=place, opened=opened)


_ARTICLE = compile_late(r"^(?:the|an?)\s+", re.IGNORECASE)
_ENDS_WITH_ARTICLE = compile_late(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_INSTEAD = compile_late(r"not\s+(?:just\s+)?(?P<old>[^,;]+?)\s*(?:[,;]|\bbut\b)\s*(?P<new>.+)$", re.IGNORECASE)


def changes_date(asked: Interpretation, utterance: Utterance) -> bool:
    """Whether a rest names a time and nothing else: "and in 2023?", "no, I meant April".

    Args:
        asked: the question that there is only a rest of, by itself.
    """
    own = [item for item in asked.items if item.position >= 0]
    return len(asked.timexes) == 1 and not own and not asked.cue and utterance.language == "en"


def with_date(
    asked: Interpretation, utterance: Utterance, last: Utterance, last_asked: Interpretation, year: int | None
) -> Reworded | None:
    """The last question with another time in the place of its own, or with a time where it has none.

    Args:
        asked: the question that there is only a rest of, by itself.
        last_asked: the last question by itself.
        year: of which year a month is that is named without one.
    """
    new = asked.timexes[0]
    words = utterance.text[new.start : new.end]
    dated = bool(words) and (new.first is not None or year is not None)
    if not dated or len(last_asked.timexes) > 1 or last_asked.answer in _OF_NO_TIME:
        return None
    words = f"{words} {year}" if new.first is None else words
    old = next(iter(last_asked.timexes), None)
    if old is None:
        text = f"{last.text.rstrip(' ?？.!')} {words if new.bound != 'in' else f'in {words}'}"
    elif old.end > old.start:
        text = f"{last.text[: old.start]}{words}{last.text[old.end :]}"
    else:
        return None
    return Reworded(text=text, instead_of=frozenset())


def changes_one_thing(rest: Rest, asked: Interpretation, utterance: Utterance) -> bool:
    """Whether a rest names the one thing that it changes, and nothing that is done with it.

    Args:
        asked: the question that there is only a rest of, by itself.
    """
    own, named = [item for item in asked.items if item.position >= 0], _named(asked)
    if (
        any(utterance.tokens[place].start >= rest.start for place in asked.cue)  # "what about" asks nothing more
        or asked.timexes
        or asked.polar
        or asked.quotations
        or (len(named) > _PAIR and rest.instead_of is None)
    ):
        return False
    if "keys" in asked.signs and len(own) > 1 and not rest.opened:
        return False  # "premier china" is a whole question
    if named:
        done = any(item.kind == "relation" for item in own) and rest.instead_of is None and not rest.opened
        return not done and (rest.opened or len(rest.text.split()) <= _SHORT)
    return bool(own) and rest.opened and (rest.matter or len(own) <= _SHORT)


def _named(asked: Interpretation) -> list[Item]:
    return [item for item in asked.items if item.position >= 0 and item.kind in _NAMED]


def reword(
    rest: Rest, asked: Interpretation, last: Utterance, last_asked: Interpretation, names: Names, grammar: Grammar
) -> Reworded | None:
    """The last question with what is left of this one in the place of what it changes; None where that is not clear.

    Args:
        asked: the question that there is only a rest of, by itself.
        last_asked: the last question by itself.
    """
    named = _without_participants(_named(asked), names)
    if len(named) > 1 and rest.instead_of is None:
        between = _between(named, last_asked, names, grammar)
        return between or _with_all(named, last, last_asked, names) or _for_pronoun(rest, named, last, names, grammar)
    if (occasion := _as_occasion(rest, named, last_asked, names, grammar)) is not None:
        return Reworded(text=occasion, instead_of=_options(last_asked.items))
    if (turned := _turned_round(rest, named, last, last_asked, names)) is not None:
        return turned
    target = _find_target(rest, named, last, last_asked, names, grammar)
    if target is None:
        return _with_matter(rest, named, last, last_asked, names, grammar)
    reworded = _put(last, [(target, rest.text)])
    if reworded is None or rest.instead_of is not None or target.role != "agent" or not named:
        return reworded
    alike = [item for item in _named(last_asked) if _kind(item, names) == _kind(named[-1], names)]
    others = [item for item in alike if item is not target] if target in alike else []
    if not alike and _kind(named[-1], names) in _MATTERS:  # "and Korea?" after what a minister said about Taiwan
        others = [item for item in (_find_matter(_named(last_asked), last, grammar),) if item is not None]
    second = _put(last, [(others[0], rest.text)]) if len(others) == 1 else None
    return replace(reworded, otherwise=second.text) if second is not None else reworded


def _with_matter(
    rest: Rest, named: list[Item], last: Utterance, last_asked: Interpretation, names: Names, grammar: Grammar
) -> Reworded | None:
    """The last question for somebody's words, which said nothing of their matter, with one put in: "and on Taiwan?"
    after "What did she say in Busan?"."""
    heard = last_asked.answer in ("statement", "quote") and rest.instead_of is None and not rest.place
    speaker = next((item for item in _named(last_asked) if _kind(item, names) in _SPEAKING), None)
    others = [item for item in _named(last_asked) if item is not speaker and item.role != "place"]
    if not heard or speaker is None or len(named) != 1 or _kind(named[0], names) not in _MATTERS:
        return None
    if any(_kind(item, names) not in _OCCASIONS for item in others):
        return None
    phrase = next(iter(grammar.words["rewording"][f"matter_{last.language}"])).replace("…", rest.text)
    start = min((last.tokens[place].start for place in last_asked.cue), default=len(last.text))
    start = len(last.text.rstrip(" ?")) if last.language == "en" else start
    return Reworded(text=f"{last.text[:start]}{phrase}{last.text[start:]}", instead_of=frozenset())


def _options(items: Iterable[Item]) -> frozenset[str]:
    return frozenset(option for item in items for option in item.options)


def _between(named: list[Item], last_asked: Interpretation, names: Names, grammar: Grammar) -> Reworded | None:
    """How two others stand to each other, after the same question of two: "and China and Russia?"."""
    phrase = next(iter(grammar.words["rewording"]["relations_of"]))
    if last_asked.answer != "relations" or len(named) != _PAIR or any(not item.text.isascii() for item in named):
        return None
    if any(_kind(item, names) not in _SPEAKING for item in named):
        return None
    one, other = (item.text for item in named)
    return Reworded(text=phrase.replace("…", f"{one} and {other}"), instead_of=_options(last_asked.items))


def _turned_round(
    rest: Rest, named: list[Item], last: Utterance, last_asked: Interpretation, names: Names
) -> Reworded | None:
    """What the other of two told the first: "and Iwaya?" after "What did Wang Yi tell Iwaya?"."""
    people = [item for item in _named(last_asked) if _kind(item, names) in ("person", "country")]
    if len(named) != 1 or rest.matter or last_asked.answer not in ("statement", "quote") or len(people) != _PAIR:
        return None
    speaker = next((item for item in people if item.role == "agent"), None)
    other = next((item for item in people if item is not speaker), None)
    if speaker is None or other is None or not set(other.options) & set(named[0].options):
        return None
    if _kind(speaker, names) != _kind(other, names) or other.position < speaker.position:
        return None
    turned = _put(last, [(speaker, _typed(other, last)), (other, _typed(speaker, last))])
    return Reworded(text=turned.text, instead_of=frozenset()) if turned is not None else None


def _without_participants(named: list[Item], names: Names) -> list[Item]:
    """Names without those of who took part in an occasion that is named, too: "Kamikawa's speech in parliament"."""
    present = {f"e:{party}" for item in named for party in _participants(item, names)}
    return [item for item in named if not present & set(item.options)]


def _participants(item: Item, names: Names) -> tuple[str, ...]:
    entity = names.entity(item.options[0][2:]) if item.options and item.options[0].startswith("e:") else None
    return entity.participants if entity is not None else ()


def _as_occasion(
    rest: Rest, named: list[Item], last_asked: Interpretation, names: Names, grammar: Grammar
) -> str | None:
    """When or where another occasion was, after a question for the day or the place of what was no occasion: "and the
    Busan talks?" after "When was the Bluebook published?", as no talks are published."""
    phrases = grammar.words["rewording"].get(f"occasion_{last_asked.answer}", frozenset())
    occasion = [item for item in named if _kind(item, names) in _OCCASIONS]
    same = any(_kind(item, names) in _OCCASIONS for item in last_asked.items if item.position >= 0)
    if len(named) != 1 or not occasion or same or rest.instead_of is not None or rest.matter or not rest.text.isascii():
        return None
    return next((phrase.replace("…", rest.text) for phrase in sorted(phrases)), None)


def _with_all(named: list[Item], last: Utterance, last_asked: Interpretation, names: Names) -> Reworded | None:
    """The last question with as many names of one kind as it has: "and Ishiba and Xi?"."""
    kinds = {_kind(item, names) for item in named}
    targets = [item for item in _named(last_asked) if _kind(item, names) in kinds]
    if len(kinds) != 1 or len(targets) != len(named):
        return None
    return _put(last, [(target, new.text) for target, new in zip(targets, named, strict=True)])


def _for_pronoun(rest: Rest, named: list[Item], last: Utterance, names: Names, grammar: Grammar) -> Reworded | None:
    """The last question with both who are named for its "they": "I mean Wang and Iwaya" after "Did they meet?"."""
    words = grammar.words["pronouns"]["people"]
    places = [place for place, token in enumerate(last.tokens) if token.folded in words and not token.cjk]
    alike = len(named) == _PAIR and len({_kind(item, names) for item in named}) == 1
    if not alike or len(places) != 1 or _kind(named[0], names) not in _SPEAKING:
        return None
    return _put(last, [(Item(kind="entity", options=(), text="", position=places[0]), rest.text)])


def _put(last: Utterance, changes: list[tuple[Item, str]]) -> Reworded | None:
    """The last question with other words for some of its items."""
    text = last.text
    for item, words in sorted(changes, key=lambda change: -change[0].position):
        first, end = _place_of(item, last)
        if end <= first:
            return None
        before, behind = text[: last.tokens[first].start], text[last.tokens[end - 1].end :]
        new = _ARTICLE.sub("", words) if _ENDS_WITH_ARTICLE.search(before) else words
        text = f"{before}{new}{behind}"
    return Reworded(text=text, instead_of=_options(item for item, _ in changes))


def _typed(item: Item, last: Utterance) -> str:
    first, end = _place_of(item, last)
    return last.text[last.tokens[first].start : last.tokens[end - 1].end] if end > first else item.text


def _place_of(item: Item, last: Utterance) -> tuple[int, int]:
    """From which token to which an item stands; of a name that nothing here knows, each of its words."""
    if not item.options and item.kind == "entity":  # a pronoun
        return item.position, item.position + 1
    piece = next((p for p in last.pieces if p.first <= item.position < p.last), None)
    if piece is not None:
        return piece.first, piece.last
    return (item.position, item.position + len(item.text.split())) if item.kind == "unknown" else (0, 0)


def _find_target(
    rest: Rest,
    named: list[Item],
    last: Utterance,
    last_asked: Interpretation,
    names: Names,
    grammar: Grammar,
) -> Item | None:
    """What of the last question is to be changed."""
    pronouns = grammar.words["pronouns"]["person"]
    told = [item for item in last_asked.items if item.position >= 0 and item.kind != "unknown"]
    if rest.instead_of is not None:
        return next((item for item in told if item.text in rest.instead_of or rest.instead_of in item.text), None)
    candidates = [item for item in told if item.kind in _NAMED]
    if named:
        new = named[-1]
        same = [item for item in candidates if _kind(item, names) == _kind(new, names)]
        if any(set(item.options) & set(new.options) for item in candidates):
            return None
        if rest.place:
            return next((item for item in candidates if item.role == "place"), None)
        if same and not rest.matter:
            home = _home(new, names)
            fitting = next((item for item in same if _home(item, names) == home), None)
            return fitting or _find_pronoun(last, pronouns) or same[0]
        if _kind(new, names) == "person" and (pronoun := _find_pronoun(last, pronouns)) is not None:
            return pronoun
        speaking = [item for item in candidates if item.role == "agent" and _kind(item, names) in _SPEAKING]
        if speaking and _kind(new, names) in _SPEAKING and not rest.matter:
            return speaking[0]
        stranger = _find_stranger(last_asked) if _kind(new, names) in _SPEAKING and not rest.matter else None
        if stranger is not None:
            return stranger
        if _kind(new, names) not in _MATTERS:
            return None
    return _find_matter([item for item in last_asked.items if item.position >= 0], last, grammar)


def _find_stranger(last_asked: Interpretation) -> Item | None:
    """The name in the last question that nothing here knows, where it names nobody else: "Emmanuel Macron"."""
    unknown = sorted((i for i in last_asked.items if i.kind == "unknown" and (i.hard or i.focus)), key=_position)
    if not unknown or _named(last_asked):
        return None
    row = [item for number, item in enumerate(unknown) if item.position == unknown[0].position + number]
    return replace(row[0], text=" ".join(item.text for item in row))


def _position(item: Item) -> int:
    return item.position


def _find_pronoun(last: Utterance, pronouns: frozenset[str]) -> Item | None:
    """The "he" or "she" of the last question: "And Kishida?" after "Did he meet the president?"."""
    places = [place for place, token in enumerate(last.tokens) if token.folded in pronouns & _SUBJECTS]
    return Item(kind="entity", options=(), text="", position=places[0]) if places else None


def _find_matter(told: Iterable[Item], last: Utterance, grammar: Grammar) -> Item | None:
    """What somebody was asked to have spoken about."""
    if not last.text.isascii():
        marked = [item for item in told if item.kind in _NAMED and _is_marked(item, last, grammar)]
        return marked[0] if len(marked) == 1 else None
    places = [place for place, token in enumerate(last.tokens) if token.folded in _ABOUT]
    if not places:
        return None
    behind = [item for item in told if item.position > places[-1]]
    return behind[0] if len(behind) == 1 else None


_OF_NO_TIME = ("latest", "articles", "contents")
"""Answers of questions in which a date has a meaning of its own."""


def _is_marked(item: Item, last: Utterance, grammar: Grammar) -> bool:
    """Whether a name stands in front of について, behind 对 or the like."""
    words = grammar.words["rewording"]
    first, end = _place_of(item, last)
    if end <= first:
        return False
    before, behind = last.text[: last.tokens[first].start], last.text[last.tokens[end - 1].end :]
    return behind.startswith(tuple(words["matter_behind"])) or before.endswith(tuple(words["matter_ahead"]))


_ABOUT = frozenset({"about", "on", "regarding", "concerning", "over"})


def _skip(text: str, start: int, phrases: Iterable[str]) -> int:
    """Where the text goes on behind such phrases."""
    pattern = "|".join(
        rf"{re.escape(p)}(?![\w])" if p.isascii() else re.escape(p) for p in sorted(phrases, key=len, reverse=True)
    )
    found = re.compile(rf"(?:(?:{pattern})[\s,;:、，.]*)+", re.IGNORECASE).match(text, start)
    return found.end() if found is not None and found.end() < len(text) else start


def _cut_end(text: str, start: int, phrases: Iterable[str]) -> int:
    pattern = "|".join(
        rf"[\s,]+{re.escape(p)}" if p.isascii() else re.escape(p) for p in sorted(phrases, key=len, reverse=True)
    )
    found = re.compile(rf"(?:{pattern})$", re.IGNORECASE).search(text, start)
    return found.start() if found is not None and found.start() > start else len(text)


def _kind(item: Item, names: Names) -> str:
    entity = names.entity(item.options[0][2:]) if item.options and item.options[0].startswith("e:") else None
    return entity.kind if entity is not None else ""


def _home(item: Item, names: Names) -> str | None:
    entity = names.entity(item.options[0][2:]) if item.options and item.options[0].startswith("e:") else None
    return entity.of if entity is not None else None
