"""How likely a fact is to answer a question: what speaks for and against it, weighed by two logistic regressions.

The weights are data (`confidence.yaml`), fitted by `python -m tests.measure.confidence` on readers' questions.
One regression orders the facts; the other says of the first of them how likely it is to answer at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.answers.fitness import is_fit
from bot.answers.likeness import AskedLike, Likeness, compare_with_asked
from bot.answers.lookup import Found
from bot.answers.merge import is_same
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.gazetteer import find_lemmas
from knowledge.question_terms import split_words

LIKELIEST = 16
"""Facts taken up because readers' questions are like the question, besides those that share its features."""

_RATED = 24
"""Of the facts found by their features so many of the best are rated."""

_RIVALS = 6
"""Facts among which the likeliest other one is looked for."""

_FIRST = 3
"""Facts whose probabilities are summed up as a sign of how decided the order is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A fact beside the question, with how likely it is to answer it."""

    found: Found
    order: float
    """Between 0 and 1: its place among the others."""

    chance: float
    """Between 0 and 1: the probability that it answers."""

    lost: frozenset[str]
    """Lemmas of the question that no reader's question for the fact has."""


def rate_facts(question: Question) -> tuple[Rated, ...]:
    """Facts that readers ask questions for, the likeliest answer first; none where a pack holds no questions."""
    return find_rated(question)[0]


def find_rated(question: Question) -> tuple[tuple[Rated, ...], tuple[Found, ...]]:
    """The same, and all facts that share something with the question, as `Question.find` gives them."""
    like = read_likeness(question)
    found = question.find(also=like.likeliest(LIKELIEST))
    if not like.points:
        return (), found
    confidence = question.confidence
    signed = sign_facts(question, like, found)
    ordered = sorted(
        ((confidence.order.probability(signs), -place, f, signs) for place, (f, signs) in enumerate(signed)),
        key=lambda item: item[:2],
        reverse=True,
    )
    orders = [order for order, *_ in ordered]
    rated = tuple(
        Rated(
            found=f,
            order=order,
            chance=confidence.accept.probability(signs | decided(orders, place)),
            lost=frozenset(name.removeprefix("lost l:") for name in signs if name.startswith("lost l:")),
        )
        for place, (order, _, f, signs) in enumerate(ordered)
    )
    return rated, found


def is_likely(rated: Rated, question: Question) -> bool:
    """Whether a fact is likely enough to answer; it must be more so where something of the question is not in it."""
    least, asked, found = question.confidence.least, question.asked, rated.found
    if found.opposed is not None and not asked.polar:
        return False
    missing = [item for item in found.missing if not item.carried]
    unknown = [item for item in asked.of_kind("unknown") if _is_lost(item, rated)]
    needed = [least["clean" if found.clean else "doubtful"]]
    if asked.answer == "refusal":
        needed.append(least["refused"])
    if asked.polar and any(item.kind == "relation" for item in missing):
        needed.append(least["other_act"])
    if asked.polar and unknown:
        needed.append(least["unknown_act"])
    if any(not item.soft for item in unknown):
        needed.append(least["unknown"])
    if not asked.polar and any(item.kind == "entity" and item.hard for item in missing):
        needed.append(least["other_name"])
    if found.lacks_focus and not asked.polar:
        needed.append(least["other_kind"])
    if any(item.focus and _is_lost(item, rated) for item in missing):
        needed.append(least["other_thing"])
    return rated.chance >= max(needed)


def _is_lost(item: Item, rated: Rated) -> bool:
    """Whether no reader's question for the fact has a word; of Japanese and Chinese ones, any of its characters."""
    if item.text.isascii():
        return bool(set(find_lemmas(item.text, {})) & rated.lost)
    return all(letter in rated.lost for letter in split_words(item.text))


def decided(orders: list[float], place: int) -> dict[str, float]:
    """Signs of how decided the order of the facts is, for the one at a place."""
    others = [order for other, order in enumerate(orders) if other != place]
    return {
        "order": orders[place],
        "order_lead": orders[place] - max(others, default=0.0),
        "order_sum": sum(orders[:_FIRST]),
    }


def read_likeness(question: Question) -> AskedLike:
    """The question, with what it takes over from the conversation, beside the questions of readers."""
    taken = [item for item in question.asked.items if item.options and (item.carried or item.position < 0)]
    if any(item.hard for item in taken):  # "he" is one of those who were spoken of, so the others are not meant
        taken = [item for item in taken if item.hard or not question.is_kind(item, "person")]
    terms = tuple(sorted({*question.terms, *(item.options[0] for item in taken if item.options[0][0] in "erc")}))
    return compare_with_asked(terms, question.knowledge.asked_terms(terms), polar=question.asked.polar)


