"""An article that a question names by what it is on, and the question without it: "in the Kamikawa article, who …?"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.intents.items.slots import Grammar
from knowledge.patterns import any_of, compile_late, holds_any
from knowledge.values import dataclass

_WORD = compile_late(r"[^\W_]+(?:['’.\-][^\W_]+)*|[^\s\w]")
_LONGEST_SUBJECT = 6
"""Words before "article": "the South China Morning Post Busan report"."""

_LONGEST_LEAD = 6
_MOST_BEHIND = 10
_LEAST_LEFT = 3
"""Words of a question that is left."""

_MOST_LETTERS = 30
_LEAST_LETTERS = 4
"""Characters of a Japanese or Chinese question that is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedArticle:
    """What a question says of the article in which its answer stands."""

    question: str
    """The question without it."""

    subject: str
    """What the article is on, with its paper and day where they are told."""

    of_report: bool = False
    """What it calls a report may be a state's paper, and no article: "the Bluebook report"."""


def find_cited_article(text: str, grammar: Grammar) -> CitedArticle | None:
    """The article that a question cites by what it is on; None where it cites none."""
    words = grammar.words["cited"]
    if not holds_any(text, words["nouns"] | words["cjk_nouns"] | words["saying"]):
        return None
    if not text.isascii() and holds_any(text, words["cjk_nouns"]):
        return _find_cjk(text, words, grammar.words["article_words"]["cjk_passed"])
    return _find_noun(text, words) or _find_dated(text, words)


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    end: int


def _find_noun(text: str, words: Mapping[str, frozenset[str]]) -> CitedArticle | None:
    """An article by the noun: "according to the Bluebook article", "the report on Iwaya says"."""
    tokens = [_Word(found.group().casefold(), found.start(), found.end()) for found in _WORD.finditer(text)]
    folded = [token.folded for token in tokens]
    for place, word in enumerate(folded):
        if word not in words["nouns"]:
            continue
        last = place + 1
        first = place
        while first and place - first < _LONGEST_SUBJECT and _may_stand_before(folded[first - 1], words):
            first -= 1
            if folded[first] in words["determiners"]:
                break
        determined = folded[first] in words["determiners"]
        subject = text[tokens[first + determined].start : tokens[place].start] if first + determined < place else ""
        if last < len(folded) and folded[last] in words["behind"]:
            end = last + 1
            closing = words["ending"] | words["telling"]
            while end < len(folded) and end - last <= _MOST_BEHIND and folded[end] not in closing:
                end += 1
            if end > last + 1:
                subject = f"{subject} {text[tokens[last + 1].start : tokens[end - 1].end]}"
                last = end
        if not subject.strip():
            continue
        left = _cut(text, tokens, first, last, words, determined=determined)
        if left is not None and len(left.split()) >= _LEAST_LEFT:
            loose = word in words["loose"] and place > first
            return CitedArticle(question=left, subject=subject.strip(), of_report=loose)
    return None


def _may_stand_before(word: str, words: Mapping[str, frozenset[str]]) -> bool:
    return word[0].isalnum() and word not in words["ending"] and word not in words["between"]


def _cut(
    text: str, tokens: list[_Word], first: int, last: int, words: Mapping[str, frozenset[str]], *, determined: bool
) -> str | None:
    """The question without the article `[first, last)` and what ties it on; None where nothing does."""
    folded = [token.folded for token in tokens]
    behind = folded[last] if last < len(folded) else ""
    before = folded[first - 1] if first else ""
    start, end = tokens[first].start, tokens[last - 1].end
    for count in range(min(_LONGEST_LEAD, first), 0, -1):
        if count > 1 and folded[first - count - 1 : first - count] and folded[first - count - 1] in words["being"]:
            return None  # "which states are named in": it is asked what the article holds
        if " ".join(folded[first - count : first]) in words["leads"]:
            return _joined(text[: tokens[first - count].start], text[end:])
    if before in ("", ".", ",") and behind == ":":
        return _joined(text[:start], text[tokens[last].end :])
    if before == "(" and behind == ")":
        return _joined(text[: tokens[first - 1].start], text[tokens[last].end :])
    said_behind = before in words["saying"] and first > 1 and not folded[first - 2].isalnum()
    if said_behind and behind in ("", "?", ".", ","):
        return _joined(text[: tokens[first - 1].start], text[end:])
    if not determined and before:
        return None
    if behind in words["saying"]:
        said = tokens[last].end
        after = folded[last + 1] if last + 1 < len(folded) else ""
        if before == "as":
            return _joined(text[: tokens[first - 1].start], text[said:])
        if before in ("", ".") and after and after not in words["no_claim"]:
            return (
                text[tokens[last + 1 + (after == "that")].start :]
                if last + 1 + (after == "that") < len(folded)
                else None
            )
    if before in words["helping"] and behind in words["telling"] and folded[last + 1 : last + 2] not in ([], ["?"]):
        return f"{text[:start]}the article{text[end:]}"
    return None


def _find_dated(text: str, words: Mapping[str, frozenset[str]]) -> CitedArticle | None:
    """An article by its paper and day: "as Kyodo noted in April 2024"."""
    name = r"(?:[^\W_][\w.'’-]*\s+){1,5}?"
    said = re.search(
        rf"[\s,]*\bas\s+(?P<who>{name}){any_of(words['saying'])}\s+(?:in|on)\s+(?P<when>(?:[^\s,?!]+\s*){{1,4}}?)"
        r"(?P<end>\s*[,?!.]|\s*$)",
        text,
        re.IGNORECASE,
    )
    if said is None or not any(letter.isdigit() for letter in said["when"]):
        return None
    left = _joined(text[: said.start()], text[said.end("when") :])
    return (
        CitedArticle(question=left, subject=f"{said['who']}{said['when']}")
        if len(left.split()) >= _LEAST_LEFT
        else None
    )


def _joined(before: str, behind: str) -> str:
    before, behind = before.rstrip(" ,-–—"), behind.lstrip(" ,-–—") if not before.strip() else behind.lstrip()
    gap = "" if not before or behind[:1] in (",", "?", ".", "!", ":", ")", "") else " "
    return f"{before}{gap}{behind}".strip()


def _find_cjk(text: str, words: Mapping[str, frozenset[str]], passed: frozenset[str]) -> CitedArticle | None:
    """An article in Japanese or Chinese: 釜山の記事では、…, 关于釜山会谈的报道里, 据上川演说报道."""
    nouns, ties = any_of(words["cjk_nouns"]), any_of(words["cjk_ties"])
    before = rf"(?P<subject>[^、。，,？?！!：:（）()]{{1,{_MOST_LETTERS}}}?){ties}?"
    found = re.search(rf"[（(]{before}{nouns}[）)]", text)
    if found is None:
        found = re.search(
            rf"(?:^|(?<=[、。，,：:]))\s*(?:(?P<lead>{any_of(words['cjk_leads'])})|{any_of(words['cjk_openers'])})?{before}{nouns}"
            rf"(?:(?P<tail>{any_of(words['cjk_tails'])})|(?(lead)|(?!)))[、，,：:]?",
            text,
        )
    subject = re.sub(any_of(passed), "", found["subject"]) if found is not None else ""
    if found is None or not subject or holds_any(subject, words["cjk_asking"]):
        return None
    left = f"{text[: found.start()]}{text[found.end() :]}".strip("、，, ")
    left = re.sub(rf"{any_of(words['cjk_written'])}(?=[?？。]?$)", "", left)
    if re.match(any_of(words["cjk_no_rest"]), left) or len(left) < _LEAST_LETTERS:
        return None
    return CitedArticle(question=left, subject=subject)
