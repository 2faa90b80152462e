"""The sides that a question sets against each other, each with what is asked of it alone."""

from __future__ import annotations

from datetime import date

from bot.answers.deciding.confidence import rate_facts
from bot.answers.handlers.main_points import find_occasion
from bot.answers.question import Question
from bot.intents.model import Interpretation, Item
from knowledge.gazetteer import find_lemmas
from knowledge.model import EntityId
from knowledge.timex import Timex
from knowledge.values import dataclass, replace

_MOST_NAMES = 3
_PAIR = 2
_TOGETHER = frozenset({"meet", "talk", "agree", "discuss", "cooperate", "reaffirm", "shake-hands"})
"""Acts that one does with another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side."""

    name: str
    asked: Interpretation
    terms: tuple[str, ...]
    """Those of the question without the names of the other sides."""

    item: Item | None = None
    """Who or what makes the side; None where a date does."""

    matter: bool = False
    """It is what is spoken of, and not who speaks."""


def find_sides(question: Question) -> list[Side]:
    """Two halves around "vs", else dates, documents, persons, states or matters that are named, else who took part."""
    halves = _halves(question)
    if halves:
        return [
            Side(name=name, asked=asked, terms=own_terms(question, asked.items), item=_only_person(asked, question))
            for name, asked in halves
        ]
    each = "each" in question.asked.signs
    return (
        (_implied(question) if each and not _count_actors(question) else []) or _sides(question) or _implied(question)
    )


def are_named(question: Question) -> bool:
    """Whether a question names two sides itself, and not only an occasion on which there were two."""
    return bool(_halves(question)) or len(_sides(question)) >= _PAIR


def are_listed(question: Question) -> bool:
    """Whether a question names two sides beside each other, and has no halves of which each says more."""
    return not _halves(question) and len(_sides(question)) == _PAIR


def _only_person(asked: Interpretation, question: Question) -> Item | None:
    """The one person of a half, whose words are asked for; not who is spoken to, nor where "he" may be another."""
    if asked.pronoun:
        return None
    people = [item for item in asked.of_kind("entity") if not item.carried and question.kind_of(item) == "person"]
    return people[0] if len(people) == 1 and people[0].role != "target" else None


def _count_actors(question: Question) -> int:
    """How many are named who can speak, beside what is spoken of."""
    named = [item for item in question.asked.of_kind("entity") if not item.carried and not _is_matter(item, question)]
    return sum(question.is_kind(item, "person", "document", "organisation") for item in named)


def own_terms(question: Question, own: tuple[Item, ...]) -> tuple[str, ...]:
    """The question's terms without the names of items that are not of this side."""
    kept = {option for item in own for option in item.options}
    others = [
        item for item in question.asked.items if item.kind in ("entity", "topic") and not kept & set(item.options)
    ]
    gone = {option for item in others for option in item.options}
    for item in others:
        for word in item.text.split():
            gone |= {f"{kind}:{form}" for form in find_lemmas(word, {}) for kind in "ln"}
    kept_words = {
        f"{kind}:{form}"
        for kind in "ln"
        for item in own
        for word in item.text.split()
        for form in find_lemmas(word, {})
    }
    return tuple(term for term in question.terms if term not in gone - kept_words and term[0] != "s")


def _halves(question: Question) -> list[tuple[str, Interpretation]]:
    """The two things on both sides of "vs" or "with", each with what only the other says of the matter."""
    tokens, asked = question.utterance.tokens, question.asked
    words = question.knowledge.resource("grammar")["comparing"]
    for place, token in enumerate(tokens):
        if token.folded not in words["joiners"] or not 0 < place < len(tokens) - 1:
            continue
        first = tuple(item for item in asked.items if item.position < place)
        second = tuple(item for item in asked.items if item.position > place)
        own, other = _told_apart(first, second), _told_apart(second, first)
        actors = _has_actor(own, question) and _has_actor(other, question)
        clause = tokens[place + 1].folded in words["clauses"]
        if token.folded == "with" and not clause and _is_met(place, question):
            continue
        if token.folded in words["weak"] and not clause and (not actors or _is_listed(own, other, place, question)):
            continue
        before = [t for t in asked.timexes if t.start < token.start]
        after = [t for t in asked.timexes if t.start > token.start]
        # A date in front of the first side is of both: "In 2015, A vs B".
        named = (question.token_of(item) for item in _telling_apart(own, question))
        start = min((each.start for each in named if each is not None), default=0)
        both = [t for t in before if t.start < start]
        if (own or before) and (other or after):
            shared = replace(asked, answer="statement", polar=False, symmetric=True)
            return [
                (_label(own, before, question), _half(shared, first, second, before, question)),
                (_label(other, after, question), _half(shared, second, first, after or both, question)),
            ]
    return []


def _is_met(joiner: int, question: Question) -> bool:
    """Whether "with" tells whom somebody met or agreed with, and sets nobody against another: "meetings with Xi"."""
    before = next((piece for piece in question.utterance.pieces if piece.last == joiner), None)
    return before is not None and any(t.kind == "relation" and t.id in _TOGETHER for t in before.targets)


