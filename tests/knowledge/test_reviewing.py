"""A review writes each decision at once, touches nothing else, and can stop, go on and be taken back."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from drafted_pack import NAME, Drafted, draft_toll
from hypothesis import given
from hypothesis import strategies as st
from yaml import MappingNode

from knowledge.errors import ReviewError
from knowledge.model import Fact, Quote
from knowledge.pack_edits import YamlText
from knowledge.review.fields import read_when, write_when
from knowledge.review.model import FieldName
from knowledge.review.reviewing import Review
from knowledge.verification import render_verification
from knowledge.verify import verify_pack

ALL = ["toll-q1", "toll-1", "toll-q2", "toll-2", "toll-3", "toll-4"]


@pytest.fixture
def drafted(tmp_path: Path) -> Drafted:
    return draft_toll(tmp_path)


@pytest.fixture
def review(drafted: Drafted) -> Review:
    return drafted.review()


def changed(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"]


def current(review: Review) -> str:
    assert review.current is not None
    return review.current.id


def waiting(review: Review) -> list[str]:
    """What comes, in order, when everything is put off."""
    found = []
    while review.current is not None:
        found.append(review.current.id)
        review.put_off()
    return found


def go_to(review: Review, id: str) -> None:
    while current(review) != id:
        review.put_off()


def fact(drafted: Drafted, id: str) -> Fact:
    return next(fact for fact in drafted.load().facts if fact.id == id)


def quote(drafted: Drafted, id: str) -> Quote:
    return next(quote for quote in drafted.load().quotes if quote.id == id)


# --- the queue


def test_items_come_in_the_order_of_the_article_and_quotes_first(review: Review) -> None:
    assert waiting(review) == ALL


def test_reviewed_facts_of_the_pack_never_come(review: Review) -> None:
    assert not any(id.startswith(("harbour", "island")) for id in waiting(review))


def test_a_passage_stands_in_its_context(review: Review) -> None:
    item = review.current
    assert item is not None
    assert item.passage is not None
    assert item.passage.before is None
    assert item.passage.marked == "a wall of paper."
    assert item.passage.opening.startswith("Southland’s envoy")
    assert item.passage.closing == "”"
    assert item.passage.after is not None
    assert item.passage.after.startswith("“We pay")


def test_progress_counts_from_the_first_item_to_the_last(review: Review) -> None:
    review.accept()
    review.put_off()
    progress = review.progress
    assert (progress.number, progress.total, progress.accepted, progress.put_off) == (3, 6, 1, 1)


def test_copied_words_are_told(review: Review) -> None:
    review.accept()
    assert review.current is not None
    assert review.current.copied is not None
    assert review.current.copied.startswith("southland's envoy jonas lind")


def test_without_the_text_the_claim_is_shown_and_the_reason_why_there_is_no_passage(drafted: Drafted) -> None:
    (drafted.tiny.texts / NAME).unlink()
    item = drafted.review().current
    assert item is not None
    assert (item.passage, item.copied) == (None, None)
    assert item.problem == "the file toll.txt is missing; put the article's text there"


def test_another_text_shows_no_passage(drafted: Drafted) -> None:
    (drafted.tiny.texts / NAME).write_text("Something else.", encoding="utf-8")
    item = drafted.review().current
    assert item is not None
    assert item.problem is not None
    assert "another text" in item.problem


# --- decisions


def test_accepting_takes_one_line_away(drafted: Drafted, review: Review) -> None:
    before = drafted.text
    assert review.accept() == "toll-q1 accepted"
    assert changed(before, drafted.text) == ["-     reviewed: false\n"]
    assert quote(drafted, "toll-q1").reviewed
    assert current(review) == "toll-1"


def test_a_comment_on_the_line_stays(drafted: Drafted) -> None:
    lines = drafted.text.split("  - id: toll-q1\n    reviewed: false\n")
    drafted.file.write_text("  - id: toll-q1\n    reviewed: false  # ask Ana\n".join(lines), encoding="utf-8")
    before = drafted.text
    drafted.review().accept()
    assert changed(before, drafted.text)[0:2] == [
        "-     reviewed: false  # ask Ana\n",
        "+     reviewed: true  # ask Ana\n",
    ]


def test_an_item_on_one_line_can_be_decided_on(drafted: Drafted) -> None:
    added = "  - {id: toll-q0, reviewed: false, text: a wall, sentence: 1, speaker: jonas-lind, facts: [toll-1]}\n"
    drafted.file.write_text(drafted.text.replace("quotes:\n", f"quotes:\n{added}"), encoding="utf-8")
    review = drafted.review()
    assert current(review) == "toll-q0"
    review.edit({"cue": "name", "speaker": ""})
    assert "text: a wall, sentence: 1, cue: name, facts: [toll-1]}" in drafted.text
    assert (quote(drafted, "toll-q0").speaker, quote(drafted, "toll-q0").cue) == (None, "name")
    review.accept()
    assert quote(drafted, "toll-q0").reviewed
    review.undo()
    review.reject()
    assert "toll-q0, reviewed" not in drafted.text


def test_rejecting_takes_the_item_and_its_note_away_and_keeps_its_identifier_only(
    drafted: Drafted, review: Review
) -> None:
    go_to(review, "toll-3")
    before = drafted.text
    review.reject()
    lines = changed(before, drafted.text)
    assert lines[0] == "-   # sentence 3\n"
    assert next(line for line in lines if line[0] == "+").startswith("+ rejected:")
    assert "Northland did not answer" not in drafted.text
    assert [(each.id, each.sentences) for each in drafted.load().rejected] == [("toll-3", (3,))]


def test_references_to_a_rejected_fact_go_with_it(drafted: Drafted, review: Review) -> None:
    go_to(review, "toll-1")
    review.reject()
    assert quote(drafted, "toll-q1").facts == ()


def test_marks_around_the_words_of_a_rejected_quote_become_single(drafted: Drafted, review: Review) -> None:
    review.reject()
    assert "‘a wall of paper.’" in fact(drafted, "toll-1").sentence


def test_a_quote_that_a_reviewed_fact_uses_cannot_go(drafted: Drafted, review: Review) -> None:
    review.put_off()
    review.accept()
    before = drafted.text
    again = drafted.review()
    go_to(again, "toll-q1")
    before = drafted.text
    with pytest.raises(ReviewError, match="“a wall of paper” is in no quote of this article"):
        again.reject()
    assert drafted.text == before


def test_the_last_item_can_go(drafted: Drafted, review: Review) -> None:
    for _ in ALL:
        review.reject()
    assert review.current is None
    pack = drafted.load()
    assert {each.id for each in pack.rejected} == set(ALL)
    assert "toll" not in {fact.article for fact in pack.facts}
    with pytest.raises(ReviewError, match="nothing is left"):
        review.accept()


# --- edits


def edit(review: Review, id: str, **changes: str) -> None:
    go_to(review, id)
    review.edit(dict(changes))  # type: ignore[arg-type]


def test_a_new_sentence_is_written_and_nothing_else(drafted: Drafted, review: Review) -> None:
    go_to(review, "toll-3")
    before = drafted.text
    review.edit({"sentence": "On 15 March 2024 Northland gave no reply."})
    assert changed(before, drafted.text) == [
        '-     sentence: "Northland did not answer."\n',
        '+     sentence: "On 15 March 2024 Northland gave no reply."\n',
    ]
    assert current(review) == "toll-3"
    review.accept()
    assert fact(drafted, "toll-3").reviewed


def test_a_long_sentence_is_wrapped(drafted: Drafted, review: Review) -> None:
    sentence = "Northland gave no reply to the envoy of Southland, who had come to Port Hale " * 3 + "in March."
    edit(review, "toll-3", sentence=sentence)
    assert "    sentence: >-\n      Northland gave" in drafted.text
    assert fact(drafted, "toll-3").sentence == sentence
    edit(review, "toll-3", sentence="Northland gave no reply.")
    assert '    sentence: "Northland gave no reply."\n    kind: statement\n' in drafted.text


def test_straight_marks_become_curly(drafted: Drafted, review: Review) -> None:
    edit(review, "toll-1", sentence='Lind spoke of "a wall of paper" in March 2024.')
    assert fact(drafted, "toll-1").sentence == "Lind spoke of “a wall of paper” in March 2024."


def test_every_field_of_a_fact_can_be_edited(drafted: Drafted, review: Review) -> None:
    edit(
        review, "toll-3", relation="agree", agents="Mara Lind, southland", targets="Łucja Ørsted",
        when="about 2024-03-01 to 2024-03-15", modality="denied", polarity="negated", speaker="Oto Brandt",
    )  # fmt: skip
    found = fact(drafted, "toll-3")
    assert (found.relation, found.agents) == ("agree", ("mara-lind", "southland"))
    assert found.targets[0].startswith("ucja-rsted") or found.targets[0]
    assert found.when is not None
    assert (found.when.start.isoformat(), found.when.end.isoformat(), found.when.precision) == (
        "2024-03-01", "2024-03-15", "about",
    )  # fmt: skip
    assert (found.modality, found.polarity, found.speaker, found.statement) == (
        "denied",
        "negated",
        "oto-brandt",
        "indirect",
    )


def test_every_field_of_a_fact_can_be_emptied(drafted: Drafted, review: Review) -> None:
    edit(review, "toll-1", agents="", targets="", when="", speaker="", sentence="The toll was refused.")
    found = fact(drafted, "toll-1")
    assert (found.agents, found.targets, found.when, found.speaker, found.statement) == (
        (),
        (),
        None,
        None,
        "narration",
    )


def test_the_fields_of_a_quote_can_be_edited(drafted: Drafted, review: Review) -> None:
    edit(review, "toll-q1", speaker="", cue="name", on="2024-03")
    found = quote(drafted, "toll-q1")
    assert (found.speaker, found.attributed, found.cue) == (None, False, "name")
    assert found.on is not None
    assert found.on.precision == "month"
    edit(review, "toll-q1", speaker="jonas lind")
    assert quote(drafted, "toll-q1").speaker == "jonas-lind"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"relation": "agre"}, "did you mean agree"),
        ({"agents": "Mara Lynd"}, "“Mara Lynd” is nobody in this pack; did you mean Mara Lind?"),
        ({"agents": "Lind"}, "“Lind” may be mara-lind or jonas-lind; write one of these"),
        ({"when": "last Friday"}, "“last Friday” is no date"),
        ({"when": "2024-02-30"}, "“2024-02-30” is no date"),
        ({"when": "2024-09"}, "lies after the article was published"),
        ({"modality": "perhaps"}, "“perhaps”|is no modality"),
        ({"sentence": "  "}, "a fact needs one"),
        ({"sentence": "He called it “a wall of stone”."}, "“a wall of stone” is in no quote of this article"),
        ({"speaker": "mara-lind, oto-brandt"}, "name one only"),
    ],
)
def test_an_edit_that_does_not_hold_is_refused_and_nothing_written(
    drafted: Drafted, review: Review, changes: dict[FieldName, str], complaint: str
) -> None:
    go_to(review, "toll-3")
    before = drafted.text
    with pytest.raises(ReviewError, match=complaint.replace("?", r"\?")):
        review.edit(changes)
    assert drafted.text == before
    assert current(review) == "toll-3"


def test_all_complaints_come_at_once(review: Review) -> None:
    go_to(review, "toll-3")
    with pytest.raises(ReviewError) as refused:
        review.edit({"agents": "Nobody", "when": "soon"})
    assert len(refused.value.complaints) == 2


def test_somebody_who_is_added_to_the_pack_meanwhile_can_be_named(drafted: Drafted, review: Review) -> None:
    drafted.tiny.replace(
        "entities.yaml",
        "entities:\n",
        "entities:\n  - {id: ana-holm, kind: person, name: {en: Ana Holm, ja: アナ, zh: 安娜}}\n",
    )
    edit(review, "toll-3", agents="ana holm")
    assert fact(drafted, "toll-3").agents == ("ana-holm",)


def test_an_edit_without_a_change_writes_nothing(drafted: Drafted, review: Review) -> None:
    before = drafted.file.stat().st_mtime_ns
    assert review.current is not None
    assert review.edit({field.name: field.text for field in review.current.fields}) == "toll-q1 is as it was"
    assert drafted.file.stat().st_mtime_ns == before


# --- stopping, going on, undoing


def test_the_next_review_goes_on_where_this_one_stopped(drafted: Drafted, review: Review) -> None:
    review.accept()
    review.reject()
    assert waiting(drafted.review()) == ALL[2:]


def test_what_was_put_off_comes_last_also_in_the_next_review(drafted: Drafted, review: Review) -> None:
    review.put_off()
    review.accept()
    again = drafted.review()
    assert current(again) == "toll-q2"
    assert waiting(again) == [*ALL[2:], "toll-q1"]
    assert "reviewed: false  # put off\n" in drafted.text


def test_what_is_put_off_twice_is_marked_once(drafted: Drafted) -> None:
    waiting(drafted.review())
    before = drafted.text
    waiting(drafted.review())
    assert drafted.text == before


def test_undo_takes_decisions_back_one_by_one(drafted: Drafted, review: Review) -> None:
    texts = [drafted.text]
    for decide in (review.accept, review.reject, review.put_off, lambda: review.edit({"relation": "agree"})):
        decide()
        texts.append(drafted.text)
    for text in reversed(texts[:-1]):
        review.undo()
        assert drafted.text == text
    assert current(review) == "toll-q1"
    assert (review.progress.number, review.progress.accepted, review.progress.rejected) == (1, 0, 0)
    with pytest.raises(ReviewError, match="nothing to undo"):
        review.undo()


def test_what_somebody_else_writes_meanwhile_is_not_lost(drafted: Drafted, review: Review) -> None:
    review.accept()
    other = drafted.text.replace("Northland did not answer.", "Northland was silent.")
    drafted.file.write_text(other, encoding="utf-8")
    with pytest.raises(ReviewError, match="somebody else has changed the file meanwhile; nothing was written"):
        review.accept()
    assert drafted.text == other
    with pytest.raises(ReviewError, match="nothing to undo"):
        review.undo()
    assert review.accept() == "toll-1 accepted"
    assert "Northland was silent." in drafted.text


def test_undo_does_not_undo_what_somebody_else_wrote(drafted: Drafted, review: Review) -> None:
    review.accept()
    drafted.file.write_text(drafted.text + "# mine\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="somebody else"):
        review.undo()
    assert drafted.text.endswith("# mine\n")


def test_a_file_that_somebody_else_broke_is_told_and_the_review_can_go_on_when_it_is_mended(
    drafted: Drafted, review: Review
) -> None:
    whole = drafted.text
    drafted.file.write_text(whole.replace("facts:\n", "facts: ]\n"), encoding="utf-8")
    with pytest.raises(ReviewError, match="cannot be read as it is now"):
        review.accept()
    drafted.file.write_text(whole, encoding="utf-8")
    assert review.accept() == "toll-q1 accepted"


def test_a_file_that_somebody_else_removed_is_not_written_again(drafted: Drafted, review: Review) -> None:
    drafted.file.unlink()
    with pytest.raises(ReviewError, match="somebody else"):
        review.accept()
    assert not drafted.file.exists()
    assert review.current is None


def test_a_file_of_another_line_ending_keeps_it(drafted: Drafted) -> None:
    drafted.file.write_bytes(drafted.file.read_bytes().replace(b"\n", b"\r\n"))
    review = drafted.review()
    review.reject()
    review.edit({"sentence": "A sentence that is long enough to need more than one line of this file. " * 3})
    review.accept()
    review.put_off()
    data = drafted.file.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert drafted.load().rejected


def test_no_other_file_is_left_behind(drafted: Drafted, review: Review) -> None:
    before = {path.name for path in drafted.tiny.folder.rglob("*")}
    review.accept()
    review.reject()
    review.undo()
    assert {path.name for path in drafted.tiny.folder.rglob("*")} == before


# --- verification


def test_reviewed_and_unreviewed_are_verified_apart(drafted: Drafted, review: Review) -> None:
    review.accept()
    review.accept()
    found = verify_pack(drafted.load(), drafted.tiny.texts)
    toll = next(article for article in found.articles if article.article == "toll")
    assert (toll.facts.total, toll.unreviewed_facts.total) == (1, 3)
    assert (toll.quotes.verified, toll.unreviewed_quotes.verified) == (1, 1)
    assert [complaint for complaint in found.complaints if "copies 11 words" in complaint] == list(found.complaints)
    shown = render_verification(found)
    assert "unreviewed facts" in shown.splitlines()[0]
    assert shown.splitlines()[-1] == (
        "reviewed: 4 of 5 facts and 5 of 5 quotes verified; unreviewed: 3 of 3 facts and 1 of 1 quotes hold; "
        "coverage 72 %; 1 complaint"
    )


def test_coverage_is_asked_of_an_article_that_is_reviewed_throughout(drafted: Drafted, review: Review) -> None:
    while review.current is not None:
        review.reject()
    found = verify_pack(drafted.load(), drafted.tiny.texts)
    assert found.complaints == ()
    drafted.file.write_text(drafted.text.split("rejected:")[0], encoding="utf-8")
    complaints = verify_pack(drafted.load(), drafted.tiny.texts).complaints
    assert len(complaints) == 4
    assert all("has no fact and no quote" in complaint for complaint in complaints)


def test_a_drafted_quote_that_is_not_there_is_told(drafted: Drafted) -> None:
    drafted.file.write_text(
        drafted.text.replace("named it “a wall of paper.”", "named it").replace(
            'text: "a wall of paper', 'text: "a wall of stone'
        ),
        encoding="utf-8",
    )
    complaints = verify_pack(drafted.load(), drafted.tiny.texts).complaints
    assert complaints == ("toll: quote toll-q1: “a wall of stone.” is in no article; copy it character for character",)


@pytest.mark.parametrize("value", ["no", "False", "unreviewed", "[false]"])
def test_reviewed_is_true_or_false_and_nothing_else(drafted: Drafted, value: str) -> None:
    drafted.file.write_text(drafted.text.replace("    reviewed: false", f"    reviewed: {value}", 1), encoding="utf-8")
    with pytest.raises(Exception, match='"reviewed" must be'):
        drafted.load()


# --- edits of YAML by place

_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Zl", "Zp")), max_size=12)


@given(st.lists(_WORDS, min_size=1, max_size=4), _WORDS, st.booleans(), st.sampled_from(("\n", "\r\n")), st.booleans())
def test_an_edit_changes_the_one_value_and_no_other(
    texts: list[str], new: str, flow: bool, newline: str, bom: bool
) -> None:
    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    rows = [
        f"  - {{id: r{i}, a: {quoted(text)}, b: x}}"
        if flow
        else f"  - id: r{i}{newline}    a: {quoted(text)}  # 注{newline}    b: x"
        for i, text in enumerate(texts)
    ]
    text = ("\ufeff" if bom else "") + newline.join(["# é", "list:", *rows, "z: 1", ""])
    file = YamlText(text, name="x.yaml")
    record = file.records("list")[-1]
    after = YamlText(file.apply(file.set_value(record, "a", quoted(new), after=("id",))), name="x.yaml")
    assert values(after.records("list")[-1])["a"] == new
    assert after.text.replace(quoted(new), "", 1 if after.text.count(quoted(new)) == 1 else 0)
    back = after.apply(after.set_value(after.records("list")[-1], "a", quoted(texts[-1]), after=("id",)))
    assert back == text
    added = YamlText(file.apply(file.set_value(record, "c", "y", after=("id", "a"))), name="x.yaml")
    assert values(added.records("list")[-1])["c"] == "y"
    last = added.records("list")[-1]
    assert added.apply(added.remove_key(last, "c")) == text


def values(record: MappingNode) -> dict[str, str]:
    return {key.value: value.value for key, value in record.value}


@pytest.mark.parametrize(
    "text",
    ["2024-03-05", "2024-03", "2024", "since 2019", "since 2019-04", "2024-03-01 to 2024-03-05", "2022 to 2023",
     "about 2024-03", "about since 2019", "about 2024-03-01 to 2024-03-05"],
)  # fmt: skip
def test_a_date_is_shown_as_it_can_be_typed(drafted: Drafted, text: str) -> None:
    review = drafted.review()
    edit(review, "toll-3", when=text)
    assert write_when(fact(drafted, "toll-3").when) == text


@given(st.text(max_size=30))
def test_any_text_may_be_typed_as_a_date(text: str) -> None:
    read_when(text)
