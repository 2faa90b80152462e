"""Who says what stands between quotation marks, and whether anybody does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.extract.lexicon import SpeechLexicon, load_grammar, load_speech
from knowledge.extract.people.model import Discourse, Mention, Referent
from knowledge.extract.quotation_marks import Quotation
from knowledge.extract.quotes.cues import Cue, CueReader, is_close
from knowledge.extract.units import Unit
from knowledge.values import dataclass

_SHORT = 4
"""Words up to which a quotation without a stop can be a term that nobody says."""

_ASIDE = re.compile(
    r"[\s,]*(?:then|also|later|still|however|once|again|even|never|has|had|have|is|was|just|only|simply|already|would|will|\w+ly)?[\s,]*"
)
_NEAR = re.compile(r"[\s,—–-]*(?:\w+ly\s+)?")
_PASSIVE = re.compile(r"\b(?:am|was|were|is|are|be|been|being|gets?|got)\s+(?:\w+ly\s+)?$")
_SENTENCE_WORDS = re.compile(r"[^\W_]+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said a quotation."""

    referent: Referent | None
    """None where it is said by somebody of whom nothing is known, or by nobody."""

    cue: str | None
    attributed: bool


def attribute_quotations(
    text: str,
    units: Sequence[Unit],
    blocks_of_units: Sequence[int],
    discourse: Discourse,
    turns: Sequence[Referent | None],
) -> tuple[tuple[Quotation, Attribution, int], ...]:
    """Attribute every quotation of an article.

    Args:
        blocks_of_units: for each unit the number of its paragraph.
        turns: for each unit whose turn of a transcript it belongs to.

    Returns:
        Each quotation with who says it and the index of its unit, in order.
    """
    return tuple(_Attributor(text, units, blocks_of_units, discourse, turns).run())


