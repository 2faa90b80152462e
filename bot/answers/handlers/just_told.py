"""Short questions about what was just told: when or where that was, who said it to whom and in which words, who was
there."""

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.kinds import find_persons
from bot.answers.finding.merge import is_same
from bot.answers.handlers.articles import list_articles, list_found
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question, verbs_of
from bot.answers.telling.leading import begins_with
from bot.intents.model import Item
from knowledge.model import Entity
from knowledge.store import Record

_CERTAIN = 90
_ALIKE = 64
"""Facts on the same matter among which a spokesman is looked for."""
_MEETING = ("meet", "represent", "talk", "host", "attend", "agree")
"""What a fact tells that says who was there, best first."""

_PRESENT = frozenset({"attend", "meet", "be", "current", "represent"})


def asks_of_the_last(question: Question) -> bool:
    """Whether a later question names nothing of its own: "when was that?", "who said that?"."""
    asked = question.asked
    own = [item for item in asked.items if not item.carried and (item.position >= 0 or item.kind == "topic")]
    return asked.follow_up and not own and not asked.timexes


def find_just_told(found: tuple[Found, ...], question: Question) -> list[Found]:
    """For a bare "when was that?" or "where?" the facts just told that have it, in the order they were told."""
    if question.asked.answer not in ("time", "place") or not asks_of_the_last(question):
        return []
    told = {f.record.fact.id: f for f in found if f.kind_given and not (f.wrong_actor or f.opposed)}
    return [told[fact] for fact in question.asked.recent_facts if fact in told]


def find_told_words(found: tuple[Found, ...], question: Question) -> list[Found]:
    """For a bare "can you quote that?" or "her exact words?" those of the facts just told that have words of whoever is
    meant, then others of the same passages; none where the articles tell it in their own."""
    if question.asked.answer != "quote" or not asks_of_the_last(question):
        return []
    told = [record.fact for record in find_told_records(question)]
    passages = {(fact.article, number) for fact in told for number in fact.sentences}
    near = [f for f in found if passages & {(f.record.fact.article, number) for number in f.record.fact.sentences}]
    meant = [item for item in question.asked.of_kind("entity") if item.hard and question.is_kind(item, "person")]
    quoting = [f for f in near if _has_words(f, meant, question)]
    places = {fact.id: place for place, fact in enumerate(told)}
    return sorted(quoting, key=lambda f: places.get(f.record.fact.id, len(places)))


def _has_words(found: Found, meant: list[Item], question: Question) -> bool:
    """Whether a fact has words in quotation marks, of one of those who are meant if any are."""
    quotes = [quote for quote in question.knowledge.quotes_of(found.record.number) if quote.attributed]
    voices = [quote.speaker for quote in quotes if quote.speaker is not None]
    return bool(quotes) and all(stands_for(item, voices, question.knowledge) for item in meant)


def find_act_there(found: tuple[Found, ...], question: Question) -> list[Found]:
    """For a bare "what did they agree?" the facts that tell just that act of the occasion that was just told of."""
    asked = question.asked
    own = [item for item in asked.items if not item.carried and item.position >= 0]
    acts = verbs_of(question) if own and all(item.kind == "relation" for item in own) else frozenset()
    told = find_told_records(question)[:1]
    if not acts or not told or told[0].fact.event is None or asked.polar or asked.answer not in ("fact", "statement"):
        return []
    there = [f for f in found if f.record.fact.event == told[0].fact.event and f.clean and not f.missing]
    return sorted(
        (f for f in there if f.record.fact.relation in acts and f.record.fact.kind != "background"),
        key=lambda f: f.record.fact.weight == "low",
    )


def is_reason_of_told(found: Found, question: Question) -> bool:
    """For a bare "why?" or "what for?" whether a fact is on a matter of what was told first, whose reason is asked."""
    told = find_told_records(question)[:1]
    if question.asked.answer != "reason" or not told or not asks_of_the_last(question):
        return True
    fact = found.record.fact
    return fact.id in question.asked.recent_facts or bool({*fact.topics} & {*told[0].fact.topics})


