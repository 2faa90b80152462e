"""What speaks for and against an unreviewed claim beside a question, as numbers to be weighed.

What a program found of a sentence is not checked, and nobody has written down how readers ask for it. So its words are
held against the question's, by their rarity, and what the rules of `unreviewed` look at counts as signs of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.answers.deciding.asked_words import AskedWord, read_asked_words
from bot.answers.deciding.claim_coverage import Coverage
from bot.answers.deciding.claim_parts import ClaimParts
from bot.answers.deciding.found_signs import Signs, signs_of_asked, signs_of_found
from bot.answers.deciding.other_side import Side, find_sides, is_of_other_side
from bot.answers.deciding.unreviewed import (
    ASKS_DAY,
    ASKS_NAME,
    ASKS_WHICH,
    GROUND,
    NOTE,
    answers_who,
    counts_that,
    is_fit_unreviewed,
    is_person,
    names_actor,
    names_more,
    tells_it,
    tells_outcome,
    words_lost,
)  # fmt: skip
from bot.answers.deciding.unreviewed_gaps import lacks_any_place, lacks_matter, lacks_voice
from bot.answers.finding.cues import Cues, holds_cue
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.kinds import find_asked_period, find_persons
from bot.answers.finding.stems import find_stems, find_words, line_up
from bot.answers.question import Question
from bot.intents.model import AnswerKind, Item
from knowledge.features import FOUND_RELATION
from knowledge.model import Fact, Period
from knowledge.patterns import compile_late
from knowledge.text import fold_text
from knowledge.values import dataclass

_AROUND = 2
"""Sentences before and after a claim that are looked at with it."""

_ARTICLE = 80
"""Claims before and after one among which the others of its article are."""

_UNREAD = 0.6
"""Share of a question's words that a claim is taken to have where none can be compared: those of another script."""

_RATED = 14
"""Of the claims found so many of the best are looked at, and as many again of those with most of the words: twice as
many answer the same questions of `tests.measure.article_questions`, and take half as long again."""

_NAME = compile_late(r"(?<![.!?:“\"] )(?<!^)\b[A-ZÀ-Þ]\w+")
_WHICH = compile_late(r"\s*(?:[a-z]+\s+)?which\b", re.IGNORECASE)
_DIGIT = compile_late(r"\d")
_MOST_NAMES = 4
_BY_KIND = (
    "in_claim", "in_setting", "score", "new_number", "new_name", "dated", "dated_to_day", "person", "person_named",
    "ground", "spoken", "speaker_asked", "person_speaks", "asking", "tells", "which_lost",
    "rest_told",
)  # fmt: skip
"""Signs that mean another thing for each kind of answer. Claims are left out: whoever makes up questions makes up many
false premises in the article's words, so that these would come to speak against a claim."""

_OPEN = ("fact", "statement", "relations", "refusal")
"""Kinds of answers that demand nothing of a claim, so that the question's words may say what is wanted."""

_BY_WORDS = {"lacks_place": "place_lost", "lacks_time": "moment_lost"}
"""Places and times that words tell for which there is no entity and no date: "in hospital", "within five days"."""

_WANTED = ("number", "time", "reason")

_FROM_BEST = (
    "in_setting", "in_claim", "around", "score", "in_article",
    "told", "here_claim", "here_setting", "here_around", "here_told", "rest_told",
)  # fmt: skip
"""Signs that count besides by how far they fall behind the best claim's."""


