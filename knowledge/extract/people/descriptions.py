"""People and bodies spoken of by what they are: "the Polish minister", "a senior official", "the ministry"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from knowledge.extract.dates.calendar import load_calendar
from knowledge.extract.lexicon import load_grammar, load_irregular_verbs, load_names, load_roles, load_speech
from knowledge.extract.world.hits import find_world_names
from knowledge.extract.world.world import load_world
from knowledge.model import Span
from knowledge.values import dataclass

Article = Literal["the", "a", "no", "possessive", "pronoun", "number", "bare"]

_BACK = re.compile(r"([^\W_][\w’'.\-]*|&)[ \u00a0]$")
_FORWARD = re.compile(r"[ \u00a0]+([^\W_][\w’'\-]*)")
_GRAMMAR = load_grammar()
_PRONOUNS, _INDEFINITE, _DEFINITE = (_GRAMMAR[name] for name in ("possessives", "indefinite", "definite"))
_NUMBERS, _LINKS, _STOPS = (_GRAMMAR[name] for name in ("counting", "links", "phrase_stops"))
_NOBODY = frozenset(("no", "any", "every", "each"))
_MATTER = r"[A-ZÀ-Þ][^\W\d_]+(?:[ \u00a0][A-ZÀ-Þ][^\W\d_]+)?"
_OF_MATTER = re.compile(rf"\s+(?:of|for)\s+(?:the\s+)?{_MATTER}")
_FURTHER_MATTER = re.compile(rf"(?:,\s+{_MATTER}){{0,3}},?\s+(?:and|&)\s+{_MATTER}(?=\s+of\b|\s*[,.;:”\")]|\s+[a-z])")
_NAME_BEHIND = re.compile(
    rf"[ \u00a0](?!(?:{'|'.join((*load_calendar().weekdays, *load_calendar().months))})\b)"
    r"(?-i:[A-ZÀ-Þ][\w&’'-]*(?:[ \u00a0][A-ZÀ-Þ][\w&’'-]*){0,2})(?<!['’]s)(?=[ ,.;:\u00a0]|$)",
    re.IGNORECASE,
)
_MOST_BEFORE, _MOST_AFTER = 6, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A noun phrase for somebody or some body."""

    span: Span
    head: str
    """The noun, in small letters: "minister", "ministry"."""

    head_start: int

    article: Article
    owner: str | None
    """Whose: "Kenya" in "Kenya's interior minister"."""

    modifiers: tuple[str, ...]
    """Words before the noun, small letters, without article and nations: ("deputy", "fisheries")."""

    linked: str
    """What follows the noun as part of the phrase: "of Foreign Affairs of Mongolia"; or ""."""

    nations: tuple[str, ...]
    """Ids of countries in the phrase."""

    is_person: bool
    plural: bool
    possessive: bool
    """It owns what follows: "the minister's office"."""


def find_descriptions(text: str, start: int, end: int) -> tuple[Description, ...]:
    """Find the noun phrases of `text[start:end]` for people or bodies, in order, none overlapping."""
    found: list[Description] = []
    for match in load_roles().head.finditer(text, start, end):
        if match.group().lower() in load_roles().not_people or _goes_on_as_compound(text, match.end(), end):
            continue
        description = _described(text, start, end, match)
        if description is None or (found and description.span.start < found[-1].span.end):
            continue
        found.append(description)
    return tuple(found)


def _goes_on_as_compound(text: str, place: int, end: int) -> bool:
    """Whether the noun only qualifies another: "ministry" in "a ministry official"."""
    following = re.compile(r"[ \u00a0-]([^\W_][\w’'\-]*)(?: ([\w’'\-]+))?").match(text, place, end)
    if following is None:
        return False
    roles = load_roles()
    first, second = following.group(1).lower(), (following.group(2) or "").lower()
    nouns = roles.people | roles.institutions
    if first in (
        "said",
        "says",
        "told",
        "reports",
        "note",
        "notes",
        "post",
        "posts",
        "state",
        "states",
        "head",
        "heads",
        "offices",
        "sources",
    ):
        return first in ("head", "sources")
    return first in nouns or (
        second in nouns
        and first not in _STOPS
        and first not in _LINKS
        and first not in _DEFINITE | _INDEFINITE
        and not first.endswith(("ed", "s"))
    )


