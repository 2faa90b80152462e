"""Which part those whom a question names play in a claim that a program found, by the order of its words.

Of an article that nobody has reviewed only the sentence is sure. So who does what to whom is read from it, beside the
very words by which the question gives somebody a part: the verb that he is the subject or object of, the thing that is
his, the preposition before him. A claim that gives this part to another tells something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from bot.answers.deciding.found_signs import Signs
from bot.answers.finding.named_parties import Party, Sentence, make_party, read_sentence
from bot.answers.finding.part_words import PartWords
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from knowledge.gazetteer import Token
from knowledge.values import dataclass, replace

Part = Literal["doer", "target", "owner", "beside"]

_VERBS = 3
"""Words behind somebody among which his verb is looked for."""

_OWNED = 2
"""Words behind somebody that may name what is his: "Chinese coal trucks"."""

_NEAR = 4
"""Words within which somebody stands behind "by", or a noun before its preposition."""

_FAR = 10
"""Words behind a verb among which its object is looked for."""

_OWNERS = {"owner_same", "owner_other", "owner_same_near", "owner_other_near"}
_BREAKS = (";", ":", "—", "--", "“", "”", '"')
_ENDINGS = ("ed", "en", "wn", "nt", "ht", "ld", "de", "ne", "ck", "st", "ut", "et")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPart:
    """Somebody whom a question names, with the part that it gives him."""

    party: Party
    part: Part
    words: tuple[frozenset[str], ...]
    """What he does or is done to, or what is his, likeliest first; each by what it may be a form of."""

    preposition: str | None = None


class ClaimParts:
    """Those whom one question names, to be held against claims."""

    def __init__(self, question: Question) -> None:
        """Read which part the question gives to whom."""
        self._question = question
        self._words = question.gap_words.parts
        self._elsewhere: dict[tuple[frozenset[str], str], list[Party]] = {}
        english = question.utterance.language == "en"
        self._asked = tuple(self._read()) if english else ()
        self._done = self._read_done() if english and question.asked.answer == "person" else frozenset[str]()

    def _read(self) -> Iterator[AskedPart]:
        tokens, text = self._question.utterance.tokens, self._question.utterance.text
        parties: list[Party] = []
        for item in self._question.asked.of_kind("entity"):
            last = item.position + len(item.text.split())
            if item.carried or item.excluded or item.position < 0 or last > len(tokens):
                continue
            ids = [option[2:] for option in item.options if option.startswith("e:")]
            if party := make_party(ids, item.position, last, tokens, text, self._question.knowledge):
                parties.append(party)
        sentence = Sentence(text=text, tokens=tokens, parties=tuple(self._join(parties)))
        for party in sentence.parties:
            yield from self._parts_of(party, sentence)

    def _join(self, parties: Sequence[Party]) -> Iterator[Party]:
        """Those who stand side by side, each with the other: of "Lao and Vietnamese police" either will do."""
        tokens = self._question.utterance.tokens
        for party in parties:
            beside = [
                other
                for other in parties
                if other is not party
                and (first := min(other.last, party.last)) <= (last := max(other.first, party.first))
                and all(tokens[place].folded in self._words.joining for place in range(first, last))
            ]
            yield replace(
                party,
                ids=party.ids.union(*(other.ids for other in beside)),
                states=party.states.union(*(other.states for other in beside)),
            )

    def _parts_of(self, party: Party, sentence: Sentence) -> Iterator[AskedPart]:
        words, tokens = self._words, sentence.tokens
        behind = tokens[party.last :]
        if party.owns and behind:
            owned = [t for t in behind[:_OWNED] if t.folded not in words.light]
            yield AskedPart(party=party, part="owner", words=tuple(find_stems(t.folded) for t in owned))
        place = party.first - 1
        while place >= 0 and tokens[place].folded in words.determiners:
            place -= 1
        before = tokens[place].folded if place >= 0 else ""
        following = [t for t in behind if t.folded not in words.skipped and not t.folded.endswith("ly")]
        if before == "by":
            yield AskedPart(party=party, part="doer", words=_stems_before(tokens, place, words))
        elif before in words.prepositions:
            yield AskedPart(party=party, part="beside", words=_stems_before(tokens, place, words), preposition=before)
        elif before in words.helping:
            verbs = _up_to_noun(following, words)[:_VERBS]
            passive = before in words.being and any(t.folded.endswith(_ENDINGS) for t in verbs)
            yield AskedPart(
                party=party, part="target" if passive else "doer", words=tuple(find_stems(t.folded) for t in verbs)
            )
        elif place >= 0 and before not in words.joining and self._is_verb(sentence, place):
            yield AskedPart(party=party, part="target", words=_stems_before(tokens, place + 1, words))

    def _read_done(self) -> frozenset[str]:
        """What somebody did who is asked for: "who fired", by what it may be a form of."""
        tokens = [token.folded for token in self._question.utterance.tokens]
        if tokens[:1] != ["who"]:
            return frozenset()
        verb = next((word for word in tokens[1:_VERBS] if word not in self._words.skipped), "")
        return find_stems(verb) if verb not in self._words.light else frozenset()

    def _leaves_doer_out(self, sentence: Sentence) -> bool:
        """Whether a claim tells that it was done, and not by whom: "a car was fired at"."""
        verbs = list(self._verbs(sentence, self._done, near=False))
        told = [at for at in verbs if not self._is_noun(sentence, at)]
        return bool(told) and all(self._is_passive(sentence, at) and self._by(sentence, at) is None for at in told)

    def _by(self, sentence: Sentence, verb: int) -> int | None:
        ahead = range(verb + 1, min(len(sentence.tokens), verb + 1 + _NEAR))
        return next((place for place in ahead if sentence.tokens[place].folded == "by"), None)

    def _is_verb(self, sentence: Sentence, place: int) -> bool:
        """Whether a word of the question may be a verb with its object behind it, and no noun or title."""
        words, token = self._words, sentence.tokens[place]
        if token.folded in words.light or token.possessive or token.text[:1].isupper():
            return False
        for at in range(place - 1, -1, -1):
            before = sentence.tokens[at]
            if before.folded in words.determiners or before.possessive or before.folded in words.prepositions - {"to"}:
                return False
            if before.folded in words.helping or before.folded == "to" or at == 0:
                return True
            party = next((p for p in sentence.parties if p.last == at + 1), None)
            if party is not None:
                return not party.owns
        return False

    def sign(self, claim: str, speaker: str | None, article: Sequence[str]) -> Signs:
        """For each part whether the claim gives it to the same or to another.

        Args:
            article: all claims of its article, where what is somebody's may be told.
        """
        if not self._asked and not self._done:
            return {}
        sentence = read_sentence(claim, self._question.knowledge)
        signs: Signs = {"doer_unsaid": float(self._leaves_doer_out(sentence))} if self._done else {}
        for asked in self._asked:
            if asked.party.is_place and asked.part != "beside":
                continue
            for near in (False, True):
                told = self._compare(asked, self._find(asked, sentence, speaker, near=near))
                if told is not None:
                    signs[f"{asked.part}_{told}{'_near' if near else ''}"] = 1.0
                    break
            if not any(asked.party.ids & party.ids for party in sentence.parties):
                signs["party_lost"] = signs.get("party_lost", 0.0) + 1.0
                if any(party.states and not party.states & asked.party.states for party in sentence.parties):
                    signs["party_replaced"] = signs.get("party_replaced", 0.0) + 1.0
            if asked.part == "owner" and not signs.keys() & _OWNERS:
                told = self._compare(asked, self._owners_in(asked, article))
                if told is not None:
                    signs[f"owner_{told}_elsewhere"] = 1.0
            if asked.preposition == "in" and self._lies_elsewhere(asked, sentence):
                signs["place_other"] = 1.0
        return signs

    def _owners_in(self, asked: AskedPart, article: Sequence[str]) -> list[Party]:
        """Whose an article says that a thing is."""
        wanted = frozenset[str]().union(*asked.words)
        key = (wanted, article[0] if article else "")
        if key not in self._elsewhere:
            texts = [text for text in article if wanted & find_stems(text)]
            read = (read_sentence(text, self._question.knowledge) for text in texts)
            self._elsewhere[key] = [
                party for one in read for words in asked.words for party in self._owners(one, words, near=False)
            ]
        return self._elsewhere[key]

    def _lies_elsewhere(self, asked: AskedPart, sentence: Sentence) -> bool:
        """Whether a claim has another place where the question has one."""
        placed = [
            party
            for party in sentence.parties
            if (at := sentence.preposition_before(party, self._words)) is not None
            and sentence.tokens[at].folded == "in"
        ]
        return (
            bool(placed)
            and not any(asked.party.ids & party.ids for party in sentence.parties)
            and not any(asked.party.states & party.states for party in placed)
        )

    def _compare(self, asked: AskedPart, found: list[Party]) -> Literal["same", "other"] | None:
        if not found:
            return None
        if any(_is_same(asked.party, party) for party in found):
            return "same"
        return "other" if any(_is_other(asked.party, party) for party in found) else None

    def _find(self, asked: AskedPart, sentence: Sentence, speaker: str | None, *, near: bool) -> list[Party]:
        """Who plays the part in a claim."""
        match asked.part:
            case "owner":
                return [p for words in asked.words for p in self._owners(sentence, words, near=near)]
            case "beside":
                return list(self._beside(sentence, asked, near=near))
            case "doer":
                for words in asked.words:
                    verbs = self._verbs(sentence, words, near=near)
                    if found := [doer for verb in verbs for doer in self._doers(sentence, verb, speaker)]:
                        return found
                return []
            case "target":
                for words in asked.words:
                    verbs = self._verbs(sentence, words, near=near)
                    if found := [target for verb in verbs for target in self._targets(sentence, verb)]:
                        return found
                return []

    def _meets(self, told: frozenset[str], words: frozenset[str], *, near: bool) -> bool:
        families = self._question.near_words.find_families
        return bool(told & words or (near and families(told) & families(words)))

    def _verbs(self, sentence: Sentence, words: frozenset[str], *, near: bool) -> Iterator[int]:
        for place, token in enumerate(sentence.tokens):
            if self._meets(find_stems(token.folded), words, near=near):
                yield place

    def _is_noun(self, sentence: Sentence, place: int) -> bool:
        """Whether a word that may be a verb is a noun: "the visit", "Japan's visit", "an official visit"."""
        tokens, words = sentence.tokens, self._words
        if place and (tokens[place - 1].folded in words.determiners or tokens[place - 1].possessive):
            return True
        if any(party.last == place and party.owns for party in sentence.parties):
            return True
        return (
            place > 1
            and tokens[place - 2].folded in words.determiners
            and not tokens[place].folded.endswith(("ed", "s", *_ENDINGS))
            and tokens[place + 1 : place + 2] != ()
            and tokens[place + 1].folded in words.prepositions
        )

    def _owners(self, sentence: Sentence, words: frozenset[str], *, near: bool) -> Iterator[Party]:
        stems = [find_stems(token.folded) for token in sentence.tokens]
        for party in sentence.parties:
            if party.owns:
                for place in range(party.last, min(len(stems), party.last + _OWNED + 1)):
                    if sentence.tokens[place].folded in self._words.light or sentence.gap(place - 1).strip("'’ "):
                        break
                    if self._meets(stems[place], words, near=near):
                        yield party
                        break
            else:
                place = party.first - 1
                while place >= 0 and sentence.tokens[place].folded in self._words.determiners:
                    place -= 1
                hung = place > 0 and sentence.tokens[place].folded in ("of", "from")
                if hung and self._meets(stems[place - 1], words, near=near):
                    yield party

    def _beside(self, sentence: Sentence, asked: AskedPart, *, near: bool) -> Iterator[Party]:
        wanted = frozenset[str]().union(*asked.words)
        for party in sentence.parties:
            place = sentence.preposition_before(party, self._words)
            if place is None or sentence.tokens[place].folded != asked.preposition:
                continue
            before = frozenset[str]().union(
                *(find_stems(t.folded) for t in sentence.tokens[max(0, place - _FAR) : place])
            )
            if not wanted or self._meets(before, wanted, near=near):
                yield party

    def _doers(self, sentence: Sentence, verb: int, speaker: str | None) -> list[Party]:
        if self._is_noun(sentence, verb):
            return []
        by = self._by(sentence, verb)
        if self._is_passive(sentence, verb) or by == verb + 1:
            return [] if by is None else [p for p in sentence.parties if by < p.first <= by + _NEAR][:1]
        return self._subjects(sentence, verb, speaker)

    def _is_passive(self, sentence: Sentence, verb: int) -> bool:
        place = self._before(sentence, verb)
        tokens = sentence.tokens
        return place >= 0 and tokens[place].folded in self._words.being and tokens[verb].folded.endswith(_ENDINGS)

    def _targets(self, sentence: Sentence, verb: int) -> list[Party]:
        tokens, words = sentence.tokens, self._words
        if self._is_passive(sentence, verb):
            return self._subjects(sentence, verb, None)
        if self._is_noun(sentence, verb):
            ahead = range(verb + 1, min(len(tokens), verb + _NEAR))
            place = next((at for at in ahead if tokens[at].folded in words.prepositions), None)
            return [p for p in sentence.parties if place is not None and place < p.first <= place + _OWNED][:1]
        for at in range(verb + 1, min(len(tokens), verb + _FAR)):
            party = next((p for p in sentence.parties if p.first == at), None)
            if party is not None:
                hung = sentence.preposition_before(party, words)
                return [party] if hung is None or hung <= verb else []
            if any(mark in sentence.gap(at - 1) for mark in ";:,") or tokens[at].folded in words.opening:
                return []
        return []

    def _before(self, sentence: Sentence, place: int) -> int:
        """The word before a verb, adverbs apart."""
        place -= 1
        while place >= 0 and (
            sentence.tokens[place].folded in self._words.skipped or sentence.tokens[place].folded.endswith("ly")
        ):
            place -= 1
        return place

    def _subjects(self, sentence: Sentence, verb: int, speaker: str | None) -> list[Party]:
        """Who stands before a verb as its subject, within its clause."""
        tokens, words = sentence.tokens, self._words
        place = self._before(sentence, verb)
        while place >= 0 and (tokens[place].folded in words.helping or tokens[place].folded in ("to", "been", "be")):
            place = self._before(sentence, place)
        joined = place >= 0 and tokens[place].folded in words.joining
        if place >= 0 and tokens[place].folded in words.relative:
            place -= 1
        found: list[Party] = []
        by_end = {party.last - 1: party for party in sentence.parties}
        while place >= 0:
            word, gap = tokens[place].folded, sentence.gap(place)
            if any(mark in gap for mark in _BREAKS) or word in words.opening or word in words.saying:
                break
            if "," in gap and (start := self._relative_start(sentence, place)) is not None:
                place = start - 1
                continue
            if word in words.we and speaker is not None and not found:
                own = make_party([speaker], place, place + 1, tokens, sentence.text, self._question.knowledge)
                return [own] if own is not None else []
            party = by_end.get(place)
            if party is not None:
                hung = sentence.preposition_before(party, words)
                if not party.is_place and (hung is None or tokens[hung].folded == "of"):
                    beside = not joined and found and self._stands_beside(sentence, party, found[-1])
                    found = [*found, party] if beside else [party]
                    if not joined and not self._is_joined(sentence, party):
                        break
                place = party.first
            place -= 1
        return found

    def _is_joined(self, sentence: Sentence, party: Party) -> bool:
        """Whether an "and" stands before somebody: "Kenya and two Ugandan officers"."""
        near = sentence.tokens[max(0, party.first - _NEAR) : party.first]
        return any(token.folded == "and" for token in near)

    def _stands_beside(self, sentence: Sentence, one: Party, other: Party) -> bool:
        return any(token.folded == "and" for token in sentence.tokens[one.last : other.first])

    def _relative_start(self, sentence: Sentence, place: int) -> int | None:
        """Where a clause such as ", which buys coal," began that ends at a word."""
        for at in range(place, -1, -1):
            if sentence.tokens[at].folded in self._words.relative and at and "," in sentence.gap(at - 1):
                return at
            if at < place and "," in sentence.gap(at):
                return None
        return None


def _up_to_noun(tokens: Sequence[Token], words: PartWords) -> list[Token]:
    """The words before the next noun or what hangs on it."""
    end = next((p for p, t in enumerate(tokens) if t.folded in words.determiners | words.prepositions), len(tokens))
    return [token for token in tokens[:end] if token.folded not in words.light]


def _stems_before(tokens: tuple[Token, ...], place: int, words: PartWords) -> tuple[frozenset[str], ...]:
    near = [t for t in tokens[max(0, place - _VERBS) : place] if t.folded not in words.light]
    return tuple(find_stems(token.folded) for token in reversed(near))


def _is_same(asked: Party, told: Party) -> bool:
    return bool(asked.ids & told.ids)


def _is_other(asked: Party, told: Party) -> bool:
    """Whether it is somebody else: another state or one of another's people, or another person of either."""
    if asked.people:
        return bool(told.people) and not asked.people & told.people
    return bool(asked.states and told.states) and not asked.states & told.states
