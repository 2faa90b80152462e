"""What a question takes over from the conversation: who "he" is, what "and Iwaya?" asks, when "that" was."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from bot.intents.items.slots import Grammar, Names
from bot.intents.model import Dialogue, Interpretation, Item, ItemKind, Role
from bot.intents.turns.going_on import asks_for_others, go_on
from bot.intents.turns.posts import ask_of_post
from bot.utterance import Utterance
from knowledge.gazetteer import join_key
from knowledge.model import EntityId, Period
from knowledge.timex import Timex
from knowledge.values import replace

_OPEN = ("fact", "statement", "claim")
"""Intents of questions that do not say by themselves what is asked."""

_SHORT = 7
"""Tokens up to which a question with a single name and no verb may be the rest of the last one."""

_BARE = 3
"""Tokens up to which a question for an article means that of what was just told: "and which article?"."""
_OF_POSTS = frozenset({"holder_before", "holder_after", "before_that", "after_that"})
_OF_ALL = frozenset({"newest", "oldest"})

_DAYS_TOGETHER = 3
"""Days up to which what was told may be part of one visit."""

_STATES = ("country", "organisation")
_HAPPENING = ("event", "event_series")
_OCCASIONAL = ("event", "person", "place")
_LASTING = ("document", "event", "event_series", "topic")
_SPEAKING = ("person", "country", "organisation", "document")
_MATTERS = ("topic", "country", "organisation", "document", "body_of_water", "place")
"""Kinds of what somebody may have words on."""

_WISHING = frozenset({"r:promise", "r:want", "r:demand", "r:urge", "r:ask"})
"""What a state does on a matter by its words: "what did Japan promise?" after the war."""

_ON_MATTERS = ("statement", "quote", "claim")
_NAMED: tuple[ItemKind, ...] = ("entity", "topic")


def carry_over(
    asked: Interpretation, utterance: Utterance, dialogue: Dialogue, names: Names, grammar: Grammar
) -> Interpretation:
    """The question with what it leaves unsaid filled in from the conversation."""
    if not dialogue.turns or asked.answer in ("small_talk", "meta", "refusal"):
        return asked
    if asked.article_question is not None or (asked.follow_up and asked.publishers):
        return asked  # says by itself which articles it means
    going_on = go_on(asked, utterance, dialogue, names, grammar)
    if going_on is not None and not (dialogue.post is not None and asked.signs & _OF_POSTS):
        return going_on
    of_post = ask_of_post(asked, utterance, dialogue, names, lambda people: _meant(people, utterance, names, grammar))
    if of_post is not None:
        return of_post
    if asked.timexes and not asked.items and asked.answer in _OPEN and dialogue.answer and dialogue.intent:
        return replace(  # "and in November 2023?"
            asked, items=dialogue.items, intent=dialogue.intent, answer=dialogue.answer, follow_up=True
        )
    if (consenting := _to_what_was_told(asked, utterance, dialogue, names, grammar)) is not None:
        return consenting
    pronoun = find_pronoun(utterance, asked, grammar)
    own = asked.of_kind(*_NAMED)
    if pronoun == "person" and (named := find_own_person(asked, utterance, names, grammar)) is not None:
        pronoun = None
        heard = replace(named, role="agent", hard=True)
        asked = replace(asked, items=tuple(heard if item is named else item for item in asked.items))
    elliptic = _is_elliptic(utterance, grammar)
    short = not asked.timexes and len(utterance.tokens) <= _SHORT and asked.answer in _OPEN
    if _asks_who_said_it(asked, pronoun, utterance):
        return replace(asked, follow_up=True, recent_facts=dialogue.facts, recent_articles=dialogue.articles)
    if _asks_where_it_stands(asked, pronoun, utterance, grammar):
        return replace(asked, items=(), intent="list_articles", answer="articles", follow_up=True,
                       recent_facts=dialogue.facts, recent_articles=dialogue.articles)  # fmt: skip
    if pronoun == "person" and not asked.items and _asks_who_it_is(asked, utterance, grammar):
        known = (
            () if dialogue.answer in ("statement", "quote") else dialogue.items
        )  # whose words were asked for may be new
        others = [person for person in dialogue.people if all(f"e:{person}" not in i.options for i in known)]
        return _who_it_is(asked, (*others, *dialogue.people), utterance, names, grammar)
    bare = not asked.of_kind("relation", "concept", "word")
    fragment = len(own) == 1 and bare and (elliptic or short) and not asked.timexes and pronoun != "person"
    whole = asked.answer == "statement" and bool(asked.cue) and dialogue.answer != "statement"
    if fragment and dialogue.answer and not whole:
        return _swapped(asked, own[0], dialogue, names)
    answering = len(own) == 1 and short and _is_only_a_reply(asked, grammar)
    if not (pronoun or elliptic or not own or fragment or answering):
        return asked
    return _completed(asked, dialogue, names, pronoun, utterance, grammar)


def _to_what_was_told(
    asked: Interpretation, utterance: Utterance, dialogue: Dialogue, names: Names, grammar: Grammar
) -> Interpretation | None:
    """Whether somebody agreed or objected, as asked of the matter that was just told of: "did Kamikawa agree?"; None
    where the question says itself to what, or names nobody."""
    acts = asked.of_kind("relation")
    named = [item for item in asked.of_kind(*_NAMED) if _kind(item, names) in _SPEAKING]
    others = [item for item in asked.items if item not in acts and item not in named]
    told = dialogue.matter or next((EntityId(i.options[0][2:]) for i in dialogue.items if i.kind == "topic"), None)
    if asked.answer != "claim" or len(acts) != 1 or len(named) != 1 or others or asked.timexes or told is None:
        return None
    last = acts[0].position == len(utterance.tokens) - 1
    if not last or not {option[2:] for option in acts[0].options} & grammar.words["pointing"]["consenting"]:
        return None
    matter = _on_matter(told)
    return replace(asked, items=(*asked.items, matter), follow_up=True, recent_articles=dialogue.articles)


def without_last_occasion(asked: Interpretation, names: Names) -> Interpretation | None:
    """The last question's act with another name, without the occasion that was told of and whom "they" meant there:
    "and in Peru?" after what two others agreed elsewhere; None where nothing is left of it."""

    def of_occasion(item: Item) -> bool:
        taken = item.kind in _NAMED and not item.hard and (item.carried or item.position < 0)
        return taken and _kind(item, names) in _OCCASIONAL

    kept = tuple(item for item in asked.items if not of_occasion(item))
    acts = any(item.kind == "relation" for item in kept) and any(item.kind in _NAMED for item in kept)
    return replace(asked, items=kept) if asked.follow_up and acts and kept != asked.items else None


def without_event(asked: Interpretation, names: Names) -> Interpretation | None:
    """A later question that tells an act of its own, without the occasion that was last told of: "when did the ban
    start?" after a deal to ease it; None where it asks who was there, or makes a claim about it."""

    def is_last_event(item: Item) -> bool:
        taken = item.kind == "entity" and not item.hard and (item.carried or item.position < 0)
        return taken and _kind(item, names) in _HAPPENING

    own = [item for item in asked.items if not item.carried and item.position >= 0]
    acts = any(item.kind == "relation" for item in own)
    if not asked.follow_up or asked.polar or asked.answer == "person" or not acts:
        return None
    kept = tuple(item for item in asked.items if not is_last_event(item))
    return replace(asked, items=kept) if kept != asked.items else None


