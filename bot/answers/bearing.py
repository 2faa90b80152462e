"""Whether a fact bears a claim out: all that the claim says is in it, said of the same parties, and meant the same way.

This is stricter than answering. A question is served by a fact that is near it, but a claim is only supported by one
that holds every name, date, number, quotation and word of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.answers.guard import happened_in, stands_for
from bot.answers.lookup import Found
from bot.answers.order import Order, compare_order, read_elements
from bot.answers.question import Question
from bot.answers.stems import find_stems
from bot.intents.model import Item
from knowledge.features import CONTEXT, FAMILY, FOUND_RELATION, KEYWORD, LOCATED
from knowledge.gazetteer import Piece, find_latin_words
from knowledge.loaded import Loaded
from knowledge.text import fold_text
from knowledge.timex import Timex, find_timexes

Words = Mapping[str, frozenset[str]]

_NEUTRAL = frozenset({"be", "say", "mention", "describe", "report", "happen"})
"""Relations that a claim expresses without a verb of its own."""

_PLACES = ("place", "body_of_water", "event", "event_series", "document", "country")
_ACTING = ("person", "country", "organisation", "document")
_NOT_YET = ("planned", "expected", "asked", "alleged", "denied")
_AROUND = 7
"""Words on either side of a date or a number that tell what it belongs to."""

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_NUMBER_WORDS = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100", "dozen": "12"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What of a claim a fact lacks or tells otherwise; where all is empty it bears the claim out."""

    found: Found
    lost: tuple[str, ...] = ()
    """Words, names and quotations that it does not hold."""

    parties: tuple[str, ...] = ()
    """Names whose part in it is another."""

    dates: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    negated: bool = False
    """One of the two is negated and the other is not."""

    opposed: bool = False
    """It has the contrary verb."""

    unlike: bool = False
    """It tells something else of the same things, or only what is planned, asked for or said by somebody."""

    attributed: bool = False
    """It holds all of the claim, but as somebody's words, whom the claim does not name."""

    @property
    def full(self) -> bool:
        """Whether nothing at all speaks against it."""
        return not (self.points or self.lost or self.unlike or self.attributed)

    @property
    def points(self) -> int:
        """In how many points it tells otherwise."""
        return len(self.parties) + len(self.dates) + len(self.numbers) + self.negated + self.opposed


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWords:
    """The lists of `checking.yaml` that decide whether a fact bears a claim out."""

    function: Words
    negations: Words
    intended: Words
    saying: Words
    light: frozenset[str]
    """English words whose order says nothing."""


def read_check_words(data: Loaded) -> CheckWords:
    """The value of the parsed `checking.yaml`."""

    def lists(name: str) -> Words:
        return {key: frozenset(map(str, words)) for key, words in data[name].items()}

    return CheckWords(
        function=lists("function_words"),
        negations=lists("negations"),
        intended=lists("intended"),
        saying=lists("saying"),
        light=lists("function_words")["en"] | lists("negations")["en"],
    )


def compare(question: Question, found: Found, words: CheckWords) -> Bearing:
    """A claim beside a fact."""
    sentence = found.record.fact.sentence
    told = find_stems(sentence)
    order = compare_order(question, sentence, words.light)
    whole = order.kept and order.share >= _NEARLY_ALL and _keeps_doubt(question, sentence, words)
    return Bearing(
        found=found,
        lost=tuple(_lost(question, found, told, words)),
        parties=tuple(_wrong_owners(question, found) if order.kept else _misplaced(question, found, words)),
        dates=tuple(_wrong_dates(question, found)),
        numbers=tuple(_wrong_numbers(question, found)),
        negated=_negations(question.utterance.text, words) != _negations(sentence, words),
        opposed=found.opposed is not None,
        unlike=(not whole and _is_unlike(question, found, told, words))
        or _lacks_predicate(question, found, order, words),
        attributed=_is_attributed(question, found, words),
    )


# --- what the fact does not hold


def _lost(question: Question, found: Found, told: frozenset[str], words: CheckWords) -> Iterable[str]:
    utterance = question.utterance
    items = {item.position: item for item in question.asked.items}
    for index, piece in enumerate(utterance.pieces):
        tokens = utterance.tokens[piece.first : piece.last]
        options = _options(piece, items.get(piece.first))
        if options and any(option[0] in "erc" for option in options):
            held = _holds(found, options, items.get(piece.first), question)
            if not (held or _stands_in(piece, options, found, question, words)) or _is_reverse(
                piece, options, found, told, question
            ):
                yield piece.key
        elif index in utterance.unknown and utterance.tokens[piece.first].cjk:
            yield utterance.unknown[index]
        else:
            for token in tokens:
                if not _is_told(token.folded, token.cjk, told, found, words):
                    yield token.folded
    if question.asked.quotations and not all(_quotes(text, found, question) for text in question.asked.quotations):
        yield from question.asked.quotations


