"""How likely a fact is to answer a question: what speaks for and against it, weighed by two logistic regressions.

The weights are data (`confidence.yaml`), fitted by `python -m tests.measure.confidence` on readers' questions.
One regression orders the facts; the other says of the first of them how likely it is to answer at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.answers.deciding.answering_party import has_party, is_of_place
from bot.answers.deciding.beside_point import asks_what_will_be
from bot.answers.deciding.fitness import CERTAIN, defines_without_name, is_fit
from bot.answers.deciding.found_signs import Signs, signs_of_asked, signs_of_found
from bot.answers.deciding.mismatch import is_silent
from bot.answers.deciding.told_act import tells_the_act
from bot.answers.finding.found import Found
from bot.answers.finding.likeness import AskedLike, Likeness, compare_with_asked
from bot.answers.finding.merge import is_same
from bot.answers.finding.regressions import Regression
from bot.answers.question import Question, verbs_of
from bot.intents.model import Item
from knowledge.gazetteer import find_lemmas
from knowledge.model import Fact
from knowledge.question_terms import split_words
from knowledge.scripts import is_hiragana
from knowledge.values import dataclass

LIKELIEST = 16
"""Facts taken up because readers' questions are like the question, besides those that share its features."""

_RATED = 24
"""Of the facts found by their features so many of the best are rated."""

_RIVALS = 6
"""Facts among which the likeliest other one is looked for."""

_FIRST = 3
"""Facts whose probabilities are summed up as a sign of how decided the order is."""


_PAIR = 2
_NEXT = 3
_WITHIN = 0.35
"""Share of the first fact's order from which one that holds all goes before it where it lacks a name."""

_OF_ORDER = frozenset({"c:previous", "c:latest", "c:first", "c:second"})
_PLAYING = 6
"""Facts among which one is looked for that has somebody in the part that is asked for."""

_NOT_FAR = 0.5
"""Share of the first fact's order from which one of the next may go before it."""

_EVEN = 0.95
"""The same for one of which nothing is missing."""

_AS_FAR = 0.75
"""The same for one that is likely to answer where the first is not."""

_LEADING = 0.3
"""The least order of a fact that holds all that is asked, to answer though its chance is small."""

_HOLDING = 72
"""The least score of such a fact; one that says what something is has some points less than others."""

_OF_NO_KIND = ("fact", "refusal", "latest", "relations", "timeline", "comparison")
"""Kinds of answers that demand nothing of a fact, so that one can hold all words and yet be beside the point."""

_OF_SOMEBODY = ("identity", "office", "person")
_OF_AN_ACT = ("reason", "time", "place", "number", "person")
"""Kinds of answers that tell of an act, so that one of the contrary act answers none."""

_OF_A_KIND = ("reason", "time", "place", "number")
"""Kinds of answers that a fact has or has not."""

_ORDERING = frozenset({"previous"})
"""Words that choose among several of one thing, and name none: "last xi japan summit"."""

_THINGS = ("concept", "word", "unknown")
_OBJECTING = frozenset({"deny", "oppose", "criticise", "protest", "reject"})
_EXPLAINING = "r:explain"
_MATTER = frozenset({"about", "on", "to", "regarding", "concerning", "over"})
_ABOUT = frozenset({"about", "on", "regarding", "concerning"})


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
    ordered = put_in_order(signed, confidence.order)
    orders = [order for order, *_ in ordered]
    lemmas = [term for term in like.terms if term.startswith("l:")]
    rated = tuple(
        Rated(
            found=f,
            order=order,
            chance=confidence.accept.probability(signs | decided(orders, place)),
            lost=frozenset(term[2:] for term in lemmas if f"lost {term}" in signs),
        )
        for place, (order, f, signs) in enumerate(ordered)
    )
    return rated, found


def put_in_order(signed: list[tuple[Found, Signs]], order: Regression) -> list[tuple[float, Found, Signs]]:
    """Facts by what a regression makes of their signs, which stands before each; equal ones stay as they are."""
    weighed = [(order.probability(signs), found, signs) for found, signs in signed]
    return sorted(weighed, key=lambda item: -item[0])


