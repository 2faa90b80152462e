"""Normalise what a person typed and cut it into known pieces, unknown words and dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, Protocol

from bot.cut_words import rejoin_words
from knowledge.gazetteer import Piece, Target, Token, find_lemmas, find_pieces, fold_phrase, join_key, split_tokens
from knowledge.han import find_writings
from knowledge.patterns import compile_late
from knowledge.scripts import is_han, is_hangul, is_hiragana, is_kana
from knowledge.text import find_quotations
from knowledge.timex import Timex, find_timexes
from knowledge.values import dataclass

UtteranceLanguage = Literal["en", "ja", "zh"]

_DISCORD_MARKUP = compile_late(r"<(?:@[!&]?|#|a?:\w+:|t:)[^>]*>|https?://\S+|(?<!\w)@\w+", needs=("<", "http", "@"))
_JOINERS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "×": " ", "\u200b": None})
_SINGLE_QUOTED = compile_late(
    r"(?<!\w)'(?=\w)([^'\"]*(?:(?<=\w)'(?=\w)[^'\"]*)*\s[^'\"]*(?:(?<=\w)'(?=\w)[^'\"]*)*)(?<=[\w.,!?])'(?!\w)",
    needs=("'",),
)
"""Several words between single marks, none of them an apostrophe: who said 'it's a healthy track'?"""

SHORT_WORD = 4
"""Words of fewer letters are not corrected, as at that length one edit reaches another real word; of just so many only
where a finger slipped, "watr" for "water", and with a capital, which may be anybody's name, only towards the name of a
place of which a letter was left out: "Jaan" is Japan."""


_MONTH = 31
"""Days of the longest date that may be part of a name."""

_STOPS = frozenset("、，。；：？！,;:?!")
_PARTICLES = frozenset("にへのでをがは")
_BEFORE_PARTICLE = (1, 2, 3)
"""So many letters more a name may have than the word that ends it."""

_LONGEST_NAME = 4
"""Tokens of a name behind a date that are looked at: "January speech in parliament"."""

LONG_WORD = 8
"""From this many letters on two edits are allowed."""

_AUXILIARIES = frozenset("did do does will would can could shall should may might must".split())
"""Behind these stands somebody with what he did: "did Iwaya visit", but "was the Iwaya visit"."""

_NEXT_WORD = compile_late(r"(\.?) ([A-Za-z]\w+)")
_LEADING = frozenset("about and at by for from in of on or the to towards vs with".split())
"""Words before a name, behind which no "and" stands."""


class Words(Protocol):
    """What reading an utterance needs of the knowledge base."""

    def find_aliases(self, keys: Iterable[str]) -> Mapping[str, tuple[Target, ...]]: ...
    def similar_words(self, word: str, distance: int) -> tuple[str, ...]: ...
    def slips_to(self, word: str) -> tuple[str, ...]: ...
    def names_longer(self, word: str) -> tuple[str, ...]: ...
    def known_words(self, words: Iterable[str]) -> frozenset[str]: ...
    def is_english(self, word: str) -> bool: ...
    def irregular_forms(self) -> Mapping[str, str]: ...
    def chatter(self) -> Chatter: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chatter:
    """What carries no content: loaded from `chatter.yaml` through the database."""

    contractions: Mapping[str, str]
    slang: Mapping[str, str]
    question_words: frozenset[str]
    japanese: tuple[str, ...] = ()
    """Words of Chinese characters that only Japanese has."""

    chinese: tuple[str, ...] = ()
    """Words that only Chinese has beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A question as the engine sees it."""

    raw: str
    """As typed, but for single marks around several words, which are double ones here."""

    text: str
    """Folded, without mentions, emoji and links; contractions and chat spellings written out."""

    language: UtteranceLanguage
    tokens: tuple[Token, ...]
    pieces: tuple[Piece, ...]
    timexes: tuple[Timex, ...]
    words: Mapping[int, str]
    """Piece index → lemma of a word that is no alias but occurs in facts."""

    unknown: Mapping[int, str]
    """Piece index → a content word that nothing in the knowledge base has."""

    chatty: bool
    """Slang, emoji or filler: words nobody knows are then noise more often than content."""

    corrected: Mapping[str, str]
    """Typed word → the spelling it was read as."""

    @property
    def spelled_right(self) -> str:
        """The text with its misspelled words corrected."""
        if not self.corrected:
            return self.text
        return re.sub(r"[^\W_]+", lambda match: self.corrected.get(match.group(), match.group()), self.text)


