"""Which part is asked for, and who has it in a fact: who did something, and to whom it was done."""

from __future__ import annotations

import pytest

from bot.answers.finding.roles import find_parties
from bot.engine import read_engine
from bot.intents.items.asked_part import asks_for_state, find_asked_party
from bot.intents.model import Interpretation
from bot.utterance import Utterance, read_utterance
from knowledge.store import Store
from tests.conftest import TODAY, Ask


def _read(text: str, store: Store) -> Utterance:
    return read_utterance(text, read_engine(store).words, TODAY)


@pytest.mark.parametrize(
    ("question", "part", "act"),
    [
        ("Who urged China to lift the ban?", "doer", "demand"),
        ("who is investigating the spies", "doer", "investigate"),
        ("Who will relax the ban?", "doer", "ease"),
        ("who has been urged to lift it", "undergoer", "demand"),
        ("Who was censured by Yachi?", "undergoer", "criticise"),
        ("Who got arrested in China?", "undergoer", "detain"),
        ("Who is opposed to the discharge?", "doer", "oppose"),
        ("whom did Yachi censure", "undergoer", "criticise"),
        ("In Busan, who did Kamikawa meet?", "undergoer", "meet"),
        ("To whom did South Korea protest?", "undergoer", "protest"),
        ("By whom was she invited?", "doer", "invite"),
        ("who was the ban imposed by", "doer", "ban"),
        ("Who is Japan negotiating with?", "undergoer", "discuss"),
        ("Who gave strong support to Kyiv?", "doer", "support"),
        ("Who squandered its claim to the islets?", "doer", "other"),
        ("Who has the byline?", "doer", "other"),
        ("Who is Wang Yi?", None, None),
        ("Who is the author of the piece?", None, None),
        ("the minister who met Wang", None, None),
        ("誰が日本を批判しましたか", "doer", "criticise"),
        ("誰が逮捕されましたか", "undergoer", "detain"),
        ("日本は誰に批判されましたか", "doer", "criticise"),
        ("上川外相は誰を招待しましたか", "undergoer", "invite"),
        ("谷内氏が批判したのは誰ですか", "undergoer", "criticise"),
        ("中国を批判したのは誰ですか", "doer", "criticise"),
        ("外交青書で重要な隣国とされたのはどの国ですか", "undergoer", "describe"),
        ("林剣というのは誰ですか", None, None),
        ("会談したのは誰と誰ですか", None, None),
        ("谁邀请了上川阳子？", "doer", "invite"),
        ("王毅邀请了谁？", "undergoer", "invite"),
        ("上川阳子被谁邀请？", "doer", "invite"),
        ("谁被王毅邀请？", "undergoer", "invite"),
        ("批评中国的是谁？", "doer", "criticise"),
        ("谁放弃了对独岛的主张？", "doer", "withdraw"),
    ],
)
def test_the_form_of_a_question_tells_the_part_of_whoever_is_asked_for(
    store: Store, question: str, part: str | None, act: str | None
) -> None:
    party = find_asked_party(_read(question, store), read_engine(store).grammar.words)
    assert party.part == part
    assert act is None or act in party.act


@pytest.mark.parametrize(
    ("question", "state"),
    [
        ("竹島はどこが支配していますか", True),
        ("禁輸を課したのはどこですか", True),
        ("竹島を支配しているのはどの国ですか", True),
        ("二人が会ったのはどこですか", False),
        ("岩屋外相が訪問したのはどこですか", False),
        ("どこが会場でしたか", False),
        ("どこで会談しましたか", False),
        ("どの国で会談しましたか", False),
        ("どの国際会議に合わせて会談しましたか", False),
    ],
)
def test_doko_asks_for_a_state_where_something_is_done(store: Store, question: str, state: bool) -> None:
    assert asks_for_state(_read(question, store), read_engine(store).grammar.words) == state


def _asked(part: str, act: str, *, symmetric: bool = False) -> Interpretation:
    return Interpretation(
        intent="find_person",
        answer="person",
        score=100,
        items=(),
        asked_part=part,
        asked_act=frozenset({act}),
        symmetric=symmetric,
    )  # type: ignore[arg-type]  # one of two words


