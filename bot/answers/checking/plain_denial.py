"""Whether one of claim and fact denies what the other says in the same verb: "didn't meet", "never tolerated"."""

from __future__ import annotations

from bot.answers.deciding.fitness import is_fit
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from knowledge.gazetteer import find_latin_words
from knowledge.loaded import Loaded
from knowledge.text import fold_text
from knowledge.values import replace

_DOERS = ("country", "person", "organisation")
_WITHIN = 3
"""Words behind "not" of which one is what it denies: "never be tolerated"."""


def denies_plainly(found: Found, question: Question) -> bool:
    """Whether a verb is denied on one side and stands without a denial on the other; English only, as facts are."""
    if question.utterance.language != "en":
        return False
    words = question.knowledge.resource("grammar")["denying"]
    little = frozenset(question.knowledge.resource("checking")["function_words"]["en"]) | set(words["stops"])
    claimed, told = (_read(text, words) for text in (question.utterance.text, found.record.fact.sentence))
    if _cut(claimed, words, little) and not _cut(told, words, little):
        return _is_said(_cut(claimed, words, little), _deeds(told, words))
    if _cut(told, words, little) and not _cut(claimed, words, little):
        return _is_said(_cut(told, words, little), claimed)
    return False


def tells_denial(text: str, question: Question) -> bool:
    """Whether an English text has a word of denial at all."""
    words = question.knowledge.resource("grammar")["denying"]
    return not set(words["words"]).isdisjoint(_read(text, words))


def _read(text: str, words: Loaded) -> list[str]:
    spelled: str = fold_text(text.replace("’", "'"))
    for short, whole in words["short"].items():
        spelled = spelled.replace(short, f" {whole} ")
    return find_latin_words(spelled)


def _cut(typed: list[str], words: Loaded, little: frozenset[str]) -> list[str]:
    """The words that are denied: the first of content behind each denial."""
    denied: list[str] = []
    for place, word in enumerate(typed):
        if word in words["words"]:
            behind = typed[place + 1 : place + 1 + _WITHIN]
            if not set(words["comparing"]).isdisjoint(behind[:2]):
                continue  # what was "never more needed" is needed
            denied += [next((w for w in behind if w not in little and w not in words["words"]), "")]
    return [word for word in denied if word]


def _deeds(typed: list[str], words: Loaded) -> list[str]:
    """The words of a text without those that only tell what is to be done: "asked to lift", "would lift"."""
    return [word for place, word in enumerate(typed) if not place or typed[place - 1] not in words["ahead"]]


def _is_said(denied: list[str], other: list[str]) -> bool:
    stems = find_stems(" ".join(other))
    return any(find_stems(word) & stems for word in denied)


def is_denied(found: Found, question: Question) -> bool:
    """Whether a claim denies the very act that the fact tells, of the same doer: "they left without agreeing on
    anything", but not "China does not control the islands" where Japan does."""
    fact, asked = found.record.fact, question.asked
    verbs = asked.of_kind("relation")
    told = {f"r:{relation}" for relation in (fact.relation, *fact.also)}
    done = fact.polarity != "negated" and fact.modality in ("happened", "ongoing")
    if tells_denial(fact.sentence, question):
        return False  # "did not see eye to eye" denies nothing that "they did not" would not
    parties = (*fact.agents, *filter(None, (fact.speaker,)))
    doers = [item for item in asked.of_kind("entity") if item.role == "agent" and question.is_kind(item, *_DOERS)]
    if not all(stands_for(item, parties, question.knowledge) for item in doers):
        return False
    named = bool(verbs) and all(told & set(item.options) for item in verbs)
    if not (asked.polar and asked.negated and done and named and found.clean):
        return False
    return is_fit(found, replace(question, asked=replace(asked, plural=True)))  # several claims told together, too
