"""Replies read well: no rule of `language.yaml` complains of a reply to a sample of all questions that we have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.model import Reply
from knowledge.store import Store
from tests.measure.language import (
    CHECKS,
    Conversation,
    Page,
    all_files,
    find_faults,
    make_page,
    read_aloud,
    read_conversations,
    read_rules,
)

RULES = read_rules()
EACH = 15
"""One in so many conversations is had here, evenly from all files; `python -m tests.measure.language` has them all."""

PATTERNS = {pattern.name: pattern for pattern in RULES.patterns}


def _page(text: str, part: str, language: str) -> Page:
    blank = make_page({"lead": "", "status": "not_found"})
    reply: Reply = replace(blank.reply, language=language)
    return replace(blank, reply=reply, parts=((part, text),))


def _complaints(name: str, text: str) -> list[str]:
    """The complaints of one pattern about a text in each part and language that the pattern is for."""
    pattern = PATTERNS[name]
    pages = (_page(text, part, language) for part in sorted(pattern.parts) for language in sorted(pattern.languages))
    return [rule for page in pages for rule, _ in find_faults(page, RULES) if rule == name]


@pytest.mark.parametrize(("name", "text"), [(p.name, text) for p in RULES.patterns for text in p.catches])
def test_a_pattern_catches_its_examples(name: str, text: str) -> None:
    pattern = PATTERNS[name]
    assert len(_complaints(name, text)) == len(pattern.parts) * len(pattern.languages)


@pytest.mark.parametrize(("name", "text"), [(p.name, text) for p in RULES.patterns for text in p.passes])
def test_a_pattern_lets_good_words_pass(name: str, text: str) -> None:
    assert not _complaints(name, text)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_catches_its_example(name: str) -> None:
    assert name in {rule for rule, _ in find_faults(make_page(RULES.checks[name]["catches"]), RULES)}


def test_each_rule_has_its_reason() -> None:
    assert RULES.checks.keys() == CHECKS.keys()
    assert all(pattern.reason and pattern.catches for pattern in RULES.patterns)
    assert all(check["reason"] for check in RULES.checks.values())


def test_replies_read_well(store: Store) -> None:
    conversations = [each for path in all_files() for each in read_conversations(path)][::EACH]
    complaints = [complaint for each in conversations for complaint in read_aloud(each, store, RULES)]
    assert not [each for each in complaints if (each.conversation, each.rule) not in RULES.known]


@pytest.mark.parametrize(("conversation", "rule"), sorted(RULES.known))
def test_what_is_known_to_read_badly_still_does(conversation: Conversation, rule: str, store: Store) -> None:
    complaints = [each for each in read_aloud(conversation, store, RULES) if each.conversation == conversation]
    assert rule in {each.rule for each in complaints}, "reads well now: take it out of language.yaml"