def sign_claims(question: Question, found: tuple[Found, ...], cues: Cues) -> list[tuple[Found, Signs]]:
    """The unreviewed claims worth looking at, with their signs, in the order in which they were found."""
    words = read_asked_words(question)
    total = sum(word.rarity for word in words) or 1.0
    claims = [f for f in found if not f.record.fact.reviewed]

    def covered(*told: frozenset[str]) -> float:
        if not words:
            return _UNREAD
        return sum(w.rarity for w in words if not all(map(w.forms.isdisjoint, told))) / total

    shares = {f.record.number: covered(*_with_setting(f.record.fact)) for f in claims}
    wordiest = sorted(claims, key=lambda f: (-shares[f.record.number], f.record.number))[:_RATED]
    looked_at = {f.record.number for f in (*claims[:_RATED], *wordiest)}
    around = _read_around(looked_at, question)
    texts_of = _read_articles([f for f in claims if f.record.number in looked_at], question)
    claims_of = {article: [find_stems(text) for text in texts] for article, texts in texts_of.items()}
    articles = {article: frozenset[str]().union(*told) for article, told in claims_of.items()}
    coverage = Coverage(words, question.near_words)
    meant = {article: _named_in(article, claims) for article in articles}
    strange = {
        article: tuple(w for w in coverage.find_strange(told) if w.options.isdisjoint(meant[article]))
        for article, told in articles.items()
    }
    here = {article: coverage.weigh_within(told) for article, told in claims_of.items()}
    about = signs_of_asked(question)
    asked_for = _read_asked(question, cues)
    parts = ClaimParts(question)
    best_score = claims[0].score if claims else 0.0
    signed: list[tuple[Found, Signs]] = []
    for rank, f in enumerate(claims):
        if f.record.number not in looked_at:
            continue
        fact = f.record.fact
        period = find_asked_period(f.record, question.asked, question.knowledge)
        signs = signs_of_found(f, question)
        signs.update(_signs_of_words(fact, words, total))
        signs.update(_signs_of_rules(f, question, asked_for, period))
        signs |= {
            "rank": float(rank),
            "behind_first": best_score - f.score,
            "literal": f.literal,
            "in_claim": covered(_stems(fact)),
            "in_setting": shares[f.record.number],
            "in_sentence": covered(find_stems(fact.sentence)),
            "around": covered(*around[f.record.number]),
            "in_article": covered(articles[fact.article]),
            "lost_nowhere": float(sum(word.forms.isdisjoint(articles[fact.article]) for word in words)),
        }
        signs |= {
            "strange": float(len(strange[fact.article])),
            "strange_share": sum(word.rarity for word in strange[fact.article]) / total,
            "strange_names": float(sum(word.is_name for word in strange[fact.article])),
        }
        signs |= coverage.sign(f, here[fact.article], around[f.record.number])
        signs |= _signs_of_meaning(f, question, asked_for, period, cues)
        signs |= parts.sign(fact.claim or fact.sentence, fact.speaker, texts_of[fact.article])
        # "What did Mamani say?": all that he says answers alike, and none is far ahead of the next.
        signs["any_words"] = signs["person_speaks"] * signs["only_names"]
        signs |= {lacks: signs[lost] for lacks, lost in _BY_WORDS.items() if lacks in signs}
        signed.append((f, signs))
    for name in _FROM_BEST:
        most = max((signs[name] for _, signs in signed), default=0.0)
        for _, signs in signed:
            signs[f"{name}_behind"] = most - signs[name]
    of_kind = [] if asked_for.kind == "claim" else [(f"{asked_for.kind} {n}", n) for n in _BY_KIND]
    for _, signs in signed:
        for name, of in of_kind:
            signs[name] = signs[of]
        signs.update(about)
    return signed


def _stems(fact: Fact) -> frozenset[str]:
    return find_stems(fact.claim or fact.sentence)


def _with_setting(fact: Fact) -> tuple[frozenset[str], frozenset[str]]:
    return _stems(fact), find_stems(fact.setting or "")


def _read_around(numbers: Iterable[int], question: Question) -> Mapping[int, list[frozenset[str]]]:
    """The words of each claim and of those before and after it in the same article; claims are numbered in order."""
    wanted = {number: range(number - _AROUND, number + _AROUND + 1) for number in sorted(numbers)}
    read = question.knowledge.read_claims(dict.fromkeys(n for some in wanted.values() for n in some))
    return {
        number: [find_stems(read[n].text) for n in some if n in read and read[n].article == read[number].article]
        for number, some in wanted.items()
    }


def _read_articles(found: Iterable[Found], question: Question) -> Mapping[str, list[str]]:
    """What each claim of the articles of some claims tells."""
    places: dict[str, set[int]] = {}
    for f in found:
        near = range(max(1, f.record.number - _ARTICLE), f.record.number + _ARTICLE + 1)
        places.setdefault(f.record.fact.article, set()).update(near)
    read = question.knowledge.read_claims(sorted(set().union(*places.values())))
    texts: dict[str, list[str]] = {article: [] for article in places}
    for claim in read.values():
        if claim.article in texts:
            texts[claim.article].append(claim.text)
    return texts


