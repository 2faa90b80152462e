"""From an outcome to a reply: citations numbered, suggestions worded, the dialogue carried on."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.finding.kinds import find_period, find_persons
from bot.answers.model import Dialogue, Line, Reply, Status
from bot.answers.outcome import Ambiguous, Answered, Chat, NotFound, NotUnderstood, Outcome, Statement
from bot.answers.question import Question
from bot.answers.telling.citations import CitationList
from bot.intents.model import Item
from bot.intents.turns.naming import stands_in
from knowledge.model import NO_DAY, ArticleId, EntityId, FactId, Period
from knowledge.patterns import compile_late
from knowledge.store import Record

_REMEMBERED = 6
_MOST_NAMED = 12
_HOLDING = ("be", "take-office")
_YEAR = compile_late(r"(?<!\d)(?:19|20)\d\d(?!\d)")


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
            notes = outcome.notes if _all_reviewed(outcome) else (*outcome.notes, wording.say("unreviewed"))
            notes += _as_of(question) or _undated(outcome, question)
            return Reply(
                status="answered", intent=intent, language=language, lead=lead, lines=lines, notes=notes,
                citations=citations.citations, confidence=min(99, outcome.confidence), verdict=outcome.verdict,
                dialogue=carried,
                facts=_facts_of(outcome),
            )  # fmt: skip
        case Ambiguous():
            return Reply(
                status="ambiguous", intent=intent, language=language, lead=outcome.lead, choices=outcome.choices,
                dialogue=carried,
            )  # fmt: skip
        case NotFound():
            suggestions = suggest_questions(outcome.nearest, question) or _examples(question)
            return Reply(
                status="not_found", intent=intent, language=language, lead=outcome.lead,
                notes=outcome.notes + _as_of(question), suggestions=suggestions,
                suggestions_lead=wording.say("nearest"),
                dialogue=carried,
            )  # fmt: skip
        case NotUnderstood():
            return Reply(
                status="not_understood", intent=intent, language=language, lead=outcome.lead,
                suggestions=_examples(question), suggestions_lead=wording.say("nearest"), dialogue=carried,
            )  # fmt: skip
        case Chat():
            status: Status = "meta" if outcome.status == "meta" else "small_talk"
            examples = _examples(question) if status == "meta" else ()
            return Reply(
                status=status, intent=intent, language=language, lead=outcome.lead, suggestions=examples,
                suggestions_lead=wording.say("nearest") if examples else "", dialogue=carried,
            )  # fmt: skip


def _as_of(question: Question) -> tuple[str, ...]:
    """That later articles are left out, where they are."""
    if question.as_of is None:
        return ()
    return (question.wording.say("reported_by", date=question.wording.day(question.as_of)),)


def _facts_of(outcome: Answered) -> tuple[FactId, ...]:
    told = (record for statement in (outcome.lead, *outcome.statements) for record in statement.records)
    return tuple(dict.fromkeys(record.fact.id for record in told))


def _undated(outcome: Answered, question: Question) -> tuple[str, ...]:
    """When it was reported, where the first thing told, or anything below a heading, has no date."""
    told = (outcome.lead,) if outcome.lead.records else outcome.statements
    reported = [r.reported_on for s in told if not _YEAR.search(f"{s.text} {s.on}") for r in s.records]
    if not reported or max(reported) == NO_DAY or any(_YEAR.search(note) for note in outcome.notes):
        return ()
    return (question.wording.say("as_reported", date=question.wording.day(max(reported))),)


def _all_reviewed(outcome: Answered) -> bool:
    """Whether people have looked at every fact that is told."""
    told = (record for statement in (outcome.lead, *outcome.statements) for record in statement.records)
    return all(record.fact.reviewed for record in told)


_EXAMPLES = 3
_NAME = compile_late(r"(?<=\w )[A-Z]\w+")
"""A word with a capital letter, not at the head of a sentence."""


def suggest_questions(records: tuple[Record, ...], question: Question) -> tuple[str, ...]:
    """Questions that these facts answer: as readers put them, else worded from who speaks and what about."""
    language = question.wording.language
    templates = question.knowledge.resource("suggestions")[language]
    made: list[str] = []
    for record in records:
        asked = question.knowledge.reader_question(record.number, language)
        if asked is not None:
            made.append(asked)
            continue
        fact = record.fact
        topic = question.knowledge.entity(fact.topics[0]) if fact.topics else None
        who = question.knowledge.entity(fact.speaker or (fact.agents[0] if fact.agents else ""))
        event = question.knowledge.entity(fact.event) if fact.event else None
        if who is not None and topic is not None and fact.statement != "narration":
            made.append(
                templates["statement"].format(who=question.wording.name(who), topic=question.wording.name(topic))
            )
        elif event is not None:
            made.append(templates["event"].format(event=question.wording.name(event)))
        elif topic is not None:
            made.append(templates["topic"].format(topic=question.wording.name(topic)))
    return tuple(dict.fromkeys(map(question.wording.marked, made)))[:3]


def _examples(question: Question) -> tuple[str, ...]:
    """Questions to begin with: those at hand whose names this knowledge base has, else some on its commonest topics."""
    wording, data = question.wording, question.knowledge.resource("suggestions")
    names = [_NAME.findall(text) for text in data["en"]["examples"]]
    targets = question.knowledge.find_aliases({name.casefold() for some in names for name in some})
    told = question.knowledge.frequencies(f"e:{target.id}" for found in targets.values() for target in found)
    known = {name for name, found in targets.items() if any(f"e:{target.id}" in told for target in found)}
    fitting = [place for place, some in enumerate(names) if known.issuperset(map(str.casefold, some))]
    own = data[wording.language]
    found = [own["examples"][place] for place in fitting if place < len(own["examples"])]
    if not found:
        found = [own["topic"].format(topic=wording.name(topic)) for topic, _ in question.knowledge.topics(_EXAMPLES)]
    return tuple(map(wording.marked, found[:_EXAMPLES]))


def _line(statement: Statement, citations: CitationList) -> Line:
    marks = citations.mark(statement.records) + "".join(citations.mark_article(a) for a in statement.articles)
    text = f"{statement.text} {marks}" if marks else statement.text
    return Line(
        text=text, label=statement.label, on=statement.on, side=statement.side,
        facts=tuple(record.fact.id for record in statement.records),
    )  # fmt: skip


def _carry(question: Question, outcome: Outcome, dialogue: Dialogue) -> Dialogue:
    """What the next question may lean on: what was asked, and whom and what the answer told of."""
    asked = question.asked
    if isinstance(outcome, Chat):
        return dialogue
    records: tuple[Record, ...] = ()
    if isinstance(outcome, Answered):
        records = tuple(r for s in (outcome.lead, *outcome.statements) for r in s.records)
    facts = [record.fact for record in records[:_REMEMBERED]]
    named = [o[2:] for item in asked.of_kind("entity") for o in item.options[:1]]
    told = [e for fact in facts[:1] for e in (fact.speaker, *fact.agents, *fact.targets) if e]
    parties = _participants(named, question)
    answering = records[:_REMEMBERED] if asked.symmetric else records[:1]
    if asked.answer == "person" and asked.asks_actor:  # after "who met Abe?" he who did is meant
        told = [*(EntityId(e) for r in answering for e in find_persons(r, asked, question.knowledge)), *told]
    if asked.answer != "person" and not set(told[:1]) & set(parties):
        named = [*named, *parties]  # after "when was his visit?" he is meant, even if others are told of
    order = (*told, *named) if asked.answer == "person" else (*named, *told)
    order += tuple(e for fact in facts[:1] for e in fact.mentions) + parties
    order += _participants((fact.event for fact in facts[:1] if fact.event), question)
    if asked.answer != "person":  # after "did he meet Xi?" he is still the one who was asked about
        order = (*_meant_by_pronoun(question), *order)
    people = [e for e in dict.fromkeys(order) if _kind(e, question) == "person"]
    pointed = [
        e
        for fact in facts[:1]
        for e in (*fact.targets, *fact.mentions)
        if _kind(e, question) == "event_series" and e not in named
    ]
    events = (
        pointed
        + [e for fact in facts[:2] for e in (fact.event,) if e]
        + [e for e in named if _kind(e, question) == "event"]
    )
    listed = _listed(outcome)
    aside = dialogue.answer is not None and _is_aside(question)
    new = not asked.follow_up and (listed or not records)
    kept = () if new else dialogue.facts  # "who wrote it" is of the articles listed, "when?" of nothing older
    return Dialogue(
        items=asked.items,
        people=tuple(EntityId(e) for e in dict.fromkeys((*people, *dialogue.people)))[:_REMEMBERED],
        events=tuple(EntityId(e) for e in dict.fromkeys(events)) or (dialogue.events if asked.follow_up else ()),
        facts=tuple(dict.fromkeys((*(fact.id for fact in facts), *asked.beyond))) or kept,
        articles=listed or tuple(dict.fromkeys(fact.article for fact in facts[:1])) or dialogue.articles,
        intent=dialogue.intent if aside else asked.intent,
        answer=dialogue.answer if aside else asked.answer,
        opening=dialogue.opening if dialogue.turns else asked.items,
        matter=_matter_told(records, question) if records else dialogue.matter if asked.follow_up else None,
        named=_named_so_far(question, dialogue),
        turns=dialogue.turns + 1,
        choices=outcome.choices if isinstance(outcome, Ambiguous) else (),
        timexes=dialogue.timexes if aside else asked.timexes,
        text=_whole_text(question, dialogue),
        traditional=question.wording.traditional if question.wording.language == "zh" else dialogue.traditional,
        post=_post_told(records, question) if records else dialogue.post if asked.follow_up else None,
        last_post=_post_named(records, question) or dialogue.last_post,
        when=find_period(records[0], question.knowledge) if records else dialogue.when if asked.follow_up else None,
    )


def _matter_told(records: tuple[Record, ...], question: Question) -> EntityId | None:
    """The topic of what was told first; none where the question itself named what it is about."""
    named = any(question.is_kind(item, "topic", "document") for item in question.asked.of_kind("entity", "topic"))
    return None if named else next(iter(records[0].fact.topics), None)


def _named_so_far(question: Question, dialogue: Dialogue) -> tuple[Item, ...]:
    """What the question names by itself, and then what earlier ones did."""
    own = [item for item in question.asked.of_kind("entity", "topic") if item.position >= 0 and not item.carried]
    return tuple({item.options: item for item in (*own, *dialogue.named)}.values())[:_MOST_NAMED]


def _meant_by_pronoun(question: Question) -> tuple[str, ...]:
    """The person whom "he" or "she" stands for where it is who acts."""
    taken = [i for i in question.asked.of_kind("entity") if i.position < 0 and i.hard and not (i.carried or i.excluded)]
    return (
        tuple(o[2:] for item in taken if item.role == "agent" for o in item.options[:1])
        if question.asked.pronoun
        else ()
    )


def _is_aside(question: Question) -> bool:
    """Whether a question only asks of what was just told, and names nothing: "when was that?", "who said so?". What the
    conversation is about is what was asked before it: "and Seoul?" goes on from there."""
    asked = question.asked
    own = any(stands_in(item, question.utterance) for item in asked.items)
    of_told = asked.answer in ("time", "place", "reason", "articles", "person") or "saying" in asked.signs
    return of_told and asked.follow_up and not own and not asked.timexes


def _whole_text(question: Question, dialogue: Dialogue) -> str:
    """The question where it is a whole one; the one before where this only asks when or where that was."""
    asked = question.asked
    both = any(i.position < 0 and not i.carried and question.is_kind(i, "person") for i in asked.of_kind("entity"))
    if _is_aside(question):
        return dialogue.text
    if not asked.follow_up or asked.pronoun or both:  # who "she" or "they" are can be told again
        return question.utterance.text
    more = bool(asked.beyond) and not any(stands_in(item, question.utterance) for item in asked.items)
    own = any(not item.carried and item.position >= 0 for item in asked.items) or asked.timexes
    return "" if (own and not more) or asked.answer == "identity" else dialogue.text


def _post_told(records: Iterable[Record], question: Question) -> tuple[str, EntityId] | None:
    """The post that somebody is said to hold by what was told first."""
    record = next(iter(records))
    fact = record.fact
    holder = question.knowledge.entity(fact.agents[0]) if fact.agents else None
    if holder is None or fact.relation not in _HOLDING:
        return None
    when = fact.when
    posts = [office for office in holder.offices if f"c:office-{office.role}" in record.features and office.country]
    dated = [o for o in posts if when is not None and any(_overlap(when, period) for period in o.attested)]
    asked = {option for item in question.asked.of_kind("concept") for option in item.options}
    post = next((office for office in posts if f"c:office-{office.role}" in asked), next(iter(dated or posts), None))
    return (post.role, post.country) if post is not None and post.country is not None else None


def _post_named(records: tuple[Record, ...], question: Question) -> tuple[str, EntityId] | None:
    """The post that somebody is told to hold, or by which the question names whoever answers it: "which premier"."""
    if not records:
        return None
    if (told := _post_told(records, question)) is not None or question.asked.answer not in ("person", "fact"):
        return told
    asked = {option for item in question.asked.of_kind("concept") for option in item.options}
    fact = records[0].fact
    persons = (question.knowledge.entity(entity) for entity in (*fact.agents, *fact.targets))
    posts = {
        (office.role, office.country)
        for person in persons
        if person is not None
        for office in person.offices
        if f"c:office-{office.role}" in asked and office.country is not None
    }
    return next(iter(posts)) if len(posts) == 1 else None


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _listed(outcome: Outcome) -> tuple[ArticleId, ...]:
    """The articles that an answer lists."""
    if not isinstance(outcome, Answered):
        return ()
    told = (outcome.lead, *outcome.statements)
    return tuple(article.id for statement in told for article in statement.articles)[:_REMEMBERED]


def _participants(named: Iterable[str], question: Question) -> tuple[str, ...]:
    """Those of the events that a question names: "she" may be who gave the speech that was asked about."""
    events = (question.knowledge.entity(entity) for entity in named)
    return tuple(party for event in events if event is not None for party in event.participants)


def _kind(entity_id: str, question: Question) -> str:
    entity = question.knowledge.entity(entity_id)
    return entity.kind if entity is not None else ""
