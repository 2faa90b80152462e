"""What answers each kind of question. A handler is imported when its kind is asked, as no question needs two."""

from __future__ import annotations

from bot.answers.facts import answer_from_facts
from bot.answers.outcome import Outcome
from bot.answers.question import Question


def answer_kind(question: Question) -> Outcome:
    """What the kind's own handler makes of a question; kinds without one are answered from single facts."""
    match question.asked.answer:
        case "small_talk":
            from bot.answers.chat import make_small_talk

            return make_small_talk(question)
        case "meta":
            from bot.answers.chat import describe_abilities

            return describe_abilities(question)
        case "refusal":
            from bot.answers.chat import decline

            return decline(question)
        case "articles":
            from bot.answers.just_told import tell_articles

            return tell_articles(question)
        case "comparison":
            from bot.answers.compare import compare

            return compare(question)
        case "timeline":
            from bot.answers.timeline import build_timeline

            return build_timeline(question)
        case "latest":
            from bot.answers.latest import tell_latest

            return tell_latest(question)
        case "identity":
            from bot.answers.identity import identify

            return identify(question)
        case "overview":
            from bot.answers.overview import give_overview

            return give_overview(question)
        case "contents":
            from bot.answers.contents import tell_contents

            return tell_contents(question)
        case "place":
            from bot.answers.identity import locate

            return locate(question)
        case "office":
            from bot.answers.identity import find_office

            return find_office(question)
        case "claim":
            from bot.answers.claims import check_claim

            return check_claim(question)
        case "relations":
            from bot.answers.relations import describe_relations

            return describe_relations(question)
        case _:
            return answer_from_facts(question)