def is_likely(rated: Rated, question: Question) -> bool:
    """Whether a fact is likely enough to answer; it must be more so where something of the question is not in it."""
    least, asked, found = question.confidence.least, question.asked, rated.found
    needed: list[float] = []
    if found.opposed is not None and not (asked.polar or _is_objection_to_it(found, question)):
        if asked.answer in _OF_AN_ACT:
            return False
        needed.append(least["other_thing"])
    own = [item for item in asked.items if not item.carried and item.position >= 0]
    if own and all(item in found.missing for item in own) and not asked.recent_facts:
        if asked.follow_up:
            return False
        needed.append(least["other_thing"])  # it has nothing of what the question is about but readers' words
    if not (own or asked.follow_up or asked.timexes or asked.quotations or _names_anything(question)):
        return False  # nor does a question without a name or a word of its own ask for any fact
    missing = [item for item in found.missing if not item.carried]
    if asked.answer == "reason":
        missing = [item for item in missing if _EXPLAINING not in item.options]  # "what explains …" is no more than why
    if (
        asked.answer == "person"
        and asked.beyond
        and asked.symmetric
        and not found.missing
        and has_party(found, question)
    ):
        return found.score >= CERTAIN  # "who else did he meet?": readers have asked for the others
    strict = question.scoring.strict_relations - question.scoring.exclusive_relations
    if asked.polar and any({option[2:] for option in item.options} & strict for item in missing):
        return False  # that somebody resigned is told by a fact of just that
    if _lacks_what_it_is_about(rated, missing, question):
        return False
    keys = _lacked_keys(rated, missing, question)
    if any(not _may_be_misspelt(item, question) for item in keys):
        return False
    if keys:
        needed.append(least["other_thing"])
    if asked.answer in _OF_A_KIND and _lacks_object(rated, missing, question):
        return False
    unknown = [item for item in asked.of_kind("unknown") if _is_lost(item, rated, question)]
    of_place = asked.answer == "place" and is_of_place(found.record.fact, question)
    needed.append(least["clean" if found.clean or of_place else "doubtful"])
    if 2 * len(missing) >= len(own) > 1 and not asked.of_kind("entity", "topic") and not asked.timexes:
        lost = any(_is_lost(item, rated, question) for item in missing)
        needed.append(least["other_thing" if lost else "unknown"])  # words alone, and it has no more than half of them
    if asked.answer == "refusal":
        needed.append(least["refused"])
    if asked.polar and any(item.kind == "relation" for item in missing):
        needed.append(least["other_act"])
    if asked.polar and asked.answer == "latest" and any(_has_contrary(item, question) for item in missing):
        needed.append(least["unknown_act"])
    if asked.polar and (unknown or any(item.focus for item in missing if item.kind == "unknown")):
        needed.append(least["unknown_act"])  # that one reader used the word bears out no claim of it
    titled = asked.answer in _OF_SOMEBODY and any(item.kind == "unknown" and not item.soft for item in missing)
    if titled or any(not item.soft for item in unknown):
        needed.append(least["unknown"])  # that somebody is no emperor was asked of him, too
    if not asked.polar and any(item.kind == "entity" and item.hard for item in missing):
        needed.append(least["other_name"])
    if asked.answer == "person" and not asked.polar and found.wrong_actor is not None:
        needed.append(least["other_name"])
    if not asked.polar and any(item.kind == "relation" and _is_lost(item, rated, question) for item in missing):
        needed.append(least["other_kind"])
    misled = found.wrong_actor is not None and not of_place  # where he met him is no act of the house
    if asked.answer in _OF_A_KIND and not asked.polar and misled and _is_other_act(found, question):
        needed.append(least["other_thing"])  # somebody else did something else
    if any(is_silent(item, found, question) for item in asked.of_kind("entity")):
        needed.append(least["other_kind"])
    if defines_without_name(found, question):
        needed.append(least["other_thing"])
    if found.lacks_focus and not asked.polar:
        needed.append(least["other_kind"])
    if any(item.focus and _is_lost(item, rated, question) for item in missing):
        if any(_is_sort_of(item, question) for item in missing):
            return False
        needed.append(least["other_thing"])
    return rated.chance >= max(needed) or _fits_exactly(rated, missing, question)


def _is_objection_to_it(found: Found, question: Question) -> bool:
    """Whether words on some matter are asked for, and the fact has them against it: what Japan said "about the
    allegation" is that it denied it."""
    if question.asked.answer not in ("statement", "quote") or found.opposed is None or found.wrong_actor is not None:
        return False
    before = question.utterance.tokens[: max(found.opposed.position, 0)]
    return found.record.fact.relation in _OBJECTING and any(token.folded in _MATTER for token in before)


