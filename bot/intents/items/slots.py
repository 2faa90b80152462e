"""From known pieces to the items that a fact must hold, each with its part in the sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import Protocol

from bot.intents.items.full_names import with_full_names
from bot.intents.items.paired_states import find_paired_states
from bot.intents.model import Item, ItemKind, Role
from bot.utterance import Utterance
from knowledge.gazetteer import Piece, Target, join_key
from knowledge.loaded import Loaded
from knowledge.model import Entity
from knowledge.values import dataclass, replace

_ARTICLES = ("the", "a", "an")
ACTING_KINDS = frozenset({"person", "country", "organisation", "document"})
"""Kinds of entities that can do and say something."""

_HELPING = ("do", "does", "did")
_AUXILIARIES = frozenset("do does did is are was were has have had will would can could should must".split())
_ASKING = frozenset("why how when where what who whom which".split())
_MOST_BETWEEN = 4
"""Tokens between two names of which one is chosen: "in Busan or rather in the Seoul"."""

_LOCATED = ("place", "body_of_water")


class Names(Protocol):
    """What filling slots needs of the knowledge base."""

    def entity(self, entity_id: str) -> Entity | None: ...
    def find_aliases(self, keys: Iterable[str]) -> Mapping[str, tuple[Target, ...]]: ...
    def office_holders(self, roles: Collection[str], countries: Collection[str]) -> tuple[Entity, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Little words that show who acts on whom, by language."""

    words: Mapping[str, Mapping[str, frozenset[str]]]

    def has(self, language: str, name: str, word: str) -> bool:
        """Whether a word is in a list of `grammar.yaml`."""
        return word in self.words.get(language, {}).get(name, frozenset())


def read_grammar(data: Loaded) -> Grammar:
    """The value of the parsed `grammar.yaml`."""
    return Grammar(
        words={
            language: {name: frozenset(map(str, words)) for name, words in lists.items()}
            for language, lists in data.items()
        }
    )


def find_items(
    utterance: Utterance, names: Names, grammar: Grammar, question_words: frozenset[str]
) -> tuple[Item, ...]:
    """All content of an utterance, in order: names, topics, relations, concepts, other words, unknown words."""
    verb = _main_verb(utterance)
    items: list[Item] = []
    paired = {} if utterance.text.isascii() else find_paired_states(utterance, grammar.words["state_letters"])
    for index, piece in enumerate(utterance.pieces):
        if index in paired:
            items.append(_item("entity", (f"e:{paired[index]}",), utterance, piece))
            continue
        if items and _is_its_ministry(items[-1], utterance, index, names):
            items[-1] = _ministry_of(items[-1], piece, names)
            continue
        if piece.targets:
            item = _known_item(utterance, piece, names, grammar, verb)
        elif index in utterance.words:
            item = _item("word", (f"w:{utterance.words[index]}",), utterance, piece)
        elif index in utterance.unknown and piece.key not in question_words:
            item = _item("unknown", (), utterance, piece, text=utterance.unknown[index])
        else:
            item = None
        if item is not None:
            items.append(item)
    named = with_full_names(tuple(items), utterance, names, grammar.words["names"]["family_first"])
    return _with_alternatives(named, utterance)


def _with_alternatives(items: tuple[Item, ...], utterance: Utterance) -> tuple[Item, ...]:
    """Of "Busan or Seoul" neither is required; in "was China for or against it in Seoul" there is no such choice."""
    ors = {i for i, token in enumerate(utterance.tokens) if token.folded in ("or", "还是", "還是")}
    ends = {piece.first: piece.last for piece in utterance.pieces}
    loose = {
        item.position
        for one, other in pairwise(items)
        if one.kind == other.kind == "entity"
        and other.position - ends[one.position] <= _MOST_BETWEEN
        and ors & set(range(one.position, other.position))
        for item in (one, other)
    }
    return tuple(
        replace(item, hard=False, role="any", either=True) if item.position in loose else item for item in items
    )


def _is_its_ministry(country: Item, utterance: Utterance, index: int, names: Names) -> bool:
    """Whether a piece that could be several states' ministry stands right behind one state's name."""
    before, piece = utterance.pieces[index - 1], utterance.pieces[index]
    options = [names.entity(t.id) for t in piece.targets if t.kind == "entity"]
    home = names.entity(country.options[0][2:]) if country.options else None
    adjacent = country.position == before.first
    ministries = bool(options) and all(e is not None and e.kind == "organisation" and e.of for e in options)
    if not (adjacent and ministries and home is not None and home.kind == "country"):
        return False
    return len(options) > 1 or any(e is not None and e.of != home.id for e in options)