def about_that_time(
    asked: Interpretation, when: Period | None, utterance: Utterance, names: Names, grammar: Grammar
) -> Interpretation | None:
    """What somebody said who was just spoken of, on whatever occasion of those days: "what did he say?" after a meeting
    at which nothing of his is told, when he spoke the day before. None where the question says on what,
    when, or to whom: "what did he tell them?"."""
    others = grammar.words["pronouns"]["people"] & {token.folded for token in utterance.tokens}
    own = [item for item in asked.items if not item.carried and not (item.position < 0 and not item.hard)]
    alone = len(own) == 1 and own[0].position < 0 and _kind(own[0], names) == "person"
    if (
        when is None
        or not alone
        or others
        or asked.answer not in ("statement", "quote")
        or asked.timexes
        or asked.polar
    ):
        return None
    if (when.end - when.start).days > _DAYS_TOGETHER:
        return None
    day = timedelta(days=1)
    days = Timex(start=0, end=0, first=when.start - day, last=when.end + day)
    return replace(asked, items=tuple(own), timexes=(days,))


def without_people(asked: Interpretation, names: Names) -> Interpretation | None:
    """A later question for the reason or the time of an act of "them", with the states of those persons in their place:
    "why had they banned it?" after what a minister asked of the other. None where it is an act of persons, or where the
    question names a state itself."""

    def is_meant(item: Item) -> bool:
        return item.position < 0 and not (item.hard or item.carried or item.excluded) and _kind(item, names) == "person"

    acts = {option for item in asked.of_kind("relation") for option in item.options}
    kept = tuple(item for item in asked.items if not is_meant(item))
    if not asked.follow_up or asked.polar or asked.symmetric or not acts or asked.answer not in ("reason", "time"):
        return None
    own = [item for item in kept if not item.carried and item.position >= 0]
    homes = tuple(dict.fromkeys(f"e:{home}" for item in asked.items if is_meant(item) and (home := _home(item, names))))
    if not homes or any(_kind(item, names) in _STATES for item in own):
        return None
    states = Item(kind="entity", options=homes, text="", position=-1, role="agent", hard=True)
    left = (item for item in kept if not set(item.options) & set(homes))
    return replace(asked, items=(*left, states))