def read_utterance(text: str, words: Words, today: date) -> Utterance:
    """Read one utterance; any string at all gives a value."""
    text = _SINGLE_QUOTED.sub(r'"\1"', text)
    chatter = words.chatter()
    irregular = words.irregular_forms()
    plain = _clean_text(text)
    spelled = _spell_out(plain, words)
    tokens = split_tokens(spelled)
    timexes = find_timexes(spelled.lower() if len(spelled.lower()) == len(spelled) else spelled, today)
    quoted = find_quotations(spelled)  # “today” in somebody's words is not the asker's
    timexes = tuple(x for x in timexes if not any(q.start <= x.start < q.end for q in quoted))
    timexes = tuple(x for x in timexes if not _is_part_of_name(x, tokens, words, spelled))
    tokens = tuple(t for t in tokens if not any(x.start <= t.start < x.end for x in timexes))
    breaks = _find_breaks(tokens, spelled)
    pieces = _cut(tokens, words, irregular, breaks)
    cased = any(word.islower() for word in plain.split())
    tokens, pieces, corrected = _correct(tokens, pieces, words, irregular, chatter, breaks, cased=cased)
    pieces = rejoin_words(pieces, tokens, chatter.question_words)
    known, unknown = _sort_unmatched(tokens, pieces, words, irregular, chatter)
    return Utterance(
        raw=text, text=spelled, language=detect_language(plain, chatter), tokens=tokens, pieces=pieces, timexes=timexes,
        words=known, unknown=unknown, corrected=corrected, chatty=_is_chatty(text, plain, chatter),
    )  # fmt: skip


def _is_part_of_name(timex: Timex, tokens: tuple[Token, ...], words: Words, text: str) -> bool:
    """Whether a date is the beginning of a name, or, with a capital, its end: "the January speech", "Japan Today"."""
    if timex.first is not None and timex.last is not None and (timex.last - timex.first).days > _MONTH:
        return False  # of "the 2024 Bluebook" the year is known as one
    first = next((i for i, token in enumerate(tokens) if token.start >= timex.start), len(tokens))
    ending = next((i for i, token in enumerate(tokens) if token.start >= timex.end), len(tokens))
    keys = [join_key(tokens[first:last]) for last in range(ending + 1, min(len(tokens), ending + _LONGEST_NAME) + 1)]
    if text[timex.start : timex.start + 1].isupper():
        keys += [join_key(tokens[start:ending]) for start in range(max(0, first - _LONGEST_NAME + 1), first)]
    known = words.find_aliases(keys) if ending > first else {}
    return any(target.kind == "entity" for targets in known.values() for target in targets)


def _clean_text(text: str) -> str:
    wide = unicodedata.normalize("NFKC", _DISCORD_MARKUP.sub(" ", text)).translate(_JOINERS)
    kept = "".join(
        " " if unicodedata.category(char) in ("So", "Sk", "Cf", "Cs", "Co", "Cc", "Cn") else char for char in wide
    )
    return " ".join(kept.split())


def _is_chatty(text: str, plain: str, chatter: Chatter) -> bool:
    emoji = any(unicodedata.category(char) == "So" for char in text)
    typed = re.findall(r"[a-z0-9]+", plain.lower())
    slang = any(word in chatter.slang or word in chatter.contractions for word in typed)
    return emoji or slang


def detect_language(text: str, chatter: Chatter | None = None) -> UtteranceLanguage:
    """The language that a text is written in, by its script.

    Args:
        chatter: has the words by which a text that could be Chinese as well is known as Japanese.
    """
    if text.isascii():
        return "en"
    kana, han = sum(map(is_kana, text)), sum(map(is_han, text))
    latin = sum("a" <= char <= "z" for char in text.lower())
    if kana and (kana + han) * 2 >= latin / 3:
        return "ja"
    if han and han * 3 >= latin / 2:
        writings = find_writings(text)
        known = chatter is not None and "ja" in writings and _has_japanese(text, chatter)
        return "ja" if known or writings == {"ja"} else "zh"
    return "en"


