"""Answers from articles that only a program has read: told with the note that nobody has checked them, or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from bot.answers.model import Reply
from bot.render.text import render_text
from bot.respond import respond
from bot.shipped import RESOURCES
from knowledge.build import build_knowledge
from knowledge.extract.folder import extract_folder, find_articles
from knowledge.store import open_store
from tests.knowledge.article_folder import ARTICLES

TODAY = date(2025, 6, 1)
NOTE = "nobody has checked it"

Question = Callable[[str], Reply]


def fails(reason: str, *values: str) -> ParameterSet:
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason, strict=True))


@pytest.fixture(scope="module")
def unreviewed_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of four articles and no pack."""
    path = tmp_path_factory.mktemp("unreviewed") / "articles.sqlite"
    packs = extract_folder(find_articles(ARTICLES), jobs=1, cache=None).packs
    build_knowledge(packs=(), output=path, resources=RESOURCES, extracted=packs)
    return path


@pytest.fixture(scope="module")
def ask_unreviewed(unreviewed_path: Path) -> Iterator[Question]:
    store = open_store(unreviewed_path)
    yield lambda question: respond(question, store=store, today=TODAY, dialogue=None)
    store.close()


@pytest.mark.parametrize(
    ("question", "must"),
    [
        # when and where
        ("When did Kenya and Tanzania reopen the market at Namanga?", "11 March 2025"),
        ("When did Bolivia suspend talks with Peru?", "19 February 2025"),
        ("When was the treaty on Lake Titicaca signed?", "1996"),
        ("When will Mamani travel to Lima?", "6 March 2025"),
        ("When did Poland and Lithuania open the night train?", "13 January 2025"),
        ("When will the line be extended to Riga?", "2027"),
        ("When did Indonesia ban exports of sea sand?", "2003"),
        ("Where will the grain agreement be signed?", "Arusha"),
        ("Where did the two countries sign the lake treaty?", "Puno"),
        ("Where is the captain of the barges?", "hospital"),
        # which act a date belongs to
        ("When did Angola switch off the pump at Calueque?", "3 March 2025"),
        ("Who will send engineers to the Calueque dam in June 2026?", "Namibia"),
        ("When will Namibia send engineers to the Calueque dam?", "2 to 6 June 2026"),
        ("When and where will Kenya and Tanzania sign the grain agreement?", "4 April 2025, Arusha"),
        # what would come of it
        ("What will Namibia do if the Calueque pump stops again?", "buy water from Botswana"),
        # both sides, and figures of two years
        ("Did Namibia offer Angola a loan for the pump?", "There was no loan"),
        ("How many cubic metres of water were pumped at Calueque in 2023 and in 2024?", "12 million cubic metres"),
        ("What did Johanna Shikongo say about water from Botswana?", "the pipe could be ready in a year"),
        # how many
        ("How many trucks crossed on the first morning?", "Nearly 40"),
        ("How many fishermen were detained?", "Two"),
        ("How many passengers left Warsaw?", "212"),
        ("How much did Poland pay for the sleeping cars?", "€90 million"),
        ("How much was trade between Singapore and Indonesia in 2024?", "$60 billion"),
        # who
        ("Who is Neema Mushi?", "Tanzanian agriculture minister"),
        ("Who is Cecilia Ugarte?", "Peruvian ambassador"),
        ("Who protested against the line?", "Belarus"),
        ("Who summoned the Peruvian ambassador?", "Rolando Mamani"),
        # what was said
        ("What did Samuel Kiptoo say about the market?", "feeds four towns"),
        ("What did Rolando Mamani say?", "We do not negotiate over nets"),
        ("What did Lim Hock Seng tell parliament?", "Sand is not stolen by accident"),
        ("What did Tanzania accuse Kenya of?", "smuggling sugar"),
        ("What did Poland deny?", "soldiers would travel on the train"),
        # whether and why
        ("Did Bolivia suspend talks with Peru?", "Bolivia suspended talks with Peru"),
        ("Why was the visit of the Tanzanian president cancelled?", "floods"),
        # in another language
        ("ボリビアはいつペルーとの協議を中断しましたか？", "2025年2月19日"),
        fails(
            "“重新开放” is no word that it knows",
            "肯尼亚和坦桑尼亚什么时候重新开放市场？",
            "2025年3月11日",
        ),
    ],
)
def test_question_that_the_articles_answer(ask_unreviewed: Question, question: str, must: str) -> None:
    reply = ask_unreviewed(question)
    assert reply.status == "answered", reply.lead
    assert must in " ".join((reply.lead, *(str(line) for line in reply.lines)))
    assert reply.citations


