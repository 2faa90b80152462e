"""Where the statements of a reply stand in their articles: positions, quoted words, and what stands around them.

The words of an article belong to others, so its sentences are told as they are known here: in our own words, as words
that it has in quotation marks, or as the sentence that a program found and that an answer from it has told already.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.finding.knowledge import Knowledge
from bot.answers.model import Line, Reply
from bot.answers.telling.citations import CitationList
from bot.answers.wording import Wording
from knowledge.model import ArticleId, FactId, Sentence
from knowledge.store import Record

_NEAR = 8
"""Facts before and after one among which those of the sentences beside it are; facts are numbered as they stand."""


def show_passages(facts: Sequence[FactId], knowledge: Knowledge, wording: Wording) -> Reply | None:
    """What the told facts rest on, sentence by sentence; None where none of them is known any more.

    The citations are numbered like those of the reply that told the facts.
    """
    records = [record for record in (knowledge.find_fact(fact) for fact in facts) if record is not None]
    if not records:
        return None
    citations = CitationList(knowledge)
    shown: set[tuple[ArticleId, int]] = set()
    told: set[str] = set()
    lines: list[Line] = []
    for record in records:
        article = knowledge.article(record.fact.article)
        by_number = {sentence.number: sentence for sentence in article.sentences}
        for sentence in (by_number[number] for number in record.fact.sentences):
            key = (article.id, sentence.number)
            if key in shown:
                continue
            shown.add(key)
            mark = citations.mark_fact_sentence(record, sentence.number)
            new = [line for line in _lines_of(record, sentence, mark, knowledge, wording) if line.text not in told]
            told |= {line.text for line in new}
            lines += new
    return Reply(
        status="answered", intent="show_passages", language=wording.language, lead=wording.say("passages"),
        lines=tuple(lines), notes=(wording.say("passages_checked"),), citations=citations.citations,
        facts=tuple(record.fact.id for record in records), confidence=99,
    )  # fmt: skip


def _lines_of(
    record: Record, sentence: Sentence, mark: str, knowledge: Knowledge, wording: Wording
) -> tuple[Line, ...]:
    head = wording.say("passage_head", mark=mark, sentence=sentence.number, paragraph=sentence.paragraph)
    where = wording.say(
        "passage_at", start=f"{sentence.span.start:,}", end=f"{sentence.span.end:,}", digest=sentence.sha256
    )
    kind = "passage_told" if record.fact.reviewed else "passage_found"
    texts = [where, wording.say(kind, told=record.fact.sentence)]
    for key, side in (("passage_before", -1), ("passage_after", 1)):
        beside = _beside(record, sentence.number + side, knowledge)
        if beside is not None:
            texts.append(wording.say(key, told=beside.fact.sentence))
    return tuple(Line(text=text, side=head) for text in texts)


def _beside(record: Record, sentence: int, knowledge: Knowledge) -> Record | None:
    """A fact that rests on a sentence of the same article and on no sentence of the fact itself."""
    near = knowledge.read_records(range(max(1, record.number - _NEAR), record.number + _NEAR + 1))
    own = set(record.fact.sentences)
    return next(
        (
            other
            for other in near
            if other.fact.article == record.fact.article
            and sentence in other.fact.sentences
            and not own & set(other.fact.sentences)
        ),
        None,
    )
