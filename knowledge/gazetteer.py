"""Find known names and words in text, in any script, through one list of aliases.

Latin text is matched by words, Japanese, Chinese and Korean by characters; both through the same table of folded keys.
A question and a fact are read by the same code, so what it knows of one it knows of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from functools import lru_cache
from typing import Literal

from knowledge.patterns import compile_late
from knowledge.scripts import MASK, is_all_cjk, is_cjk, mask_cjk
from knowledge.text import fold_text
from knowledge.values import dataclass

TargetKind = Literal["entity", "topic", "relation", "concept", "filler", "generic", "function"]

LONGEST_LATIN = 8
_LONGEST_CJK = 16
_TOKEN = compile_late(rf"{MASK}|[^\W_{MASK}]+(?:['.&][^\W_{MASK}]+)*\.?")
_LATIN_WORD = compile_late(rf"[^\W_{MASK}]+(?:&[^\W_{MASK}]+)*")
_ONLY_WORDS = compile_late(r"[a-z0-9]+(?: [a-z0-9]+)*")
_ABBREVIATION = compile_late(r"(?:[^\W\d_]\.)+(?:[^\W\d_]\.?)?")

# Costs of one piece when a text is cut into known pieces; the cheapest cutting wins. A known piece always beats its
# characters left unknown; an entity beats a function word that begins inside it. Whole numbers, so that equal cuts are
# equal whatever stands before them.
_PIECE_COST: Mapping[TargetKind, int] = {
    "entity": 90, "topic": 90, "relation": 100, "concept": 100, "filler": 95, "generic": 105, "function": 110,
}  # fmt: skip
_UNKNOWN_LATIN = 140
_UNKNOWN_CJK = 160
_UNFOLDED = frozenset("゛゜ゟヿ")
OF_VERBS = ("ed", "ing")
"""Endings that no name takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One Latin word or one character of another script, with its place in the text."""

    text: str
    """As typed."""

    folded: str
    start: int
    end: int
    cjk: bool
    possessive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What an alias stands for."""

    kind: TargetKind
    id: str
    only: str | None = None
    """The one language in which the alias means this, where entities share it by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of tokens `[first, last)` and what it refers to; no targets when it is unknown."""

    first: int
    last: int
    key: str
    targets: tuple[Target, ...]


Lookup = Callable[[Iterable[str]], Mapping[str, tuple[Target, ...]]]
"""Aliases by folded key, for many keys at once; unknown keys are left out."""


def split_tokens(text: str) -> tuple[Token, ...]:
    """Split folded or raw text into tokens; full stops inside abbreviations vanish ("U.S." is `us`)."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(mask_cjk(text)):
        start, end = match.span()
        word = text[start:end]
        if match.group() == MASK:
            tokens.append(Token(text=word, folded=_fold_letters(word), start=start, end=end, cjk=True))
            continue
        if word.endswith(".") and not _ABBREVIATION.fullmatch(word):
            word, end = word[:-1], end - 1
        folded = (word.lower() if word.isascii() else fold_text(word)).replace(".", "")
        possessive = folded.endswith("'s")
        folded = folded.removesuffix("'s").replace("'", "")
        tokens.append(Token(text=word, folded=folded, start=start, end=end, cjk=False, possessive=possessive))
    return tuple(tokens)


def _fold_letters(letters: str) -> str:
    """Letters of scripts without blanks, folded: of all there are, four are not what they become."""
    return letters if _UNFOLDED.isdisjoint(letters) else "".join(map(fold_text, letters))


def find_words(text: str) -> list[str]:
    """The tokens of a text without such letters as they are typed, full stops at their end included."""
    return [text[match.start() : match.end()] for match in _TOKEN.finditer(mask_cjk(text))]


def fold_word(word: str) -> str:
    """What `split_tokens` makes of one that `find_words` found."""
    return split_tokens(word)[0].folded


def join_key(tokens: Iterable[Token]) -> str:
    """The table's key for a run of tokens: blanks between Latin words only."""
    parts: list[str] = []
    after_latin = False
    for token in tokens:
        if parts and after_latin and not token.cjk:
            parts.append(" ")
        parts.append(token.folded)
        after_latin = not token.cjk
    return "".join(parts)


