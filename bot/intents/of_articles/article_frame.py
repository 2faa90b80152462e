"""A question as a frame: "do have {article}", without outlets, dates, little words and what articles are to be on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.intents.items.slots import Grammar
from bot.intents.of_articles.outlets import NamedOutlet
from bot.utterance import Utterance
from knowledge.patterns import any_of
from knowledge.values import dataclass, replace

ARTICLE, OUTLET = "{article}", "{outlet}"
_SIGNS = {ARTICLE: "\ue000", OUTLET: "\ue001"}
_NAMES = frozenset({"entity", "topic"})
_DATE = "\ue002"
_GAPS = r"[\s,.?!;:、。，？！；：「」『』《》“”\"()（）~～…]"
_CLOSING = (("do", "you"), ("have", "you"), ("are", "there"), ("is", "there"), ("did", "you"), ("can", "you"))
"""Behind what the articles are about: "which articles on Taiwan do you have"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFrame:
    """What is left of a question, with signs in the place of articles and outlets."""

    text: str
    about: frozenset[int]
    """Places of the tokens that tell what the articles are to be about."""

    loose: bool
    """What it calls an article may be something else: a report, "anything"."""

    foreign: str = ""
    """A paper by its kind of name, which nothing here knows: 日経新聞の記事."""


def read_article_frame(
    utterance: Utterance, outlets: list[NamedOutlet], grammar: Grammar, *, pointing: bool = False
) -> ArticleFrame:
    """The frame of a question.

    Args:
        pointing: "it" may mean an article that was just told of.
    """
    if any(token.cjk for token in utterance.tokens):
        return _read_cjk(utterance, outlets, grammar)
    return _read_spaced(utterance, outlets, grammar, pointing=pointing)


@dataclass(frozen=True, slots=True)
class _Part:
    word: str
    first: int
    last: int


def _read_spaced(utterance: Utterance, outlets: list[NamedOutlet], grammar: Grammar, *, pointing: bool) -> ArticleFrame:
    words, telling = grammar.words["article_words"], grammar.words["outlets"]["telling"]
    parts, loose = _mark(utterance, outlets, grammar)
    if pointing:
        known = grammar.words["parts"]["pointing"] | grammar.words["article_words"]["pointing"]
        parts = [replace(part, word=ARTICLE) if part.word in known else part for part in parts]
    about = _named_before(parts, utterance)
    parts = [part for part in parts if part.first not in about]
    kept: list[str] = []
    place = 0
    while place < len(parts):
        part = parts[place]
        behind = bool(kept) and (
            kept[-1] in (ARTICLE, OUTLET)
            or (OUTLET in kept and kept[-1] in telling)
            or (ARTICLE in kept and kept[-1] in words["joining"])
        )
        of_outlet = part.word == "of" and OUTLET in [one.word for one in parts[place + 1 : place + 3]]
        if part.word in words["about"] and behind and not of_outlet and place + 1 < len(parts):
            end = _end_of_topic(parts, place + 1, grammar)
            about.update(spot for topic in parts[place + 1 : end] for spot in range(topic.first, topic.last))
            place = end
            continue
        if part.word not in words["passed"]:
            kept.append(part.word)
        place += 1
    text = " ".join(word for at, word in enumerate(kept) if word != "in" or ARTICLE in kept[at + 1 : at + 3])
    for word in words["published"]:  # "articles published by the Post"
        text = text.replace(f"{ARTICLE} {word} {OUTLET}", ARTICLE)
    ran = rf"^(?:which|what) {any_of(words['papers'])} {any_of(words['published'] | words['running'])} (?={ARTICLE})"
    text = re.sub(ran, "who wrote ", text)  # "which paper ran the article on the talks?"
    if text.startswith("who wrote "):
        text = re.sub(r" (?:when|where|what date)$", "", text)  # "…, and when?": all of it is told
    text = text.replace(f"{OUTLET} {ARTICLE}", ARTICLE).replace(f"{ARTICLE} {OUTLET}", ARTICLE)
    text = text.replace(f"{ARTICLE} {ARTICLE}", ARTICLE)  # "this article"
    if ARTICLE in text:
        text = text.removesuffix(f" {OUTLET}")
    if not text.startswith(("was", "were", "when")):  # "list all articles published in 2024"
        text = re.sub(rf"(?<={ARTICLE}) (?:{'|'.join(sorted(words['published']))})$", "", text)
    return ArticleFrame(text=text, about=frozenset(about), loose=loose)