def find_told_records(question: Question) -> tuple[Record, ...]:
    """The facts just told, in that order."""
    records = (question.knowledge.find_fact(fact) for fact in question.asked.recent_facts)
    return tuple(record for record in records if record is not None)


def asks_who_said_it(question: Question) -> bool:
    """Whether all that is asked is who said what was just told."""
    asked = question.asked
    saying = asked.answer == "person" and "saying" in asked.signs and not asked.items
    return saying and asked.follow_up and bool(asked.recent_facts)


def says_nothing_to_ask_of(question: Question) -> bool:
    """Whether it is asked who said it where nothing was said: "says who?" as the first question of all."""
    asked = question.asked
    bare = not (asked.items or asked.timexes or asked.quotations or asked.follow_up)
    return bare and asked.answer == "person" and "saying" in asked.signs


def tell_who_said_it(question: Question) -> Answered | None:
    """The speaker of what was told first, and what he said; where the outlet tells it, its articles."""
    told = find_told_records(question)[:1]
    if not told:
        return None
    fact = told[0].fact
    voice = question.knowledge.entity(fact.speaker or fact.relayed_by or "")
    if fact.statement == "narration" or voice is None:
        return list_told_in(question)
    name = question.wording.name(voice)
    spoken = tuple(Statement(text=r.fact.sentence, records=(r,)) for r in _find_spokesman(told[0], voice, question))
    if begins_with(fact.sentence, name, owner=True):
        return Answered(lead=Statement(text=fact.sentence, records=told), statements=spoken, confidence=_CERTAIN)
    text = f"{name}{question.wording.after(name)}{fact.sentence}"
    return Answered(lead=Statement(text=text, records=told, short=name), statements=spoken, confidence=_CERTAIN)


def asks_whom_it_was_told(question: Question) -> bool:
    """Whether all that is asked is to whom what was just told was said: "who did she say that to?"."""
    asked = question.asked
    return asked.answer == "person" and "addressee" in asked.signs and asks_of_the_last(question)


def tell_whom_it_was_told(found: tuple[Found, ...], question: Question) -> Answered | None:
    """Whom the speaker of what was told first spoke to: him whom the fact names, else who else took part in the talks,
    or before whom the speech was held."""
    told = find_told_records(question)[:1]
    speaker = told[0].fact.speaker if told else None
    if not told or speaker is None:
        return None
    event = question.knowledge.entity(told[0].fact.event or "")
    present = event.participants if event is not None else ()
    for parties in (told[0].fact.targets, present):
        heard = [entity for party in parties if (entity := question.knowledge.entity(party)) and party != speaker]
        heard = [entity for entity in heard if entity.kind == "person"]
        if heard:
            listed = question.wording.listing(question.wording.name(person) for person in heard)
            text = f"{listed}{question.wording.after(listed)}{told[0].fact.sentence}"
            return Answered(lead=Statement(text=text, records=told, short=listed), confidence=_CERTAIN)
    held = [f.record for f in found if event is not None and f.record.fact.event == event.id]
    speech = [r for r in held if r.fact.relation == "talk" and r.fact.kind == "event" and r.fact.targets][:1]
    if not speech:
        return None
    return Answered(lead=Statement(text=speech[0].fact.sentence, records=tuple(speech)), confidence=_CERTAIN)


def _find_spokesman(told: Record, voice: Entity, question: Question) -> tuple[Record, ...]:
    """Where a state is said to have said it, the words of its man in the very same passage, if there are any."""
    knowledge, fact = question.knowledge, told.fact
    if voice.kind != "country":
        return ()
    groups = [{f"e:{entity}": 1.0} for entity in (voice.id, fact.event, *fact.targets, *fact.topics) if entity]
    for record in knowledge.read_records(knowledge.find_candidates(groups, _ALIKE)):
        speaker = knowledge.entity(record.fact.speaker or "")
        same = record.fact.article == fact.article and bool(set(record.fact.sentences) & set(fact.sentences))
        if same and speaker is not None and speaker.kind == "person" and voice.id in knowledge.wider(speaker.id):
            return (record,)
    return ()