def _words_of(piece: Piece) -> list[str]:
    """The Latin words of a piece."""
    return find_latin_words(piece.key)


def _stands_in(piece: Piece, options: tuple[str, ...], found: Found, question: Question, words: CheckWords) -> bool:
    """Whether the fact's sentence has the same thing, or the very words."""
    sentence = found.record.fact.sentence
    elements = read_elements(sentence, question.knowledge, words.light)
    if any(element & set(options) for element, _ in elements):
        return True
    return not any(option[0] == "e" for option in options) and f" {piece.key} " in _plain(sentence)


def _is_reverse(piece: Piece, options: tuple[str, ...], found: Found, told: frozenset[str], question: Question) -> bool:
    """Whether a verb of the claim is not in the fact's sentence as such, but its contrary is what the fact tells:
    "asked to impose", where the sentence has "ban" and "lift"."""
    if any(({word} | find_stems(word)) & told for word in _words_of(piece)):
        return False
    against = {o for option in options for o in question.relations.opposite.get(option[2:], frozenset())}
    return bool(against & {found.record.fact.relation, *found.record.fact.also})


def _is_told(word: str, cjk: bool, told: frozenset[str], found: Found, words: CheckWords) -> bool:
    if cjk:
        return word in words.function["cjk"] or "\u3041" <= word <= "\u309f"
    if word.isdigit() or word in _NUMBER_WORDS or word in words.function["en"] or len(word) == 1:
        return True  # numbers are held against the fact by themselves
    if word in words.negations["en"]:
        return True
    stems = {word} | find_stems(word)
    return bool(stems & told) or any(found.record.features.get(f"w:{stem}", 0.0) >= KEYWORD for stem in stems)


def _options(piece: Piece, item: Item | None) -> tuple[str, ...]:
    if item is not None and item.options:
        return item.options
    return tuple(f"{t.kind[0]}:{t.id}" if t.kind != "topic" else f"e:{t.id}" for t in piece.targets if t.kind in (
        "entity", "topic", "relation", "concept"))  # fmt: skip


def _holds(found: Found, options: tuple[str, ...], item: Item | None, question: Question) -> bool:
    return any(_holds_one(found, option, item, question) for option in options)


def _holds_one(found: Found, option: str, item: Item | None, question: Question) -> bool:
    features = found.record.features
    strength = features.get(option, 0.0)
    match option[0]:
        case "e":
            if strength >= FAMILY:
                return True
            entity = question.knowledge.entity(option[2:])
            kind = entity.kind if entity is not None else ""
            least = LOCATED if kind in ("place", "body_of_water", "country") else CONTEXT
            return (
                strength >= least
                and kind in _PLACES
                and (kind != "country" or (item is not None and item.role == "place"))
            )
        case "r":
            return option[2:] in _NEUTRAL or strength >= FOUND_RELATION
        case _:
            return strength >= KEYWORD or (strength >= LOCATED and option.startswith("c:office"))


def _quotes(text: str, found: Found, question: Question) -> bool:
    own = _plain(text)
    quotes = (quote.text for quote in question.knowledge.quotes_of(found.record.number))
    return any(own in _plain(quoted) for quoted in (*quotes, found.record.fact.sentence))


def _plain(text: str) -> str:
    return f" {' '.join(find_latin_words(fold_text(text)))} "


# --- what it tells otherwise


def _misplaced(question: Question, found: Found, words: CheckWords) -> Iterable[str]:
    asked, fact, knowledge = question.asked, found.record.fact, question.knowledge
    doers = (*fact.agents, *filter(None, (fact.speaker, fact.relayed_by)))
    own_act = _verbs(question) & {fact.relation, *fact.also}
    for item in asked.of_kind("entity"):
        if item.carried or item.excluded or not question.is_kind(item, *_ACTING):
            continue
        if item.role == "agent":
            parties = (*doers, *fact.targets) if asked.symmetric else doers
            if not stands_for(item, parties, knowledge) and not _is_published(item, found, question):
                yield item.text
            continue
        if item.role == "target" and own_act and not asked.symmetric:
            others = (*fact.targets, *fact.mentions, *fact.topics)
            if stands_for(item, fact.agents, knowledge) and not stands_for(item, others, knowledge):
                yield item.text
    for item in _speakers(question, words):
        voices = tuple(filter(None, (fact.speaker, fact.relayed_by))) or fact.agents
        if not stands_for(item, (*voices, *fact.agents[:1]) if not fact.speaker else voices, knowledge):
            yield item.text
    yield from _wrong_owners(question, found)
    yield from _exchanged(question, found)


