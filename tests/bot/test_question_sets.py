"""Question sets of authors who had not seen the program: the shares that they got are held."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bot.answers.model import Dialogue, Reply
from bot.harness.evaluate import evaluate
from bot.questions import load_questions
from bot.respond import respond
from knowledge.store import Store

TODAY = date(2026, 11, 22)
READERS = Path(__file__).parents[1] / "evaluation"
SHARED = Path(__file__).parents[3] / "shared" / "questions"

HELD = {
    # right, wrong of the answered, unanswerable refused; what they got is in the README
    "readers_a": (0.94, 0.03, 0.93),
    "readers_b": (0.94, 0.03, 0.93),
    "readers_c": (0.91, 0.02, 0.96),
    "readers_d": (0.94, 0.05, 0.90),
    "readers_e": (0.88, 0.07, 0.93),
    "readers_f": (0.91, 0.04, 0.85),
    "readers_g": (0.92, 0.05, 0.96),
    "readers_h": (0.88, 0.05, 0.93),
    "readers_i": (0.88, 0.07, 0.94),
    "readers_j": (0.93, 0.05, 0.91),
    "readers_k": (0.94, 0.04, 0.93),
    "readers_l": (0.91, 0.07, 0.93),
    "readers_m": (0.90, 0.06, 0.94),
    "readers_n": (0.88, 0.07, 0.97),
    "readers_o": (0.87, 0.08, 0.90),
    "readers_p": (0.96, 0.04, 0.97),
    "readers_q": (0.92, 0.07, 0.97),
    "readers_r": (0.93, 0.06, 0.97),
    "readers_s": (0.93, 0.04, 0.97),
    "readers_t": (0.91, 0.06, 0.95),
    "readers_u": (0.88, 0.06, 0.92),
    "readers_v": (0.89, 0.05, 0.92),
}


def _shares(path: Path, store: Store) -> tuple[float, float, float]:
    def ask(question: str, dialogue: Dialogue | None) -> Reply:
        return respond(question, store=store, today=TODAY, dialogue=dialogue)

    results = list(evaluate(load_questions(path), partial(ask)))
    answered = [result for result in results if result.reply.status == "answered"]
    unanswerable = [result for result in results if not result.case.answerable]
    return (
        sum(result.passed for result in results) / len(results),
        sum(not result.passed for result in answered) / len(answered),
        sum(result.reply.status != "answered" for result in unanswerable) / len(unanswerable),
    )


@pytest.mark.parametrize("name", HELD)
def test_readers_questions_are_answered_as_well_as_they_were(name: str, store: Store) -> None:
    right, wrong, refused = _shares(READERS / f"{name}.yaml", store)
    least, most, least_refused = HELD[name]
    assert right >= least
    assert wrong <= most
    assert refused >= least_refused


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development questions (../shared/questions) are not here")
@pytest.mark.parametrize("name", ["dev", "english", "multilingual"])
def test_development_questions_are_answered_as_the_goal_asks(name: str, store: Store) -> None:
    right, wrong, refused = _shares(SHARED / f"{name}_questions.yaml", store)
    assert right >= 0.88
    assert wrong <= 0.04
    assert refused >= 0.90


@pytest.mark.parametrize("path", sorted(READERS.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_question_set_keeps_no_sentence_of_an_article(path: Path) -> None:
    """Writers note the sentences that they asked about; articles are other people's, so those stay outside."""
    assert "evidence:" not in path.read_text(encoding="utf-8")
