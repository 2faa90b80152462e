"""Numbers that a question puts before a noun, beside those of a fact: "the three points" where there are four."""

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.question import Question
from knowledge.gazetteer import Token, find_latin_words, split_tokens
from knowledge.text import fold_text

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: place for place, word in enumerate(_WORDS) if place > 1} | {str(n): n for n in range(2, 100)}
"""What is counted with them; "one" and "no" mostly count nothing."""

_WISHED = frozenset("name list give show tell cite mention any top first last least most about only me".split())
"""Behind one of these a number says how much the asker wants to hear: "name two issues"."""

_NO_NOUN = frozenset(
    "of to and or the in on at by was were is are am pm percent per times years months weeks days hours".split()
)
"""What a number stands before where it counts nothing, or a time."""

_NOUN_WITHIN = 2


def find_other_numbers(found: Found, question: Question) -> tuple[str, ...]:
    """Numbers of a question, each with its noun, where neither the fact nor its readers have it, but others."""
    counted = _find_counted(question)
    if not counted:
        return ()
    fact = found.record.fact
    told = {_NUMBERS[word] for word in find_latin_words(fold_text(fact.sentence)) if word in _NUMBERS}
    told |= {int(number.n) for number in fact.numbers if number.n is not None}
    parties = {len(fact.agents), len(fact.targets), len({*fact.agents, *fact.targets})} - {0, 1}
    asked = question.knowledge.asked_terms([f"l:{word}" for word in _NUMBERS])
    usual = {_NUMBERS[term[2:]] for term, known in asked.items() if found.record.number in known.facts}
    known = {*told, *parties, *usual}
    sentence = split_tokens(fold_text(fact.sentence))

    people = frozenset(question.knowledge.resource("grammar")["counted_parties"]["words"])

    def is_other(number: int, words: str) -> bool:
        if question.asked.polar and parties and words.split()[-1].lower() in people:
            return number not in parties  # three channels are no three ministers
        of_noun = _counted_as(words.split()[-1], sentence)
        return number not in of_noun if of_noun else bool(known) and number not in known

    return tuple(words for number, words in counted if is_other(number, words))


def _counted_as(noun: str, sentence: tuple[Token, ...]) -> set[int]:
    """The numbers that a sentence puts before a noun."""
    return {
        _NUMBERS[token.folded]
        for place, token in enumerate(sentence)
        if token.folded in _NUMBERS and any(t.folded == noun for t in sentence[place + 1 : place + 1 + _NOUN_WITHIN])
    }


def _find_counted(question: Question) -> list[tuple[int, str]]:
    """The numbers right before a noun, each with the words up to it."""
    text = question.utterance.spelled_right
    tokens = split_tokens(text)
    found: list[tuple[int, str]] = []
    for place, token in enumerate(tokens):
        number = _NUMBERS.get(token.folded)
        before = tokens[place - 1].folded if place else ""
        dated = any(x.start <= token.start < x.end for x in question.asked.timexes)
        noun = _noun_behind(tokens, place)
        if number is not None and noun is not None and before not in _WISHED and not dated:
            found.append((number, text[token.start : noun.end]))
    return found


def _noun_behind(tokens: tuple[Token, ...], place: int) -> Token | None:
    """The first word behind a number that is a noun in the plural, at most an adjective between them."""
    for token in tokens[place + 1 : place + 1 + _NOUN_WITHIN]:
        if token.cjk or token.folded in _NO_NOUN or not token.folded.isalpha():
            return None
        if token.folded.endswith("s") and not token.folded.endswith("ss"):
            return token
    return None