def _ministry_of(country: Item, piece: Piece, names: Names) -> Item:
    """The ministry of that state where one is known; else the state itself stays the one who is meant."""
    home = country.options[0][2:]
    entities = [names.entity(target.id) for target in piece.targets]
    own = tuple(f"e:{entity.id}" for entity in entities if entity is not None and entity.of == home)
    return replace(country, options=own) if own else country


def _item(
    kind: ItemKind, options: tuple[str, ...], utterance: Utterance, piece: Piece, *, role: Role = "any", text: str = ""
) -> Item:
    return Item(
        kind=kind, options=options, text=text or piece.key, position=piece.first, role=role, hard=kind == "entity"
    )


def _known_item(utterance: Utterance, piece: Piece, names: Names, grammar: Grammar, verb: int | None) -> Item | None:
    targets = _in_language(piece.targets, utterance.language)
    kinds = {target.kind for target in targets}
    if kinds & {"entity", "topic"}:
        role = _role(utterance, piece, grammar, verb)
        if role == "place" and _is_capital_that_speaks(utterance, piece, grammar):
            role = "agent"
        if role == "place" and _is_felt_towards(utterance, piece, grammar):
            role = "target"
        options = _name_options(targets, names, located=role == "place" and _is_located(utterance, piece, grammar))
        kind: ItemKind = "entity" if "entity" in kinds else "topic"
        modifies = _modifies(utterance, piece) and not _is_somebodys(utterance, piece, grammar)
        if role == "agent" and (modifies or _is_paired(utterance, piece)):
            role = "any"
        extra = tuple(f"{t.kind[0]}:{t.id}" for t in targets if t.kind in ("relation", "concept"))
        item = _item(kind, (*options, *extra), utterance, piece, role=role)
        if _only_dates(utterance, piece, grammar):
            item = replace(item, hard=False)
        if role == "place" and _names_report(utterance, piece):
            item = replace(item, hard=False)
        return replace(item, excluded=True, hard=False) if _is_excluded(utterance, piece, grammar) else item
    for word_kind in ("relation", "concept"):
        options = tuple(f"{target.kind[0]}:{target.id}" for target in targets if target.kind in ("relation", "concept"))
        if word_kind in kinds:
            return _item("relation" if word_kind == "relation" else "concept", options, utterance, piece)
    return None


def _only_dates(utterance: Utterance, piece: Piece, grammar: Grammar) -> bool:
    """Whether a name stands in "after the San Francisco consensus", which no fact on what followed need repeat."""
    first = piece.first
    while first and utterance.tokens[first - 1].folded in _ARTICLES:
        first -= 1
    before = utterance.tokens[first - 1].folded if first else ""
    return before in grammar.words["event_bounds"]["after"]


def _is_located(utterance: Utterance, piece: Piece, grammar: Grammar) -> bool:
    """Whether a capital is the city and not its government: "in Tokyo", but not "in Tokyo's view"."""
    before = utterance.tokens[piece.first - 1].folded if piece.first else ""
    return not (utterance.tokens[piece.last - 1].possessive or grammar.has(utterance.language, "either_before", before))


def _is_capital_that_speaks(utterance: Utterance, piece: Piece, grammar: Grammar) -> bool:
    """Whether it is asked what is thought in a capital, and so by its government: "what do they say in Tokyo"."""
    words, before = grammar.words["speaking_capital"], utterance.tokens[: piece.first]
    typed = [token.folded for token in before]
    if typed[-1:] != ["in"] or utterance.tokens[piece.last - 1].possessive:
        return False
    subject = next((place for place, word in enumerate(typed) if word in words["subjects"]), None)
    return subject is not None and any(word in words["verbs"] for word in typed[subject:])


def _is_felt_towards(utterance: Utterance, piece: Piece, grammar: Grammar) -> bool:
    """Whether somebody is angry at a name, so that it is no place: "mad at Tokyo"."""
    before = next((p for p in reversed(utterance.pieces) if p.last in (piece.first, piece.first - 1)), None)
    feelings = grammar.words["feeling"]["concepts"]
    return before is not None and any(t.kind == "concept" and t.id in feelings for t in before.targets)


def _modifies(utterance: Utterance, piece: Piece) -> bool:
    """Whether a name only qualifies the noun after it: "Japanese citizens", "China's military"."""
    following = next((p for p in utterance.pieces if p.first == piece.last), None)
    return (
        utterance.language == "en"
        and following is not None
        and not any(target.kind in ("relation", "function", "filler", "entity") for target in following.targets)
        and any(target.kind in ("concept", "topic") for target in following.targets)
    )