def _signs_of_words(fact: Fact, words: tuple[AskedWord, ...], total: float) -> Signs:
    told = [find_stems(word) for word in find_words(fact.claim or fact.sentence) if len(word) > 1]
    stems = _with_setting(fact)
    lost = [word for word in words if all(map(word.forms.isdisjoint, stems))]
    together = sum(
        any(one.forms & first and other.forms & second for first, second in pairwise(told))
        for one, other in pairwise(words)
    )
    return {
        "together": together / max(1, len(words) - 1),
        "lost": float(len(lost)),
        "lost_names": float(sum(word.is_name for word in lost)),
        "lost_rarest": max((word.rarity for word in lost), default=0.0) / total,
        "length": float(len(told)),
        "asked_words": float(len(words)),
        "asked_names": float(sum(word.is_name for word in words)),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _AskedFor:
    """What of a question is the same beside every claim."""

    kind: AnswerKind
    """What is wanted, by the intent or, where that asks for no more than facts, by the words."""

    which: bool
    by_verb: bool
    by_name: bool
    """Whether "which" asks for one of several by its name; what "what" asks for may be told by a clause."""

    names_somebody: bool
    wants_day: bool
    for_words: bool
    """Whether somebody's words are asked for, and not only what somebody did."""

    measure: str | None
    """The sort of amount that is asked for."""

    of_plan: bool
    of_past: bool
    words: frozenset[str]
    entities: tuple[Item, ...]
    people: tuple[Item, ...]
    agents: tuple[Item, ...]
    sides: tuple[Side, ...]


def _named_in(article: str, claims: Iterable[Found]) -> frozenset[str]:
    """Whom and what the claims of an article name, in whatever words: a Danish boat is one of Denmark."""
    own = (f.record.features for f in claims if f.record.fact.article == article)
    return frozenset(feature for features in own for feature in features if feature.startswith("e:"))


def _read_asked(question: Question, cues: Cues) -> _AskedFor:
    asked, text = question.asked, question.utterance.text
    entities = tuple(item for item in asked.of_kind("entity") if not item.carried)
    of_plan = holds_cue(text, (*cues.to_come, *cues.hoped))
    wants = question.gap_words.wants
    kind = (wants.find_kind(text) if asked.answer in _OPEN else None) or asked.answer
    by_verb = wants.asks_by_verb(text)
    which = kind not in ("person", *_WANTED) and not by_verb  # persons are `answers_who`'s
    return _AskedFor(
        kind=kind,
        which=which and ASKS_WHICH.match(text) is not None,
        by_verb=by_verb,
        by_name=_WHICH.match(text) is not None and not asked.quotations,
        names_somebody=ASKS_NAME.search(text) is not None,
        wants_day=asked.answer == "time" and ASKS_DAY.search(text) is not None,
        for_words=asked.answer == "quote" or question.gap_words.find_asked_voice(text) is not None,
        measure=question.gap_words.measures.find_asked(text) if kind == "number" else None,
        of_plan=of_plan,
        of_past=holds_cue(text.replace(" to have ", " to "), cues.past) and not of_plan,
        words=frozenset(find_words(text)),
        entities=entities,
        people=tuple(item for item in entities if any(is_person(option[2:], question) for option in item.options)),
        agents=tuple(item for item in entities if item.role == "agent"),
        sides=find_sides(question),
    )


def _signs_of_rules(found: Found, question: Question, asked_for: _AskedFor, period: Period | None) -> Signs:
    """What the rules of `unreviewed` say of a claim, one by one."""
    asked = question.asked
    to_day = period is not None and period.start == period.end
    people = [question.knowledge.entity(p) for p in find_persons(found.record, asked, question.knowledge)]
    wants, told = question.gap_words.wants, NOTE.sub("", found.record.fact.claim or found.record.fact.sentence)
    measures, measure = question.gap_words.measures, asked_for.measure
    measured = measure is not None and measures.tells(measure, told, asked_for.words)
    return {
        "fit": float(is_fit_unreviewed(found, question)),
        "names_actor": float(names_actor(found, question)),
        "outcome_lost": float(not tells_outcome(found, question)),
        "tells": float(tells_it(found, question)),
        "act_untold": float(_leaves_act_out(found, question)),
        "words_lost": float(words_lost(found)),
        "who_lost": float(asked.answer == "person" and not answers_who(found, question)),
        "count_lost": float(asked.answer == "number" and not counts_that(found, question)),
        "which": float(asked_for.which),
        "which_lost": float(asked_for.which and not names_more(found, question)),
        "name_lost": float(asked_for.which and asked_for.by_name and not names_more(found, question)),
        "asks_name": float(asked_for.names_somebody),
        "day_lost": float(asked_for.wants_day and not to_day),
        "dated": float(period is not None),
        "dated_to_day": float(to_day),
        "person": float(bool(people)),
        "person_named": float(any(person is not None and not person.unnamed for person in people)),
        "place_lost": float(asked.answer == "place" and lacks_any_place(found, question)),
        "voice_lost": float(asked.answer in ("statement", "quote", "fact") and lacks_voice(found, question)),
        "matter_lost": float(asked.answer in ("statement", "quote", "fact") and lacks_matter(found, question)),
        "amount": float(wants.find_new_number(told, asked_for.words)),
        "measured": float(measured),
        "measure_lost": float(asked_for.measure is not None and not measured),
        "amount_lost": float(asked_for.kind == "number" and not wants.find_new_number(told, asked_for.words)),
        "moment": float(period is not None or wants.tells_time(told)),
        "moment_lost": float(asked_for.kind == "time" and period is None and not wants.tells_time(told)),
        "by_verb": float(asked_for.by_verb),
        "wants": float(asked_for.kind != asked.answer),
        "ground": float(GROUND.search(NOTE.sub("", found.record.fact.claim or found.record.fact.sentence)) is not None),
    }


def _leaves_act_out(found: Found, question: Question) -> bool:
    """Whether a claim has none of the verbs of a question, nor a word that tells the same."""
    verbs = [i for i in question.asked.of_kind("relation") if i.text not in question.scoring.light_verbs]
    families = question.near_words.find_families
    told = find_stems(found.record.fact.claim or found.record.fact.sentence)
    return bool(verbs) and not any(
        any(found.record.features.get(option, 0.0) >= FOUND_RELATION for option in item.options)
        or find_stems(item.text) & told
        or families(find_stems(item.text)) & families(told)
        for item in verbs
    )


def _lacks_quotation(fact: Fact, question: Question) -> bool:
    """Whether the question quotes words that do not stand in a claim's sentence."""
    told = line_up(fact.sentence)
    return any(line_up(words) not in told for words in question.asked.quotations)


def _signs_of_meaning(
    found: Found, question: Question, asked_for: _AskedFor, period: Period | None, cues: Cues
) -> Signs:
    """Who speaks, what is new beside the question, and whether it happened, is to come or was only asked about."""
    fact, knowledge = found.record.fact, question.knowledge
    text = NOTE.sub("", fact.claim or fact.sentence)
    new_names = [name for name in _NAME.findall(text) if fold_text(name) not in asked_for.words]
    people, agents = asked_for.people, asked_for.agents
    spoken_by = (fact.speaker,) if fact.speaker else ()

    def holds(items: Iterable[Item], parties: tuple[str, ...]) -> bool:
        return bool(parties) and any(stands_for(item, parties, knowledge) for item in items)

    to_come = holds_cue(text, cues.to_come) or fact.modality == "planned"
    speaks = holds(people, spoken_by)
    acts = holds(agents, (*spoken_by, *fact.agents))
    over = period is not None and period.end < found.record.reported_on
    return {
        "new_number": float(any(not asked_for.words.issuperset(find_words(number.value)) for number in fact.numbers)),
        "digits": float(_DIGIT.search(text) is not None),
        "new_name": float(bool(new_names)),
        "new_names": float(min(_MOST_NAMES, len(new_names))),
        "spoken": float(fact.speaker is not None),
        "speaker_asked": float(holds(asked_for.entities, spoken_by)),
        "agent_acts": float(bool(agents) and acts),
        "agent_lost": float(bool(agents) and not acts),
        "agent_asked": float(holds(asked_for.entities, fact.agents)),
        "target_asked": float(holds(asked_for.entities, fact.targets)),
        "about_asked": float(holds(asked_for.entities, fact.about)),
        "person_lost": float(
            bool(people) and not holds(people, (*spoken_by, *fact.agents, *fact.targets, *fact.mentions))
        ),
        "person_speaks": float(speaks),
        "other_speaks": float(bool(people) and fact.speaker is not None and not speaks),
        "voiceless": float(bool(people) and asked_for.kind in ("statement", "quote") and not speaks),
        "words_not_quoted": float(_lacks_quotation(fact, question)),
        "untold_narration": float(asked_for.kind in ("statement", "quote") and fact.speaker is None),
        "words_untold": float(
            asked_for.for_words and asked_for.kind in ("statement", "quote") and fact.speaker is None
        ),
        "other_side": float(is_of_other_side(text, asked_for.sides, question)),
        "asking": float(cues.is_asking(fact)),
        "past_of_plan": float(asked_for.of_past and to_come and not over),
        "wish_of_past": float(
            asked_for.of_past and holds_cue(text, cues.hoped) and not holds_cue(question.utterance.text, cues.hoped)
        ),
        "plan_of_past": float(asked_for.of_plan and not to_come),
        "plan_of_over": float(asked_for.of_plan and over and not to_come),
        "plan_of_plan": float(asked_for.of_plan and to_come),
        "part": float(fact.claim is not None and len(fact.claim) < len(fact.sentence)),
        "quoting": float("“" in fact.sentence or '"' in fact.sentence),
        "negated_claim": float(fact.polarity == "negated"),
        f"is {fact.statement}": 1.0,
        f"is {fact.modality}": 1.0,
        f"is a {fact.kind}": 1.0,
    }