def fold_phrase(phrase: str) -> tuple[str, int]:
    """The key of a phrase and how many tokens it has; most phrases are their own keys."""
    if _ONLY_WORDS.fullmatch(phrase):
        return phrase, phrase.count(" ") + 1
    if is_all_cjk(phrase):
        return _fold_letters(phrase), len(phrase)
    tokens = split_tokens(phrase)
    return join_key(tokens), len(tokens)


def find_latin_words(key: str) -> list[str]:
    """The Latin words of a key that `join_key` made: what splitting it again would find, sooner."""
    return _LATIN_WORD.findall(mask_cjk(key))


def alias_keys(alias: str, irregular: Mapping[str, str], *, inflected: bool = True) -> tuple[str, ...]:
    """The keys under which an alias is stored: as written and, unless it is a name, its last word in the singular."""
    if alias and is_all_cjk(alias):  # thousands of aliases are, and need no tokens for it
        return (_fold_letters(alias),)
    tokens = split_tokens(alias)
    key = join_key(tokens)
    if not tokens or tokens[-1].cjk or not inflected:
        return (key,) if key else ()
    word = tokens[-1].folded
    singular = (
        next((form for form in find_lemmas(word, irregular) if form != word), word) if word.endswith("s") else word
    )
    head = key[: len(key) - len(word)]
    return (key,) if singular == word else (key, head + singular)


def find_lemmas(word: str, irregular: Mapping[str, str]) -> tuple[str, ...]:
    """The word and what it may be an inflection of, likeliest first; guesses that are no words do no harm.

    A form that `irregular` gives as its own lemma is no form of anything else: "trains" run on rails.
    """
    lemma = irregular.get(word, "")
    if lemma == word:
        return (word,)
    forms = [word, lemma] if lemma else [word]
    if len(word) > 3 and word.isascii() and word.isalpha():
        forms.extend(_strip_ending(word))
    return tuple(dict.fromkeys(forms))


def find_pieces(
    tokens: tuple[Token, ...],
    lookup: Lookup,
    irregular: Mapping[str, str],
    *,
    allowed: Callable[[Piece], bool] = lambda _: True,
    openings: Container[str] | None = None,
) -> tuple[Piece, ...]:
    """Cut tokens into known pieces and unknown single tokens, at the least cost.

    Args:
        openings: what `find_openings` gives for the table behind `lookup`, where that is at hand: most runs of tokens
            then need not be looked up at all.
        allowed: may refuse a piece, such as "us" for the United States where it is a pronoun.
    """
    spans = _candidate_spans(tokens, irregular, openings)
    known = lookup({key for keys in spans.values() for key in keys})
    ending: dict[int, list[Piece]] = {}
    for (first, last), keys in spans.items():
        if known.keys().isdisjoint(keys):
            continue
        for rank, key in enumerate(keys):
            targets = known.get(key)
            if targets:
                piece = Piece(first=first, last=last, key=key, targets=targets)
                ends = tokens[first].folded, tokens[last - 1].folded
                if allowed(piece) and not makes_name_of_verb(key, targets, *ends):
                    ending.setdefault(last, []).append(piece)
                    if rank == 0:
                        break
    return find_cheapest_cut(tokens, ending)


def makes_name_of_verb(key: str, targets: Iterable[Target], first: str, last: str) -> bool:
    """Whether words are a name only without an -ed or -ing: "lined" is no form of "Lin".

    Args:
        key: what they would be known by.
        first: the first word as it stands, folded; `last` likewise.
    """
    words = key.split(" ")
    ends = ((words[0], first), (words[-1], last))
    changed = any(known != typed and typed.endswith(OF_VERBS) for known, typed in ends)
    return changed and all(target.kind == "entity" for target in targets)


