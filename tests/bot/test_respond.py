"""What holds for every reply, whatever is asked; and questions whose premise is false."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.answers.model import Reply
from bot.intents.choosing.catalogue import read_catalogue
from bot.intents.interpret import interpret
from bot.intents.items.slots import read_grammar
from bot.intents.model import Interpretation
from bot.render.text import render_text
from bot.respond import LONGEST_QUESTION
from bot.utterance import read_utterance
from bot.vocabulary import Vocabulary
from knowledge.store import Store
from tests.bot.test_intents import CASES, TESTS, load
from tests.conftest import TODAY

_MARK = re.compile(r"\[(\d+)\]")
_RAW_ID = re.compile(r"\b[erwc]:[a-z]|\b[a-z]+_[a-z]+\b")

Ask = Callable[..., Reply]


ANSWERABLE = tuple(case.utterance for case in CASES if case.status == "answered")
ENGLISH = tuple(utterance for utterance in ANSWERABLE if utterance.isascii())
WORDS = tuple(dict.fromkeys(word for case in CASES for word in case.utterance.split()))
KNOWN_GUARDS = {entry["question"]: entry["reason"] for entry in load(TESTS / "known_failures.yaml")["guards"]}
KNOWN_DIALOGUES = {entry["last"]: entry["reason"] for entry in load(TESTS / "known_failures.yaml")["dialogues"]}
GUARDS = tuple((group["what"], question) for group in load(TESTS / "guards.yaml") for question in group["questions"])


@pytest.fixture(scope="module")
def read(store: Store) -> Callable[[str], Interpretation]:
    """Interpret an utterance, without answering it."""
    catalogue = read_catalogue(store.resource("intents"))
    grammar = read_grammar(store.resource("grammar"))
    words = Vocabulary(store, catalogue.question_words)
    return lambda text: interpret(read_utterance(text, words, TODAY), catalogue, store, grammar)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=80))
@example(text="²")
@example(text="9" * 5000)
def test_any_string_has_a_reply(text: str, ask: Ask) -> None:
    assert ask(text).lead


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=12))
@example(words=["release", "王毅和上川阳子在釜山达成了哪些协议？", "was", "Kyodo"])
def test_any_words_have_a_reply_that_is_fit_to_show(words: list[str], ask: Ask) -> None:
    _check_fit_to_show(ask(" ".join(words)))


@pytest.mark.parametrize("day", ["2023-13-40", "2023年13月", "30 February", "31 November", "32 May 2023"])
def test_a_day_that_does_not_exist_has_a_reply(day: str, ask: Ask) -> None:
    assert ask(f"did Japan and China meet on {day}").lead


def test_only_the_beginning_of_a_long_question_is_read(ask: Ask) -> None:
    question = "Where did Kishida and Xi meet? "
    filler = " " * LONGEST_QUESTION
    assert ask(question + filler + "recipe for ramen").lead == ask(question).lead


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_letter_case_and_spaces_do_not_change_the_interpretation(
    data: st.DataObject, read: Callable[[str], Interpretation]
) -> None:
    words = data.draw(st.sampled_from(ENGLISH)).lower().split()
    changed = data.draw(st.sampled_from((str.title, str.upper)))
    gap = data.draw(st.sampled_from((" ", "  ", "\t", "\u3000")))
    lower, other = read(" ".join(words)), read(f" {gap.join(map(changed, words))} ")
    assert _meaning(other) == _meaning(lower)


def _meaning(read: Interpretation) -> object:
    """What decides the answer; capitals may point to an unknown name, so unknown words are left out."""
    items = tuple((item.kind, item.options, item.role) for item in read.items if item.kind != "unknown")
    return read.intent, items, tuple((timex.first, timex.last) for timex in read.timexes), read.negated


@pytest.mark.parametrize("question", ANSWERABLE)
def test_the_same_question_has_the_same_reply_and_it_is_fit_to_show(question: str, ask: Ask) -> None:
    reply = ask(question)
    assert ask(question) == reply
    _check_fit_to_show(reply)


def _check_fit_to_show(reply: Reply) -> None:
    """Evidence for every mark and a mark for every evidence; no trace of the machinery."""
    shown = " ".join((reply.lead, *(line.text for line in reply.lines), *reply.notes))
    marks = {int(number) for number in _MARK.findall(shown)}
    assert marks == {citation.number for citation in reply.citations}
    assert bool(reply.citations) == (reply.status == "answered")
    assert 0 <= reply.confidence <= 100
    own = [reply.lead, *reply.notes, *(line.text for line in reply.lines), *reply.choices, *reply.suggestions]
    for text in own:
        assert "None" not in text
        assert not _RAW_ID.search(re.sub("“[^”]*”", "", text)), text
        assert "{" not in text


def test_an_entity_is_never_shown_by_its_identifier(ask: Ask, store: Store) -> None:
    replies = " ".join(render_text(ask(question)) for question in ANSWERABLE)
    identifiers = ("wang-yi", "yoko-kamikawa", "south-china-sea", "foreign-minister", "diplomatic-bluebook")
    assert not [each for each in identifiers if re.search(rf"(?<![\w/-]){each}(?![\w-])", _without_addresses(replies))]


def _without_addresses(text: str) -> str:
    return re.sub(r"https?://\S+", "", text)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(
            question,
            id=f"{what}: {question}",
            marks=[pytest.mark.xfail(reason=KNOWN_GUARDS[question], strict=True, raises=AssertionError)]
            if question in KNOWN_GUARDS
            else [],
        )
        for what, question in GUARDS
    ],
)
def test_a_false_premise_is_not_answered_as_asked(question: str, ask: Ask, store: Store) -> None:
    reply = ask(question)
    frames = store.resource(f"wording.{reply.language}")
    filled = (frames[name].partition("{")[0] for name in ("not_of", "says_not_asked", "none_visit"))
    warned = (frames["no"], frames["contrary"], frames["says_partly"], *filled)
    assert reply.status != "answered" or reply.lead.startswith(warned), reply.lead


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param(
            turns,
            id=" → ".join(turn["question"] for turn in turns),
            marks=[pytest.mark.xfail(reason=KNOWN_DIALOGUES[turns[-1]["question"]], strict=True, raises=AssertionError)]
            if turns[-1]["question"] in KNOWN_DIALOGUES
            else [],
        )
        for turns in load(TESTS / "dialogues.yaml")
    ],
)
def test_a_later_question_leans_on_earlier_ones(turns: list[dict[str, str]], ask: Ask) -> None:
    dialogue = None
    for turn in turns:
        reply = ask(turn["question"], dialogue)
        dialogue = reply.dialogue
        assert turn.get("says", "") in render_text(reply)
        assert "never" not in turn or turn["never"] not in render_text(reply)
        assert turn.get("intent", reply.intent) == reply.intent


def test_a_question_that_stands_alone_is_not_changed_by_the_conversation(ask: Ask) -> None:
    question = "Who hosted the political dialogue of 2015 in Tokyo?"
    after = ask(question, ask("Where did Kishida and Xi meet?").dialogue)
    assert (after.lead, after.citations) == (ask(question).lead, ask(question).citations)


def test_each_known_guard_is_a_question_of_the_file() -> None:
    assert KNOWN_GUARDS.keys() <= {question for _, question in GUARDS}


def test_a_question_without_letters_is_not_understood(ask: Ask) -> None:
    assert {ask(text).status for text in ("", "   ", "???", "🙂")} <= {"not_understood", "small_talk"}


def test_a_ban_that_was_eased_gives_no_date_for_its_lifting(ask: Ask) -> None:
    reply = ask("when was the seafood ban lifted")
    assert not reply.lead.startswith("September 2024.")


def test_an_anniversary_counts_no_other_things(ask: Ask) -> None:
    assert not render_text(ask("How many issues divided China and Japan in 2015?")).startswith("70th")


@pytest.mark.parametrize("typed", ["so what happened?", "tell me something", "could you say a bit more?"])
def test_a_question_without_a_word_of_its_own_is_answered_by_no_fact(typed: str, ask: Ask) -> None:
    assert ask(typed).status != "answered"