def _is_published(item: Item, found: Found, question: Question) -> bool:
    return question.is_kind(item, "document") and stands_for(
        item, (*found.record.fact.targets, *found.record.fact.mentions), question.knowledge
    )


def _speakers(question: Question, words: CheckWords) -> Iterable[Item]:
    """Those whose words the claim says it gives."""
    tokens = [token.folded for token in question.utterance.tokens]
    saying = words.saying["en"]
    for item in question.asked.of_kind("entity"):
        if item.position < 0 or not question.is_kind(item, *_ACTING):
            continue
        end = item.position + max(1, len(item.text.split()))
        before = " ".join(tokens[max(0, item.position - 3) : item.position])
        if any(word in saying for word in tokens[end : end + 2]) or any(
            before.removesuffix(" the").endswith(cue) for cue in words.saying["according"]
        ):
            yield item


def _exchanged(question: Question, found: Found) -> Iterable[str]:
    """Names of one kind that the claim and the fact give in another order, or between which only the order decides."""
    for group in _ORDERED:
        items = [i for i in question.asked.of_kind("entity") if i.position >= 0 and question.kind_of(i) in group]
        for one, other in pairwise(sorted(items, key=lambda item: item.position)):
            if set(one.options) & set(other.options) or _is_mutual(one, other, question, found):
                continue
            if question.utterance.language != "en":
                if one.role != "agent" and other.role != "agent":
                    yield other.text
                continue
            places = _places(one, found, question), _places(other, found, question)
            if min(places[0], default=0) > min(places[1], default=0):
                yield other.text


_ORDERED = (("person",), ("country", "place", "body_of_water"), ("document", "event", "event_series"))
_APART = frozenset({"in", "of", "on", "at", "to", "for", "from", "that", "by", "with"})
_BETWEEN = 4
"""Words between two names that are joined by "and"."""


def _is_mutual(one: Item, other: Item, question: Question, found: Found) -> bool:
    """Whether two names stand side by side: joined by "and", or around a verb that means both alike."""
    tokens = [token.folded for token in question.utterance.tokens[one.position : other.position]]
    short = len(tokens) <= _BETWEEN + len(one.text.split()) and not _APART & set(tokens)
    if short and {"and", "&", "と", "和", "与", "與", "、"} & set(tokens):
        return True
    verbs = _verbs(question)
    return found.record.fact.relation in _BOTH_ALIKE and verbs <= _BOTH_ALIKE


_BOTH_ALIKE = frozenset({"meet", "talk", "agree", "disagree", "discuss", "shake-hands", "cooperate", "host", "be"})


def _places(item: Item, found: Found, question: Question) -> list[int]:
    """Where the names of an item stand in the fact's sentence."""
    sentence = fold_text(found.record.fact.sentence)
    names: set[str] = {item.text}
    for entity in question.entities_of(item):
        names |= {fold_text(entity.name.en), *(fold_text(a.text) for a in entity.aliases if a.language == "en")}
        names |= {name for name, state in _states(question).items() if state == entity.id}
    return sorted(
        m.start() for name in names if name for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?!\w)", sentence)
    )


def _wrong_owners(question: Question, found: Found) -> Iterable[str]:
    """States that stand before a noun which in the fact is another state's: "Japan's ban", "Chinese seafood"."""
    sentence = fold_text(found.record.fact.sentence)
    states = _states(question)
    in_fact = _owned(sentence, states)
    in_claim = _owned(fold_text(question.utterance.text), states)
    for noun, owners in in_claim.items():
        others = in_fact.get(noun)
        if others and not owners & others:
            yield noun


def _states(question: Question) -> Mapping[str, str]:
    """Names and adjectives of the states that a claim names, by what they stand for."""
    names: dict[str, str] = {}
    for item in question.asked.of_kind("entity"):
        for entity in question.entities_of(item)[:1]:
            if entity.kind == "country":
                spelled = (entity.name.en, *(alias.text for alias in entity.aliases if alias.language == "en"))
                names |= {form: entity.id for name in spelled for form in (fold_text(name), f"{fold_text(name)}'s")}
    return names