def on_its_matter(asked: Interpretation, dialogue: Dialogue, names: Names) -> Interpretation | None:
    """A later question with the matter that was told of in the place of the occasion that its "it" means: "who opposed
    it?" after when a release began; None where it names a matter itself, or means no occasion."""
    meant = [i for i in asked.items if i.kind == "entity" and i.position < 0 and _kind(i, names) in _HAPPENING]
    acts = asked.of_kind("relation") or any(item.role == "agent" for item in asked.items)
    topics = [EntityId(item.options[0][2:]) for item in asked.items if _kind(item, names) == "topic"]
    matter = next(iter(topics), dialogue.matter)
    if not asked.follow_up or matter is None or not meant or not acts or asked.polar:
        return None
    if any(item.carried for item in meant):
        return None
    kept = [i for i in asked.items if i not in meant and not i.carried and _kind(i, names) != "topic"]
    return replace(asked, items=(*kept, _on_matter(matter)))


def on_what_was_told(asked: Interpretation, dialogue: Dialogue, names: Names) -> tuple[Interpretation, ...]:
    """What a state said or wants, as asked of the matter or the occasion that was just told of: "what does Japan say?"
    after arrests; of a person, who has said much elsewhere, what he said, and only on an occasion that he took part in;
    none where the question itself says on what."""
    if asked.answer != "statement" or asked.timexes or asked.polar or not asked.items:
        return ()
    alone, *acts = asked.items
    person = _kind(alone, names) == "person"
    wishes = all(set(act.options) & _WISHING for act in acts)
    of_state = _kind(alone, names) == "country" and alone.role == "agent" and wishes and len(acts) <= 1
    if not (of_state or (person and not acts)):
        return ()
    topics = [EntityId(item.options[0][2:]) for item in dialogue.items if _kind(item, names) == "topic"]
    told = topics[:1] or list(filter(None, (dialogue.matter,)))
    matters = [_on_matter(topic) for topic in told] if not person else []
    present = [event for event in dialogue.events[:1] if not person or _took_part(alone, event, names)]
    events = [replace(_on_matter(event), kind="entity") for event in present]
    return tuple(
        replace(asked, items=(alone, *acts, told), follow_up=True, recent_articles=dialogue.articles)
        for told in (*matters, *events)
    )


def _took_part(item: Item, event: EntityId, names: Names) -> bool:
    occasion = names.entity(event)
    return occasion is not None and any(f"e:{party}" in item.options for party in occasion.participants)


def _on_matter(topic: EntityId) -> Item:
    return Item(kind="topic", options=(f"e:{topic}",), text=topic, position=-1, hard=True)


