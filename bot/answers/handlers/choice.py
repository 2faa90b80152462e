"""Which of two it was, where a question with yes or no leaves the choice: "Did Wang or Kamikawa call for it?"."""

from __future__ import annotations

from bot.answers.finding.guard import stands_for
from bot.answers.outcome import Answered, Outcome
from bot.answers.question import Question, verbs_of
from bot.answers.telling.leading import begins_with
from knowledge.values import replace

_PAIR = 2


def name_chosen(outcome: Outcome, question: Question) -> Outcome:
    """The answer with him in front who did it, and no word of the other, where two stand for choice before the verb and
    the fact that is told has it done by just one of them."""
    asked = question.asked
    pair = [item for item in asked.of_kind("entity") if item.either and not item.carried]
    verb = min((item.position for item in asked.of_kind("relation")), default=-1)
    if not isinstance(outcome, Answered) or asked.negated or len(pair) != _PAIR:
        return outcome
    fact = outcome.lead.records[0].fact
    if not verbs_of(question) & {fact.relation, *fact.also} or any(item.position > verb for item in pair):
        return outcome
    doers = (fact.speaker,) if fact.speaker else fact.agents
    chosen = [item for item in pair if stands_for(item, doers, question.knowledge)]
    if len(chosen) != 1:
        return outcome
    name, after = question.name_of(chosen[0]), question.wording.after(question.name_of(chosen[0]))
    told = begins_with(fact.sentence, name, owner=True)
    text = fact.sentence if told else f"{name[:1].upper()}{name[1:]}{after}{fact.sentence}"
    lead = replace(outcome.lead, text=text)
    return replace(outcome, lead=lead, verdict=None)
