"""What stands around a question: a request to be told, "Kindly advise us how …", who wants to know it, "My editor wants
to know which …", a remark, "Cool. Since when?", an appeal, "…, can you help?", or a word that asks for the truth: "Did
she really …?"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.intents.items.slots import Grammar
from knowledge.patterns import any_of, holds_any

_LEAST_WORDS = 3
"""Words that a question needs to stand by itself."""

_NAME = 4
"""Words of whoever is said to have done it: "Did Prime Minister Kishida really …?"."""

_ASKER = 4
"""Words of whoever wants to know it: "a pupil of mine", "my international relations professor"."""


def without_courtesy(text: str, grammar: Grammar) -> str:
    """The question alone, where a message begins with nothing but a request to be told it.

    A "then" or the like behind a comma at its end only ties it to what was said, and goes too.
    """
    words = grammar.words["courtesy"]
    text = _without_remark(text, grammar) if holds_any(text, words["remarks"]) else text
    text = _without_adverb(text, words) if holds_any(text, words["adverbs"]) else text
    text = _without_appeal(text, words) if "," in text and holds_any(text, words["appeals"]) else text
    text = _without_asker(text, words) if holds_any(text, words["wanting"]) else text
    left = _without_request(text, words) if holds_any(text, words["telling"]) else text
    if "," not in left or not holds_any(left, words["tails"]):
        return left
    if not re.match(rf"\s*(?:{any_of(grammar.words['choice']['openers'])})\b", left, re.IGNORECASE):
        return left  # "who was minister then" asks for a time
    tail = re.search(rf",\s*(?:{any_of(words['tails'])})\s*(?=[?!.]*\s*$)", left, re.IGNORECASE)
    return f"{left[: tail.start()]}{left[tail.end() :]}" if tail is not None else left


def _without_remark(text: str, grammar: Grammar) -> str:
    """A message without what it says first to the last answer, "Cool. Since when?"; a remark alone stays, and so does
    one with more of the kind behind it: "Thanks, that settled it!"."""
    remark = any_of(grammar.words["courtesy"]["remarks"])
    asking = any_of(_asking(grammar))
    said = re.match(rf"\s*(?:{remark}(?:\s+{remark})*\s*[.,!…;:]+\s*)+(?=(?:{asking})\b)", text, re.IGNORECASE)
    return text[said.end() :] if said is not None else text


def _asking(grammar: Grammar) -> frozenset[str]:
    """Words that a question begins with, or goes on from the last one with."""
    openers = grammar.words["parts"]["openers"] | grammar.words["going_on"]["opening"]
    return openers | grammar.words["courtesy"]["asking"]


def _without_adverb(text: str, words: Mapping[str, frozenset[str]]) -> str:
    """A question with yes or no without a word that only asks for the truth: "Did she really urge …?"."""
    helping, adverbs = any_of(words["helping"]), any_of(words["adverbs"])
    asked = re.match(rf"(\s*(?:{helping})(?:\s+[\w'’-]+){{1,{_NAME}}})\s+(?:{adverbs})\b", text, re.IGNORECASE)
    return text[: asked.end(1)] + text[asked.end() :] if asked is not None else text


def _without_appeal(text: str, words: Mapping[str, frozenset[str]]) -> str:
    """A question without a call for help behind its last comma."""
    appeal = re.search(rf",\s*(?:{any_of(words['appeals'])})\s*(?=[?!.]*\s*$)", text, re.IGNORECASE)
    return f"{text[: appeal.start()]}{text[appeal.end() :]}" if appeal is not None else text


def _without_asker(text: str, words: Mapping[str, frozenset[str]]) -> str:
    """A question without who wants to know it: "My editor wants to know exactly which …"; only where he has no more to
    say than that, and the question stands right behind it."""
    leading, asker, own, wanting, rest, asking = (
        any_of(words[key]) for key in ("leading", "asker", "own", "wanting", "rest", "asking")
    )
    said = re.match(
        rf"\s*(?:(?:{leading})[\s,]+)*(?:(?:{own})|(?:{asker})(?:\s+[^\W\d]+){{1,{_ASKER}}})[\s'’]+(?:just\s+)?"
        rf"(?:{wanting})(?:\s+(?:{rest}))*[\s,:]+(?=(?:{asking})\b)",
        text,
        re.IGNORECASE,
    )
    left = text[said.end() :] if said is not None else text
    return left if len(left.split()) >= _LEAST_WORDS else text


def _without_request(text: str, words: Mapping[str, frozenset[str]]) -> str:
    opening, telling, whom, rest, asking = (
        any_of(words[key]) for key in ("opening", "telling", "whom", "rest", "asking")
    )
    request = re.match(
        rf"\s*(?:(?:{opening})[\s,]+)*(?:{telling})(?:\s+(?:{whom}))?(?:\s+(?:{rest}))*[\s,:]+(?=(?:{asking})\b)",
        text,
        re.IGNORECASE,
    )
    left = text[request.end() :] if request is not None else text
    return left if len(left.split()) >= _LEAST_WORDS else text