def _is_somebodys(utterance: Utterance, piece: Piece, grammar: Grammar) -> bool:
    """Whether the noun behind a state is somebody who acts for it: "did the Chinese minister"."""
    first = piece.first
    while first and utterance.tokens[first - 1].folded in _ARTICLES:
        first -= 1
    if not first or utterance.tokens[first - 1].folded not in _HELPING:
        return False
    following = next((p for p in utterance.pieces if p.first == piece.last), None)
    people = grammar.words["somebody"]["people"]
    return following is not None and any(t.kind == "concept" and t.id in people for t in following.targets)


def _is_paired(utterance: Utterance, piece: Piece) -> bool:
    """Whether a name is one of a pair that only says whose something is: "the Yang-Abe handshake"."""
    text, tokens = utterance.text, utterance.tokens
    before = text[tokens[piece.first - 1].end : tokens[piece.first].start] if piece.first else ""
    after = text[tokens[piece.last - 1].end : tokens[piece.last].start] if piece.last < len(tokens) else ""
    return "-" in (before, after)


def _names_report(utterance: Utterance, piece: Piece) -> bool:
    """Whether a place only says which article is meant: "the Beijing report"."""
    following = next((p for p in utterance.pieces if p.first == piece.last), None)
    return following is not None and any(target.id in ("document", "article") for target in following.targets)


def _is_excluded(utterance: Utterance, piece: Piece, grammar: Grammar) -> bool:
    tokens = utterance.tokens
    words = grammar.words.get(utterance.language, {})
    if not any(target.kind == "entity" for target in piece.targets):
        return False
    first = piece.first
    while first > 1 and tokens[first - 1].folded in _ARTICLES and tokens[first - 2].folded != "before":
        first -= 1
    if _is_denied_question(utterance, first):
        return False
    before = [join_key(tokens[max(0, first - count) : first]) for count in (1, 2, 3)]
    after = "".join(token.folded for token in tokens[piece.last : piece.last + 4])
    if any(after.startswith(word) for word in words.get("excluding_after", ())):
        return True
    return any(word in words.get("excluding", ()) for word in before if word)


def _is_denied_question(utterance: Utterance, first: int) -> bool:
    """Whether the "not" before a name only denies the question's verb, and leaves nobody out: "Didn't Japan …?",
    "Why doesn't China …?"."""
    words = [token.folded for token in utterance.tokens[:first]]
    if first < 2 or words[-1] != "not" or words[-2] not in _AUXILIARIES:
        return False
    return first == 2 or words[-3] in _ASKING


def _in_language(targets: tuple[Target, ...], language: str) -> tuple[Target, ...]:
    matching = tuple(target for target in targets if target.only in (None, language))
    return matching or targets


def _name_options(targets: Iterable[Target], names: Names, *, located: bool) -> tuple[str, ...]:
    options: list[str] = []
    for target in targets:
        if target.kind not in ("entity", "topic"):
            continue
        entity = names.entity(target.id)
        metonym = entity.metonym_for if entity is not None else None
        if metonym and not located:
            options.append(f"e:{metonym}")
        options.append(f"e:{target.id}")
    return tuple(dict.fromkeys(options))


def _main_verb(utterance: Utterance) -> int | None:
    """Where the first word of a relation stands, in "how much aid did Japan give" the first one behind "did"."""
    verbs = [p.first for p in utterance.pieces if any(target.kind == "relation" for target in p.targets)]
    helping = next((i for i, token in enumerate(utterance.tokens) if token.folded in _HELPING), None)
    if helping is not None and verbs and verbs[0] < helping:
        # "which demands did Japan make of": whoever stands first behind "did" acts.
        named = (p.last for p in utterance.pieces if p.first > helping and any(t.kind == "entity" for t in p.targets))
        behind = next((verb for verb in verbs if verb > helping), next(named, verbs[0]))
        return behind if behind < len(utterance.tokens) else verbs[0]
    return verbs[0] if verbs else None