def as_words_on_it(asked: Interpretation, names: Names, grammar: Grammar) -> Interpretation | None:
    """A question for a state's reaction as one for its words on the matter: "how did China respond?" after the release.

    None where anything else is asked, or where nothing was spoken of that a state may have words on; what a person
    replied to another on the spot is no such thing.
    """
    if asked.answer != "statement" or not asked.follow_up or not _is_only_a_reply(asked, grammar):
        return None
    named = asked.of_kind(*_NAMED)
    agents = [item for item in named if item.role == "agent" and item.hard and _kind(item, names) in _STATES]
    matters = [item for item in named if item not in agents and _kind(item, names) in ("topic", "document")]
    if len(agents) != 1 or not matters or any(_kind(item, names) == "person" for item in named):
        return None
    matter = replace(matters[0], carried=False, hard=True, role="any", position=-1)
    return replace(asked, items=(agents[0], matter), signs=asked.signs - {"reply"})


def _asks_who_said_it(asked: Interpretation, pronoun: str | None, utterance: Utterance) -> bool:
    """Whether a question is all of "who said that?"."""
    saying = asked.answer == "person" and "saying" in asked.signs and not asked.items and not asked.timexes
    return saying and (pronoun == "thing" or len(utterance.tokens) <= _BARE)


def _asks_where_it_stands(asked: Interpretation, pronoun: str | None, utterance: Utterance, grammar: Grammar) -> bool:
    """Whether a question names nothing and asks by whom or where what was just told was printed: "which article?"."""
    printing = grammar.words["pointing"]["printing"]
    others = [item for item in asked.items if not {option[2:] for option in item.options} & printing]
    if others or asked.timexes or asked.plural or asked.signs & _OF_ALL:
        return False
    if asked.answer == "articles":
        return pronoun == "thing" or len(utterance.tokens) <= _BARE
    verbs = {target.id for piece in utterance.pieces for target in piece.targets if target.kind == "relation"}
    return pronoun == "thing" and asked.answer in ("person", "place", "fact") and bool(verbs & printing)


def _asks_who_it_is(asked: Interpretation, utterance: Utterance, grammar: Grammar) -> bool:
    """Whether a question is all of "who is he?"."""
    first, *rest = [token.folded for token in utterance.tokens] or [""]
    known = grammar.words["pointing"]["being"] | grammar.words["pronouns"]["person"]
    return (
        asked.answer in ("person", "identity") and first in grammar.words["pointing"]["who"] and known.issuperset(rest)
    )


def _who_it_is(
    asked: Interpretation, people: tuple[EntityId, ...], utterance: Utterance, names: Names, grammar: Grammar
) -> Interpretation:
    """The question who somebody is of whom the conversation was told; of those it asked about it knows."""
    if not people:
        return asked
    person = replace(_person(_meant(people, utterance, names, grammar), hard=True), role="any")
    return replace(asked, items=(person,), intent="identify", answer="identity", follow_up=True)


def _is_only_a_reply(asked: Interpretation, grammar: Grammar) -> bool:
    """Whether all that is asked of somebody is whether or how he replied, to what was told: "Did China respond?"."""
    left = asked.of_kind("relation", "concept", "word", "unknown")
    replying = grammar.words["pointing"]["replying"]
    return bool(left) and all({option[2:] for option in item.options} & replying for item in left)


def _swapped(asked: Interpretation, own: Item, dialogue: Dialogue, names: Names) -> Interpretation:
    """The last question with one name put in the place of another of its kind: "and Iwaya?"."""
    kind = _kind(own, names)
    replaced = next((item for item in dialogue.items if item.kind in _NAMED and _kind(item, names) == kind), None)
    if own.role == "place":
        replaced = next((item for item in dialogue.items if item.role == "place"), replaced)
    if replaced is None and kind in _SPEAKING:
        replaced = next((i for i in dialogue.items if i.role == "agent" and _kind(i, names) in _SPEAKING), None)
    stranger = replaced is None and all(item.carried for item in dialogue.items if item.kind in _NAMED)
    kept = tuple(
        item
        for item in dialogue.items
        if item is not replaced
        and (item.kind not in _NAMED or _kind(item, names) != kind)
        and not (stranger and item.kind == "unknown")
    )
    role: Role = replaced.role if replaced is not None else own.role
    takes_intent = asked.score < 90 or asked.answer in ("identity", "fact", "claim", "statement")
    spoken = dialogue.answer not in (None, "identity", "articles")
    return replace(
        asked,
        items=(
            replace(own, role=role),
            *(replace(item, carried=item.kind not in _NAMED or item.carried, focus=False) for item in kept),
        ),
        intent=dialogue.intent if takes_intent and spoken and dialogue.intent else asked.intent,
        answer=dialogue.answer if takes_intent and spoken and dialogue.answer else asked.answer,
        follow_up=True,
        recent_articles=dialogue.articles,
    )