def _lacked_keys(rated: Rated, missing: list[Item], question: Question) -> list[Item]:
    """Things that a few keys without a verb name and that neither the fact nor its readers' questions have: a military
    hotline is not the lines of communication that two states open."""
    asked, light = question.asked, question.scoring.light_concepts | _ORDERING
    if "keys" not in asked.signs or asked.follow_up or asked.of_kind("relation"):
        return []
    named = missing if asked.answer == "fact" else [item for item in asked.items if not item.carried]
    things = [item for item in named if item.kind in ("topic", "concept", "word", "unknown") and not item.soft]
    named = [i for i in things if not i.options or not {option[2:] for option in i.options} & light]
    return [item for item in named if _is_lost(item, rated, question)]


def _may_be_misspelt(item: Item, question: Question) -> bool:
    """Whether a word has been corrected, perhaps to another than was meant, or nobody knows it and others beside it are
    misspelt: "chian" is no chain."""
    corrected = question.utterance.corrected
    return bool(corrected) and (item.kind == "unknown" or not set(corrected.values()).isdisjoint(item.text.split()))


def _names_anything(question: Question) -> bool:
    """Whether a word of the question, a cue for all that, stands for something: "the seventieth anniversary, when?"."""
    kinds = {"entity", "topic", "relation", "concept"}
    return any(target.kind in kinds for piece in question.utterance.pieces for target in piece.targets)


def _has_contrary(item: Item, question: Question) -> bool:
    """Whether a verb has a contrary, so that a fact without it may tell just that: "stop", "lift", "refuse"."""
    return item.kind == "relation" and any(question.relations.opposite.get(option[2:]) for option in item.options)


def _is_other_act(found: Found, question: Question) -> bool:
    verbs = {option[2:] for item in question.asked.of_kind("relation") for option in item.options}
    return bool(verbs) and not verbs & {found.record.fact.relation, *found.record.fact.also}


def put_fitting_first(rated: tuple[Rated, ...], question: Question) -> tuple[Rated, ...]:
    """The facts, with one of the next before the first where that lacks a name or has another actor, and the next holds
    all that is asked; or where the first has nothing of the kind that is asked for, or nobody in the part of whom it is
    asked."""
    ordering = any(set(item.options) & _OF_ORDER for item in question.asked.of_kind("concept"))
    if rated and question.asked.answer == "person" and not ordering and not has_party(rated[0].found, question):
        for r in rated[1:_PLAYING]:
            if r.order >= rated[0].order * _WITHIN and has_party(r.found, question) and is_likely(r, question):
                return (r, *(other for other in rated if other is not r))
    for r in rated[1:_NEXT]:
        if r.order >= rated[0].order * _EVEN and r.chance >= rated[0].chance and _holds_more(r.found, rated[0].found):
            return (r, *(other for other in rated if other is not r))
    first = rated[0].found if rated else None
    if first is not None and any(item.kind == "entity" and not item.carried for item in first.missing):
        for r in rated[1:_NEXT]:
            whole = r.found.clean and not r.found.missing
            if whole and r.order >= rated[0].order * _WITHIN and is_likely(r, question):
                return (r, *(other for other in rated if other is not r))
    if first is None or first.opposed is not None or is_likely(rated[0], question):
        return rated
    if not first.kind_given and question.asked.answer in _OF_A_KIND:
        for r in rated[1:_NEXT]:
            if r.order >= rated[0].order * _NOT_FAR and _gives_kind(r.found, question) and is_likely(r, question):
                return (r, *(other for other in rated if other is not r))
    for r in rated[1:_NEXT]:
        if r.order >= rated[0].order * _AS_FAR and is_likely(r, question) and not question.asked.polar:
            return (r, *(other for other in rated if other is not r))
    named = any(item.kind in ("entity", "topic") and not item.carried for item in first.missing)
    if first.wrong_actor is None and not named:
        return rated
    for r in rated[1:_NEXT]:
        missing = [item for item in r.found.missing if not item.carried]
        if r.order < rated[0].order * _NOT_FAR:
            break
        if _fits_exactly(r, missing, question):
            return (r, *(other for other in rated if other is not r))
    return rated


def _holds_more(one: Found, other: Found) -> bool:
    """Whether one fact holds all that is asked, and another does not."""
    return one.clean and not one.missing and bool(other.missing or not other.clean)


def _gives_kind(found: Found, question: Question) -> bool:
    """Whether a fact has what is asked for; of reasons one that is known as such."""
    fact = found.record.fact
    return found.kind_given and (question.asked.answer != "reason" or bool(fact.reason or fact.purpose))