@pytest.mark.parametrize(
    ("question", "claim", "answer"),
    [
        ("Did Kenya smuggle sugar?", "accused Kenya", "rejected the accusation"),
        ("What did Tanzania accuse Kenya of?", "smuggling sugar", "rejected the accusation"),
    ],
)
def test_whoever_tells_it_otherwise_is_told_too(
    ask_unreviewed: Question, question: str, claim: str, answer: str
) -> None:
    reply = ask_unreviewed(question)
    told = " ".join((reply.lead, *(line.text for line in reply.lines)))
    assert claim in told
    assert answer in told


@pytest.mark.parametrize(
    ("question", "must_not"),
    [
        fails(
            "who was summoned is told as one who summoned",
            "Who summoned the Peruvian ambassador?",
            "Ugarte.",
        ),
        fails(
            "whose barges they are is told as one who detained them",
            "Which country detained the barges?",
            "Indonesia.",
        ),
        ("Who is Marek Dudzik?", "Lithuanian"),
        ("Did Peru suspend talks with Bolivia?", "Yes"),
        ("Did Indonesia lift its ban on sea sand?", "Yes"),
        ("Did soldiers travel on the train?", "Yes"),
        ("Did Kenya smuggle sugar?", "Yes"),
    ],
)
def test_answer_says_no_more_than_the_article(ask_unreviewed: Question, question: str, must_not: str) -> None:
    head = ask_unreviewed(question).lead.partition(". ")[0] + "."
    assert must_not not in head


@pytest.mark.parametrize(
    "question",
    [
        "When did Kenya and Uganda reopen the market?",
        "What did Kiptoo say about sugar?",
        "How many sailors died?",
        "Did Bolivia declare war on Peru?",
        "What did the Pope say about the lake?",
        "Why was the fishermen's boat yellow?",
        "When did Singapore release the sailors?",
        "Who won the election in Bolivia?",
        "What did Wang Yi say about the barges?",
        "When did Norway and Iceland sign the grain agreement?",
        "Which newspaper reported that Namibia had offered Angola a loan?",
        "What will Angola do if Namibia buys the dam?",
        "What did Indonesia say about the stolen sand?",
        "Who is the president of Tanzania?",
        "When did Poland close the night train?",
        fails(
            "who paid is not held against the question",
            "How much did Lithuania pay for the sleeping cars?",
        ),
    ],
)
def test_question_that_the_articles_do_not_answer(ask_unreviewed: Question, question: str) -> None:
    reply = ask_unreviewed(question)
    assert reply.status != "answered", reply.lead


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("When did Bolivia suspend talks with Peru?", NOTE),
        ("What did Poland deny?", NOTE),
        ("ボリビアはいつペルーとの協議を中断しましたか？", "まだ人が確かめていません"),
    ],
)
def test_reply_says_that_nobody_has_checked_it(ask_unreviewed: Question, question: str, note: str) -> None:
    reply = ask_unreviewed(question)
    assert any(note in told for told in reply.notes)


def test_reply_to_a_question_without_answer_has_no_such_note(ask_unreviewed: Question) -> None:
    reply = ask_unreviewed("What did the Pope say about the lake?")
    assert not any(NOTE in told for told in reply.notes)


def test_pronoun_and_weekday_are_told_in_square_brackets(ask_unreviewed: Question) -> None:
    assert "Wednesday [19 February 2025]" in ask_unreviewed("When did Bolivia suspend talks with Peru?").lead


@pytest.mark.parametrize(
    "question",
    [
        "When did Bolivia suspend talks with Peru?",
        "What did Rolando Mamani say?",
        "Who is Neema Mushi?",
        "news",
        "who said “not stolen by accident”?",
    ],
)
def test_nothing_is_told_where_only_reviewed_facts_may_answer(unreviewed_path: Path, question: str) -> None:
    store = open_store(unreviewed_path, reviewed_only=True)
    reply = respond(question, store=store, today=TODAY, dialogue=None)
    store.close()
    assert reply.status != "answered", reply.lead
    assert not reply.citations