def _completed(
    asked: Interpretation, dialogue: Dialogue, names: Names, pronoun: str | None, utterance: Utterance, grammar: Grammar
) -> Interpretation:
    """The question with a pronoun's person, and with what the conversation was about as soft context."""
    items = list(asked.items)
    own = asked.of_kind(*_NAMED)
    reacting = asked.answer == "statement" and not asked.polar and _is_only_a_reply(asked, grammar)
    if pronoun == "person" and dialogue.people:
        able = _SPEAKING if _is_object(utterance, grammar) else ("person",)
        other = any(item.role == "agent" and _kind(item, names) in able for item in items)
        if not other:
            items = [replace(item, role="any") if item.role == "agent" else item for item in items]
        person = _meant(dialogue.people, utterance, names, grammar)
        apart = _is_set_apart(utterance, grammar)  # nobody who was there before him is he
        items.append(replace(_person(person, hard=not (other or apart)), excluded=apart))
    elif pronoun == "people":
        items.extend(_person(person, hard=False) for person in dialogue.people[:2])
    elif (unsaid := _unsaid_speaker(asked, dialogue, names, utterance)) is not None:
        items.append(unsaid)
    held = asked.items and all(_is_office(item) for item in asked.items) and _asks_what_was(utterance, grammar)
    if pronoun == "person" and held:
        return replace(
            asked, items=tuple(items), follow_up=True, recent_articles=dialogue.articles
        )  # "was he PM then?"
    if not asked.items and pronoun != "person":  # "and the most recent one?" is still on who held the office
        items += [replace(item, carried=True, position=-1) for item in dialogue.items if _is_office(item)]
    taken = {option for item in items for option in item.options}
    topics = [item for item in dialogue.items if item.kind == "topic"]
    began = "beginning" in asked.signs and pronoun == "thing" and not own and bool(topics)
    for item in topics if began else dialogue.items:  # no talks have existed since some year, but a policy has
        if item.kind not in _NAMED or set(item.options) & taken:
            continue
        kind = _kind(item, names)
        if kind == "person" and pronoun == "person" and "others" in asked.signs:
            items.append(replace(item, excluded=True, carried=True, hard=False, role="any"))  # "who else did he meet?"
            continue
        if kind == "person" and (pronoun == "person" or any(_kind(o, names) == "person" for o in own)):
            continue
        if kind == "event" and _asks_for_another(asked, pronoun):
            continue
        if (
            kind in _MATTERS
            and item.role != "place"
            and pronoun != "thing"
            and asked.answer in _ON_MATTERS
            and _names_matter(own, names)
        ):
            continue  # "did she mention the ban?" after what she said of another matter
        replied_to = item.kind == "topic" and _is_only_a_reply(
            asked, grammar
        )  # how somebody took another thing is none
        lasting = (kind in _LASTING and pronoun == "thing") or replied_to
        position = -1 if began else item.position  # what "it" is counts as one of the question's own words then
        hard = replied_to or (lasting and item.kind == "topic" and _is_matter(utterance, grammar))
        items.append(replace(item, carried=not lasting, hard=hard, focus=False, role="any", position=position))
        taken |= set(item.options)
    for event in dialogue.events[:1]:
        if f"e:{event}" not in taken and not (began or _asks_for_another(asked, pronoun)):
            pointed_at = pronoun == "thing" and not own
            replied_to = reacting and not any(item.carried or (item.hard and item.position < 0) for item in items)
            items.append(
                Item(
                    kind="entity", options=(f"e:{event}",), text=event, position=-1, hard=replied_to,
                    carried=not (pointed_at or replied_to),
                )
            )  # fmt: skip
    about_it = pronoun is not None and _is_matter(utterance, grammar)
    if about_it and dialogue.matter is not None and not any(_kind(i, names) in _LASTING for i in items if i.hard):
        items.append(_on_matter(dialogue.matter))
    if _asks_when_said(asked, dialogue):
        asked = replace(asked, signs=asked.signs | {"when_said"})
    beyond = dialogue.facts[:1] if asks_for_others(utterance, grammar) else ()  # the rest may be what is asked for
    return replace(
        asked, items=tuple(items), follow_up=True, recent_facts=() if beyond else dialogue.facts[:3],
        recent_articles=dialogue.articles, beyond=beyond,
    )  # fmt: skip