def _mark(utterance: Utterance, outlets: list[NamedOutlet], grammar: Grammar) -> tuple[list[_Part], bool]:
    """The words of a question with signs for outlets and articles, and whether any article is one only maybe."""
    words = grammar.words["article_words"]
    starts = {outlet.first: outlet.last for outlet in outlets}
    folded = [token.folded for token in utterance.tokens]
    parts: list[_Part] = []
    certain = loose = False
    place = 0
    while place < len(folded):
        if place in starts:
            parts.append(_Part(OUTLET, place, starts[place]))
            place = starts[place]
            continue
        pair = " ".join(folded[place : place + 2])
        length = 2 if pair in words["nouns"] else 1
        thing = folded[place] in words["things"]
        published = thing and not words["published"].isdisjoint(folded[place + 1 : place + 2])
        thing = thing and any(spot > place and _is_from(spot, folded, words) for spot in starts)
        if length > 1 or folded[place] in words["nouns"] or published:  # "anything published in 2024"
            parts.append(_Part(ARTICLE, place, place + length))
            certain = True
        elif (folded[place] in words["loose"] and not _is_verb(parts, folded, grammar)) or thing:
            parts.append(_Part(ARTICLE, place, place + 1))
            loose = True
        else:
            parts.append(_Part(folded[place], place, place + 1))
        place += length
    return parts, loose and not certain


def _is_verb(parts: list[_Part], folded: list[str], grammar: Grammar) -> bool:
    """Whether what stands behind the parts is what an outlet does: "did Kyodo report on"."""
    if not parts or parts[-1].word != OUTLET:
        return False
    words = grammar.words["outlets"]
    return any(word in words["helping"] for word in folded[max(0, parts[-1].first - 2) : parts[-1].first])


def _named_before(parts: list[_Part], utterance: Utterance) -> set[int]:
    """Places of names right before an article: "Taiwan articles"."""
    ends = {
        piece.last: piece.first
        for piece in utterance.pieces
        if any(target.kind in ("entity", "topic") for target in piece.targets)
    }
    covered = {spot for part in parts if part.word == OUTLET for spot in range(part.first, part.last)}
    found: set[int] = set()
    for part in parts:
        if part.word == ARTICLE and part.first in ends and ends[part.first] not in covered:
            found |= set(range(ends[part.first], part.first))
    return found


def _end_of_topic(parts: list[_Part], start: int, grammar: Grammar) -> int:
    """Where what the articles are about ends: before "from the Post", "do you have", or at the end of the question."""
    words = grammar.words["article_words"]
    for place in range(start + 1, len(parts)):
        pair = tuple(part.word for part in parts[place : place + 2])
        following = [part.word for part in parts[place + 1 : place + 3] if part.word != "the"]
        left = [part.word for part in parts[place:] if part.word not in words["passed"]]
        if len(left) == 1 and left[0] == parts[place].word and left[0] in words["closing"]:
            return place  # "what does the article on the talks say"
        if pair in _CLOSING or (parts[place].word in words["from"] and following[:1] == [OUTLET]):
            return place
    return len(parts)