class _Attributor:
    def __init__(
        self,
        text: str,
        units: Sequence[Unit],
        blocks: Sequence[int],
        discourse: Discourse,
        turns: Sequence[Referent | None],
    ) -> None:
        self.text, self.units, self.blocks, self.discourse, self.turns = text, units, blocks, discourse, turns
        self.speech: SpeechLexicon = load_speech()
        self.reader = CueReader(text, discourse)
        self.last: tuple[int, Attribution] | None = None
        """Unit and attribution of the last attributed quotation."""

        self.open_speech: Attribution | None = None

    def run(self) -> Iterator[tuple[Quotation, Attribution, int]]:
        """All quotations with who says them; of speech over several paragraphs the last may say it for all."""
        waiting: list[tuple[Quotation, int]] = []
        for index, unit in enumerate(self.units):
            cues = self.reader.find_cues(unit)
            earlier: Attribution | None = None
            for number, quotation in enumerate(unit.quotations):
                found = self._attribute(index, unit, number, quotation, cues, earlier)
                if found.attributed:
                    earlier = found
                    self.last = (index, found)
                self.open_speech = found if quotation.continued and found.attributed else None
                if quotation.continued and not found.attributed:
                    waiting.append((quotation, index))
                    continue
                yield from ((before, found, place) for before, place in waiting)
                waiting = []
                yield quotation, found, index
        yield from ((before, _NOBODY, place) for before, place in waiting)

    def _attribute(
        self,
        index: int,
        unit: Unit,
        number: int,
        quotation: Quotation,
        cues: Sequence[Cue],
        earlier: Attribution | None,
    ) -> Attribution:
        before = self.text[unit.span.start : quotation.outer.start]
        limit = unit.quotations[number + 1].outer.start if number + 1 < len(unit.quotations) else unit.span.end
        if self.open_speech is not None and not before.strip():
            return self.open_speech
        if unit.only_quoted or not (before.strip() or self.text[quotation.outer.end : unit.span.end].strip(" .,)")):
            return self._continued(index, quotation) or _NOBODY
        if self._is_term(before, quotation):
            return _NOBODY
        elliptic = self._elliptic(index, unit, number, quotation)
        if elliptic is not None:
            return elliptic
        ways = [self._after, self._before] if self._ends_open(quotation) else [self._before, self._after]
        for way in ways:
            found = way(index, unit, quotation, cues, limit)
            if found is not None:
                return found
        found = self._signed(index, unit, quotation)
        if found is not None:
            return found
        found = self._according(index, unit, quotation)
        if found is not None:
            return found
        if earlier is not None:
            return earlier
        return self._without_cue(index, unit, quotation, before)

    def _elliptic(self, index: int, unit: Unit, number: int, quotation: Quotation) -> Attribution | None:
        """ "The former called it “finished”, the latter “promised”"; "“Here” — she pointed — “and there”"."""
        if number:
            since = unit.quotations[number - 1].outer.end
            between = self.text[since : quotation.outer.start]
            here = [m for m in self.reader.outside(index) if since <= m.span.start < quotation.outer.start]
            if here and not self.reader.has_cue(unit, since, quotation.outer.start):
                lone = self.text[since : here[0].span.start] + self.text[here[-1].span.end : quotation.outer.start]
                if re.fullmatch(r"[\s,;]*(?:and\s+)?(?:[^\W\d_]+[\s,]+){0,2}?(?:for\s+)?", lone) and "—" not in between:
                    return Attribution(referent=here[0].referent, cue=None, attributed=True)
        match = re.compile(r"\s*[—–]\s*").match(self.text, quotation.outer.end)
        if match is not None and number + 1 < len(unit.quotations):
            there = next((m for m in self.reader.outside(index) if m.span.start == match.end()), None)
            if there is not None:
                return Attribution(referent=there.referent, cue=None, attributed=True)
        return None

    # --- terms

    def _is_term(self, before: str, quotation: Quotation) -> bool:
        words = _SENTENCE_WORDS.findall(self.text[quotation.inner.start : quotation.inner.end])
        ending = self.text[quotation.inner.end - 1]
        if self.speech.term.search(before) is not None or self.speech.sign.search(before) is not None:
            return True
        if len(words) <= _SHORT and self.speech.term_noun.match(self.text, quotation.outer.end) is not None:
            return True
        if before.rstrip().endswith("(") and self.text[quotation.outer.end : quotation.outer.end + 1] == ")":
            return True
        titled = len(words) > 1 and all(
            word[0].isupper() or word.lower() in _SMALL_WORDS or word.isdigit() for word in words
        )
        return titled and words[-1][0].isupper() and ending not in ".!?," and not before.rstrip().endswith((":", ","))

    # --- cues

    def _ends_open(self, quotation: Quotation) -> bool:
        """Whether who said it should follow: a comma, question or exclamation inside or right behind the marks."""
        last = self.text[quotation.inner.end - 1]
        return (
            last in ",?!—–…，"
            or self.text[quotation.outer.end : quotation.outer.end + 1] in ("—", "–")
            or _OPEN_COMMA.match(self.text, quotation.outer.end) is not None
            or self.text[quotation.outer.end : quotation.outer.end + 2] in (" –", " —", " -")
        )

    def _after(
        self, index: int, unit: Unit, quotation: Quotation, cues: Sequence[Cue], limit: int
    ) -> Attribution | None:
        """ "...", X said; "...", said X."""
        place = quotation.outer.end
        cue = next((cue for cue in cues if place <= cue.start < limit), None)
        if cue is None:
            return None
        mentions = [m for m in self.reader.outside(index) if place <= m.span.start]
        gap = self.text[place : cue.start]
        if _NEAR.fullmatch(gap):
            following = next((m for m in mentions if cue.end <= m.span.start), None)
            if following is not None and is_close(self.text[cue.end : following.span.start]):
                return self._said(self._owned(following, mentions), cue)
            before = self._first_subject(index, quotation.outer.start)
            return self._said(before, cue) if before is not None and gap.lstrip().startswith(",") else None
        between = [m for m in mentions if m.span.end <= cue.start and not m.possessive]
        if not between:
            return None
        if not _RIGHT_BEHIND.fullmatch(self.text, place, between[0].span.start):
            # "the agent of Honduras, Ramiro Paz, said": an apposition to a noun that is not known.
            nearest = between[-1]
            apart = self.text[place : nearest.span.start]
            is_apposed = re.fullmatch(r",?\s+(?:an?|the|his|her)\s[^.;:“”\"]{2,60},\s+", apart) is not None
            return self._said(nearest, cue) if is_apposed and not self._has_other_verb(nearest, cue) else None
        first = between[0]
        if self._has_other_verb(first, cue):
            return None
        return self._said(first, cue)

    def _owned(self, mention: Mention, mentions: Sequence[Mention]) -> Mention:
        """Whom a state before a name owns: Yaw Boakye in "said Ghana’s finance minister Yaw Boakye"."""
        if mention.kind != "state" or not mention.possessive:
            return mention
        behind = re.compile(r"['’]s?\s+").match(self.text, mention.span.end)
        return next((m for m in mentions if behind and m.span.start == behind.end()), mention)

    def _has_other_verb(self, mention: Mention, cue: Cue) -> bool:
        """Whether what stands between a speaker and the cue is more than an aside between commas."""
        gap = self.text[mention.span.end : cue.start]
        if _ASIDE.fullmatch(gap):
            return False
        return (
            not re.fullmatch(
                r"\s*[,(—–].*[,)—–]\s*(?:\w+ly\s+|has\s+|had\s+|also\s+|then\s+|later\s+)?", gap, re.DOTALL
            )
            and len(gap.split()) > 8
        )

    def _before(
        self, index: int, unit: Unit, quotation: Quotation, cues: Sequence[Cue], limit: int
    ) -> Attribution | None:
        """X said that "..."; X: "..."."""
        ahead = [cue for cue in cues if cue.end <= quotation.outer.start]
        if _AS.search(self.text[unit.span.start : quotation.outer.start]):
            # "described reports that the other side had asked for it as “fiction”"
            naming = [cue for cue in ahead if cue.lemma in self.speech.naming or cue.lemma in _TAKING]
            subject = self.reader.find_subject(index, unit, naming[-1]) if naming else None
            if subject is not None:
                return self._said(subject, naming[-1])
        for cue in reversed(ahead):
            between = self.text[cue.end : quotation.outer.start]
            near = len(between.split()) <= (12 if cue.lemma in self.speech.naming else 3)
            that = _THAT.match(between) is not None and cue.lemma not in _PRINTING
            if cue.lemma in self.speech.weak and not (near or that or between.rstrip().endswith(":")):
                continue
            if ";" in between and cue.lemma in self.speech.weak:
                continue
            if cue.lemma in self.speech.weak and self._is_reported(cue, cues):
                continue  # "An official said the other side had signaled “restraint”": the official's words
            mention = self.reader.find_subject(index, unit, cue)
            if mention is None:
                continue
            if that and not near and mention.referent is not None and mention.referent.plural:
                continue  # "the leaders agreed that it should be “a partnership”": words of their paper
            if _PASSIVE.search(self.text[max(unit.span.start, cue.start - 14) : cue.start]) and cue.lemma not in (
                "quote",
                "report",
            ):
                continue
            return self._said(mention, cue)
        return None

    def _according(self, index: int, unit: Unit, quotation: Quotation) -> Attribution | None:
        for match in self.speech.attribution.finditer(self.text, unit.span.start, unit.span.end):
            if any(q.outer.start <= match.start() < q.outer.end for q in unit.quotations):
                continue
            mention = next((m for m in self.reader.outside(index) if m.span.start >= match.end()), None)
            if mention is not None and len(self.text[match.end() : mention.span.start].split()) <= 5:
                return Attribution(referent=mention.referent, cue=match.group().lower(), attributed=True)
        for mention in self.reader.outside(index):
            # "For the former it was “a matter of calendar”."; "To Nur, the ambassador, that was “a wedding”."
            is_view = re.search(r"\b(?:[Ff]or|[Tt]o)\s+$", self.text[unit.span.start : mention.span.start]) is not None
            if is_view and _VIEW.match(self.text[mention.span.end : quotation.outer.start]):
                return Attribution(referent=mention.referent, cue=None, attributed=True)
        return None

    def _signed(self, index: int, unit: Unit, quotation: Quotation) -> Attribution | None:
        """ "It was deliberate" - Greek foreign minister."""
        match = re.match(r"\s*[-–—]\s*", self.text[quotation.outer.end : unit.span.end])
        if match is None:
            return None
        place = quotation.outer.end + match.end()
        for mention in self.reader.outside(index):
            rest = self.text[mention.span.end : unit.span.end].strip(" .;)")
            if mention.span.start == place and (not rest or rest.startswith(",")):
                return Attribution(referent=mention.referent, cue=None, attributed=True)
        return None

    def _said(self, mention: Mention, cue: Cue) -> Attribution:
        return Attribution(referent=mention.referent, cue=cue.lemma, attributed=True)

    def _is_reported(self, cue: Cue, cues: Sequence[Cue]) -> bool:
        """Whether a verb of saying before this one makes it part of what somebody says."""
        earlier = [
            c for c in cues if c.end < cue.start and c.lemma not in self.speech.weak and c.start > cues[0].start - 1
        ]
        earlier = [
            c
            for c in earlier
            if not (
                self.text[c.end : c.end + 1] == "," and _ASIDE_OPENS.search(self.text[max(0, c.start - 32) : c.start])
            )
        ]  # "Her counterpart, she said, had called it a trap"
        earlier = [c for c in earlier if not _PASSIVE.search(self.text[max(0, c.start - 14) : c.start])]  # "I am told"
        earlier = [c for c in earlier if not self.text[c.start].isupper()]  # "Asked about it, X called it ..."
        return bool(earlier) and not re.search(r"[;“”\"]|,\s+(?:and|but)\b", self.text[earlier[-1].end : cue.start])

    # --- no cue beside it

    def _without_cue(self, index: int, unit: Unit, quotation: Quotation, before: str) -> Attribution:
        words = len(self.text[quotation.inner.start : quotation.inner.end].split())
        introduced = before.rstrip().endswith(":")
        if introduced:
            if self.speech.saying.search(before) is not None:
                return self._turn(index) or _NOBODY
            subject = self._first_subject(index, quotation.outer.start)
            if subject is not None:
                return Attribution(referent=subject.referent, cue=None, attributed=True)
            if _SOMEBODY_ELSE.search(before):
                return _NOBODY
            return self._continued(index, quotation) or _NOBODY
        whole = (
            self.text[quotation.inner.start].isupper() and self.text[quotation.inner.end - 1] in ".!?…" and words > 2
        )
        if whole and not before.strip():
            return self._continued(index, quotation) or _NOBODY
        if words > _SHORT and self.last is not None and self.last[0] == index:
            return self.last[1]
        return _NOBODY

    def _first_subject(self, index: int, end: int) -> Mention | None:
        mentions = [m for m in self.reader.outside(index) if m.span.end <= end and not m.possessive]
        return next((m for m in mentions if not m.oblique), None)

    def _turn(self, index: int) -> Attribution | None:
        turn = self.turns[index]
        return Attribution(referent=turn, cue=None, attributed=True) if turn is not None else None

    def _continued(self, index: int, quotation: Quotation) -> Attribution | None:
        """Speech on its own: whoever spoke last in the paragraph, or the subject of the sentence before."""
        block = self.blocks[index]
        if self.last is not None and self.blocks[self.last[0]] == block and not self._new_subject(self.last[0], index):
            return self.last[1]
        turn = self._turn(index)
        if turn is not None:
            return turn
        for earlier in range(index - 1, -1, -1):
            if self.blocks[earlier] != block:
                break
            mention = self._teller(earlier) or self._first_person(earlier)
            if mention is not None:
                return Attribution(referent=mention.referent, cue=None, attributed=True)
        if index and self.blocks[index - 1] == block - 1 and self.text[self.units[index - 1].span.end - 1] in ":：":
            subject = self._first_subject(index - 1, self.units[index - 1].span.end)
            if subject is not None:
                return Attribution(referent=subject.referent, cue=None, attributed=True)
        if self.last is not None and self.blocks[self.last[0]] == block - 1 and self._closes(block - 1):
            return self.last[1]
        if index and self.blocks[index - 1] == block - 1 and self._is_alone(index):
            # A paragraph of nothing but speech: whom the one before ends with.
            for earlier in range(index - 1, -1, -1):
                if self.blocks[earlier] != block - 1:
                    break
                mention = self._first_person(earlier)
                if mention is not None:
                    return Attribution(referent=mention.referent, cue=None, attributed=True)
        following = index + 1
        if following < len(self.units) and _THUS.match(self.text, self.units[following].span.start):
            mention = self._first_person(following)
            if mention is not None:
                return Attribution(referent=mention.referent, cue=None, attributed=True)
        return None

    def _teller(self, index: int) -> Mention | None:
        """Who tells what a sentence says: "she" in "Its members, she said, lost a year’s sales."."""
        for cue in self.reader.find_cues(self.units[index]):
            before = next((m for m in reversed(self.reader.outside(index)) if m.span.end <= cue.start), None)
            if before is None or self.text[before.span.end : cue.start].strip():
                continue
            ahead = self.text[max(0, before.span.start - 2) : before.span.start].rstrip()
            if ahead.endswith(",") and self.text[cue.end : cue.end + 1] in (",", "."):
                return before
        return None

    def _is_alone(self, index: int) -> bool:
        """Whether all of a sentence's paragraph stands between quotation marks."""
        return all(
            unit.only_quoted for unit, block in zip(self.units, self.blocks, strict=True) if block == self.blocks[index]
        )

    def _new_subject(self, since: int, index: int) -> bool:
        """Whether a sentence between two quotations brings in somebody else as its subject."""
        assert self.last is not None
        for unit in range(since + 1, index):
            mention = self._first_person(unit)
            if mention is not None and mention.referent is not self.last[1].referent:
                return True
        return False

    def _first_person(self, index: int) -> Mention | None:
        mentions = [
            m
            for m in self.reader.outside(index)
            if m.referent is not None and m.referent.is_person and not m.oblique and not m.possessive and not m.apposed
        ]
        return mentions[0] if mentions else None

    def _closes(self, block: int) -> bool:
        last = max((index for index, number in enumerate(self.blocks) if number == block), default=None)
        return last is not None and bool(self.units[last].quotations)


