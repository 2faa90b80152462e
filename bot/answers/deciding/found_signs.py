"""What speaks for and against a fact beside a question, and what the question is like, as numbers to be weighed."""

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.question import Question

Signs = dict[str, float]
"""Name of a sign → its value; one that is absent counts as 0."""


def signs_of_found(found: Found, question: Question) -> Signs:
    """What the look-up says of a fact."""
    missing = [item for item in found.missing if not item.carried]
    fact = found.record.fact
    kinds = [item.kind for item in missing]

    return {
        "score": found.score,
        "kind_given": float(found.kind_given),
        "wrong_actor": float(found.wrong_actor is not None),
        "wrong_date": float(found.wrong_date is not None),
        "opposed": float(found.opposed is not None),
        "lacks_focus": float(found.lacks_focus),
        "only_names": float(found.only_names),
        "missing_entity": float(kinds.count("entity")),
        "missing_hard": float(sum(item.kind == "entity" and item.hard for item in missing)),
        "missing_topic": float(kinds.count("topic")),
        "missing_relation": float(kinds.count("relation")),
        "missing_concept": float(kinds.count("concept")),
        "missing_word": float(kinds.count("word")),
        "missing_unknown": float(sum(item.kind == "unknown" and not item.soft for item in missing)),
        "missing_soft": float(sum(item.kind == "unknown" and item.soft for item in missing)),
        "missing_focus": float(sum(item.focus for item in missing)),
        "low_weight": float(fact.weight == "low"),
        "passages": float(len(fact.sentences)),
        "identity": float(fact.relation == "be"),
        "recent_fact": float(fact.id in question.asked.recent_facts),
        "recent_article": float(fact.article in question.asked.recent_articles),
        "clean": float(found.clean),
        f"lacks_{question.asked.answer}": float(not found.kind_given),
    }


def signs_of_asked(question: Question) -> Signs:
    """What a question is made of."""
    asked = question.asked
    return {
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