def _owned(text: str, states: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    words = re.findall(r"[\w.]+(?:'s)?", text)
    owned: dict[str, set[str]] = {}
    for one, other in pairwise(words):
        owner = states.get(one)
        if owner and other not in states:
            for stem in {other, *find_stems(other)}:
                owned.setdefault(stem, set()).add(owner)
    return {noun: frozenset(owners) for noun, owners in owned.items()}


def _wrong_dates(question: Question, found: Found) -> Iterable[str]:
    record, text = found.record, question.utterance.text
    sentence = record.fact.sentence
    dated = _dates_of(sentence, record.reported_on)
    for timex in question.utterance.timexes:
        if timex not in question.asked.timexes:
            continue  # the day behind "as of", up to which articles count
        words = text[timex.start : timex.end].lower()
        said = [t for t in dated if _is_within(t, timex) or sentence[t.start : t.end].lower() == words]
        if said and (len(_days(dated)) < _SEVERAL or any(_belongs(timex, text, t, sentence) for t in said)):
            continue
        happened = timex.bound == "in" and happened_in(timex, record, question.knowledge)
        if said and happened and question.utterance.language != "en":
            continue  # its words cannot be held against those around the date
        if not said and happened and len(_days(dated)) < _SEVERAL:
            continue
        yield text[timex.start : timex.end]


def _is_within(one: Timex, other: Timex) -> bool:
    """Whether a date of the fact is that of the claim or lies in it; "since 2021" is not "in 2023"."""
    if other.bound == "in":
        return (
            one.first is not None
            and one.last is not None
            and one.bound in ("in", other.bound)
            and _holds_days(other, one)
        )
    return one.bound == other.bound and (one.first, one.last) == (other.first, other.last)


def _holds_days(period: Timex, other: Timex) -> bool:
    first, last = period.first, period.last
    return (
        first is not None
        and last is not None
        and other.first is not None
        and other.last is not None
        and first <= other.first
        and other.last <= last
    )


def _days(timexes: Iterable[Timex]) -> set[tuple[date | None, date | None]]:
    return {(t.first, t.last) for t in timexes}


def _belongs(one: Timex, text: str, other: Timex, sentence: str) -> bool:
    """Whether words around a date of the claim stand around it in the fact too."""
    return bool(_near(text, one.start, one.end) & _near(sentence, other.start, other.end))


def _near(text: str, start: int, end: int) -> frozenset[str]:
    before = find_latin_words(fold_text(text[:start]))[-_AROUND:]
    after = find_latin_words(fold_text(text[end:]))[:_AROUND]
    return frozenset(stem for word in (*before, *after) if len(word) > 3 for stem in find_stems(word))


def _wrong_numbers(question: Question, found: Found) -> Iterable[str]:
    text = _without_dates(question.utterance.text, question.utterance.timexes)
    sentence = found.record.fact.sentence
    own = _numbers(_without_dates(sentence, _dates_of(sentence, found.record.reported_on)))
    for number, behind in _numbers(text):
        same = [other for value, other in own if value == number]
        if not same or (len(own) > 1 and behind and not any(behind & other for other in same)):
            yield number


def _without_dates(text: str, timexes: Iterable[Timex]) -> str:
    for timex in sorted(timexes, key=lambda t: -t.start):
        text = f"{text[: timex.start]} {text[timex.end :]}"
    return text


def _dates_of(sentence: str, reported_on: date) -> tuple[Timex, ...]:
    low = sentence.lower()
    return find_timexes(low, reported_on) if len(low) == len(sentence) else ()


def _numbers(text: str) -> list[tuple[str, frozenset[str]]]:
    """The numbers of a text, each with the words behind it."""
    words = re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_]+", fold_text(text))
    found: list[tuple[str, frozenset[str]]] = []
    for place, word in enumerate(words):
        value = word.replace(",", "") if word[0].isdigit() else _NUMBER_WORDS.get(word)
        if value is not None and word != "one":
            behind = [w for w in words[place + 1 : place + 4] if len(w) > 2]
            found.append((value, frozenset(stem for w in behind for stem in find_stems(w))))
    return found


def _negations(text: str, words: CheckWords) -> int:
    """How many words of a text deny something."""
    folded = fold_text(text)
    latin = [word.replace("'", "") for word in re.findall(r"[\w']+", folded)]
    denying = [word for word in latin if word in words.negations["en"] or (word[-2:] == "nt" and word[:-2] in _HELPING)]
    return len(denying) + any(word in folded for word in words.negations["cjk"])


