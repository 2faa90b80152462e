"""Cut a message that asks two things into its questions, and find the one that stands behind what somebody tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.intents.items.slots import Grammar
from knowledge.patterns import any_of, compile_late, holds_any
from knowledge.values import dataclass

_ENDS = compile_late(r"(?<=[^\s.][?？!！;；。])\s*|(?<=\w\w[.])\s+(?=[A-Z])")
_STOPS = compile_late(r"(?<=\w\w[.!:;])\s+|\s+(?:--?|[–—])\s+|(?<=[。！；])\s*|\n+", needs=tuple(".!:;-–—。！；\n"))
_ASKED = compile_late(r"[?？]")
_QUOTED = compile_late(r"[\"“「『].*?[\"”」』]", needs=tuple('"“「『'))
_THAT = compile_late(
    r"\bthat (?:an?|the|[A-Z]\w*)\b|\b(?:this|that) (?:year|month|week|time|one)\b|\bit (?:was|is) .+ (?:that|who)\b"
)
"""Where "that" opens a clause, and means nothing that was told before."""

_PLEA = compile_late(r"(?:could|can|would|will|might) (?:you|anyone|anybody|someone)\b|please\b", re.IGNORECASE)
"""The beginning of a request that asks for nothing by itself."""

_COMMAS = compile_late(r"[，、]", needs=tuple("，、"))
_LEAST_WORDS = 3
"""Words that a part needs to ask something of its own: "when" in "when and where" has none, nor "in which years"."""


def split_questions(text: str, grammar: Grammar) -> tuple[str, ...]:
    """The questions of a message in order, each as it was typed; one only where it asks one thing.

    A sentence that asks nothing is left out: what the question needs of it is read from the whole message.
    """
    sentences = [whole for sentence in _sentences(text) for whole in _spread_circumstances(sentence, grammar)]
    asking = [part for sentence in sentences for part in _joined(sentence, grammar) if _asks(part, grammar)]
    return tuple(asking) if len(asking) > 1 else (text,)


def find_first_choice(text: str, grammar: Grammar) -> str | None:
    """The first of two claims that a message puts up for choice: "Did he do it himself, or leave it to others?"."""
    words = grammar.words["choice"]
    openers, joiners, pronouns = ("|".join(sorted(words[key])) for key in ("openers", "joiners", "pronouns"))
    behind = rf",\s+(?:{joiners})\s|\s(?:{joiners})\s+(?:{openers})\s+(?:{pronouns})\b"
    pattern = rf"\s*(?:(?:so|and|but|hey|ok)\W+)*(?:{openers})\b.*?(?={behind})"
    english = re.match(pattern, text.lower(), re.DOTALL) if holds_any(text, words["joiners"]) else None
    places = [place for word in words["cjk"] if (place := text.find(word)) > 0]
    end = english.end() if english is not None else min(places, default=0)
    first = text[:end].rstrip(" ,、，。?？")
    return f"{first}{'?' if english is not None else ''}" if first and not _is_quoted(end, text) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The question that a message ends with, where it tells something before."""

    question: str
    before: str
    start: int
    """Where the question begins in the message."""

    personal: bool
    """What is told before is about whoever asks: "My uncle and I had a bet"."""

    points_back: bool
    """It has an "it" or "that" for something told before."""

    of_somebody: bool
    """It has a "he" or "they" for somebody named before, perhaps in itself."""


def find_ending(text: str, grammar: Grammar) -> Ending | None:
    """The last sentence of a message, if it alone asks something and others stand before it."""
    cuts = [m.end() for m in _STOPS.finditer(text) if not _is_quoted(m.end(), text) and m.end() < len(text)]
    while cuts and _PLEA.match(text[cuts[-1] :]) and not _asks(text[cuts[-1] :], grammar):
        text = text[: cuts.pop()]  # "…; could you give it to me?"
    while cuts and len(text[cuts[-1] :].split()) < _LEAST_WORDS and text[cuts[-1] :].isascii():
        cuts.pop()  # "Who was it? Thanks!"
    start = _find_turn(text, cuts[-1] if cuts else 0, grammar)
    if start is None:
        return None
    before, question = text[:start].strip(), text[start:].strip()
    if _ASKED.search(before) or not _asks(question, grammar):
        return None
    words = grammar.words["parts"]
    return Ending(
        question=question,
        before=before,
        start=len(text) - len(text[start:].lstrip()),
        personal=_has_word(before, words["personal"]),
        points_back=_has_word(_THAT.sub(" ", question), words["pointing"]),
        of_somebody=_has_word(question, words["people"]),
    )


def _find_turn(text: str, opening: int, grammar: Grammar) -> int | None:
    """Where the question of a last sentence begins: behind "…, so could you tell me", if somebody tells of himself
    before that, else with the sentence; None where nothing at all stands before it."""
    words, lowered = grammar.words["parts"], text.lower()
    turns = _alternatives(word for word in words["turns"] if word in lowered)
    for turn in re.finditer(turns, text[opening:], re.IGNORECASE) if turns else ():
        before, question = text[opening : opening + turn.start()], text[opening + turn.end() :].strip(" ,:，：")
        if _has_word(before, words["personal"]) and _asks(question, grammar):
            return opening + turn.end()
    return opening or None


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )


def find_personal(text: str, grammar: Grammar) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a text stand in which whoever wrote it speaks of himself."""
    cuts = [m.end() for m in _STOPS.finditer(text) if not _is_quoted(m.end(), text)]
    edges = [0, *(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    return tuple((a, b) for a, b in pairwise(edges) if _has_word(text[a:b], grammar.words["parts"]["personal"]))


def _has_word(text: str, words: frozenset[str]) -> bool:
    typed = set(re.findall(r"[a-z]+", text.lower().replace("'", "").replace("’", "")))
    return bool(typed & words) or any(word in text for word in words if not word.isascii())


def _is_quoted(place: int, text: str) -> bool:
    return any(match.start() < place < match.end() for match in _QUOTED.finditer(text))


def _sentences(text: str) -> list[str]:
    cuts = [m.end() for m in _ENDS.finditer(text) if not _is_quoted(m.end(), text)]
    edges = [0, *(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    return [text[a:b].strip() for a, b in pairwise(edges) if text[a:b].strip()]


def _spread_circumstances(sentence: str, grammar: Grammar) -> tuple[str, ...]:
    """ "When and where did they meet?" as "When did they meet?" and "Where did they meet?"."""
    circumstances = grammar.words["parts"]["circumstances"]
    if sum(map(sentence.lower().count, circumstances)) < 2:
        return (sentence,)
    words = any_of(circumstances)
    both = re.match(rf"\s*({words})\s+(?:and|&|or)\s+({words})\b(.+)", sentence, re.IGNORECASE | re.DOTALL)
    if both is not None:
        return f"{both[1]}{both[3]}", f"{both[2]}{both[3]}"
    behind = re.match(rf"\s*({words})\b(.+?),?\s+and\s+({words})\s*[?？.!]*\s*$", sentence, re.IGNORECASE | re.DOTALL)
    if behind is not None:
        return f"{behind[1]}{behind[2]}?", f"{behind[3]}{behind[2]}?"
    return (sentence,)


def _joined(sentence: str, grammar: Grammar) -> list[str]:
    """Questions joined by "and" before a question word, or by a comma in Japanese and Chinese."""
    words = grammar.words["parts"]
    pieces = [sentence]
    if _may_be_joined(sentence, words["joiners"], words["openers"]):
        joiner, opener = any_of(words["joiners"]), any_of(words["openers"])
        pieces = re.split(rf"(?:,|\s)\s*{joiner}\s+(?={opener}\b)", sentence, flags=re.IGNORECASE)
        pieces = [part for piece in pieces for part in _listed(piece, words)] if len(pieces) > 1 else pieces
    whole: list[str] = []
    for piece in (p.strip(" ,") for p in pieces):
        short = len(piece.split()) <= _LEAST_WORDS and not _tells_act(piece, grammar)
        short = short or _leans_on_verb(piece, words)
        if whole and (len(whole[-1].split()) < _LEAST_WORDS or short):
            whole[-1] = f"{whole[-1]} and {piece}"
        else:
            whole.append(piece)
    commas = [part.strip() for part in _COMMAS.split(sentence)]
    if len(whole) == 1 and len(commas) > 1 and all(_asks(part, grammar) for part in commas):
        return commas
    return whole


def _listed(piece: str, words: Mapping[str, frozenset[str]]) -> list[str]:
    """The questions before the "and" of a row of them: "whom did he meet, what did they agree and when?"; a clause that
    only tells of somebody, "Yachi, who met Yang", is none."""
    parts = re.split(rf",\s+(?=(?:{any_of(words['rows'])})\b)", piece, flags=re.IGNORECASE)
    asking = all(part.lower().split()[0] in words["openers"] and len(part.split()) >= _LEAST_WORDS for part in parts)
    return parts if asking else [piece]


def _leans_on_verb(piece: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether what stands behind "and" has the verb, and all around it, in common with what stands before: "who spoke
    for China and who for Japan at the talks"."""
    typed = piece.lower().split()
    return len(typed) > 1 and typed[0] in words["parties"] and typed[1] in words["part_of"]


def _tells_act(piece: str, grammar: Grammar) -> bool:
    """Whether few words ask for what somebody said back, or for what came of it: "what Tokyo replied" does, "what
    changed" too, "in which years" does not."""
    typed = re.findall(r"[a-z]+", piece.lower())
    return 1 < len(typed) <= _LEAST_WORDS and typed[-1] in grammar.words["parts"]["replies"]


def _may_be_joined(sentence: str, joiners: Iterable[str], openers: Iterable[str]) -> bool:
    """Whether a word that ends a joiner stands before one that an opener begins with."""
    ends = {joiner.split()[-1] for joiner in joiners}
    starts = tuple(opener.split()[0] for opener in openers)
    typed = sentence.lower().replace(",", " ").split()
    return any(word in ends and after.startswith(starts) for word, after in pairwise(typed))


def _asks(part: str, grammar: Grammar) -> bool:
    words = grammar.words["parts"]
    plain = " ".join(re.findall(r"[a-z]+", part.lower()))
    for polite in sorted(words["polite"], key=len, reverse=True):
        plain = plain.removeprefix(f"{polite} ")
    typed = plain.split()
    if any(word in words["openers"] for word in typed[:3]):
        return True
    clauses = (re.findall(r"[a-z]+", clause) for clause in part.lower().split(",")[1:2])
    if any(clause[0] in words["openers"] for clause in clauses if len(clause) >= _LEAST_WORDS):
        return True  # "in the report, who is …"
    if any(verb in words["wishing"] and word in words["openers"] for verb, word in pairwise(typed)):
        return True  # "we would both like to know how"
    return any(word in part for word in words["asking"] if not word.isascii())