def sign_facts(question: Question, like: AskedLike, found: tuple[Found, ...]) -> list[tuple[Found, dict[str, float]]]:
    """What speaks for and against each fact that readers ask for, best first."""
    likeliest = like.likeliest(LIKELIEST)
    rated = [
        (rank, f)
        for rank, f in enumerate(found)
        if f.record.number in like.points and f.record.fact.reviewed and (rank < _RATED or f.record.number in likeliest)
    ]
    rivals_of_all = likeliest[:_RIVALS]
    about = _signs_of_question(question, like)
    by_number = {f.record.number: f for _, f in rated}
    top = found[0].score if found else 0.0
    signed: list[tuple[Found, dict[str, float]]] = []
    for rank, f in rated:
        likeness = like.of(f.record.number)
        rivals = [
            like.points[number]
            for number in rivals_of_all
            if number != f.record.number
            and not (number in by_number and is_same(f.record.fact, by_number[number].record.fact))
        ]
        lead = likeness.points - max(rivals, default=0.0)
        apart = likeness.points - max(
            (like.points[number] for number in rivals_of_all if not _is_near(number, f, by_number)), default=0.0
        )
        signed.append(
            (
                f,
                _signs_of(f, likeness, question)
                | about
                | {
                    "rank": float(rank),
                    "score_gap": f.score - top,
                    "lead": lead,
                    "lead_apart": apart,
                    "over_unanswered": likeness.points - like.unanswered,
                },
            )
        )
    return signed


def _is_near(number: int, found: Found, by_number: Mapping[int, Found]) -> bool:
    """Whether a rival rests on the same passage, or tells what the same speaker said there: both may be right."""
    if number not in by_number:
        return number == found.record.number
    one, other = found.record.fact, by_number[number].record.fact
    together = one.article == other.article and bool(set(one.sentences) & set(other.sentences))
    speaking = one.article == other.article and one.speaker is not None and one.speaker == other.speaker
    return together or speaking or is_same(one, other)


def _signs_of(found: Found, likeness: Likeness, question: Question) -> dict[str, float]:
    missing = [item for item in found.missing if not item.carried]
    fact = found.record.fact

    def lost(kind: str) -> float:
        return float(sum(item.kind == kind for item in missing))

    return {
        "score": found.score,
        "kind_given": float(found.kind_given),
        "wrong_actor": float(found.wrong_actor is not None),
        "wrong_date": float(found.wrong_date is not None),
        "opposed": float(found.opposed is not None),
        "lacks_focus": float(found.lacks_focus),
        "only_names": float(found.only_names),
        "missing_entity": lost("entity"),
        "missing_hard": float(sum(item.kind == "entity" and item.hard for item in missing)),
        "missing_topic": lost("topic"),
        "missing_relation": lost("relation"),
        "missing_concept": lost("concept"),
        "missing_word": lost("word"),
        "missing_unknown": float(sum(item.kind == "unknown" and not item.soft for item in missing)),
        "missing_soft": float(sum(item.kind == "unknown" and item.soft for item in missing)),
        "missing_focus": float(sum(item.focus for item in missing)),
        "low_weight": float(fact.weight == "low"),
        "passages": float(len(fact.sentences)),
        "identity": float(fact.relation == "be"),
        "recent_fact": float(fact.id in question.asked.recent_facts),
        "recent_article": float(fact.article in question.asked.recent_articles),
        "points": likeness.points,
        "share": likeness.share,
        "weight": likeness.weight,
        "lost": float(likeness.lost),
        "lost_names": float(likeness.lost_names),
        "lost_share": likeness.lost_share,
        "lost_most": likeness.lost_most,
        "clean": float(found.clean),
        "fit": float(is_fit(found, question)),
        f"lacks_{question.asked.answer}": float(not found.kind_given),
    } | {f"lost {term}": 1.0 for term in likeness.lost_terms if term[0] not in "en"}


def _signs_of_question(question: Question, like: AskedLike) -> dict[str, float]:
    asked = question.asked
    terms = len(like.terms)
    return {
        "best_share": like.best / like.most if like.most else 0.0,
        "unanswered": like.unanswered,
        "unanswered_each": like.unanswered / terms if terms else 0.0,
        "terms": float(terms),
        "items": float(len(asked.items)),
        "unknown": float(len(asked.of_kind("unknown"))),
        "unknown_hard": float(sum(not item.soft for item in asked.of_kind("unknown"))),
        "entities": float(len(asked.of_kind("entity"))),
        "relations": float(len(asked.of_kind("relation"))),
        "dates": float(len(asked.timexes)),
        "quotations": float(len(asked.quotations)),
        "polar": float(asked.polar),
        "negated": float(asked.negated),
        "follow_up": float(asked.follow_up),
        "plural": float(asked.plural),
        "chatty": float(question.utterance.chatty),
        "corrected": float(len(question.utterance.corrected)),
        "tokens": float(len(question.utterance.tokens)),
        "other_script": float(question.utterance.language != "en"),
        "intent_score": asked.score / 100,
        f"asks_{asked.answer}": 1.0,
    }