def _fits_exactly(rated: Rated, missing: list[Item], question: Question) -> bool:
    """Whether a fact holds all that is asked, is of the kind asked for and leads the others: that readers ask for it in
    other words counts little then."""
    asked, found = question.asked, rated.found
    quoting = _quotes_all(found, question)
    least = question.confidence.least["fit_follow_up" if asked.follow_up or quoting else "fit"]
    open_kind = asked.answer in _OF_NO_KIND and not quoting
    if missing or asked.of_kind("unknown") or open_kind or rated.chance < least:
        return False
    if (
        asked.polar
        and (verbs := verbs_of(question))
        and not verbs & {found.record.fact.relation, *found.record.fact.also}
    ):
        return False  # that they met says not that one visited the other
    if asked.polar and asks_what_will_be(question):
        return False  # "Will they give in on …?" is told by no fact of the matter
    if asked.follow_up and asked.polar:
        return False  # most of what such a claim says was said before
    fact = found.record.fact
    if asked.answer == "reason" and not (fact.reason or fact.purpose):
        return False  # that a sentence has a word such as "with" in it is no reason
    sure = rated.order >= _LEADING and found.score >= _HOLDING and found.clean
    return sure and (is_fit(found, question) or _is_met_in_it(found, question))


def _quotes_all(found: Found, question: Question) -> bool:
    """Whether a fact has the very words that a question quotes, so that nothing else can be meant: "which document does
    the phrase “…” come from"."""
    quoted, sentence = question.asked.quotations, found.record.fact.sentence.casefold()
    return bool(quoted) and not question.asked.polar and all(words.casefold() in sentence for words in quoted)


def _is_met_in_it(found: Found, question: Question) -> bool:
    """Whether it is asked whom somebody met, or who did what, of one who was spoken of, and the fact is of just that,
    even if it tells more."""
    asked, verbs = question.asked, verbs_of(question)
    met = asked.follow_up or verbs <= question.scoring.roles["meeting"]
    return asked.answer == "person" and bool(verbs) and met and found.kind_given and tells_the_act(found, question)


def _lacks_what_it_is_about(rated: Rated, missing: list[Item], question: Question) -> bool:
    """Whether words on some matter are asked for ("say about beef imports"), and nothing of it is in the fact, nor in
    what readers ask it for."""
    if question.asked.answer not in ("statement", "quote"):
        return False
    words = [token.folded for token in question.utterance.tokens]
    places = [place for place, word in enumerate(words) if word in _ABOUT and place]
    if not places:
        return False
    matter = [item for item in question.asked.items if item.position > places[0] and not item.carried]
    if any(
        one in missing and other in missing and _is_name(one, other, question) and _is_lost(one, rated, question)
        for one, other in pairwise(matter)
    ):
        return True  # a fact of other territories does not tell of the "Northern Territories"
    if any(_narrows(one, other, question) and _is_lost(one, rated, question) for one, other in pairwise(matter)):
        return True  # beef imports are no imports of fish
    head = matter[-1] if matter else None
    if (
        head is not None
        and head in missing
        and len(matter) == _PAIR
        and _is_part_of(matter[0], head, question)
        and _is_lost(head, rated, question)
    ):
        return True  # nor is "beef", a quarrel, their import
    return bool(matter) and all(
        item in missing and (item.kind == "entity" or not item.options or _is_lost(item, rated, question))
        for item in matter
    )


def _lacks_object(rated: Rated, missing: list[Item], question: Question) -> bool:
    """Whether that to which something was done, or over which there is a quarrel, is neither in the fact nor in what
    readers ask it for: "When did China ban lithium?", "arguing over whaling"."""
    own = [item for item in question.asked.items if item.position >= 0 and not item.carried]
    last = max(own, key=lambda item: item.position, default=None)
    if last is None or last not in missing or last.kind not in _THINGS or not last.text.isascii():
        return False
    behind = {item.position + len(item.text.split()) for item in own if item.kind == "relation"}
    little = question.knowledge.resource("grammar")["en"]
    step = -1 if question.word_of(last, -1) in little["determiners"] else 0
    done = last.position + step in behind or question.word_of(last, step - 1) in little["matter_before"]
    return done and _is_lost(last, rated, question)


def _narrows(item: Item, following: Item, question: Question) -> bool:
    """Whether a word that nobody knows tells which kind of a thing is meant: "beef imports"."""
    return item.kind == "unknown" and _is_part_of(item, following, question)