@pytest.mark.parametrize(
    ("fact", "part", "act", "parties"),
    [
        ("busan-kamikawa-lift-seafood-bans", "doer", "demand", ("kamikawa-yoko",)),
        ("busan-kamikawa-lift-seafood-bans", "undergoer", "demand", ("china",)),
        ("busan-kamikawa-lift-seafood-bans", "doer", "lift", ()),  # what is demanded nobody has done
        ("yang-abe-future-oriented", "doer", "say", ("abe-shinzo",)),
        ("yang-abe-future-oriented", "doer", "report", ("seko-hiroshige",)),
        ("bluebook-imminent-threats", "doer", "threaten", ("north-korea",)),  # and not the report that says so
        ("bluebook-greatest-challenge", "undergoer", "describe", ("china",)),
        ("bluebook-north-korea-weapons", "doer", "transfer", ()),  # Japan is worried, and transfers nothing
        ("bluebook-abductions-background", "undergoer", "abduct", ()),  # its citizens, not the state
        ("kamikawa-support-ukraine", "doer", "support", ("japan",)),
        ("kamikawa-great-responsibility", "undergoer", "say", ()),  # said of two states, and to neither
        ("busan-seafood-bans-after-release", "doer", "discharge", ()),
        ("bluebook-takeshima-exchange", "doer", "protest", ()),
        ("busan-meeting", "doer", "other", ()),
    ],
)
def test_parties_of_a_fact_are_those_whose_part_is_sure(
    store: Store, fact: str, part: str, act: str, parties: tuple[str, ...]
) -> None:
    engine, record = read_engine(store), store.find_fact(fact)  # type: ignore[arg-type]  # an id as it is written
    assert record is not None
    assert find_parties(record, _asked(part, act), store, engine.relations, engine.scoring.roles) == parties


def test_all_are_named_whom_somebody_met_and_one_where_the_first_is_asked_for(ask: Ask) -> None:
    assert ask("Who did Iwaya meet in Beijing?").lead.startswith("Li Qiang and Wang Yi.")
    assert ask("Who did Iwaya meet first in Beijing?").lead.startswith("Li Qiang.")
    assert ask("岩屋毅在北京会见了谁？").lead.startswith("李强和王毅。")


def test_a_fact_that_was_done_the_other_way_round_does_not_answer(ask: Ask) -> None:
    assert ask("Who told Abe that the relationship is important?").status == "not_found"
    assert ask("Who was invited by Kim Jong Un?").status == "not_found"
    assert ask("Who was censured by Seko?").status == "not_found"


def test_nobody_is_named_whom_somebody_only_hopes_to_meet(ask: Ask) -> None:
    assert ask("Who did Kishida meet?").lead.startswith("Xi Jinping.")
    assert ask("岸田首相は誰と会いましたか").lead.startswith("習近平。")


def test_who_else_asks_for_somebody_who_was_not_told_of(ask: Ask) -> None:
    first = ask("Who met in Peru?")
    assert ask("who else was there?", first.dialogue).status == "not_found"
    first = ask("Who did Wang Yi meet in Busan?")
    assert ask("who else did he meet there?", first.dialogue).status == "not_found"
    first = ask("Who is Yang Jiechi?")
    first = ask("Who did he meet in Tokyo?", first.dialogue)
    assert ask("who else did he meet?", first.dialogue).lead.startswith("Shinzo Abe.")


def test_an_act_done_to_others_is_not_told_of_the_one_asked_about(ask: Ask) -> None:
    lead = ask("In what month did Moscow launch its attack on Japan?").lead
    assert lead.startswith("The articles do not say that of Japan.")


def test_who_published_a_document_is_not_who_reported_on_it(ask: Ask) -> None:
    assert ask("who published the bluebook").lead.startswith("Japan released")
    assert "Kyodo News of Japan reported" not in ask("Who wrote the bluebook?").lead