def _described(text: str, start: int, end: int, match: re.Match[str]) -> Description | None:
    words, begin, article, owner = _read_before(text, start, match.start())
    first, _, last = " ".join(match.group().lower().split()).rpartition(" ")
    roles = load_roles()
    # "prime minister" is a minister of a kind, as "fisheries minister" is; "first lady" is a word of its own.
    whole = f"{first} {last}".strip()
    head = last if last in roles.people and whole not in roles.institutions else whole
    words = (*words, *first.split()) if head == last and first else words
    plural = (head.endswith("s") and head not in ("press", "boss", "headquarters", "congress")) or head in (
        "people",
        "men",
        "women",
        "fishermen",
        "police",
    )
    if article == "no":
        return None  # "no minister", "every farmer": nobody in particular
    if article == "bare" and not _may_stand_bare(text, start, begin, match, plural, words):
        return None
    finish, linked = _read_after(text, match.end(), end)
    if head in roles.named_bodies and finish == match.end() and (name := _NAME_BEHIND.match(text, finish, end)):
        finish, linked = name.end(), name.group().strip()  # "the freight company PolTor"
    phrase = text[begin:finish]
    nations = _nations(phrase if owner is None else f"{owner} {phrase}")
    names = {word.lower() for word in words}
    modifiers = tuple(word.lower() for word in words if not _nations(word) and word.lower() in names)
    possessive = re.match(r"['’]s?\b", text[finish : finish + 2]) is not None and text[finish : finish + 1] in "'’"
    return Description(
        span=Span(start=begin, end=finish),
        head=head,
        head_start=match.start(),
        article=article,
        owner=owner,
        modifiers=modifiers,
        linked=linked,
        nations=nations,
        is_person=head in roles.people
        or (head not in roles.institutions and roles.people_ending.fullmatch(head) is not None),
        plural=plural,
        possessive=possessive,
    )


def _read_before(text: str, start: int, place: int) -> tuple[tuple[str, ...], int, Article, str | None]:
    """Words before the noun that belong to it, where the phrase begins, its article and its owner."""
    words: list[str] = []
    begin = place
    while len(words) < _MOST_BEFORE:
        match = _BACK.search(text, max(start, begin - 30), begin)
        if match is None:
            break
        word, small = match.group(1), match.group(1).lower()
        if small in _PRONOUNS:
            return tuple(words), match.start(), "pronoun", small
        if small in _NOBODY:
            return tuple(words), match.start(), "no", None
        if small in _INDEFINITE:
            return tuple(words), match.start(), "a", None
        if small in _DEFINITE:
            return tuple(words), match.start(), "the", None
        if re.search(r"['’]s?$", word):
            return tuple(words), *_with_owner(text, start, match.start(), word)
        if small in _NUMBERS:
            begin = match.start()
            before = _BACK.search(text, max(start, begin - 30), begin)
            if before and before.group(1).lower() in _DEFINITE | _PRONOUNS:
                return tuple(words), before.start(), "the", None
            return tuple(words), begin, "number", None
        if small in _STOPS or small in _LINKS or word.endswith("."):
            break
        if small.endswith("ly") and not words:
            break
        words.insert(0, word)
        begin = match.start()
    return tuple(words), begin, "bare", None


def _with_owner(text: str, start: int, begin: int, word: str) -> tuple[int, Article, str]:
    """ "South Korea’s": the owner with all of its capitalised words."""
    owner = re.sub(r"['’]s?$", "", word)
    while True:
        match = _BACK.search(text, max(start, begin - 30), begin)
        if (
            match is None
            or not match.group(1)[0].isupper()
            or match.group(1) in load_names().openers
            or not owner[0].isupper()
        ):
            break
        owner, begin = f"{match.group(1)} {owner}", match.start()
    article = _BACK.search(text, max(start, begin - 30), begin)
    if article is not None and article.group(1).lower() in _DEFINITE | _INDEFINITE:
        begin = article.start()
    return begin, "possessive", owner


