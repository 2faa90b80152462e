"""From an outcome to a reply: citations numbered, suggestions worded, the dialogue carried on."""

from __future__ import annotations

from bot.answers.citations import CitationList
from bot.answers.model import Dialogue, Line, Reply
from bot.answers.outcome import Ambiguous, Answered, Chat, NotFound, NotUnderstood, Outcome, Statement
from bot.answers.question import Question
from knowledge.store import Record

_REMEMBERED = 6


def compose(question: Question, outcome: Outcome, dialogue: Dialogue) -> Reply:
    """The reply to a question, and the dialogue for the next one."""
    wording = question.wording
    carried = _carry(question, outcome, dialogue)
    intent, language = question.asked.intent, wording.language
    match outcome:
        case Answered():
            citations = CitationList(question.knowledge)
            lead = _line(outcome.lead, citations).text
            lines = tuple(_line(statement, citations) for statement in outcome.statements)
            return Reply(
                status="answered", intent=intent, language=language, lead=lead, lines=lines, notes=outcome.notes,
                citations=citations.citations, confidence=min(99, outcome.confidence), dialogue=carried,
            )  # fmt: skip
        case Ambiguous():
            return Reply(
                status="ambiguous", intent=intent, language=language, lead=outcome.lead, choices=outcome.choices,
                suggestions_lead=wording.say("choose"), dialogue=carried,
            )  # fmt: skip
        case NotFound():
            suggestions = suggest_questions(outcome.nearest, question)
            return Reply(
                status="not_found", intent=intent, language=language, lead=outcome.lead, notes=outcome.notes,
                suggestions=suggestions, suggestions_lead=wording.say("nearest") if suggestions else "", dialogue=carried,
            )  # fmt: skip
        case NotUnderstood():
            return Reply(status="not_understood", intent=intent, language=language, lead=outcome.lead,
                         suggestions=_examples(question), suggestions_lead=wording.say("nearest"), dialogue=carried)  # fmt: skip
        case Chat():
            status = "meta" if outcome.status == "meta" else "small_talk"
            examples = _examples(question) if status == "meta" else ()
            return Reply(status=status, intent=intent, language=language, lead=outcome.lead, suggestions=examples,
                         suggestions_lead=wording.say("nearest") if examples else "", dialogue=carried)  # fmt: skip


def suggest_questions(records: tuple[Record, ...], question: Question) -> tuple[str, ...]:
    """Questions that these facts answer, worded from who speaks and what about."""
    templates = question.knowledge.resource("suggestions")[question.wording.language]
    made: list[str] = []
    for record in records:
        fact = record.fact
        topic = question.knowledge.entity(fact.topics[0]) if fact.topics else None
        who = question.knowledge.entity(fact.speaker or (fact.agents[0] if fact.agents else ""))
        event = question.knowledge.entity(fact.event) if fact.event else None
        if who is not None and topic is not None and fact.statement != "narration":
            made.append(templates["statement"].format(who=question.wording.name(who), topic=question.wording.name(topic)))
        elif event is not None:
            made.append(templates["event"].format(event=question.wording.name(event)))
        elif topic is not None:
            made.append(templates["topic"].format(topic=question.wording.name(topic)))
    return tuple(dict.fromkeys(made))[:3]


def _examples(question: Question) -> tuple[str, ...]:
    return tuple(question.knowledge.resource("suggestions")[question.wording.language]["examples"])[:3]


def _line(statement: Statement, citations: CitationList) -> Line:
    marks = citations.mark(statement.records) + "".join(citations.mark_article(a) for a in statement.articles)
    text = f"{statement.text} {marks}" if marks else statement.text
    return Line(
        text=text, label=statement.label, on=statement.on, side=statement.side,
        facts=tuple(record.fact.id for record in statement.records),
    )  # fmt: skip


def _carry(question: Question, outcome: Outcome, dialogue: Dialogue) -> Dialogue:
    asked = question.asked
    if isinstance(outcome, Chat):
        return dialogue
    options = [item.options[0][2:] for item in asked.of_kind("entity", "topic") if item.options[:1] and item.options[0][:2] == "e:"]
    facts: tuple[str, ...] = ()
    if isinstance(outcome, Answered):
        facts = tuple(r.fact.id for s in (outcome.lead, *outcome.statements) for r in s.records)[:_REMEMBERED]
    topics = [o for o in options if (e := question.knowledge.entity(o)) is not None and e.kind == "topic"]
    entities = [o for o in options if o not in topics]
    from knowledge.model import EntityId, FactId

    return Dialogue(
        entities=tuple(EntityId(e) for e in entities) or dialogue.entities,
        topics=tuple(EntityId(t) for t in topics) or (dialogue.topics if asked.follow_up else ()),
        facts=tuple(FactId(f) for f in facts) or dialogue.facts,
        intent=asked.intent, question=question.utterance.raw[:300], turns=dialogue.turns + 1,
        choices=outcome.choices if isinstance(outcome, Ambiguous) else (),
    )  # fmt: skip