def _is_sort_of(item: Item, question: Question) -> bool:
    """Whether it is asked which one of a named thing's sorts it was: "which Tomahawk version"."""
    if not item.focus or not item.text.isascii():
        return False
    return any(
        named.position + len(named.text.split()) == item.position and question.word_of(named, -1) == "which"
        for named in question.asked.of_kind("entity", "topic")
        if not named.carried and named.position > 0
    )


def _is_name(item: Item, following: Item, question: Question) -> bool:
    """Whether two words with capital letters make one name, though each means something: "Northern Territories"."""
    tokens = question.utterance.tokens
    capital = all(tokens[i.position].text[:1].isupper() for i in (item, following))
    return capital and item.position > 0 and _is_part_of(item, following, question)


def _is_part_of(item: Item, following: Item, question: Question) -> bool:
    """Whether two words make one thing: "beef imports"."""
    behind = item.position + len(item.text.split())
    if following.kind not in ("concept", "word", "topic") or following.position != behind or not item.text.isascii():
        return False
    tokens = question.utterance.tokens
    return not question.utterance.text[tokens[behind - 1].end : tokens[behind].start].strip("- ")


def _is_lost(item: Item, rated: Rated, question: Question) -> bool:
    """Whether no reader's question for the fact has a word; of Japanese and Chinese ones, any of its characters."""
    if item.text.isascii():
        tokens = question.utterance.tokens if item.position >= 0 else ()
        typed = [token.folded for token in tokens[item.position : item.position + len(item.text.split())]]
        return any(set(find_lemmas(word, {})) & rated.lost for word in (item.text, *typed))
    letters = [letter for letter in split_words(item.text) if not is_hiragana(letter)]
    return any(letter in rated.lost for letter in letters)


def decided(orders: Sequence[float], place: int) -> Signs:
    """Signs of how decided the order of the facts is, for the one at a place."""
    return {
        "order": orders[place],
        "order_lead": orders[place] - max((*orders[:place], *orders[place + 1 :]), default=0.0),
        "order_sum": sum(orders[:_FIRST]),
    }


def read_likeness(question: Question) -> AskedLike:
    """The question, with what it takes over from the conversation, beside the questions of readers."""
    taken = [item for item in question.asked.items if item.options and (item.carried or item.position < 0)]
    if any(item.hard for item in taken):  # "he" is one of those who were spoken of, so the others are not meant
        taken = [item for item in taken if item.hard or not question.is_kind(item, "person")]
    terms = tuple(sorted({*question.terms, *(item.options[0] for item in taken if item.options[0][0] in "erc")}))
    return compare_with_asked(terms, question.knowledge.asked_terms(terms), polar=question.asked.polar)


def sign_facts(question: Question, like: AskedLike, found: tuple[Found, ...]) -> list[tuple[Found, Signs]]:
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
    signed: list[tuple[Found, Signs]] = []
    for rank, f in rated:
        likeness = like.of(f.record.number)
        fact, number = f.record.fact, f.record.number
        known = {rival: by_number[rival].record.fact for rival in rivals_of_all if rival in by_number}
        same = {number} | {rival for rival, other in known.items() if is_same(fact, other)}
        near = same | {rival for rival, other in known.items() if _is_near(fact, other)}
        lead, apart = (
            likeness.points - max((like.points[rival] for rival in rivals_of_all if rival not in left_out), default=0.0)
            for left_out in (same, near)
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


def _is_near(one: Fact, other: Fact) -> bool:
    """Whether a rival rests on the same passage, or tells what the same speaker said there: both may be right."""
    if one.article != other.article:
        return False
    return not set(one.sentences).isdisjoint(other.sentences) or (
        one.speaker is not None and one.speaker == other.speaker
    )


def _signs_of(found: Found, likeness: Likeness, question: Question) -> Signs:
    return (
        signs_of_found(found, question)
        | {
            "points": likeness.points,
            "share": likeness.share,
            "weight": likeness.weight,
            "lost": float(likeness.lost),
            "lost_names": float(likeness.lost_names),
            "lost_share": likeness.lost_share,
            "lost_most": likeness.lost_most,
            "fit": float(is_fit(found, question)),
        }
        | {f"lost {term}": 1.0 for term in likeness.lost_terms if term[0] not in "en"}
    )


def _signs_of_question(question: Question, like: AskedLike) -> Signs:
    terms = len(like.terms)
    return signs_of_asked(question) | {
        "best_share": like.best / like.most if like.most else 0.0,
        "unanswered": like.unanswered,
        "unanswered_each": like.unanswered / terms if terms else 0.0,
        "terms": float(terms),
    }