def _asks_when_said(asked: Interpretation, dialogue: Dialogue) -> bool:
    """Whether "when was that?" or "where?" is asked of words that were told, and not of what they are about."""
    later = asked.signs & {"future", "to_come", "beginning", "since_last"}
    bare = asked.answer in ("time", "place") and not asked.items and not asked.timexes
    return bare and not later and dialogue.answer in ("statement", "quote")


def _unsaid_speaker(asked: Interpretation, dialogue: Dialogue, names: Names, utterance: Utterance) -> Item | None:
    """Whose words are asked for where Japanese or Chinese leaves him unsaid: 何と言いましたか goes on from him
    who acted in the last question."""
    own = [item for item in asked.items if item.kind in _NAMED]
    if (
        utterance.language == "en"
        or own
        or asked.answer not in ("statement", "quote")
        or dialogue.answer == "statement"
    ):
        return None
    able = [item for item in dialogue.items if not item.carried and _kind(item, names) in ("person", "country")]
    acting = [item for item in able if item.role == "agent"]
    return replace(acting[0], position=-1, hard=True) if len(acting) == 1 else None


def _is_matter_of(item: Item, names: Names) -> bool:
    """Whether an item is what somebody is to have spoken about."""
    return item.role not in ("agent", "place") and not item.carried and _kind(item, names) in _MATTERS


def _names_matter(own: tuple[Item, ...], names: Names) -> bool:
    """Whether a question says by itself on what somebody is to have spoken."""
    return any(_is_matter_of(item, names) for item in own)