def find_cheapest_cut(tokens: tuple[Token, ...], ending: Mapping[int, list[Piece]]) -> tuple[Piece, ...]:
    """The cut of least cost; of equal ones that whose first piece is the longest, as people read: 中国|会, not 中|国会.

    Args:
        ending: known pieces by the place where they end.
    """
    beginning: dict[int, list[Piece]] = {}
    for pieces in ending.values():
        for piece in pieces:
            beginning.setdefault(piece.first, []).append(piece)
    costs = [0] * (len(tokens) + 1)
    firsts: list[Piece] = []
    for first in range(len(tokens) - 1, -1, -1):
        token = tokens[first]
        chosen = Piece(first=first, last=first + 1, key=token.folded, targets=())
        cost = costs[first + 1] + (_UNKNOWN_CJK if token.cjk else _UNKNOWN_LATIN)
        for piece in beginning.get(first, ()):
            option = costs[piece.last] + min(_PIECE_COST[target.kind] for target in piece.targets)
            if (option, -piece.last) < (cost, -chosen.last):
                cost, chosen = option, piece
        costs[first] = cost
        firsts.append(chosen)
    cut: list[Piece] = []
    place = 0
    while place < len(tokens):
        cut.append(firsts[len(tokens) - 1 - place])
        place = cut[-1].last
    return tuple(cut)


def find_openings(keys: Iterable[str]) -> frozenset[str]:
    """The first words, or first letters of scripts without blanks, of all keys that have more than that."""
    return frozenset(
        opening for key in keys if (opening := key[0] if is_cjk(key[:1]) else key.partition(" ")[0]) != key
    )


def _candidate_spans(
    tokens: tuple[Token, ...], irregular: Mapping[str, str], openings: Container[str] | None
) -> dict[tuple[int, int], tuple[str, ...]]:
    """For every run of tokens the keys it may be known by: as it stands, then its last or first word as a lemma."""
    joined, starts, ends = join_all(tokens)
    lemmas = [() if token.cjk else find_lemmas(token.folded, irregular)[1:] for token in tokens]
    spans: dict[tuple[int, int], tuple[str, ...]] = {}
    for first, token in enumerate(tokens):
        start, end, forms = starts[first], ends[first], lemmas[first]
        spans[first, first + 1] = (token.folded, *forms)
        if openings is not None and not any(form in openings for form in spans[first, first + 1]):
            continue
        longest = _LONGEST_CJK if token.cjk else LONGEST_LATIN
        for last in range(first + 2, min(len(tokens), first + longest) + 1):
            keys = [joined[start : ends[last - 1]]]
            if lemmas[last - 1]:
                head = joined[start : starts[last - 1]]
                keys += [head + form for form in lemmas[last - 1]]
            if forms:
                tail = joined[end : ends[last - 1]]
                keys += [form + tail for form in forms]
            spans[first, last] = tuple(keys)
    return spans


def join_all(tokens: tuple[Token, ...]) -> tuple[str, list[int], list[int]]:
    """The key of all tokens, and where each begins and ends in it: what lies between is the key of any run of them."""
    joined = join_key(tokens)
    starts: list[int] = []
    ends: list[int] = []
    end = 0
    for token in tokens:
        starts.append(end + (joined[end : end + 1] == " "))
        end = starts[-1] + len(token.folded)
        ends.append(end)
    return joined, starts, ends


@lru_cache(maxsize=8192)
def _strip_ending(word: str) -> tuple[str, ...]:
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            forms = tuple(stem + replacement for replacement in replacements)
            doubled = ending in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2]
            return (stem[:-1], *forms) if doubled else forms
    return ()


_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ies", ("y", "ie")), ("ied", ("y",)), ("sses", ("ss",)), ("ses", ("s", "se")), ("ches", ("ch",)),
    ("shes", ("sh",)), ("xes", ("x",)), ("ss", ("ss",)), ("us", ("us",)), ("s", ("",)),
    ("ing", ("", "e")), ("ed", ("", "e")),
)  # fmt: skip
