"""Whether a claim that a program found, and nobody has reviewed, bears out what somebody claims: word for word, or not
at all.

What a program makes of a sentence (who acts, on whom, what is meant) is not relied on: only its words are. All of the
claim's must stand in the sentence, in this order and with nothing between them, so that every name, every number, every
date and the verb itself are the sentence's own. A title before a name and a remark between commas may lie between;
the beginning and the end may be left off where that changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.answers.checking.claim_manner import is_attributed, keeps_doubt
from bot.answers.checking.claim_particulars import count_negations, find_wrong_dates, says_every_date
from bot.answers.checking.claim_words import NUMBER_WORDS, CheckWords, FoundWords, plain_words
from bot.answers.deciding.unreviewed import NOTE
from bot.answers.finding.found import Found
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from knowledge.gazetteer import Piece, Token, find_latin_words, find_lemmas, find_pieces, split_tokens
from knowledge.patterns import compile_late
from knowledge.text import fold_text
from knowledge.timex import Timex, find_timexes
from knowledge.values import dataclass

_MEANT = compile_late(r"\b(?P<pronoun>[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) \[(?P<name>[^\]\d]+)\]")
"""A pronoun with whom it means, as the reading of articles writes it: "he [Wang Yi]"."""

_CAPTION = compile_late(r"[^:]+: [^:.]+\.?")
"""Who somebody is, as the reading of articles writes it; it has no verb: "Wang Yi: Chinese foreign minister"."""

_OWN = frozenset({"his", "her", "their", "its"})
_HAPPENED = ("happened", "ongoing")
_LONGEST_REMARK = 12
"""Words of a remark between commas that may lie between two words of a claim."""

_LONGEST_TITLE = 6
_STOPS = (";", "—", "–")
_NAMED = ("person", "country", "organisation", "place", "body_of_water", "event", "document")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    """A name, or a word that is none."""

    ids: frozenset[str]
    """Whom a name may mean; empty for a word."""

    person: bool
    words: tuple[str, ...]
    forms: frozenset[str]
    """What a word may be a form of."""

    possessive: bool
    capital: bool
    before: str
    """What stands between it and the element before: blanks, marks, dates and words that do not count."""

    def is_same(self, other: _Element) -> bool:
        """Whether two elements say the same: the same name or the same word."""
        if self.possessive != other.possessive or bool(self.ids) != bool(other.ids):
            return False
        if not self.ids:
            return bool(self.forms & other.forms)
        # A state may also be called by its capital, but what is in the one is not always in the other.
        return self.words == other.words or bool(self.ids & other.ids if self.person else self.ids == other.ids)


def is_borne_out(question: Question, found: Found, words: CheckWords) -> bool:
    """Whether an unreviewed claim says all that somebody claims, in the same words."""
    fact = found.record.fact
    told = _tell_names(fact.sentence)
    days = words.found.date_words & set(find_latin_words(fold_text(question.utterance.text)))
    if question.utterance.language != "en" or fact.modality not in _HAPPENED or fact.links.contradicts:
        return False
    if found.opposed is not None or not _names_somebody(question) or _CAPTION.fullmatch(told):
        return False
    if is_attributed(question, found, words):
        return False
    if not _means_the_same(question, told, words) or not says_every_date(question, found):
        return False
    if any(find_wrong_dates(question, found)) or not days <= set(find_latin_words(fold_text(told))):
        return False
    claimed = _read_claim(question, words.found)
    return _stands_in(claimed, _read_told(told, found, question, words.found), question, words.found)


def _tell_names(sentence: str) -> str:
    """A sentence with names for its pronouns, and of its other notes those that date it."""

    def name(meant: re.Match[str]) -> str:
        return f"{meant['name']}'s" if meant["pronoun"].lower() in _OWN else meant["name"]

    named = _MEANT.sub(name, sentence)
    return NOTE.sub(lambda note: note.group() if any(map(str.isdigit, note.group())) else "", named)


def _names_somebody(question: Question) -> bool:
    named = (question.entities_of(item) for item in question.asked.of_kind("entity") if not item.carried)
    return any(entities[0].kind in _NAMED and not entities[0].unnamed for entities in named if entities)


def _means_the_same(question: Question, told: str, words: CheckWords) -> bool:
    """Whether a sentence denies, doubts, supposes and ascribes no more than the claim does."""
    text = question.utterance.text
    if told.rstrip(" ”\"'").endswith("?") or question.scoring.supposed.holds(told):
        return False
    if set(find_latin_words(fold_text(text))) & words.found.pronouns:
        return False
    if count_negations(text, words) != count_negations(told, words) or not keeps_doubt(question, told, words):
        return False
    claimed = find_stems(text)
    saying = words.saying["en"] & set(find_latin_words(fold_text(told)))
    if any(not ({word} | find_stems(word)) & claimed for word in saying):
        return False
    return not any(f" {cue} " in plain_words(told) for cue in words.saying["according"])


# Reading


def _read_claim(question: Question, words: FoundWords) -> list[_Element]:
    utterance = question.utterance
    return _read(utterance.text, utterance.tokens, utterance.pieces, utterance.timexes, question, words)


def _read_told(told: str, found: Found, question: Question, words: FoundWords) -> list[_Element]:
    knowledge = question.knowledge
    tokens = split_tokens(told)
    pieces = find_pieces(tokens, knowledge.find_aliases, knowledge.resource("irregular"))
    low = told.lower()
    timexes = find_timexes(low, found.record.reported_on) if len(low) == len(told) else ()
    return _read(told, tokens, pieces, timexes, question, words)


def _read(
    text: str,
    tokens: tuple[Token, ...],
    pieces: tuple[Piece, ...],
    timexes: Iterable[Timex],
    question: Question,
    words: FoundWords,
) -> list[_Element]:
    irregular: Mapping[str, str] = question.knowledge.resource("irregular")
    dated = _find_dated(text, tokens, timexes, words)
    elements: list[_Element] = []
    end = 0
    for piece in pieces:
        ids = frozenset(target.id for target in piece.targets if target.kind == "entity")
        runs = [range(piece.first, piece.last)] if ids else [range(n, n + 1) for n in range(piece.first, piece.last)]
        for run in runs:
            own = tuple(tokens[n].folded for n in run)
            if dated & set(run) or (len(own) == 1 and own[0] in words.uncounted):
                continue
            first, last = tokens[run.start], tokens[run.stop - 1]
            kinds = {e.kind for each in ids if (e := question.knowledge.entity(each)) is not None}
            elements.append(
                _Element(
                    ids=ids,
                    person=kinds == {"person"},
                    words=own,
                    possessive=last.possessive,
                    forms=frozenset() if ids else _forms(own[0], irregular),
                    capital=first.text[:1].isupper(),
                    before=text[end : first.start],
                )
            )
            end = last.end
    return elements


def _find_dated(text: str, tokens: tuple[Token, ...], timexes: Iterable[Timex], words: FoundWords) -> set[int]:
    """The tokens that only say when, which is compared by itself: "on Monday [12 May 2025]"."""
    spans = [*(note.span() for note in NOTE.finditer(text)), *((timex.start, timex.end) for timex in timexes)]
    starts = {start for start, _ in spans}
    dated: set[int] = set()
    for n in range(len(tokens) - 1, -1, -1):
        token = tokens[n]
        leads_in = token.folded in words.date_words | words.before_dates and any(
            token.end <= start and not text[token.end : start].strip() for start in starts
        )
        if leads_in or any(start <= token.start < end for start, end in spans):
            dated.add(n)
            starts.add(token.start)
    return dated


def _forms(word: str, irregular: Mapping[str, str]) -> frozenset[str]:
    number = NUMBER_WORDS.get(word)
    return frozenset({number}) if number else frozenset(find_lemmas(word, irregular))


# Holding one against the other


def _stands_in(claimed: list[_Element], told: list[_Element], question: Question, words: FoundWords) -> bool:
    if not claimed:
        return False
    return any(
        one.is_same(claimed[0])
        and _may_begin(told, start, question, words)
        and (end := _follow(claimed, told, start, question)) is not None
        and _may_end(told, end, words)
        for start, one in enumerate(told)
    )


def _follow(claimed: list[_Element], told: list[_Element], start: int, question: Question) -> int | None:
    """Where in a sentence the claim ends that begins there; None where it says something else."""
    place = start
    for number, element in enumerate(claimed):
        found = _next(element, told, place, question) if number else place
        if found is None:
            return None
        place = found + 1
    return place


def _next(element: _Element, told: list[_Element], place: int, question: Question) -> int | None:
    """Where the next word of a claim stands: right here, behind a title, or behind a remark between commas."""
    here = _behind_title(element, told, place, question)
    if here is not None or place >= len(told) or "," not in told[place].before or not told[place - 1].ids:
        return here
    for after in range(place + 1, min(len(told), place + _LONGEST_REMARK)):
        if "," in told[after].before:
            return _behind_title(element, told, after, question)
    return None


def _behind_title(element: _Element, told: list[_Element], place: int, question: Question) -> int | None:
    for at in range(place, min(len(told), place + _LONGEST_TITLE)):
        if told[at].is_same(element):
            return at if at == place or _are_title(told[place:at], told[at], question) else None
    return None


def _are_title(elements: list[_Element], name: _Element, question: Question) -> bool:
    """Whether words before a person's name only say what the person is."""
    if not name.person:
        return False
    people = [e for each in sorted(name.ids) if (e := question.knowledge.entity(each)) is not None]
    said = (f"{p.gloss or ''} {' '.join(o.title.en for o in p.offices)} {p.name.en}" for p in people)
    described = find_stems(" ".join(said))
    return all(
        any(e.kind == "country" for each in one.ids if (e := question.knowledge.entity(each)) is not None)
        or set(one.words) <= described
        for one in elements
    )


def _may_begin(told: list[_Element], start: int, question: Question, words: FoundWords) -> bool:
    """Whether nothing stands before a place but a title and the circumstances: "In Busan, …"."""
    if start == 0:
        return True
    for opening in range(start, -1, -1):
        title = opening == start or _are_title(told[opening:start], told[start], question)
        if title and opening == 0:
            return True
        if title and "," in told[opening].before and told[0].words[0] in words.opens_circumstances:
            return True
    return False


def _may_end(told: list[_Element], end: int, words: FoundWords) -> bool:
    """Whether what stands behind a place only adds to what is said before it."""
    if end >= len(told):
        return True
    after = told[end]
    if any(stop in after.before for stop in _STOPS):
        return True
    if "," in after.before:
        return after.words[0] in words.adds
    follows = told[end + 1] if end + 1 < len(told) else None
    return after.words[0] in words.before_places and follows is not None and (follows.capital or bool(follows.ids))