def _is_listed(own: tuple[Item, ...], other: tuple[Item, ...], joiner: int, question: Question) -> bool:
    """Whether two names only stand in a list, "A's and B's words", and what is said of one is said of both."""
    before = next((p.last for p in question.utterance.pieces if p.first == own[-1].position), -1) if own else -1
    between = question.utterance.tokens[joiner + 1 : other[0].position] if other else ()
    determiners = question.knowledge.resource("grammar")["en"]["determiners"]
    return before == joiner and bool(other) and all(token.folded in determiners for token in between)


def _told_apart(items: tuple[Item, ...], others: tuple[Item, ...]) -> tuple[Item, ...]:
    named = {item.options for item in others}
    return tuple(item for item in items if item.kind in ("entity", "topic") and item.options not in named)


def _has_actor(items: tuple[Item, ...], question: Question) -> bool:
    return any(question.kind_of(item) in ("person", "document", "event", "organisation") for item in items)


def _half(
    shared: Interpretation, own: tuple[Item, ...], other: tuple[Item, ...], timexes: list[Timex], question: Question
) -> Interpretation:
    """One side; its matter and, behind a pronoun, its person may stand with the other side only."""

    def is_matter(item: Item) -> bool:
        return _is_matter(item, question) or question.kind_of(item) in ("place", "body_of_water")

    taken = () if any(map(is_matter, own)) else tuple(filter(is_matter, other))
    if shared.pronoun and not any(item.role == "agent" for item in own):
        taken += tuple(i for i in other if i.role != "target" and question.kind_of(i) == "person")[:1]
    if all(item.kind in ("entity", "topic") for item in own):  # "A and B received by the same premier": both were
        taken += tuple(item for item in other if item.kind in ("relation", "concept", "word") and item not in taken)
    addressed = any(item.role == "target" for item in own)
    kept = tuple(
        replace(item, role="agent") if addressed and item.role == "any" and question.kind_of(item) == "person" else item
        for item in own
    )
    taken = tuple(replace(item, hard=False, carried=True) for item in taken)
    return replace(shared, items=(*kept, *taken), timexes=tuple(timexes))


def _label(items: tuple[Item, ...], timexes: list[Timex], question: Question) -> str:
    names = [_name(item, question) for item in _telling_apart(items, question)]
    return question.wording.listing(names[:_MOST_NAMES] or [_period_text(t, question) for t in timexes])


def _telling_apart(items: tuple[Item, ...], question: Question) -> tuple[Item, ...]:
    """The names that tell a side from the other: people if any, else documents and events, else whatever there is."""
    if question.asked.pronoun:  # "his message in Busan": the person is of both sides
        items = tuple(item for item in items if question.kind_of(item) != "person") or items
    for kinds in (("person",), ("document", "event", "organisation"), ("place", "country"), ("topic",)):
        chosen = tuple(item for item in items if question.kind_of(item) in kinds)
        if chosen:
            return chosen
    return ()


def _sides(question: Question) -> list[Side]:
    """Dates make sides, else what is spoken of, documents or events, persons, states."""
    asked = question.asked
    shared = replace(asked, answer="statement", polar=False, symmetric=True)
    asked = _with_range_split(asked)
    if len(asked.timexes) == _PAIR:
        entities = asked.of_kind("entity")
        paired = len(entities) == _PAIR and {question.kind_of(item) for item in entities} == {"person"}
        if not paired:
            return [
                Side(
                    name=_period_text(t, question), terms=question.terms,
                    asked=replace(shared, timexes=(t,), items=_soft(asked.items)),
                )
                for t in asked.timexes
            ]  # fmt: skip
    asked = replace(asked, items=(*asked.items, *_named_in_terms(question)))
    asked = replace(asked, items=_with_occasions(asked.items, question))
    named = [item for item in asked.of_kind("entity", "topic") if not item.carried]
    matters = [item for item in named if _is_matter(item, question)]
    actors = [i for i in named if i not in matters and (i.role != "place" or question.kind_of(i) == "document")]
    for kinds in (("document", "event"), ("person",), ("country", "organisation")):
        items = [item for item in actors if question.kind_of(item) in kinds]
        if len(items) > _PAIR:  # "A's and B's meetings with C": C belongs to both sides
            items = [item for item in items if not _is_with(item, question)]
        if len(items) >= _PAIR:
            return [_side(item, items, shared, asked, question) for item in items]
    places = [item for item in named if question.kind_of(item) in ("place", "body_of_water") and item.role != "place"]
    for group in (matters, places):
        if len(group) >= _PAIR:
            return [_side(item, group, shared, asked, question, matter=True) for item in group]
    return []


def _with_occasions(items: tuple[Item, ...], question: Question) -> tuple[Item, ...]:
    """The items of a question with occasions in the place of cities beside another occasion: "the Peru and the San
    Francisco summits"."""
    events = [item for item in items if question.kind_of(item) == "event"]
    places = [item for item in items if question.is_kind(item, "place", "country") and item.role != "place"]
    if len(events) != 1 or len(places) != 1 or any(question.is_kind(item, "person") for item in items):
        return items
    alone = replace(question, asked=replace(question.asked, items=(replace(places[0], role="place"),), timexes=()))
    occasion = find_occasion(alone)
    if occasion is None:
        return items
    named = replace(places[0], options=(f"e:{occasion.id}",))
    return tuple(named if item is places[0] else item for item in items)


