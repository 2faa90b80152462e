"""Dates and places that belong to the very act asked about, and where somebody was or spoke."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answers.deciding.presence import happened_there, is_placed_in, place_of, was_there
from bot.intents.choosing.catalogue import read_catalogue
from bot.intents.interpret import interpret
from bot.intents.items.lifting import with_lifting
from bot.intents.items.slots import read_grammar
from bot.intents.model import Item
from bot.utterance import read_utterance
from bot.vocabulary import Vocabulary
from knowledge.model import Fact
from knowledge.store import Store
from tests.conftest import TODAY, Ask


@pytest.fixture(scope="module")
def items(store: Store) -> Callable[[str], tuple[Item, ...]]:
    """What a question names."""
    catalogue, grammar = read_catalogue(store.resource("intents")), read_grammar(store.resource("grammar"))
    words = Vocabulary(store, catalogue.question_words)
    return lambda text: interpret(read_utterance(text, words, TODAY), catalogue, store, grammar).items


def _fact(name: str, store: Store) -> Fact:
    record = store.find_fact(name)
    assert record is not None
    return record.fact


def _name(entity: str) -> Item:
    return Item(kind="entity", options=(f"e:{entity}",), text=entity, position=0, role="place", hard=True)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("When did North Korea launch its missiles?", "The articles do not say when."),
        ("When did Kamikawa say that North Korea launches missiles?", "30 January 2024."),
        ("When did Wang Yi oppose the discharge of the water?", "25 November 2023."),
        ("When will China ease its seafood ban?", "The articles do not say when."),
        ("When did Japan and China agree to ease the seafood ban?", "In September 2024"),
        ("When did Kamikawa take office?", "September 2023."),
        ("When was the strategic dialogue last held?", "Early 2020."),
        ("In which sea did China reclaim the land that Yachi complained of?", "The South China Sea."),
        ("Where did North Korea launch its missiles?", "The articles do not say where."),
        ("Where did Kamikawa give her speech?", "Tokyo."),
        ("On what date did Ishiba meet Xi?", "The articles do not say on which day."),
        ("On what date did Iwaya meet Wang Yi?", "25 December 2024."),
    ],
)
def test_a_date_or_place_in_front_is_that_of_the_act(question: str, opening: str, ask: Ask) -> None:
    assert ask(question).lead.startswith(opening)


def test_what_lacks_its_date_is_less_sure(ask: Ask) -> None:
    assert ask("When did North Korea launch its missiles?").confidence <= 60


@pytest.mark.parametrize(
    ("fact", "guest", "goal", "there"),
    [
        ("yang-abe-meeting", "yang-jiechi", "japan", True),
        ("yang-abe-meeting", "yang-jiechi", "tokyo", False),  # the residence is known to lie in Japan only
        ("yang-abe-meeting", "abe-shinzo", "japan", False),
        ("yang-abe-meeting", "abe-shinzo", "china", False),
        ("iwaya-hayashi-visit", "hayashi-yoshimasa", "china", True),
        ("iwaya-hayashi-visit", "iwaya-takeshi", "china", False),
        ("busan-mutual-invitations", "wang-yi", "south-korea", True),
        ("busan-mutual-invitations", "wang-yi", "japan", False),
        ("iwaya-peru-reciprocal-visits", "xi-jinping", "japan", False),
        ("iwaya-no-visit-between", "hayashi-yoshimasa", "china", False),
        ("kamikawa-responsible-actions", "kamikawa-yoko", "china", False),
    ],
)
def test_somebody_was_where_something_was_done(fact: str, guest: str, goal: str, there: bool, store: Store) -> None:
    tokyo = goal == "tokyo" and place_of(_fact(fact, store), store) == "tokyo"
    assert was_there(_name(guest), _name(goal), _fact(fact, store), store) is (there or tokyo)


def test_a_city_lies_in_its_state(store: Store) -> None:
    busan = _fact("busan-first-meeting", store)
    assert is_placed_in(_name("south-korea"), busan, store) is True
    assert is_placed_in(_name("japan"), busan, store) is False
    assert is_placed_in(_name("japan"), _fact("bluebook-south-korea-protest", store), store) is None


def test_an_act_of_no_known_place_is_its_states(store: Store) -> None:
    protest = _fact("bluebook-south-korea-protest", store)
    assert happened_there(_name("south-korea"), protest, store)
    assert not happened_there(_name("seoul"), protest, store)
    assert not happened_there(_name("china"), protest, store)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("What did Kamikawa say in South Korea?", "In Busan"),
        ("What did Yang Jiechi say in Japan?", "On his visit to Tokyo"),
        ("What was the reaction in Beijing to the bluebook?", "China's government in Beijing"),
        ("What did Hayashi say in Seoul?", "The articles do not say that of Seoul."),
        ("What did Kamikawa say in Beijing in January 2024?", "The articles do not say that of Beijing."),
        ("What did Kamikawa say about peace in the Taiwan Strait?", "At the Busan talks"),
    ],
)
def test_words_are_held_against_the_place_they_were_said_in(question: str, opening: str, ask: Ask) -> None:
    assert ask(question).lead.startswith(opening)


@pytest.mark.parametrize("question", ["What happened in Tokyo?", "在东京发生了什么？", "what happend in tokyo"])
def test_what_happened_in_a_city_is_not_what_its_government_did(question: str, ask: Ask) -> None:
    told = [line.text for line in ask(question).lines]
    assert any("Yang Jiechi" in line for line in told)
    assert not any("Busan" in line or "bluebook" in line.lower() for line in told)


def test_a_visit_elsewhere_is_told_beside_one_that_no_article_tells_of(ask: Ask) -> None:
    lead = ask("Did Wang Yi go to Tokyo for his December 2024 talks with Iwaya?").lead
    assert lead.startswith("The articles here tell of no visit of Wang Yi to Tokyo.")
    assert "Beijing" in lead


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Did Iwaya visit China in 2023?", "The articles do not say that of 2023."),
        ("Did Hayashi visit China in 2024?", "The articles do not say that of 2024."),
    ],
)
def test_the_year_of_another_visit_confirms_none(claim: str, told: str, ask: Ask) -> None:
    assert ask(claim).lead.startswith(told)


def test_a_visit_that_is_only_wished_for_may_be_asked_about(ask: Ask) -> None:
    assert "invit" in ask("When did Wang Yi invite Kamikawa to visit China?").lead


@pytest.mark.parametrize(
    ("verb", "goal"),
    [
        ("王毅はいつ来日しましたか", "japan"),
        ("岩屋毅何时访华？", "china"),
        ("上川外相はいつ訪韓した？", "south-korea"),
    ],
)
def test_a_verb_of_going_may_hold_its_goal(verb: str, goal: str, items: Callable[[str], tuple[Item, ...]]) -> None:
    found = [item for item in items(verb) if f"e:{goal}" in item.options]
    assert [item.role for item in found] == ["place"]


def test_who_ends_a_ban_lifts_it(items: Callable[[str], tuple[Item, ...]]) -> None:
    verbs = [
        item.options for item in items("When did China end its ban on Japanese seafood?") if item.kind == "relation"
    ]
    assert verbs == [("r:lift",)]
    talks = [item.options for item in items("When did China end the talks?") if item.kind == "relation"]
    assert ("r:lift",) not in talks


def test_who_stops_asking_for_the_end_of_a_ban_lifts_none() -> None:
    def verb(relation: str, position: int) -> Item:
        return Item(kind="relation", options=(f"r:{relation}",), text=relation, position=position)

    asked = (verb("stop", 1), verb("demand", 2), verb("lift", 3), verb("ban", 4))
    assert with_lifting(asked, {"called": {"ban"}, "dropped": set()}) == asked