def _may_stand_bare(
    text: str, start: int, begin: int, match: re.Match[str], plural: bool, words: tuple[str, ...]
) -> bool:
    """Without an article: several people ("officials"), a title in capitals ("Foreign Ministry"), an apposition."""
    if begin == start and words and words[0].lower().endswith("ing"):
        return False  # "Briefing members, she said": what is done, to whom
    if plural or (words and words[0][0].isupper()):
        return True
    if match.group()[0].isupper() and (
        " " in match.group() or re.match(r" (?:of|for) ", text[match.end() : match.end() + 5])
    ):
        return True
    return re.search(r"[,(–—:-][”\"’»]?\s*$", text[max(start, begin - 3) : begin]) is not None or begin == start


def _read_after(text: str, place: int, end: int) -> tuple[int, str]:
    """ "of Foreign Affairs of Mongolia": where the phrase ends, and those words."""
    finish, linking = place, False
    for _ in range(_MOST_AFTER):
        if not linking and (wider := _portfolio_end(text, place, finish, end)) is not None:
            finish = wider
        match = _FORWARD.match(text, finish, end)
        if match is None:
            break
        word, small = match.group(1), match.group(1).lower()
        if not linking:
            if small not in _LINKS and not (word[0].isupper() and finish > place):
                break
            linking = small in _LINKS
        elif small in _STOPS or small in _LINKS:
            break
        else:
            linking = small in _DEFINITE | _INDEFINITE | _PRONOUNS or not _ends_phrase(text, match.end())
        finish = match.end()
    linked = text[place:finish].strip()
    last = linked.rpartition(" ")[2].lower()
    if last in _LINKS | _DEFINITE | _INDEFINITE | _PRONOUNS or not linked:
        shortened = re.sub(r"(?:\s+(?:of|for|from|at|in|to|with|the|a|an|his|her|their|its))+$", "", text[place:finish])
        finish, linked = place + len(shortened), shortened.strip()
    return finish, linked


def _portfolio_end(text: str, place: int, finish: int, end: int) -> int | None:
    """Where an office of several matters ends: "of Mines and Energy", "of Agriculture, Forestry and Fisheries"."""
    if not _OF_MATTER.fullmatch(text, place, finish):
        return None
    match = _FURTHER_MATTER.match(text, finish, end)
    if match is None:
        return None
    matters = (*text[place:finish].split()[1:], *match.group().replace(",", " ").split())
    named = [word for word in matters if word.lower() not in ("and", "&")]
    titles = load_roles().people | load_roles().institutions
    if any(word.lower() in titles for word in named) or _nations(" ".join(named)):
        return None  # "the Minister of Defence and Prime Minister Sato", "the Presidents of Brazil and Paraguay"
    return match.end()


def _ends_phrase(text: str, place: int) -> bool:
    """Whether the words after a preposition are complete: a noun that no other noun follows, as far as forms tell."""
    following = _FORWARD.match(text, place)
    if following is None:
        return True
    small = following.group(1).lower()
    if small in _STOPS or small in _LINKS:
        return True
    return small in load_speech().lemmas or small in load_irregular_verbs() or small.endswith("ed")


def _nations(phrase: str) -> tuple[str, ...]:
    world = load_world()
    found = (world.country_of(hit.id) for hit in find_world_names(phrase))
    return tuple(dict.fromkeys(nation for nation in found if nation))


def render_description(text: str, description: Description) -> str:
    """The phrase as the article has it, its article made small."""
    words = " ".join(text[description.span.start : description.span.end].split())
    first, blank, rest = words.partition(" ")
    return f"{first.lower()}{blank}{rest}" if first.lower() in _DEFINITE | _INDEFINITE | _PRONOUNS else words


def find_pronouns(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Find "he", "she", "they" and "I" in `text[start:end]`."""
    for match in _PERSONAL.finditer(text, start, end):
        # After a comma inside or before the marks no pronoun has a capital letter, but the surname He has.
        if not (
            match.group() in ("He", "She") and _AFTER_COMMA.search(text[max(start, match.start() - 4) : match.start()])
        ):
            yield match


_AFTER_COMMA = re.compile(r",[”\"»’']?\s+$|[a-z]\s+$")
_PERSONAL = re.compile(r"(?<![\w’'])(?:[Hh]e|[Ss]he|[Tt]hey|I)(?![\w-])")
