"""Files of readers' questions: what answers each, which claims a fact refutes, and what no article answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import yaml

from knowledge.model import AskedQuestion, FactId, Language
from knowledge.pack_reader.ledger import Ledger
from knowledge.yaml_nodes import Item, Place, Record

_LANGUAGES: tuple[Language, ...] = get_args(Language)


def read_questions(file: Record, author: str, ledger: Ledger) -> tuple[AskedQuestion, ...]:
    """Read a file with `answered:` and `refuted:`, each from facts to lines, and `unanswered:`, lines alone.

    A line is a language and a question.
    """
    found: list[AskedQuestion] = []
    for key in ("answered", "refuted"):
        section = file.record(key, label=key)
        for item in section.all_keys() if section is not None else ():
            assert section is not None
            facts = tuple(FactId(name) for name in item.text.split(", "))
            ledger.refer("fact", (Item(text=fact, place=item.place) for fact in facts), label=f'{file.label}: "{key}"')
            for language, text in _read_lines(section, item.text):
                found.append(
                    AskedQuestion(author=author, language=language, text=text, facts=facts, refuted=key == "refuted")
                )
    if file.has("unanswered"):
        for language, text in _read_lines(file, "unanswered"):
            found.append(AskedQuestion(author=author, language=language, text=text, facts=()))
    file.close()
    return tuple(found)


def _read_lines(record: Record, key: str) -> Iterator[tuple[Language, str]]:
    record.has(key)
    node = record.value_node(key)
    if not isinstance(node, yaml.ScalarNode) or node.style != "|":
        record.complain('questions must stand one a line; write them indented behind a "|"', key=key)
        return
    for number, line in enumerate(node.value.splitlines(), start=1):
        name, _, text = line.strip().partition(" ")
        language = next((language for language in _LANGUAGES if language == name), None)
        if language is None or not text.strip():
            place = record.place(key)
            record.complaints.add(
                Place(file=place.file, line=place.line + number),
                f'{record.label}: "{line.strip()}" must begin with a language ({", ".join(_LANGUAGES)}) and a blank',
            )
            continue
        yield language, text.strip()