def _has_japanese(text: str, chatter: Chatter) -> bool:
    return any(word in text for word in chatter.japanese) and not any(word in text for word in chatter.chinese)


def _spell_out(text: str, words: Words) -> str:
    """Write out contractions and certain chat spellings; capitals of other words are kept ("US"), and letters that
    names begin with ("N. Korea")."""
    chatter = words.chatter()

    def replaced(match: re.Match[str]) -> str:
        word = match.group()
        plain = word.casefold()
        long = chatter.contractions.get(plain) or chatter.slang.get(plain)
        if long is not None and len(word) == 1 and _begins_name(match, words):
            return word
        return (
            word
            if long is None
            or (word.isupper() and len(word) > 1 and word.casefold() != word and plain in ("us", "who", "it"))
            else long
        )

    return re.sub(r"(?<![\w.-])[A-Za-z][A-Za-z'0-9]*(?![.][A-Za-z])|\d+[a-z]+", replaced, text)


def _begins_name(letter: re.Match[str], words: Words) -> bool:
    """Whether a letter and the word behind it are a name; between two words "n" mostly is "and": "japan n korea"."""
    behind = _NEXT_WORD.match(letter.string, letter.end())
    if behind is None:
        return False
    before = letter.string[: letter.start()].split()[-1:]
    joins = letter.group().islower() and not behind.group(1) and before and before[0].casefold() not in _LEADING
    return not joins and bool(words.find_aliases([fold_phrase(f"{letter.group()} {behind.group(2)}")[0]]))


def _find_breaks(tokens: tuple[Token, ...], text: str) -> frozenset[int]:
    """The places of Chinese characters that stand behind a comma or a stop: 之一，对吗 has no 一对."""
    return frozenset(
        place
        for place in range(1, len(tokens))
        if tokens[place].cjk and not _STOPS.isdisjoint(text[tokens[place - 1].end : tokens[place].start])
    )


def _cut(
    tokens: tuple[Token, ...], words: Words, irregular: Mapping[str, str], breaks: frozenset[int]
) -> tuple[Piece, ...]:
    def allowed(piece: Piece) -> bool:
        if breaks and any(place in breaks for place in range(piece.first + 1, piece.last)):
            return False
        if piece.last - piece.first > 1:
            return not (_is_clause(piece, tokens, words) or _ends_name(piece, tokens, words))
        if tokens[piece.first].folded not in ("us", "who", "it"):
            return True
        return not any(target.kind == "entity" for target in piece.targets) or tokens[piece.first].text.isupper()

    return find_pieces(tokens, words.find_aliases, irregular, allowed=allowed)


def _ends_name(piece: Piece, tokens: tuple[Token, ...], words: Words) -> bool:
    """Whether a Japanese word with its particle is the end of a longer name: 海に in 日本海に."""
    last = piece.last - 1
    if tokens[last].folded not in _PARTICLES or any(target.kind == "entity" for target in piece.targets):
        return False
    longer = [join_key(tokens[piece.first - more : last]) for more in _BEFORE_PARTICLE if piece.first >= more]
    known = words.find_aliases(longer)
    return any(target.kind == "entity" for targets in known.values() for target in targets)


def _is_clause(piece: Piece, tokens: tuple[Token, ...], words: Words) -> bool:
    """Whether what could be the name of an event is somebody and what he did: "Did Iwaya visit Beijing?"."""
    last = piece.last - 1
    before = tokens[piece.first - 1].folded if piece.first else ""
    if before not in _AUXILIARIES or tokens[last - 1].possessive:
        return False
    somebody, act = join_key(tokens[piece.first : last]), tokens[last].folded
    known = words.find_aliases([somebody, act])
    acts = any(target.kind == "relation" for target in known.get(act, ()))
    return acts and any(target.kind == "entity" for target in known.get(somebody, ()))