def _role(utterance: Utterance, piece: Piece, grammar: Grammar, verb: int | None) -> Role:
    tokens = utterance.tokens
    before = tokens[piece.first - 1].folded if piece.first else ""
    if utterance.language == "ja":
        after = _past_titles("".join(token.folded for token in tokens[piece.last : piece.last + 8]), grammar, "ja")
        if any(after.startswith(word) for word in grammar.words["ja"]["agent_after"]):
            passive = any(word in utterance.text for word in grammar.words["ja"]["passive"])
            return "any" if passive else "agent"
        if after.startswith("で"):
            return "place"
        return "target" if after[:1] in ("に", "を", "へ") else "any"
    if utterance.language == "zh":
        after = _past_titles("".join(token.folded for token in tokens[piece.last : piece.last + 8]), grammar, "zh")
        if any(after.startswith(word) for word in grammar.words["zh"]["agent_after"]):
            return "agent"
        if grammar.has("zh", "agent_before", before) or grammar.has("zh", "causing", before):
            return "agent"
        if verb is not None and any(grammar.has("zh", "causing", t.folded) for t in tokens[piece.last : verb]):
            return "any"
        if grammar.has("zh", "place_before", before) and not _ends_word(utterance, piece.first):
            return "place"
        if grammar.has("zh", "other_before", before) or _follows_about(utterance, piece.first, grammar):
            return "target" if before in ("对", "對", "向", "给", "給") else "any"
        if verb is None:
            return "any"
        undergoes = any(after.startswith(word) for word in grammar.words["zh"]["passive"])
        return "target" if piece.first > verb or undergoes else "agent"
    return _english_role(utterance, piece, grammar, verb, before)


def _follows_about(utterance: Utterance, position: int, grammar: Grammar) -> bool:
    """Whether a word of two characters that leads up to a matter stands in front: 关于."""
    before = join_key(utterance.tokens[max(0, position - 2) : position])
    return len(before) > 1 and grammar.has("zh", "other_before", before)


def _ends_word(utterance: Utterance, position: int) -> bool:
    """Whether what stands before a place is the end of a longer word: 到 in 提到, 於 in 關於."""
    return any(piece.last == position and piece.last - piece.first > 1 and piece.targets for piece in utterance.pieces)


def _past_titles(after: str, grammar: Grammar, language: str) -> str:
    """What follows a Japanese or Chinese name and its titles: what tells its part in the sentence."""
    titles = sorted(grammar.words[language]["titles"], key=len, reverse=True)
    while title := next((title for title in titles if after.startswith(title)), None):
        after = after.removeprefix(title)
    return after


def _english_role(utterance: Utterance, piece: Piece, grammar: Grammar, verb: int | None, before: str) -> Role:
    tokens = utterance.tokens
    if before == "the" and piece.first > 1:
        before = tokens[piece.first - 2].folded
    if grammar.has("en", "agent_before", before):
        return "agent"
    if grammar.has("en", "place_before", before):
        return "place"
    if grammar.has("en", "other_before", before):
        return "target" if before in ("to", "on", "against", "at", "upon") else "any"
    if verb is None:
        return "any"
    if piece.first < verb:
        between = {token.folded for token in tokens[piece.last : verb]}
        word = tokens[verb].folded
        ahead = _stands_ahead(utterance, piece, grammar)
        if (ahead or between & grammar.words["en"]["passive"]) and _is_kept(utterance, verb, grammar):
            return "target"
        if (
            any(grammar.has("en", "passive", w) for w in (between | ({ahead} if verb == piece.last else set())))
            and (word.endswith(("ed", "en", "t")) or grammar.has("en", "participles", word))
            and not grammar.has("en", "stative", word)
        ):
            return "target"
        return "agent"
    if before in _HELPING:  # "how many visits did Japan make"
        return "agent"
    if tokens[piece.last - 1].possessive:
        return "any"
    return "target"


def _stands_ahead(utterance: Utterance, piece: Piece, grammar: Grammar) -> str:
    """The form of "be" before a name and its number, or nothing: "were" in "where were the four Japanese arrested"."""
    place = piece.first - 1
    while place >= 0 and _counts(utterance.tokens[place].folded, grammar):
        place -= 1
    word = utterance.tokens[place].folded if place >= 0 else ""
    return word if grammar.has("en", "passive", word) else ""


def _counts(word: str, grammar: Grammar) -> bool:
    return word.isdecimal() or grammar.has("en", "determiners", word) or grammar.has("en", "numbering", word)


def _is_kept(utterance: Utterance, verb: int, grammar: Grammar) -> bool:
    """Whether a verb is the noun of what is done to somebody: "were in Chinese custody", "was under arrest"."""
    near = [token.folded for token in utterance.tokens[max(0, verb - 2) : verb + 1]]
    plain = not near[-1].endswith("ing") and near[-2:-1] != ["to"]
    return plain and any(grammar.has("en", "kept_in", word) for word in near)


def kinds_of(item: Item, names: Names) -> frozenset[str]:
    """The kinds of the entities that an item may mean."""
    entities = (names.entity(option[2:]) for option in item.options if option.startswith("e:"))
    return frozenset(entity.kind for entity in entities if entity is not None)
