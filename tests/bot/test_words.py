"""The wording of the Discord surface."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from bot.errors import WordsError
from bot.words import Saying, load_words


def test_a_command_asks_its_fullest_question() -> None:
    quotes = load_words().commands["quotes"]
    assert quotes.phrase("en", {"speaker": "A", "topic": "B"}) == "what did A say about B"
    assert quotes.phrase("en", {"speaker": "A", "topic": " "}) == "what did A say"
    assert quotes.phrase("ja", {"speaker": "王毅", "topic": "処理水"}) == "王毅は処理水について何と言いましたか"
    assert quotes.phrase("zh", {"speaker": "王毅", "topic": ""}) == "王毅说了什么"


def test_braces_in_a_value_are_only_text() -> None:
    relations = load_words().commands["relations"]
    assert relations.phrase("en", {"a": "{b}", "b": "C"}) == "how are {b} and C related"


def test_descriptions_fit_discord() -> None:
    for command in load_words().commands.values():
        for texts in (command.describe, *command.options.values()):
            assert all(1 <= len(text) <= 100 for text in texts.values())


def test_a_missing_translation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "surface.yaml"
    path.write_text(
        "".join(f"{name}: {{en: a, ja: b, zh: c}}\n" for name in get_args(Saying) if name != "apology")
        + "apology: {en: a, ja: b}\ncommands: {}\n",
        encoding="utf-8",
    )
    with pytest.raises(WordsError, match="apology must have exactly the keys en, ja, zh"):
        load_words(path)