def _correct(
    tokens: tuple[Token, ...],
    pieces: tuple[Piece, ...],
    words: Words,
    irregular: Mapping[str, str],
    chatter: Chatter,
    breaks: frozenset[int],
    *,
    cased: bool,
) -> tuple[tuple[Token, ...], tuple[Piece, ...], dict[str, str]]:
    """Correct Latin words that are unknown and no English, and cut again; most short ones stay as they are.

    Args:
        breaks: places of tokens before which no piece goes on.
        cased: capitals tell something, as not every word was typed with one.
    """
    suspects = [
        piece.first
        for piece in pieces
        if not piece.targets and not tokens[piece.first].cjk and len(tokens[piece.first].folded) >= SHORT_WORD
        and tokens[piece.first].folded.isalpha() and tokens[piece.first].folded not in chatter.question_words
    ]  # fmt: skip
    known = words.known_words({form for i in suspects for form in find_lemmas(tokens[i].folded, irregular)})
    corrected: dict[str, str] = {}
    fixed = list(tokens)
    for index in suspects:
        word = tokens[index].folded
        if any(form in known for form in find_lemmas(word, irregular)) or words.is_english(word):
            continue
        if len(word) > SHORT_WORD:
            options = words.similar_words(word, 2 if len(word) >= LONG_WORD else 1)
        else:
            options = _short_options(tokens[index].text, words, cased=cased)
        if options and word not in options:  # a word of some longer name is spelled right, if unknown by itself
            corrected[tokens[index].text] = options[0]
            token = tokens[index]
            fixed[index] = Token(
                text=options[0],
                folded=options[0],
                start=token.start,
                end=token.end,
                cjk=False,
                possessive=token.possessive,
            )
    if not corrected:
        return tokens, pieces, corrected
    return tuple(fixed), _cut(tuple(fixed), words, irregular, breaks), corrected


def _short_options(typed: str, words: Words, *, cased: bool) -> tuple[str, ...]:
    """What a word of four letters may be misspelled for."""
    if typed.islower() or not cased:
        return words.slips_to(typed.casefold())
    return () if typed.isupper() else words.names_longer(typed.casefold())


def _sort_unmatched(
    tokens: tuple[Token, ...], pieces: tuple[Piece, ...], words: Words, irregular: Mapping[str, str], chatter: Chatter
) -> tuple[dict[int, str], dict[int, str]]:
    known: dict[int, str] = {}
    unknown: dict[int, str] = {}
    forms = {
        index: find_lemmas(piece.key, irregular)
        for index, piece in enumerate(pieces)
        if not piece.targets and piece.key not in chatter.question_words
    }
    in_facts = words.known_words({form for options in forms.values() for form in options})
    run: list[int] = []
    for index, options in forms.items():
        token = tokens[pieces[index].first]
        found = next((form for form in options if form in in_facts), None)
        if found:
            known[index] = found
        elif token.cjk:
            # Stray hiragana and Korean endings are grammar; Chinese characters and katakana may be content.
            stem = (
                bool(run) and index == run[-1] + 1 and len(run) == 1 and is_han(tokens[pieces[run[0]].first].text[:1])
            )
            if stem and is_hiragana(token.text):
                unknown[run[0]] += token.text  # the ending of a verb, which with its one character is content
            elif not (is_hiragana(token.text) or is_hangul(token.text)):
                if run and index == run[-1] + 1:
                    first = run[0]
                    unknown[first] += token.text
                    run.append(index)
                else:
                    run = [index]
                    unknown[index] = token.text
        elif len(token.folded) > 1 and not token.folded.isdigit():
            unknown[index] = token.folded
    unknown = {index: _whole_word(index, word, tokens, pieces, chatter) for index, word in unknown.items()}
    # A single Chinese character between known pieces is grammar or half a verb far more often than content.
    return known, {index: word for index, word in unknown.items() if len(word) > 1}


def _whole_word(index: int, word: str, tokens: tuple[Token, ...], pieces: tuple[Piece, ...], chatter: Chatter) -> str:
    """A run of unknown Chinese characters without a question word before it, and with a character of a general sense
    behind it: 礼物 of 什么礼 and 物."""
    if not tokens[pieces[index].first].cjk:
        return word
    asking = max((w for w in chatter.question_words if len(w) > 1 and word.startswith(w)), key=len, default="")
    after = index + len(word)
    following = pieces[after] if after < len(pieces) else None
    general = following is not None and {target.kind for target in following.targets} == {"generic"}
    ending = following.key if following is not None and general and len(following.key) == 1 else ""
    return word.removeprefix(asking) + ending