def _is_matter(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether somebody's words on "it" are asked for: what is said of something else is no answer."""
    words = [token.folded for token in utterance.tokens]
    pointing = grammar.words["pronouns"]["thing"]
    return any(one in grammar.words["en"]["matter_before"] and other in pointing for one, other in pairwise(words))


def _asks_for_another(asked: Interpretation, pronoun: str | None) -> bool:
    """Whether the newest of something or the one before is asked for, and not the occasion just spoken of."""
    if "preceding" in asked.signs and not asked.polar:
        return True
    return asked.answer == "latest" and pronoun is None and bool(asked.of_kind("concept", "relation"))


def _asks_what_was(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether a question has no other verb than "was": not "did he see the minister?"."""
    return any(token.folded in grammar.words["pointing"]["being"] for token in utterance.tokens)


def _is_office(item: Item) -> bool:
    return any(option.startswith("c:office-") for option in item.options)


def find_own_person(asked: Interpretation, utterance: Utterance, names: Names, grammar: Grammar) -> Item | None:
    """Whom a question names before its pronoun: "And Yachi, what did he complain about?"."""
    words = grammar.words["pronouns"]["person"]
    typed = [token.start for token in utterance.tokens if not token.cjk and token.folded in words]
    typed += [place for word in words if not word.isascii() and (place := utterance.text.find(word)) >= 0]
    people = [
        item for item in asked.items if 0 <= item.position < len(utterance.tokens) and _kind(item, names) == "person"
    ]
    if len(people) != 1 or not typed or people[0].excluded:
        return None
    opened = _is_elliptic(replace(utterance, tokens=utterance.tokens[: people[0].position + 1]), grammar)
    return people[0] if opened and utterance.tokens[people[0].position].start < min(typed) else None


def _is_object(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether the pronoun stands behind "to", "with" or the like: "How did Moscow respond to her?"."""
    words = [token.folded for token in utterance.tokens]
    return any(
        word in grammar.words["pronouns"]["person"] and grammar.has("en", "other_before", words[place - 1])
        for place, word in enumerate(words)
        if place
    )


def _is_set_apart(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether the pronoun stands behind "before" or "after", or 彼 before の前: "who had been there before him?"."""
    bounds = grammar.words["event_bounds"]["before"] | grammar.words["event_bounds"]["after"]
    people, text = grammar.words["pronouns"]["person"], utterance.text
    words = [token.folded for token in utterance.tokens]
    if any(one in bounds and other in people for one, other in pairwise(words)):
        return True
    cjk = [text[text.index(word) + len(word) :] for word in people if not word.isascii() and word in text]
    return any(behind.startswith(bound) for behind in cjk for bound in bounds if not bound.isascii())


def _meant(people: tuple[EntityId, ...], utterance: Utterance, names: Names, grammar: Grammar) -> EntityId:
    """Of those who were spoken of the first that the pronoun fits; the first of all where that cannot be told."""
    return meant_people(people, utterance, names, grammar)[0]


def meant_people(
    people: tuple[EntityId, ...], utterance: Utterance, names: Names, grammar: Grammar
) -> tuple[EntityId, ...]:
    """Of those who were spoken of all that the pronoun fits, likeliest first; all where that cannot be told."""
    typed = {token.folded for token in utterance.tokens if not token.cjk}
    for pronoun, other in (("she", "he"), ("he", "she")):
        words = grammar.words["pronouns"][pronoun]
        if typed & words or any(word in utterance.text for word in words if not word.isascii()):
            known = {person: entity.pronoun for person in people if (entity := names.entity(person)) is not None}
            fitting = tuple(person for person in people if known.get(person) == pronoun)
            possible = tuple(person for person in people if known.get(person) != other)
            return fitting or possible or people
    return people


def _person(person: str, *, hard: bool) -> Item:
    return Item(
        kind="entity", options=(f"e:{person}",), text=person, position=-1, hard=hard, role="agent" if hard else "any"
    )


def _kind(item: Item, names: Names) -> str:
    entity = names.entity(item.options[0][2:]) if item.options and item.options[0].startswith("e:") else None
    return entity.kind if entity is not None else ""


def _home(item: Item, names: Names) -> EntityId | None:
    entity = names.entity(EntityId(item.options[0][2:])) if item.options else None
    return entity.of if entity is not None else None


def find_pronoun(utterance: Utterance, asked: Interpretation, grammar: Grammar) -> str | None:
    """The kind of pronoun that a question has; "that" in "at that time" is none."""
    dates = [(timex.start, timex.end) for timex in asked.timexes if timex.end > timex.start]
    tokens = utterance.tokens
    states = grammar.words["pronouns"]["states"]
    latin = {
        token.folded
        for place, token in enumerate(tokens)
        if not token.cjk
        and not any(start <= token.start < end for start, end in dates)
        and not states & {other.folded for other in tokens[place + 1 : place + 2]}
    }
    text = utterance.text
    if not latin & grammar.words["pronouns"]["person"]:
        for word in grammar.words["pronouns"]["people"]:
            if word in text and not word.isascii():
                return "people"  # 他们 has 他 in it
    for kind in ("person", "people", "thing"):
        words = grammar.words["pronouns"][kind]
        if latin & words or any(word in text for word in words if not word.isascii()):
            return kind
    return None


def _is_elliptic(utterance: Utterance, grammar: Grammar) -> bool:
    tokens = utterance.tokens
    starts = grammar.words["ellipsis"]["start"]
    if any(join_key(tokens[:count]) in starts for count in range(1, min(4, len(tokens)) + 1)):
        return True
    ends = grammar.words["ellipsis"]["end"]
    if len(tokens) <= _SHORT and any(join_key(tokens[-count:]) in ends for count in (1, 2)):
        return True  # "three-way summit discussed too?"
    ending = join_key(tokens[-2:])
    return any(ending.endswith(end) for end in ends if not end.isascii()) and len(tokens) <= 12
