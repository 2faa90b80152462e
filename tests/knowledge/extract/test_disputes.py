"""Which sentences of an article stand against each other."""

from __future__ import annotations

import pytest

from knowledge.extract.claims.disputes import ToldSentence, find_disputes


def told(words: str, speaker: str | None = None, *, denies: bool = False) -> ToldSentence:
    return ToldSentence(words=words, speaker=speaker, denies=denies)


@pytest.mark.parametrize(
    ("sentences", "pairs"),
    [
        (
            [
                told("Oslo says that the plant opened its gates.", "oslo"),
                told("Moscow says that nothing was opened.", "moscow"),
            ],
            {(1, 0)},
        ),
        (
            [
                told("Growers say that wagons were unloaded in secret.", "growers"),
                told("The company denies this.", "company", denies=True),
            ],
            {(1, 0)},
        ),
        (
            [
                told("The delegate said the sentence was gone by Friday.", "delegate"),
                told("The ministry rejected that account.", "ministry", denies=True),
                told("“No text was withdrawn,” it said.", "ministry"),
            ],
            {(1, 0), (2, 0)},
        ),
        (
            [
                told("A newspaper wrote that you had offered a third of the flow."),
                told("I read it at breakfast."),
                told("There was no offer."),
            ],
            {(2, 0)},
        ),
        (
            [
                told(
                    "The minister denied that her government had promised to hold back exports.",
                    "minister",
                    denies=True,
                ),
                told("But an official said the other side had signaled restraint.", "official"),
            ],
            {(0, 1)},
        ),
        (
            [
                told("“I asked for two feet,” she said.", "she"),
                told("Peralta remembers it otherwise."),
                told("“She asked for four,” he said.", "he"),
            ],
            {(2, 0)},
        ),
        ([told("She said the boats had crossed.", "she"), told("She has never denied it.", "she", denies=True)], set()),
        (
            [
                told("Grapes can be found elsewhere, the envoy said.", "envoy"),
                told("He did not say which grapes.", "writer"),
            ],
            set(),
        ),
        ([told("The port took in 40 ships."), told("No ferry ran on Monday.")], set()),
        ([told("Was the minister wrong?", "cargill", denies=True), told("Nine have been released.", "whyte")], set()),
    ],
)
def test_pairs(sentences: list[ToldSentence], pairs: set[tuple[int, int]]) -> None:
    assert set(find_disputes(sentences)) == pairs


def test_no_sentences() -> None:
    assert find_disputes(()) == ()