def _named_in_terms(question: Question) -> tuple[Item, ...]:
    """Documents and events whose name holds a date, which the reading of dates takes apart: "the January speech"."""
    known = {option for item in question.asked.items for option in item.options}
    found: list[Item] = []
    for term in question.terms:
        entity = question.knowledge.entity(term[2:]) if term.startswith("e:") and term not in known else None
        if entity is not None and entity.kind in ("document", "event"):
            found.append(Item(kind="entity", options=(term,), text=entity.id, position=-1, role="agent", hard=True))
    return tuple(found)


def _side(
    item: Item,
    items: list[Item],
    shared: Interpretation,
    asked: Interpretation,
    question: Question,
    *,
    matter: bool = False,
) -> Side:
    kept = tuple(
        replace(other, role="any" if matter else "agent")
        if other is item
        else replace(other, role=other.role if matter else "any")
        for other in asked.items
        if other is item or other not in items
    )
    own = replace(shared, items=_soft(kept, keep=item.position), timexes=_timexes_of(item, asked, question))
    return Side(name=_name(item, question), asked=own, terms=own_terms(question, kept), item=item, matter=matter)


def _is_matter(item: Item, question: Question) -> bool:
    """Whether something is spoken of: "about China", "towards Seoul"; a topic always is."""
    if item.kind == "topic":
        return True
    tokens, place = question.utterance.tokens, item.position
    words = question.knowledge.resource("grammar")["comparing"]["about"]
    while 0 < place <= len(tokens) and tokens[place - 1].folded in ("the", "a"):
        place -= 1
    return 0 < place <= len(tokens) and tokens[place - 1].folded in words


def _implied(question: Question) -> list[Side]:
    """Who took part in the event that is named, or the two states of the pack: "what did each side say?"."""
    asked = question.asked
    named = [e.id for item in asked.of_kind("entity") for e in question.entities_of(item) if e.kind == "event"]
    named += [rated.found.record.fact.event for rated in rate_facts(question)[:1] if rated.found.record.fact.event]
    event = question.knowledge.entity(named[0]) if named else None
    parties: tuple[EntityId, ...] = event.participants if event is not None else ()
    people = [e for e in parties if (entity := question.knowledge.entity(e)) is not None and entity.kind == "person"]
    pair = [EntityId(e) for e in question.knowledge.resource("pair")]
    chosen = people if len(people) == _PAIR else pair
    shared = replace(asked, answer="statement", polar=False, symmetric=True)
    sides: list[Side] = []
    for party in chosen:
        entity = question.knowledge.entity(party)
        if entity is None:
            continue
        item = Item(kind="entity", options=(f"e:{party}",), text=party, position=-1, role="agent", hard=True)
        name = question.wording.name(entity)
        sides.append(
            Side(
                name=name[:1].upper() + name[1:], item=item, terms=question.terms,
                asked=replace(shared, items=(*_soft(asked.items), item)),
            )
        )  # fmt: skip
    return sides if len(sides) >= _PAIR else []


def _is_with(item: Item, question: Question) -> bool:
    return question.word_of(item, -1) in ("with", "to", "と", "跟", "和", "与")


def _with_range_split(asked: Interpretation) -> Interpretation:
    """The range of "between 2015 and 2024" as two sides, where it is the only date."""
    if len(asked.timexes) != 1:
        return asked
    timex = asked.timexes[0]
    if timex.first is None or timex.last is None or timex.first.year == timex.last.year or timex.bound != "in":
        return asked
    years = (timex.first.year, timex.last.year)
    parts = (replace(timex, first=date(year, 1, 1), last=date(year, 12, 31)) for year in years)
    return replace(asked, timexes=tuple(parts))


def _soft(items: tuple[Item, ...], keep: int = -1) -> tuple[Item, ...]:
    """Only the side itself is required; what was said about the topic may name it in other words."""
    return tuple(item if item.position == keep else replace(item, hard=False) for item in items)


def _timexes_of(item: Item, asked: Interpretation, question: Question) -> tuple[Timex, ...]:
    """The one date that is named, unless the side is an event of another day: the January speech, beside the report of
    April."""
    if len(asked.timexes) != 1:
        return ()
    days = [entity.when for entity in question.entities_of(item)[:1] if entity.when is not None]
    return tuple(timex for timex in asked.timexes if all(timex.covers(when.start, when.end) for when in days))


def _name(item: Item, question: Question) -> str:
    entity = question.knowledge.entity(item.options[0][2:])
    name = question.wording.name(entity) if entity is not None else item.text
    return name[:1].upper() + name[1:]


def _period_text(timex: Timex, question: Question) -> str:
    first, last = timex.first, timex.last
    if first is not None and last is not None and (first.year, first.month, last.month) == (last.year, 1, 12):
        return str(first.year)
    return question.utterance.text[timex.start : timex.end]
