"""Check a message of a chat against the articles: its claims, and of each whether they say so. Pure and synchronous."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import islice

from bot.answers.checking.claim_words import CheckWords, read_check_words
from bot.answers.compose import compose
from bot.answers.handlers.verdicts import judge_claim
from bot.answers.model import Checked, CheckedClaim, ReplyLanguage, Verdict
from bot.answers.outcome import Answered
from bot.answers.question import Question
from bot.answers.wording import Wording
from bot.intents.messages.message import MessageWords, find_halves, find_message_sentences, read_message_words
from bot.intents.model import Dialogue
from bot.respond import understand
from bot.steps import Steps, finish
from knowledge.patterns import compile_late
from knowledge.store import Store
from knowledge.values import dataclass, field

__all__ = ["Checked", "CheckedClaim", "check_in_steps", "check_message"]

MOST_CLAIMS = 5
"""Claims of one message that are checked."""

LONGEST_CLAIM = 300
"""Characters of a claim; a longer one says so much that no fact could bear it out."""

LONGEST_MESSAGE = 4000
"""Characters of a message that are read: as many as Discord lets anybody write."""

_MOST_SENTENCES = 60
_LEAST_WORDS = 3
_MOST_CUTS = 2
_MOST_TRIED = 2
_MOST_JOINTS = 6
"""How often a sentence is taken apart, in how many ways, and at how many places: so that no message takes long."""

_MOST_JUDGED = 12
"""Claims and halves of claims of a message that are held against the facts, by far the most of the work. Of 690 claims
of one sentence (`tests/measure/checking.py`) none took more than five, and 99 in 100 took three at most."""

_CHATTING = frozenset({"small_talk", "meta", "refusal"})
_PRONOUN = compile_late(r"(he|she)\b(?!')", re.IGNORECASE)


def check_message(text: str, *, store: Store, today: date, language: ReplyLanguage | None = None) -> Checked:
    """Find the claims of a message and say of each whether the articles bear it out.

    Args:
        text: what somebody wrote; any string.
        today: what relative dates count from.
        language: of the words around the facts; that of the message where None.
    """
    return finish(check_in_steps(text, store=store, today=today, language=language))


def check_in_steps(text: str, *, store: Store, today: date, language: ReplyLanguage | None = None) -> Steps[Checked]:
    """The same in steps, the longest of which takes about as long as a question."""
    checker = _Checker(store=store, today=today, language=language)
    spoken = language or _language_of(text, checker)
    sentences = find_message_sentences(text[:LONGEST_MESSAGE], _message_words(store))
    claims: list[CheckedClaim] = []
    skipped = 0
    unchecked = 0
    before: Question | None = None
    for number, sentence in enumerate(sentences):
        if sentence.asks or sentence.stance:
            skipped += 1
            continue
        enough = number >= _MOST_SENTENCES or len(claims) >= MOST_CLAIMS or checker.work.done
        if enough or len(sentence.text) > LONGEST_CLAIM:
            unchecked += 1
            continue
        found = yield from checker.check(sentence.text, before)
        claims += (claim for claim, _ in found)
        skipped += not found
        before = found[-1][1] if found else before
    unchecked += max(0, len(claims) - MOST_CLAIMS)
    wording = checker.wording(spoken)
    notes = [*_tell_left_out(skipped if claims else 0, unchecked, wording)]
    if checker.work.cut_short:
        notes.append(wording.say("check_whole"))
    if len(text) > LONGEST_MESSAGE:
        notes.append(wording.say("check_cut", characters=LONGEST_MESSAGE))
    if claims:
        notes += _tell_as_of(wording, store)
    return Checked(
        claims=tuple(claims[:MOST_CLAIMS]), left_out=skipped + unchecked, unchecked=unchecked, language=spoken,
        lead="" if claims else wording.say("check_none"), notes=tuple(notes),
    )  # fmt: skip


@dataclass(slots=True)
class _Work:
    """How much has been done for one message."""

    judged: int = 0
    cut_short: bool = False
    """A sentence was not taken apart, as it would have been in a shorter message."""

    @property
    def done(self) -> bool:
        """Whether it is enough."""
        return self.judged >= _MOST_JUDGED


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checker:
    store: Store
    today: date
    language: ReplyLanguage | None
    work: _Work = field(default_factory=_Work)

    def check(
        self, text: str, before: Question | None, cuts: int = _MOST_CUTS
    ) -> Steps[list[tuple[CheckedClaim, Question]]]:
        """A sentence as one claim, or as several where it tells several things and no fact tells them together; none
        if it claims nothing.

        Args:
            before: the claim before it, of which a pronoun may speak.
            cuts: how often it may be taken apart.
        """
        question = self._read(_named(text, before))
        yield
        if not self._claims(question, text):
            return []
        judged = self._judge(text, question)
        yield
        if cuts and judged.verdict in ("no_source", "partly"):
            for left, right in (yield from self._halves(text, before)):
                if self.work.done:
                    self.work.cut_short = True
                    break
                checked = yield from self.check(left, before, 0)
                checked += yield from self.check(right, self._read(left), cuts - 1)
                if any(claim.verdict in ("supported", "contradicted") for claim, _ in checked):
                    return checked
        return [(judged, question)]

    def _halves(self, text: str, before: Question | None) -> Steps[list[tuple[str, str]]]:
        """The first ways to take a sentence apart so that either half could stand by itself."""
        halves: list[tuple[str, str]] = []
        for left, right in islice(find_halves(text, _message_words(self.store)), _MOST_JOINTS):
            if _stands_alone(self._read(_named(left, before))) and _stands_alone(self._read(right)):
                halves.append((left, right))
                if len(halves) == _MOST_TRIED:
                    break
            yield
        return halves

    def wording(self, language: ReplyLanguage) -> Wording:
        """The frames of a language."""
        return _wording(self.store, language)

    def _read(self, text: str) -> Question:
        return understand(
            text, store=self.store, today=self.today, dialogue=Dialogue(), frame="check_claim", language=self.language
        )

    def _claims(self, question: Question, text: str) -> bool:
        free = understand(text, store=self.store, today=self.today, dialogue=Dialogue(), language=self.language)
        if free.asked.answer in _CHATTING:
            return False
        if question.utterance.language != "en":
            return bool(question.asked.of_kind("entity", "topic")) and len(question.asked.items) > 1
        words = re.findall(r"[^\W\d_]+", text)
        if len(words) < _LEAST_WORDS:
            return False
        names = any(word[0].isupper() for word in words[1:])
        return bool(question.asked.of_kind("entity", "topic")) or names or any(letter.isdigit() for letter in text)

    def _judge(self, text: str, question: Question) -> CheckedClaim:
        self.work.judged += 1
        outcome = judge_claim(question, _check_words(self.store))
        verdict: Verdict = outcome.verdict or "no_source" if isinstance(outcome, Answered) else "no_source"
        reviewed = not isinstance(outcome, Answered) or all(r.fact.reviewed for r in outcome.lead.records)
        said = question.wording.say(f"check_{verdict}" if reviewed else f"check_{verdict}_unreviewed")
        return CheckedClaim(
            claim=text, verdict=verdict, said=said, reply=compose(question, outcome, Dialogue()), reviewed=reviewed
        )


def _stands_alone(question: Question) -> bool:
    """Whether half a sentence has its own subject, at its beginning, and its own verb behind it."""
    items = [item for item in question.asked.items if item.position >= 0]
    verbs = [item.position for item in items if item.kind == "relation"]
    subject = items[0] if items else None
    return bool(verbs) and subject is not None and subject.kind in ("entity", "topic") and subject.position < max(verbs)


def _named(text: str, before: Question | None) -> str:
    """A sentence with the name of whom "he" or "she" at its beginning must mean."""
    pronoun = _PRONOUN.match(text)
    if pronoun is None or before is None:
        return text
    items = before.asked.of_kind("entity")
    people = {e.id: e for item in items for e in before.entities_of(item)[:1] if e.kind == "person"}
    if len(people) != 1:
        return text
    person = next(iter(people.values()))
    return f"{person.name.en}{text[pronoun.end() :]}" if person.pronoun == pronoun[1].lower() else text


def _tell_left_out(skipped: int, unchecked: int, wording: Wording) -> Iterable[str]:
    if skipped:
        yield wording.say("check_left_out_one" if skipped == 1 else "check_left_out", count=skipped)
    if unchecked:
        said = "check_unchecked_one" if unchecked == 1 else "check_unchecked"
        yield wording.say(said, count=unchecked, claims=MOST_CLAIMS, characters=LONGEST_CLAIM)


def _tell_as_of(wording: Wording, store: Store) -> Iterable[str]:
    covered = store.coverage
    if covered is not None:
        yield wording.say("check_as_of", count=store.article_count, date=wording.day(covered.last))


def _language_of(text: str, checker: _Checker) -> ReplyLanguage:
    return understand(
        text[:LONGEST_CLAIM], store=checker.store, today=checker.today, dialogue=Dialogue()
    ).wording.language


@lru_cache(maxsize=8)
def _message_words(store: Store) -> MessageWords:
    return read_message_words(store.resource("checking"))


@lru_cache(maxsize=8)
def _check_words(store: Store) -> CheckWords:
    return read_check_words(store.resource("checking"))


@lru_cache(maxsize=24)
def _wording(store: Store, language: ReplyLanguage) -> Wording:
    return Wording(language=language, frames=store.resource(f"wording.{language}"))
