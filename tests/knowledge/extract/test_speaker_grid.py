"""Every way to name a speaker in every sentence that lets somebody speak: no combination may be forgotten."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.extract.model import FoundQuote
from knowledge.extract.quotes.quotes import read_speech
from tests.knowledge.passages import read_passage

GRID: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("speaker_grid.yaml").read_text(encoding="utf-8")
)
CASES = [(table, sentence) for table in GRID for sentence in GRID[table]["sentences"]]


def fill(sentence: str, who: str) -> str:
    """The sentence with somebody in it; an apposition's second comma goes where another mark follows."""
    filled = re.sub(r",\s*(?=[,.])", "", sentence.replace("{n}", who))
    return filled[0].upper() + filled[1:]


def find_misread(table: dict[str, Any], sentence: str) -> list[str]:
    """The passages of a sentence whose quotes are given to anybody else."""
    passages = {
        f"{before} {fill(sentence, who)}".strip(): speaker
        for before in table.get("before", [""])
        for who, speaker in table["who"].items()
    }
    return [text for text, speaker in passages.items() if not _is_read(text, speaker)]


def _is_read(text: str, speaker: str) -> bool:
    quotes = [quote for quote in read_speech(read_passage(text)).quotes if quote.marked]
    return bool(quotes) and all(_is_said_by(quote, speaker) for quote in quotes)


def _is_said_by(quote: FoundQuote, speaker: str) -> bool:
    if not quote.attributed or quote.speaker is None:
        return speaker == "-" and not quote.attributed
    if quote.speaker.person is not None:
        return quote.speaker.person.name == speaker
    return speaker.startswith("~") and speaker[1:].casefold() in (quote.speaker.description or "").casefold()


@pytest.mark.parametrize(("table", "sentence"), CASES, ids=[f"{table}: {sentence}"[:90] for table, sentence in CASES])
def test_speaker_of_sentence(table: str, sentence: str) -> None:
    known = GRID[table].get("fails", {}).get(sentence, [])
    misread = find_misread(GRID[table], sentence)
    if known == "all":
        assert len(misread) == len(GRID[table].get("before", [""])) * len(GRID[table]["who"])
    else:
        assert misread == known