@pytest.mark.parametrize(
    "question",
    [
        "What did Cecilia Mamani say about the lake treaty?",
        "what did neema kiptoo tell reporters",
        "Who is Neema Kiptoo?",
    ],
)
def test_a_given_name_and_a_family_name_of_two_people_are_nobody(ask_unreviewed: Question, question: str) -> None:
    reply = ask_unreviewed(question)
    assert reply.status == "not_found", reply.lead
    assert "iptoo" in reply.lead or "amani" in reply.lead


def test_two_family_names_side_by_side_are_two_people(ask_unreviewed: Question) -> None:
    reply = ask_unreviewed("Ugarte Mamani talks")
    assert reply.status == "answered"
    assert "Rolando Mamani" in reply.lead


@pytest.mark.parametrize(
    "question",
    ["What did Rolando Mamani say about the lighthouse parade in La Paz?", "What did Samuel Kiptoo say about chess?"],
)
def test_words_about_something_else_are_no_answer(ask_unreviewed: Question, question: str) -> None:
    assert ask_unreviewed(question).status == "not_found"


def test_how_two_states_stand_is_told_by_what_has_to_do_with_both(ask_unreviewed: Question) -> None:
    reply = ask_unreviewed("How do Kenya and Tanzania get along?")
    told = [reply.lead, *(line.text for line in reply.lines)]
    assert reply.status == "answered"
    assert all("Kenya" in text and "Tanzania" in text for text in told[:2])
    assert "Belarus" not in str(ask_unreviewed("How do Poland and Lithuania get along?"))


def test_questions_to_begin_with_are_on_what_there_is(ask_unreviewed: Question) -> None:
    reply = ask_unreviewed("what can you do?")
    assert reply.suggestions
    assert not any(name in " ".join(reply.suggestions) for name in ("Kishida", "Japan"))


def test_an_article_without_any_date_is_told_as_such(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "Ministers meet\n\n" + "Kenya and Tanzania agreed to share the ferry, minister Neema Mushi said. " * 12
    (folder / "ferry.txt").write_text(text, encoding="utf-8")
    packs = extract_folder(find_articles(folder), jobs=1, cache=None).packs
    build_knowledge(packs=(), output=tmp_path / "k.sqlite", resources=RESOURCES, extracted=packs)
    store = open_store(tmp_path / "k.sqlite")
    listed = respond("list your sources", store=store, today=TODAY, dialogue=None)
    assert listed.lead.startswith("There is one article here, from an unknown day.")
    assert "1 January 1" not in str(respond("What did Neema Mushi say about the ferry?", store=store, today=TODAY))
    store.close()


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("which articles are from the Altiplano Daily?", "One article here is from Altiplano Daily."),
        ("do you have anything from The Straits Examiner?", "Singapore detains two Indonesian sand barges"),
        ("when was the Rift Valley Courier article published?", "12 March 2025"),
        ("who wrote the Baltic Line piece?", "Jurgis Vaitkus"),
        ("articles from March 2025", "One article here, from 12 March 2025."),
        ("what does the Straits Examiner article say?", "two Indonesian barges loaded with sand"),
        ("what did the Altiplano Daily report about Peru?", "suspended talks with Peru"),
        ("what did the Baltic Line say about the night train?", "opened a night train"),
        ("who did Mamani summon, according to the Altiplano Daily?", "Cecilia Ugarte"),
        ("Altiplano Daily的报道说了什么", "suspended talks with Peru"),
        # not in that paper
        ("what did the Altiplano Daily say about Kenya?", "No article here from Altiplano Daily says that."),
        ("who did Mamani summon, according to the Baltic Line?", "No article here from Baltic Line says that."),
        ("articles from the New York Times", "No article here mentions “New York Times”."),
    ],
)
def test_outlets_are_known_by_their_names_alone(ask_unreviewed: Question, question: str, must: str) -> None:
    assert must in render_text(ask_unreviewed(question))
