"""A question for the source of what an article tells, as one for whoever passed it on: "source for his worry?"."""

from __future__ import annotations

import re

from bot.intents.items.slots import Grammar
from knowledge.model import Fact
from knowledge.patterns import any_of, holds_any

_LEAST = 2
"""Words, or characters of a Japanese or Chinese question, that tell what the source is asked of."""


def ask_who_told(text: str, grammar: Grammar) -> str | None:
    """The question who passed on what a question asks the source of; None where it asks for no source."""
    words = grammar.words["sources_asked"]
    if not holds_any(text, words["marks"]):
        return None
    nouns, telling = any_of(words["nouns"]), any_of(words["telling"])
    found = re.match(
        rf"\s*(?:(?:what|who|which)(?:['’]?s|\s+is|\s+was)?\s+)?(?:the\s+)?{nouns}\s+(?:for|of|behind)\s+(?P<what>[^?]+)"
        rf"|\s*where\s+(?:does|did|do)\s+(?P<whole>(?:the|this|that|your)?\s*{telling}\b[^?]*?)\s+come\s+from\b"
        rf"|\s*how\s+do\s+(?:we|you)\s+know\s+(?:that\s+)?(?P<known>[^?,]+)",
        text,
        re.IGNORECASE,
    )
    what = next((part for part in found.groups() if part), "") if found is not None else ""
    if len(what.split()) >= _LEAST:
        return f"who is the source for {what.strip(' .')}?"
    cjk = any_of(words["cjk_nouns"])
    found = re.fullmatch(
        rf"(?P<what>.+?)[，,、]?(?:の|的)?{cjk}(?:{any_of(words['cjk_behind'])})?[?？。]*", text.strip()
    )
    if found is None or len(found["what"]) < _LEAST:
        return None
    ending = any_of(words["ja_nouns"])
    return f"{found['what']}は誰によると？" if re.search(ending, text) else f"{found['what']}，据谁说？"


def tells_source(fact: Fact, grammar: Grammar) -> bool:
    """Whether a fact says who passed something on: it is on just that, or names him beside the words."""
    passed_on = fact.relation in grammar.words["sources_asked"]["relations"] and fact.kind == "background"
    return passed_on or fact.relayed_by is not None