_HELPING: frozenset[str] = frozenset("do does did is are was were has have had would could should can wo".split())


# --- how it is meant


def _verbs(question: Question) -> set[str]:
    """All relations of a claim but "be", also those that questions use without meaning them."""
    targets = (target for piece in question.utterance.pieces for target in piece.targets)
    return {target.id for target in targets if target.kind == "relation"} - {"be"}


_NEARLY_ALL = 0.6
"""Share of a fact's own words from which a claim that keeps their order is the fact itself."""

_SEVERAL = 2
_SINGLE = 2
"""Passages up to which a fact is one claim."""


def _is_unlike(question: Question, found: Found, told: frozenset[str], words: CheckWords) -> bool:
    fact = found.record.fact
    verbs = _verbs(question)
    if len(fact.sentences) > _SINGLE or not _is_about_them(question, found):
        return True
    if question.utterance.language != "en":
        return not _has_its_verbs(question, found, verbs)
    if fact.relation not in _NEUTRAL and verbs and fact.relation not in verbs:
        return True
    if fact.relation in _NEUTRAL and verbs - _NEUTRAL and not verbs & set(fact.also) and fact.statement == "narration":
        stems = {stem for item in question.asked.of_kind("relation") for stem in find_stems(item.text)}
        if not stems & told:
            return True
    if fact.modality in _NOT_YET or fact.relation in question.scoring.prospective_relations:
        return not _says_so(question.utterance.text, words) and fact.relation not in verbs
    return False


_FEW = 3


def _has_its_verbs(question: Question, found: Found, verbs: set[str]) -> bool:
    """Whether a claim in Japanese or Chinese has the verb of the fact and none that the fact lacks: its words cannot be
    held against the fact's one by one, so nothing else tells who does what."""
    fact = found.record.fact
    if not verbs:
        return fact.relation == "be" and len(question.asked.items) <= _FEW
    told = {fact.relation, *fact.also, *_NEUTRAL, *(_BOTH_ALIKE if fact.relation in _BOTH_ALIKE else ())}
    return fact.relation in verbs and verbs <= told and fact.relation not in _NEUTRAL


def _lacks_predicate(question: Question, found: Found, order: Order, words: CheckWords) -> bool:
    """Whether a claim that somebody is something, or that something is not so, is held by other words of the fact only:
    "Wang Yi was not minister", where it calls him that in passing and denies something else."""
    if order.kept:
        return False
    if _negations(question.utterance.text, words):
        return True
    fact = found.record.fact
    if _verbs(question):
        return False
    first = next((item for item in question.asked.of_kind("entity", "topic")), None)
    if first is not None and question.is_kind(first, "event"):  # "Iwaya visited" is the name of his visit
        return fact.kind != "event" or not stands_for(first, filter(None, (fact.event,)), question.knowledge)
    if fact.relation not in ("be", "take-office"):
        return True
    return first is not None and not stands_for(first, (*fact.agents, *fact.topics), question.knowledge)


def _is_about_them(question: Question, found: Found) -> bool:
    """Whether the claim names one of those who act in the fact, or to whom something is done."""
    fact = found.record.fact
    parties = (*fact.agents, *fact.targets, *fact.topics)
    named = question.asked.of_kind("entity", "topic")
    return not parties or any(stands_for(item, parties, question.knowledge) for item in named)


def _keeps_doubt(question: Question, sentence: str, words: CheckWords) -> bool:
    """Whether each word of the fact that makes it a plan, a wish or a rumour is in the claim too."""
    claimed = find_stems(question.utterance.text)
    cues = words.intended["en"] & set(find_latin_words(fold_text(sentence)))
    return all(({cue} | find_stems(cue)) & claimed for cue in cues)


def _says_so(text: str, words: CheckWords) -> bool:
    folded = fold_text(text)
    padded = f" {' '.join(find_latin_words(folded))} "
    return any(f" {word} " in padded for word in words.intended["en"]) or any(
        w in folded for w in words.intended["cjk"]
    )


def _is_attributed(question: Question, found: Found, words: CheckWords) -> bool:
    """Whether the fact gives somebody's words, and the claim names nobody who says or does it."""
    fact = found.record.fact
    if fact.speaker is None and fact.statement == "narration":
        return False
    voices = tuple(filter(None, (fact.speaker, fact.relayed_by))) + fact.agents
    return not any(stands_for(item, voices, question.knowledge) for item in question.asked.of_kind("entity"))
