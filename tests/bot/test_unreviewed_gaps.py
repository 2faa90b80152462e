"""What a claim does not have is not told for it: whose words are asked for, who did it, where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import yaml

from bot.answers.finding.gap_words import read_gap_words
from bot.answers.finding.stems import find_stems
from bot.answers.model import Reply
from bot.respond import respond
from bot.shipped import RESOURCES
from knowledge.build import build_knowledge
from knowledge.extract.folder import extract_folder
from knowledge.store import open_store

ARTICLE = """Ferry firm denies it left passengers on the quay

By Ilse Brandt
ROSTOCK, 12 May 2025

Dockers say that 130 passengers were left behind in Rostock on Sunday. The ferry company NorSund denies this. \
"Nobody was left on my quay," said Karin Voss, who speaks for the dockers' union.

The Danish transport minister, Mette Skov, was asked about remarks by the harbour master of Gedser. She said that she \
had "no appetite for gossip".

One of the stewards wrote "enough" on the passenger list. A Swedish lawyer told the company: "Madam, we all wait for \
boats." The freight company PolTor had also complained.

The harbour master of Gedser will meet the company on 20 May. Denmark and Germany opened the Gedser line in 1963.
"""

Question = Callable[[str], Reply]

WORDS = yaml.safe_load((RESOURCES / "unreviewed_gaps.yaml").read_text(encoding="utf-8"))
GAP_WORDS = read_gap_words(WORDS)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Question]:
    folder = tmp_path_factory.mktemp("ferry")
    article, path = folder / "ferry.txt", folder / "ferry.sqlite"
    article.write_text(ARTICLE, encoding="utf-8")
    packs = extract_folder((article,), jobs=1, cache=None).packs
    build_knowledge(packs=(), output=path, resources=RESOURCES, extracted=packs)
    store = open_store(path)
    yield lambda question: respond(question, store=store, today=date(2025, 6, 1))
    store.close()


@pytest.mark.parametrize(
    "question",
    [
        "Which remarks did the harbour master of Gedser make?",
        "What did the harbour master of Gedser say?",
        'Who wrote "enough" on the passenger list?',
        'Where did the Swedish lawyer say "Madam, we all wait for boats"?',
        "What did the dockers say about remarks by the harbour master?",
    ],
)
def test_what_no_sentence_says_is_not_told(ask: Question, question: str) -> None:
    assert ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("What did Mette Skov say?", "no appetite for gossip"),
        ("Who said that nobody was left on the quay?", "said Karin Voss"),
        ("Where were the passengers left behind?", "left behind in Rostock"),
        ("How many passengers do dockers say were left behind, and what does NorSund say?", "NorSund denies this"),
    ],
)
def test_what_a_sentence_says_is_told(ask: Question, question: str, must: str) -> None:
    reply = ask(question)
    told = " ".join((reply.lead, *(line.text for line in reply.lines)))
    assert must in told
    assert told.count(must) == 1


@pytest.mark.parametrize("sentence", WORDS["places"]["finds"])
def test_a_place_is_told_by_the_word_before_it(sentence: str) -> None:
    assert list(GAP_WORDS.places.find_rests(sentence))


@pytest.mark.parametrize("sentence", WORDS["places"]["not"])
def test_what_is_no_place_is_not_taken_for_one(sentence: str) -> None:
    rests = GAP_WORDS.places.find_rests(sentence)
    assert not [rest for rest in rests if find_stems(rest) - GAP_WORDS.known]


@pytest.mark.parametrize("question", [question for way in WORDS["asks_words"] for question in way["finds"]])
def test_a_question_for_words_says_whose(question: str) -> None:
    assert GAP_WORDS.find_asked_voice(question)


@pytest.mark.parametrize("question", [question for way in WORDS["asks_words"] for question in way["not"]])
def test_another_question_asks_for_nobody_s_words(question: str) -> None:
    assert GAP_WORDS.find_asked_voice(question) is None


def test_whoever_is_asked_for_is_told_as_the_question_puts_it() -> None:
    assert (
        GAP_WORDS.find_asked_voice("Which remarks did the harbour master of Gedser make?")
        == "the harbour master of Gedser"
    )
    assert GAP_WORDS.find_asked_voice("And what did Skov say, or what did she think?") == "Skov"
