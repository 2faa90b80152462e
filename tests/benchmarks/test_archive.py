"""The made-up archive is what extraction would make of its texts, and its questions have the answers they say."""

from __future__ import annotations

import pytest

from knowledge.extract.folder import extract_bytes
from knowledge.extract.stored import read_pack, write_pack
from tests.benchmarks._archive import Archive


@pytest.fixture(scope="module")
def archive() -> Archive:
    return Archive(2000)


def test_the_same_number_gives_the_same_article(archive: Archive) -> None:
    again = Archive(2000)
    assert [again.pack(number) for number in (7, 3)] == [archive.pack(number) for number in (7, 3)]


def test_articles_have_about_as_many_facts_as_asked_for(archive: Archive) -> None:
    assert sum(len(pack.facts) for pack in archive.packs()) == pytest.approx(2000, rel=0.1)


def test_a_pack_survives_being_stored(archive: Archive) -> None:
    assert read_pack(write_pack(archive.pack(5))) == archive.pack(5)


def test_extraction_makes_the_same_of_the_text(archive: Archive) -> None:
    own = read = agreeing = 0
    for number in range(10):
        made = archive.pack(number)
        extracted = extract_bytes(archive.text(number).encode(), f"{archive.name(number)}.txt")
        assert extracted.articles == made.articles
        found = {fact.id: fact for fact in extracted.facts}
        for fact in (fact for fact in made.facts if fact.relation != "be"):
            own += 1
            read += fact.id in found
            same = ("relation", "place", "when", "statement", "sentence", "speaker")
            other = found.get(fact.id)
            agreeing += other is not None and all(getattr(fact, name) == getattr(other, name) for name in same)
    assert read == own
    assert agreeing / own > 0.7


def test_a_right_fact_is_what_the_question_names(archive: Archive) -> None:
    facts = {fact.id: fact for pack in archive.packs() for fact in pack.facts}
    clean = [q for q in archive.questions(60) if q.noise == "clean" and q.fact is not None]
    assert len(clean) == 60
    for question in clean:
        assert question.fact is not None
        topic = next(word for word in question.text.split() if word in archive._words["goods"].split())
        assert topic in facts[question.fact].sentence.lower()  # type: ignore[index]


def test_no_fact_has_what_an_unanswerable_question_names(archive: Archive) -> None:
    questions = archive.questions(60)
    traps = {question.trap for question in questions if question.fact is None}
    assert traps == {"swapped actor", "other year", "unknown person", "unknown topic"}
    sentences = [fact.sentence for pack in archive.packs() for fact in pack.facts]
    for question in (q for q in questions if q.trap == "unknown person"):
        person = question.text.removeprefix("What did ").partition(" say")[0]
        assert not any(person in sentence for sentence in sentences)
