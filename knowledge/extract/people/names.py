"""Persons' names in running text: words with capital letters, told from places and bodies by what is around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from knowledge.extract.lexicon import NameLexicon, RoleLexicon, load_grammar, load_names, load_roles, load_speech
from knowledge.extract.world.hits import find_world_names
from knowledge.extract.world.world import NameHit
from knowledge.model import Span
from knowledge.values import dataclass

_WORD = re.compile(r"[^\W\d_][\w’'\-]*(?:\.(?:[A-Z]\.)+|\.)?")
_ARABIC = re.compile(r"(?:al|el|ad|ar|as|ash|an|at|az|ben|bin|d|l|de)[-’'][^\W\d_a-z]")
"""A name that begins with a small article: "al-Rashdan", "d’Estaing"."""

_POSSESSIVE = re.compile(r"['’]s?$")
_CALENDAR, _TITLE_STOPS = load_grammar()["calendar"], load_grammar()["title_stops"]
_LONGEST_NAME = 5
_LONG_RANK = 6
_TWO = 2
_ARTICLES = frozenset(("The", "A", "An", "I"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundName:
    """A name that may be a person's."""

    span: Span
    """Of the name alone: no title, no possessive ending."""

    text: str
    title: str
    """What stands right before it as part of the same name: "South Korean Fisheries Minister", "Mr."; or ""."""

    title_start: int
    possessive: bool
    certain: bool
    """A title says that it is a person."""

    after_article: bool
    """Right after "the" or "a": a ship, a body, a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    text: str
    start: int
    end: int
    possessive: bool


def find_person_names(text: str, start: int, end: int) -> tuple[FoundName, ...]:
    """Find names of one to five words in `text[start:end]` that are not known as places or bodies, in order."""
    names, roles = load_names(), load_roles()
    return tuple(
        found
        for run in _capitalised_runs(text, start, end, names, roles)
        for found in _names_in(text, start, run, names, roles)
    )


def _capitalised_runs(
    text: str, start: int, end: int, names: NameLexicon, roles: RoleLexicon
) -> Iterator[tuple[_Word, ...]]:
    run: list[_Word] = []
    pending: list[_Word] = []
    for word in _words(text, start, end, roles):
        previous = (pending or run)[-1] if run else None
        apart = previous is not None and (
            text[previous.end : word.start] not in (" ", "\u00a0", " \n", "\n") or previous.possessive
        )
        if run and apart:
            yield tuple(run)
            run, pending = [], []
        if (word.text[0].isupper() and word.text != "I") or _ARABIC.match(word.text):
            run.extend((*pending, word))
            pending = []
        elif run and word.text in names.particles:
            pending.append(word)
        else:
            if run:
                yield tuple(run)
            run, pending = [], []
    if run:
        yield tuple(run)


def _words(text: str, start: int, end: int, roles: RoleLexicon) -> Iterator[_Word]:
    for match in _WORD.finditer(text, start, end):
        word, stop = match.group(), match.end()
        if word.endswith(".") and word not in roles.courtesy and not re.fullmatch(r"(?:[A-Z]\.)+", word):
            word, stop = word[:-1], stop - 1
        ending = _POSSESSIVE.search(word)
        if ending and (len(ending.group()) == 2 or word.endswith(("s'", "s’"))):
            yield _Word(
                text=word[: ending.start()], start=match.start(), end=match.start() + ending.start(), possessive=True
            )
        elif word:
            yield _Word(text=word, start=match.start(), end=stop, possessive=False)


def _names_in(
    text: str, block_start: int, run: tuple[_Word, ...], names: NameLexicon, roles: RoleLexicon
) -> Iterator[FoundName]:
    words = list(run)
    begins = _begins_sentence(text, block_start, run[0].start)
    while words and words[0].text in names.openers and (begins or words[0].text in _ARTICLES):
        words.pop(0)
    for part in _split(words, lambda word: word.text.rstrip(".") in _CALENDAR):
        first = _after_title(part, roles)
        title = part[:first]
        name = tuple(_without_places(text, part[first:], bool(title)))
        is_bare = len(name) == len(part) - first
        if (
            not title
            and len(name) > 1
            and name[0].text.isupper()
            and 1 < len(name[0].text) < _LONG_RANK
            and "." not in name[0].text
        ):
            title, name = name[:1], name[1:]  # "DIG P. Sathyan": a rank
        if not name or len(name) > _LONGEST_NAME:
            continue
        office = _office_before(text, block_start, name, names, roles)
        if office is not None:
            start, tail = office
            yield _found(text, tail, title_start=start, title=text[start : tail[0].start].strip())
            continue
        refused = names.no_person - names.surnames_too if title else names.no_person
        if any(word.text in refused or word.text.title() in refused for word in name) or (
            len(name) == 1 and len(name[0].text) < 2
        ):
            continue
        in_capitals = [word.text.isupper() and len(word.text) > 1 and "." not in word.text for word in name]
        if any(in_capitals) and not title and not (all(in_capitals) and _introduces(text, block_start, name)):
            continue
        lower = "" if title else _lower_title(text, block_start, name[0].start, roles)
        begin = title[0].start if title else name[0].start - len(lower)
        before = text[max(block_start, begin - 6) : begin]
        yield FoundName(
            span=Span(start=name[0].start, end=name[-1].end),
            text=_as_written(text[name[0].start : name[-1].end]),
            title=text[title[0].start : title[-1].end] if title else lower.strip(),
            title_start=begin,
            possessive=name[-1].possessive,
            certain=bool(title or lower),
            after_article=is_bare
            and re.search(r"\b(?:the|a|an)\s+$", before, re.IGNORECASE) is not None
            and not title
            and not lower,
        )


def _introduces(text: str, block_start: int, name: Sequence[_Word]) -> bool:
    """Whether a name in capitals opens a paragraph, as in minutes: "LUIS MARCANO (Venezuela) said"."""
    opens = not text[block_start : name[0].start].strip(" •*-0123456789.)")
    if not opens or len(name) < 2:
        return False
    if text[name[-1].end : name[-1].end + 2] == ", ":
        return True
    bracket = re.match(r" \(([^()]{2,40})\)", text[name[-1].end : name[-1].end + 45])
    return bracket is not None and any(hit.kind == "name" for hit in find_world_names(bracket.group(1)))


def _as_written(name: str) -> str:
    """A name in capitals as it is written elsewhere."""
    return name.title() if name.isupper() else name


def _begins_sentence(text: str, block_start: int, place: int) -> bool:
    """Whether a capital letter says nothing, as it opens a sentence, a heading or a quotation."""
    before = text[max(block_start, place - 3) : place].rstrip(" \u00a0")
    if before.rstrip("”\"»’'").endswith(","):
        return False
    return not before or before[-1] in ".?!:;“\"«»‘'(—–-…\n•*>”’"


def _office_before(
    text: str, block_start: int, name: Sequence[_Word], names: NameLexicon, roles: RoleLexicon
) -> tuple[int, Sequence[_Word]] | None:
    """ "Minister of National Defense Lu Zhenhai": where the office begins, and the words of the name behind it."""
    last = max((index for index, word in enumerate(name) if word.text in names.no_person), default=-1)
    tail = name[last + 1 :]
    if last < 0 or len(tail) < 2:
        return None
    before = re.search(
        r"([^\W\d_]+)\s+(?:of|for)\s+(?:the\s+)?$", text[max(block_start, name[0].start - 40) : name[0].start]
    )
    if before is None or before.group(1).lower() not in roles.people:
        return None
    return max(block_start, name[0].start - 40) + before.start(1), tail


def _found(text: str, name: Sequence[_Word], *, title_start: int, title: str) -> FoundName:
    return FoundName(
        span=Span(start=name[0].start, end=name[-1].end),
        text=_as_written(text[name[0].start : name[-1].end]),
        title=title,
        title_start=title_start,
        possessive=name[-1].possessive,
        certain=True,
        after_article=False,
    )


def _split(words: Sequence[_Word], at: Callable[[_Word], bool]) -> Iterator[tuple[_Word, ...]]:
    part: list[_Word] = []
    for word in words:
        if at(word):
            if part:
                yield tuple(part)
            part = []
        else:
            part.append(word)
    if part:
        yield tuple(part)


def _after_title(words: Sequence[_Word], roles: RoleLexicon) -> int:
    """Index of the first word of the name proper."""
    first = 0
    for index, word in enumerate(words):
        parts = (word.text.lower(), *word.text.lower().split("-"))
        if word.text in roles.courtesy or any(part in roles.people for part in parts):
            first = index + 1
    return first


def _without_places(text: str, name: Sequence[_Word], titled: bool) -> Sequence[_Word]:
    """Without words at its beginning that name a place or a nation ("Hokkaido", "Japanese"); empty where all do."""
    if not name:
        return name
    start, end = name[0].start, name[-1].end
    hits = [
        hit
        for hit in find_world_names(text[start:end])
        # Many towns are surnames too: "Wilmer Mendoza".
        if not _is_part_of_name(hit, end - start, len(name), titled)
    ]
    covered = {index for hit in hits for index in range(hit.span.start + start, hit.span.end + start)}
    if titled and len(name) == 1:
        return name if not covered else ()
    while name and name[0].start in covered:
        name = name[1:]
    if any(word.start in covered for word in name[1:]) and len(name) > 1 and not titled:
        return ()
    return name


def _is_part_of_name(hit: NameHit, length: int, words: int, titled: bool) -> bool:
    """Whether a town is somebody's surname ("Wilmer Mendoza") or given name ("Basel Majali")."""
    if hit.kind not in ("city", "capital"):
        return False
    ends = hit.span.start > 0 and hit.span.end == length
    opens = hit.span.start == 0 and hit.span.end < length and words == _TWO and not titled
    return ends or opens


def _lower_title(text: str, block_start: int, start: int, roles: RoleLexicon) -> str:
    """A title in small letters right before a name: "foreign ministry spokesperson "."""
    before = text[max(block_start, start - 60) : start]
    match = re.search(r"(?:[\w’'\-]+ ){0,4}?([\w\-]+) $", before)
    if match is None or match.group(1).lower() not in roles.people:
        return ""
    words = before.rstrip().split(" ")
    kept = [words.pop()]
    stops = _TITLE_STOPS | load_speech().lemmas.keys()
    while words and len(kept) < 4 and re.fullmatch(r"[\w\-]+", words[-1]) and words[-1].lower() not in stops:
        kept.insert(0, words.pop())
    return " ".join(kept) + " "