def tell_articles(question: Question) -> Answered | NotFound | NotUnderstood:
    """The articles that bear on what is named, or that tell what was just told: "which article?"."""
    pointing = question.asked.follow_up and not question.asked.items
    return (list_told_in(question) if pointing else None) or list_articles(question)


def tell_who_was_there(found: tuple[Found, ...], question: Question) -> Answered | None:
    """For a bare "who took part?" those of the occasion that was just told of, with a fact that names them all."""
    asked = question.asked
    own = [
        item for item in asked.items if not item.carried and item.position >= 0 and not _is_taking_part(item, question)
    ]
    if "presence" not in asked.signs or not asked.follow_up or asked.polar or own or asked.timexes:
        return None
    told = find_told_records(question)[:1]
    event = question.knowledge.entity(told[0].fact.event or "") if told else None
    parties = [question.knowledge.entity(party) for party in event.participants] if event is not None else []
    people = [party for party in parties if party is not None and party.kind == "person"]
    elsewhere = [item for item in asked.items if question.is_kind(item, "event", "place", "country")]
    if event is None or not people or any(not _holds(told[0], item) for item in elsewhere):
        return None  # the last question was for another occasion, and has found no answer
    records = (*told, *(f.record for f in found if f.record.fact.event == event.id))
    naming = [record for record in records if _names_all(record, people) and record.fact.weight != "low"]
    if not naming:
        return None
    first = min(naming, key=lambda record: _place(record.fact.relation))
    listed = question.wording.listing(question.wording.name(person) for person in people)
    text = f"{listed}{question.wording.after(listed)}{first.fact.sentence}"
    return Answered(lead=Statement(text=text, records=(first,), short=listed), confidence=_CERTAIN)


def tells_of_others(found: Found, question: Question) -> bool:
    """Whether a fact names somebody besides those who were just told of, where others are asked for: "who else?"."""
    asked, knowledge = question.asked, question.knowledge
    if asked.answer != "person" or not asked.beyond or "others" not in asked.signs:
        return True
    if "presence" in asked.signs and found.record.fact.relation not in _MEETING:
        return False  # who wrote of an occasion was not there
    known: set[str] = set()
    for record in filter(None, map(knowledge.find_fact, asked.beyond)):
        event = knowledge.entity(record.fact.event or "")
        known |= {*record.fact.agents, *record.fact.targets, *(event.participants if event is not None else ())}
    people = (knowledge.entity(person) for person in find_persons(found.record, asked, knowledge))
    return any(person is not None and person.kind == "person" and person.id not in known for person in people)


def _is_taking_part(item: Item, question: Question) -> bool:
    """Whether an item is of the words for being there, or the very occasion, as "there" means it."""
    return bool({option[2:] for option in item.options} & _PRESENT) or question.is_kind(item, "event")


def _holds(record: Record, item: Item) -> bool:
    return any(option in record.features for option in item.options)


def _place(relation: str) -> int:
    return _MEETING.index(relation) if relation in _MEETING else len(_MEETING)


def _names_all(record: Record, people: list[Entity]) -> bool:
    fact = record.fact
    return {person.id for person in people} <= {*fact.agents, *fact.targets, *fact.mentions, fact.speaker}


def list_told_in(question: Question) -> Answered | None:
    """For "where was that printed?" the articles that tell what was told first."""
    told = find_told_records(question)
    if not told and question.asked.recent_articles:
        listed = tuple(question.knowledge.article(article) for article in question.asked.recent_articles)
        return list_found(question, listed, "")
    same = [record for record in told if is_same(record.fact, told[0].fact)]
    chosen = tuple(dict.fromkeys(record.fact.article for record in same))
    articles = tuple(question.knowledge.article(article) for article in chosen)
    return list_found(question, articles, "") if articles else None