def _is_from(place: int, folded: list[str], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether something is from the outlet that is named at a place: "anything from the Post"."""
    before = [word for word in folded[max(0, place - 2) : place] if word != "the"]
    return bool(before) and before[-1] in words["from"]


def _read_cjk(utterance: Utterance, outlets: list[NamedOutlet], grammar: Grammar) -> ArticleFrame:
    words = grammar.words["article_words"]
    line = _spell(utterance, outlets)
    for noun in sorted((word for word in words["nouns"] if not word.isascii()), key=_longest):
        line.sign(noun, _SIGNS[ARTICLE])
    line.cut(_GAPS)
    line.cut(any_of(words["cjk_passed"]))
    article, outlet, ties = _SIGNS[ARTICLE], _SIGNS[OUTLET], any_of(words["cjk_ties"])

    def cut_settings() -> None:
        line.cut(rf"(?<=[{_DATE}{outlet}]){ties}(?=[{article}{outlet}{_DATE}])")  # 共同通信の2024年の記事
        line.cut(rf"{_DATE}{ties}|{_DATE}|{outlet}(?={article})|^{ties}(?={article})")

    cut_settings()
    paper = re.match(
        rf"([^{article}{outlet}]+{any_of(words['cjk_papers'])}){any_of(words['about_end'])}?{article}", line.text
    )
    if paper is not None and not re.search(any_of(words["cjk_about_behind"] | words["cjk_about_before"]), paper[1]):
        line.cut(f"^{re.escape(paper[1])}")
    about = _cut_topic(line, utterance, grammar)
    cut_settings()
    signs = {sign: word for word, sign in _SIGNS.items()}
    text = "".join(signs.get(letter, letter) for letter in line.text)
    return ArticleFrame(text=text, about=about, loose=False, foreign=paper[1] if paper is not None else "")


def _cut_topic(line: _Line, utterance: Utterance, grammar: Grammar) -> frozenset[int]:
    """Take what the articles are to be about out of a question; where it stood."""
    words, article = grammar.words["article_words"], _SIGNS[ARTICLE]
    topic = rf"[^{article}{_SIGNS[OUTLET]}{_DATE}]+?"
    for word in sorted(words["cjk_about_before"], key=_longest):
        if re.search(rf"{word}{topic}(?={article})", line.text):  # 关于台湾的文章
            return line.cut(rf"{word}{topic}(?={article})")
    behind = rf"{topic}{any_of(words['cjk_about_behind'])}(?={article})"
    if re.search(behind, line.text):  # 台湾に関する記事
        return line.cut(behind)
    named = rf"{topic}{any_of(words['about_end'])}?(?={article})"  # 釜山报道
    found = re.search(named, line.text)
    if found is not None and _is_named({*line.places[found.start() : found.end()]}, utterance):
        return line.cut(named)
    return frozenset()


class _Line:
    """A question in folded letters, and of each letter the place of its token; -1 where it stands for something."""

    def __init__(self) -> None:
        self.text = ""
        self.places: list[int] = []

    def add(self, letters: str, place: int = -1) -> None:
        """Write something at the end."""
        self.text += letters
        self.places += [place] * len(letters)

    def sign(self, word: str, sign: str) -> None:
        """Put a sign in the place of a word wherever it stands."""
        while (at := self.text.find(word)) >= 0:
            self._replace(at, at + len(word), sign)

    def cut(self, pattern: str) -> frozenset[int]:
        """Take out what fits a pattern, all of it; where it stood."""
        out: set[int] = set()
        while found := re.search(pattern, self.text):
            out.update(place for place in self.places[found.start() : found.end()] if place >= 0)
            self._replace(found.start(), found.end(), "")
        return frozenset(out)

    def _replace(self, start: int, end: int, sign: str) -> None:
        self.text = self.text[:start] + sign + self.text[end:]
        self.places[start:end] = [-1] * len(sign)


def _spell(utterance: Utterance, outlets: list[NamedOutlet]) -> _Line:
    """A question with signs for its outlets and dates."""
    line = _Line()
    starts = {outlet.first for outlet in outlets}
    inside = {place for outlet in outlets for place in range(outlet.first, outlet.last)}
    dates = sorted((timex.start for timex in utterance.timexes), reverse=True)
    for place, token in enumerate(utterance.tokens):
        while dates and dates[-1] < token.start:
            line.add(_DATE)
            dates.pop()
        if place in starts:
            line.add(_SIGNS[OUTLET])
        elif place not in inside:
            line.add(token.folded, place)
    line.add(_DATE * len(dates))
    return line


def _is_named(spots: set[int], utterance: Utterance) -> bool:
    """Whether words are a name, a topic or something that nothing here knows, and no more."""
    within = [(index, piece) for index, piece in enumerate(utterance.pieces) if piece.first in spots]
    kinds = [{target.kind for target in piece.targets} for _, piece in within]
    named = any(some & _NAMES for some in kinds) or any(index in utterance.unknown for index, _ in within)
    return named and not any(some and not some & _NAMES and "function" not in some for some in kinds)


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word
