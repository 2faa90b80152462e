"""Whether what a claim says to be so is in a fact only planned, expected, asked for or promised."""

from __future__ import annotations

from collections.abc import Collection

from bot.answers.checking.claim_words import CheckWords, claimed_relations, plain_words
from bot.answers.finding.found import Found
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from knowledge.gazetteer import find_latin_words
from knowledge.text import fold_text

NOT_YET = ("planned", "expected", "asked", "alleged", "denied")
_SETTLING = frozenset({"agree", "allege", "deny", "oppose", "threaten"})
"""What is done by words: whoever claims it claims nothing that is to come."""

_BEFORE = 3
"""Words before an act among which "would" or "to" makes it one that is to come: "to immediately withdraw"."""

_AHEAD = 8
"""Words before "to" among which a verb tells that what follows is only planned or asked for."""


def is_only_to_come(question: Question, found: Found, words: CheckWords) -> bool:
    """Whether the fact tells of an act as to be done, and the claim says that it is done; who claims that it is
    planned, asked for or told by somebody says no more than the fact."""
    fact = found.record.fact
    if says_it_is_to_come(question, words):
        return False
    if "saying" in question.asked.signs and fact.statement != "narration":
        return False  # "did she say that Japan keeps them up?"
    told = {fact.relation, *fact.also}
    deeds = question.scoring.prospective_relations | _SETTLING
    if claimed_relations(question) & told & deeds:
        return False
    if is_presupposed(question, fact.sentence):
        return False
    if fact.modality in NOT_YET or fact.relation in question.scoring.prospective_relations:
        return True
    return _is_governed(question, fact.sentence, words)


def says_it_is_to_come(question: Question, words: CheckWords) -> bool:
    """Whether a claim itself has a word that makes it a plan, a wish or a demand."""
    if question.utterance.language != "en":
        folded = fold_text(question.utterance.text)
        asking = question.knowledge.resource("grammar")["asking"]
        if any(word in folded for word in (*words.intended["cjk"], *asking["ahead_cjk"])):
            return True
        left: str = folded
        for word in asking["no_ahead_zh"]:
            left = left.replace(word, "")
        return question.utterance.language == "zh" and any(word in left for word in asking["ahead_zh"])
    tokens, determiners = question.utterance.tokens, question.knowledge.resource("grammar")["en"]["determiners"]
    verbs = (
        token.text
        for place, token in enumerate(tokens)
        if not place or not (tokens[place - 1].possessive or tokens[place - 1].folded in determiners)
    )
    padded = plain_words(" ".join(verbs))
    return any(f" {word} " in padded for word in words.intended["en"])


def _is_governed(question: Question, sentence: str, words: CheckWords) -> bool:
    """Whether the verb of a claim stands in a sentence only behind "would", or behind "to" and a verb of planning or of
    asking: "talks that they were expected to hold"."""
    verbs = [item for item in question.asked.of_kind("relation") if not item.carried]
    if not verbs or question.utterance.language != "en":
        return False
    typed = find_latin_words(fold_text(sentence))
    stems = find_stems(verbs[0].text)
    places = [at for at, word in enumerate(typed) if stems & {word, *find_stems(word)}]
    return bool(places) and all(_is_ahead(at, typed, words.intended["en"]) for at in places)


def is_presupposed(question: Question, sentence: str) -> bool:
    """Whether the act of a claim is in a sentence the occasion of something else: "on his visit", "when he visited"."""
    verbs = [item for item in question.asked.of_kind("relation") if not item.carried]
    if len(verbs) != 1 or question.utterance.language != "en":
        return False
    words = question.knowledge.resource("grammar")["presupposing"]
    typed, stems = find_latin_words(fold_text(sentence)), find_stems(verbs[0].text)
    return any(
        stems & {word, *find_stems(word)}
        and typed[at - 1] in words["whose" if at > 1 and typed[at - 2] in words["on"] else "who"]
        and (typed[at - 2] in words["on"] or typed[at - 2] in words["when"])
        for at, word in enumerate(typed)
        if at > 1
    )


def _is_ahead(place: int, typed: list[str], intended: Collection[str]) -> bool:
    before = typed[max(0, place - _BEFORE) : place]
    if {"would", "will", "could", "should"} & set(before[-2:]):
        return True
    if "to" not in before[-2:]:
        return False
    return any(word in intended or word in ("were", "was", "try") for word in typed[max(0, place - _AHEAD) : place])
