"""Whether a fact bears a claim out: all that the claim says is in it, said of the same parties, and meant the same way.

This is stricter than answering. A question is served by a fact that is near it, but a claim is only supported by one
that holds every name, date, number, quotation and word of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.checking.claim_manner import is_attributed, is_unlike, keeps_doubt, lacks_predicate
from bot.answers.checking.claim_particulars import count_negations, find_wrong_dates, find_wrong_numbers
from bot.answers.checking.claim_parties import find_misplaced, find_wrong_owners
from bot.answers.checking.claim_words import NEUTRAL, NUMBER_WORDS, CheckWords, claimed_relations, plain_words
from bot.answers.deciding.order import compare_order, read_elements
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.features import CONTEXT, FAMILY, FOUND_RELATION, KEYWORD, LOCATED
from knowledge.gazetteer import Piece, find_latin_words
from knowledge.scripts import is_hiragana
from knowledge.values import dataclass

_PLACES = ("place", "body_of_water", "event", "event_series", "document", "country")
_NEARLY_ALL = 0.6
"""Share of a fact's own words from which a claim that keeps their order is the fact itself."""


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

    whole: bool = False
    """The claim has most of its words, in its order and with all that makes it a plan or a rumour."""

    @property
    def full(self) -> bool:
        """Whether nothing at all speaks against it."""
        return not (self.points or self.lost or self.unlike or self.attributed)

    @property
    def points(self) -> int:
        """In how many points it tells otherwise."""
        return len(self.parties) + len(self.dates) + len(self.numbers) + self.negated + self.opposed


def compare(question: Question, found: Found, words: CheckWords, aside: frozenset[int] = frozenset()) -> Bearing:
    """A claim beside a fact.

    Args:
        aside: places of tokens that only ask or claim: "…, right?".
    """
    sentence = found.record.fact.sentence
    told = find_stems(sentence)
    order = compare_order(question, sentence, words.light, aside)
    whole = order.kept and order.share >= _NEARLY_ALL and keeps_doubt(question, sentence, words)
    return Bearing(
        found=found,
        lost=tuple(_lost(question, found, told, words, aside)),
        parties=tuple(
            find_wrong_owners(question, found)
            if order.kept and not _is_done_to_doer(question, found)
            else find_misplaced(question, found, words)
        ),
        dates=tuple(find_wrong_dates(question, found)),
        numbers=tuple(find_wrong_numbers(question, found)),
        negated=count_negations(question.utterance.text, words) != count_negations(sentence, words),
        opposed=found.opposed is not None,
        unlike=(not whole and is_unlike(question, found, told, words))
        or lacks_predicate(question, found, order, words),
        attributed=is_attributed(question, found, words),
        whole=whole,
    )


def _is_done_to_doer(question: Question, found: Found) -> bool:
    """Whether the fact tells the act of a claim as done to whoever does it there: "Japanese citizens had been arrested"
    has its words in the order of "Japan arrested citizens"."""
    item, fact = found.wrong_actor, found.record.fact
    own = fact.relation in claimed_relations(question)
    return own and item is not None and item.role == "agent" and stands_for(item, fact.targets, question.knowledge)


def _lost(
    question: Question, found: Found, told: frozenset[str], words: CheckWords, aside: frozenset[int]
) -> Iterable[str]:
    utterance = question.utterance
    items = {item.position: item for item in question.asked.items}
    for index, piece in enumerate(utterance.pieces):
        if aside.issuperset(range(piece.first, piece.last)):
            continue
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
    return not any(option[0] == "e" for option in options) and f" {piece.key} " in plain_words(sentence)


def _is_reverse(piece: Piece, options: tuple[str, ...], found: Found, told: frozenset[str], question: Question) -> bool:
    """Whether a verb of the claim is not in the fact's sentence as such, but its contrary is what the fact tells:
    "asked to impose", where the sentence has "ban" and "lift"."""
    if any(({word} | find_stems(word)) & told for word in _words_of(piece)):
        return False
    against = {o for option in options for o in question.relations.opposite.get(option[2:], frozenset())}
    return bool(against & {found.record.fact.relation, *found.record.fact.also})


def _is_told(word: str, cjk: bool, told: frozenset[str], found: Found, words: CheckWords) -> bool:
    if cjk:
        return word in words.function["cjk"] or is_hiragana(word)
    if word.isdigit() or word in NUMBER_WORDS or word in words.function["en"] or len(word) == 1:
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
            return option[2:] in NEUTRAL or strength >= FOUND_RELATION
        case _:
            return strength >= KEYWORD or (strength >= LOCATED and option.startswith("c:office"))


def _quotes(text: str, found: Found, question: Question) -> bool:
    own = plain_words(text)
    quotes = (quote.text for quote in question.knowledge.quotes_of(found.record.number))
    return any(own in plain_words(quoted) for quoted in (*quotes, found.record.fact.sentence))