_PRINTING = frozenset(("report", "find", "see"))
_ASIDE_OPENS = re.compile(r",\s+[\w’' ]{1,30}$")
_THAT = re.compile(r"\s+(?:[\w’'.]+\s+){0,4}that\s")
"""After a verb that may say something: "answered the next day that the treaty ..."."""

_SOMEBODY_ELSE = re.compile(
    r"\b(?:an?|another|someone|somebody|some)\s[^,;:]*?\b(?:has|had|have|\w+ed|wrote|said)\b[^,;:]*:\s*$", re.IGNORECASE
)
"""A subject that is nobody known: "an unknown hand has added:"."""

_RIGHT_BEHIND = re.compile(r"[\s,—–-]*(?:and |but |as )?(?:the |then )?(?:(?:[A-Z][\w-]*\s){0,2}[A-Z][\w-]*['’]s?\s+)?")
_OPEN_COMMA = re.compile(r",(?!\s+(?:and|but|which|who|while|when|as)\b)")
_AS = re.compile(r"\bas\s+(?:an?\s+|the\s+)?$")
_TAKING = frozenset(
    (
        "dismiss",
        "denounce",
        "reject",
        "condemn",
        "hail",
        "welcome",
        "criticise",
        "criticize",
        "deplore",
        "praise",
        "mock",
        "decry",
    )
)
_VIEW = re.compile(
    r"(?:,[^“”\"«».;]{3,80},|,)?\s+(?:it|this|that|they|these)\s+(?:is|was|are|were|remains?|would be)\b"
)
_THUS = re.compile(r"(?:That was (?:all|how|what)|Thus|So said|So)\b")
_NOBODY = Attribution(referent=None, cue=None, attributed=False)
_SMALL_WORDS = load_grammar()["small_in_titles"]
