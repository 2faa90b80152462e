"""Whether a fact excludes what a claim says: of what it tells there can be but one, and the claim has another.

That two met in one year says nothing of another year, what one did nothing of another's doing it, and what was demanded
nothing of whether it was done. Excluded is another date of what happens once, another place or date of an occasion that
the claim itself tells, whoever else did what only one can do, and the contrary of what was done.
"""

from __future__ import annotations

from collections.abc import Set

from bot.answers.finding.found import Found
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from bot.intents.model import Item

_DONE = ("happened", "ongoing")
_TO_DO = ("demand", "plan", "position", "statement")
_OCCASIONS = ("event", "event_series", "document")


def excludes(found: Found, question: Question, *, other_date: bool) -> bool:
    """Whether the one thing that a claim has otherwise cannot be so as well.

    Args:
        other_date: a date of the claim is not the fact's.
    """
    fact, asked, scoring = found.record.fact, question.asked, question.scoring
    told = {fact.relation, *fact.also}
    verbs = {option[2:] for item in asked.of_kind("relation") for option in item.options}
    if not fact.agents and not other_date and any(item.role == "agent" for item in found.missing):
        return False  # by whom the phrase was coined is not told
    if is_cleft_on(told, question) or told & verbs & scoring.exclusive_relations:
        return True
    if fact.kind in _TO_DO or fact.modality not in _DONE or fact.polarity == "negated":
        return False
    if found.opposed is not None:
        return True
    hard = [item for item in found.missing if item.hard]
    if verbs and not told & verbs:
        return False  # of another act it has neither the date nor the place
    if other_date:
        return not hard and (not told & scoring.repeated_relations or _names_occasion(found, question))
    return bool(hard) and all(_is_place(item, question) for item in hard) and _is_dated(question)


def is_cleft_on(told: Set[str], question: Question) -> bool:
    """Whether a claim puts one party forward as who did what a fact tells: "it was Japan that asked China to lift the
    ban" puts nobody forward as who imposed it."""
    verbs = sorted(question.asked.of_kind("relation"), key=lambda item: item.position)
    own = [item for item in verbs if "by" in (question.word_of(item, 1), *item.text.split()[1:])] or verbs[:1]
    named = {option[2:] for item in own for option in item.options}
    return question.asked.cleft and (not named or bool(told & named))


def tells_opposite(found: Found, question: Question) -> bool:
    """Whether somebody did by words the contrary of what a claim says of him: he "opposed" what he is said to have
    welcomed. That a ban was imposed excludes not that it was lifted since."""
    fact = found.record.fact
    if question.asked.negated or fact.kind in ("demand", "plan") or fact.modality not in (*_DONE, "denied"):
        return False
    if fact.relation not in question.scoring.spoken_relations:
        return False
    told = find_stems(fact.sentence)
    for item in question.asked.of_kind("relation"):
        verbs = {option[2:] for option in item.options}
        against = {other for verb in verbs for other in question.relations.opposite.get(verb, frozenset())}
        if fact.relation in against and not verbs & {fact.relation, *fact.also} and not find_stems(item.text) & told:
            return True
    return False


def _is_place(item: Item, question: Question) -> bool:
    return item.role == "place" or question.is_kind(item, "place")


def _names_occasion(found: Found, question: Question) -> bool:
    """Whether a claim tells which of several occasions it means: by its name, its place or its number."""
    held = [item for item in question.asked.items if item not in found.missing]
    ordinals = {f"c:{concept}" for group in question.scoring.exclusive_concepts for concept in group}
    return any(
        item.role == "place" or question.is_kind(item, "place", *_OCCASIONS) or ordinals & set(item.options)
        for item in held
    )


def _is_dated(question: Question) -> bool:
    """Whether a claim tells its occasion by a date, or speaks of one that was just told."""
    return bool(question.asked.timexes) or question.asked.follow_up
