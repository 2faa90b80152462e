"""What answers each kind of question. A handler is imported when its kind is asked, as no question needs two."""

from __future__ import annotations

from bot.answers.handlers.facts import answer_from_facts, answer_plainly
from bot.answers.outcome import Answered, NotFound, Outcome
from bot.answers.question import Question
from bot.intents.model import AnswerKind
from knowledge.values import replace

_OF_FACTS: frozenset[AnswerKind] = frozenset({"latest", "identity", "fact", "statement"})
"""Kinds of answers, besides claims, that are held against what a question with yes or no claims."""

_OF_OCCASIONS: frozenset[AnswerKind] = frozenset({"fact", "statement", "identity"})
"""Kinds of answers that may be the main points of an occasion."""


_OF_OTHER_THINGS: frozenset[AnswerKind] = frozenset({"identity", "articles", "overview"})
"""Kinds of answers whose words stand in questions for plain facts as well: "what is it that they do", "the source"."""


def answer_kind(question: Question) -> Outcome:
    """What the kind's own handler makes of a question; with its verdict, where it can be answered with yes or no."""
    if question.asked.answer in _OF_OCCASIONS and any("r:discuss" in item.options for item in question.asked.items):
        from bot.answers.handlers.agenda import tell_discussed  # few questions ask what was discussed

        if (discussed := tell_discussed(question)) is not None:
            return discussed
    if any(option.startswith("c:office-") for item in question.asked.items for option in item.options):
        from bot.answers.handlers.claims import check_office, states_office  # few messages state an office

        if states_office(question) and (office := check_office(question)) is not None:
            return office
    outcome = _answer_kind(question)
    if question.asked.polar and question.asked.answer in _OF_FACTS:
        from bot.answers.handlers.settled import settle  # most questions claim nothing

        outcome = settle(outcome, question)
    if question.asked.intent == "refuse_prediction" or question.asked.polar:
        from bot.answers.handlers.foretold import meet_question_ahead  # most questions ask for what was

        outcome = meet_question_ahead(outcome, question)
    if question.asked.polar and any(item.either for item in question.asked.items):
        from bot.answers.handlers.choice import name_chosen  # few claims leave a choice

        return name_chosen(outcome, question)
    if isinstance(outcome, NotFound) and question.asked.answer in _OF_OCCASIONS:
        from bot.answers.handlers.agenda import tell_agenda  # most questions are answered by then

        outcome = tell_agenda(question) or outcome
    asked = question.asked
    if isinstance(outcome, NotFound) and asked.answer in _OF_OTHER_THINGS and asked.article_question is None:
        return answer_plainly(question) or outcome
    return outcome


def _answer_kind(question: Question) -> Outcome:
    """What the kind's own handler makes of a question; kinds without one are answered from single facts."""
    match question.asked.answer:
        case "small_talk":
            from bot.answers.handlers.chat import make_small_talk

            return make_small_talk(question)
        case "meta":
            from bot.answers.handlers.chat import describe_abilities

            return describe_abilities(question)
        case "refusal":
            from bot.answers.handlers.chat import decline

            return decline(question)
        case "articles":
            from bot.answers.handlers.just_told import tell_articles

            return tell_articles(question)
        case "comparison":
            from bot.answers.handlers.compare import compare

            return compare(question)
        case "timeline":
            from bot.answers.handlers.timeline import build_timeline

            return build_timeline(question)
        case "latest":
            from bot.answers.handlers.latest import tell_latest

            return tell_latest(question)
        case "identity":
            from bot.answers.handlers.identity import identify

            return identify(question)
        case "overview":
            from bot.answers.handlers.overview import give_overview

            return give_overview(question)
        case "contents":
            from bot.answers.handlers.contents import tell_contents

            return tell_contents(question)
        case "place":
            from bot.answers.handlers.identity import locate

            return locate(question)
        case "office":
            from bot.answers.handlers.identity import find_office

            return find_office(question)
        case "claim":
            from bot.answers.handlers.claims import check_claim

            return check_claim(question)
        case "relations":
            if question.asked.polar and question.asked.of_kind("relation"):
                from bot.answers.handlers.claims import check_claim  # "did it improve their relations" claims a deed

                claimed = check_claim(
                    replace(question, asked=replace(question.asked, intent="check_claim", answer="claim"))
                )
                if isinstance(claimed, Answered) or question.asked.of_kind("topic", "concept")[1:]:
                    return claimed  # what something did to them is not told by how they are
            from bot.answers.handlers.relations import describe_relations

            return describe_relations(question)
        case _:
            return answer_from_facts(question)
