"""Find the facts that hold most of what a question names, and say of each what it lacks."""

from __future__ import annotations

from bot.answers.finding.asked import prepare
from bot.answers.finding.found import Found
from bot.answers.finding.judging import judge
from bot.answers.finding.knowledge import Knowledge, RelationLinks
from bot.answers.finding.scoring import Scoring
from bot.answers.finding.stems import find_stems
from bot.answers.finding.weighing import search_dates, search_groups, weigh_items
from bot.intents.model import Interpretation, Item


def find_facts(
    question: Interpretation,
    knowledge: Knowledge,
    scoring: Scoring,
    relations: RelationLinks,
    *,
    limit: int | None = None,
    also: tuple[int, ...] = (),
    only: int | None = None,
) -> tuple[Found, ...]:
    """Facts that share something with the question, best first.

    Args:
        also: numbers of further facts to look at.
        only: the number of the one fact that is wanted, if it is among them.
    """
    weighed = weigh_items(question, knowledge, scoring)
    numbers = list(
        knowledge.find_candidates(
            (*search_groups(weighed, scoring, relations), *search_dates(question, knowledge, scoring)),
            limit or scoring.candidates,
        )
    )
    numbers += also
    numbers += [r.number for r in (knowledge.find_fact(fact) for fact in question.recent_facts) if r is not None]
    quoting = {number for text in question.quotations for number in knowledge.facts_quoting(text, scoring.candidates)}
    wanted = dict.fromkeys([*sorted(quoting), *numbers])
    if only is not None:
        wanted = dict.fromkeys([only]) if only in wanted else {}
    asked = prepare(weighed, question, knowledge, scoring, relations)
    besides = tuple(w for w in weighed if not is_quoted(w.item, question)) if quoting else weighed
    unquoted = prepare(besides, question, knowledge, scoring, relations) if quoting else asked
    found = [
        judge(
            record, question, unquoted if record.number in quoting and not record.fact.reviewed else asked, quoting,
            knowledge, scoring, relations,
        )
        for record in knowledge.read_records(wanted)
        if not question.publishers or knowledge.article(record.fact.article).publisher in question.publishers
    ]  # fmt: skip

    def rank(f: Found) -> tuple[float, int, int]:
        behind = 0.0 if f.record.fact.reviewed else scoring.unreviewed
        return behind - f.score, -f.record.reported_on.toordinal(), f.record.number

    return tuple(sorted(found, key=rank))


def is_quoted(item: Item, question: Interpretation) -> bool:
    """Whether a word of the question stands in words that it quotes."""
    return any(find_stems(item.text) & find_stems(text) for text in question.quotations)
