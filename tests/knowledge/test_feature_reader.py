"""The quick reader of texts finds what the careful cutting of a question finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from bot.shipped import SHIPPED_PACK
from knowledge.feature_reader import FeatureReader
from knowledge.filling import _table
from knowledge.gazetteer import Target, find_lemmas, find_openings, find_pieces, split_tokens
from knowledge.lexicon import Lexicon, load_lexicon
from knowledge.model import Pack
from knowledge.packs import SHIPPED_RELATIONS, load_pack

LETTERS = {"entity": "e", "topic": "e", "relation": "r", "concept": "c"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(SHIPPED_PACK)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(SHIPPED_RELATIONS.parent)


@pytest.fixture(scope="module")
def table(pack: Pack, lexicon: Lexicon) -> Mapping[str, tuple[Target, ...]]:
    return _table(tuple(lexicon.aliases((pack,))))


_OPENINGS: dict[int, tuple[Mapping[str, tuple[Target, ...]], frozenset[str]]] = {}
"""By the identity of a table, which is kept so that no other can get it."""


def _openings_of(table: Mapping[str, tuple[Target, ...]]) -> frozenset[str]:
    """The openings of a table, found once for all the texts that are read with it."""
    if id(table) not in _OPENINGS:
        _OPENINGS[id(table)] = (table, find_openings(table))
    return _OPENINGS[id(table)][1]


def read_carefully(text: str, table: Mapping[str, tuple[Target, ...]], irregular: Mapping[str, str]) -> list[str]:
    def lookup(keys: Iterable[str]) -> Mapping[str, tuple[Target, ...]]:
        return {key: table[key] for key in keys if key in table}

    tokens = split_tokens(text)
    openings = _openings_of(table)
    found: list[str] = []
    for piece in find_pieces(tokens, lookup, irregular, openings=openings):
        word = tokens[piece.first].folded
        if not piece.targets and len(word) > 1:
            found += (f"w:{form}" for form in find_lemmas(word, irregular))
        found += (f"{LETTERS[target.kind]}:{target.id}" for target in piece.targets if target.kind in LETTERS)
    return list(dict.fromkeys(found))


def test_every_fact_and_question_of_the_shipped_pack(
    pack: Pack, lexicon: Lexicon, table: Mapping[str, tuple[Target, ...]]
) -> None:
    reader = FeatureReader(table, lexicon.irregular)
    texts = [text for fact in pack.facts for text in (fact.sentence, fact.reason, fact.purpose, *fact.keywords) if text]
    texts += [question.text for question in pack.asked]
    for text in texts[::3]:
        assert list(reader.read(text)) == read_carefully(text, table, lexicon.irregular), text


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Secretary of State's visit to South Korea", "prime ministers of the People's Republic of China",
        "Yoko Kamikawa Wang Yi", "AT&T and the East China Sea", "上川外相 met 王毅 in Busan", "Müller’s café",
        "", "…", "a",
    ],
)  # fmt: skip
def test_odd_texts(text: str, lexicon: Lexicon, table: Mapping[str, tuple[Target, ...]]) -> None:
    reader = FeatureReader(table, lexicon.irregular)
    assert list(reader.read(text)) == read_carefully(text, table, lexicon.irregular)
