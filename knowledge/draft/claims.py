"""Facts and quotes that a program found, brought to what a pack may say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from knowledge.draft.names import FittedNames
from knowledge.identifiers import make_identifier
from knowledge.model import ArticleId, Fact, FactId, FactLinks, Modality, Pack, Quote, QuoteId
from knowledge.pack_reader.facts import MAY_COME_LATER
from knowledge.pack_yaml import render_partial, render_period
from knowledge.text import hash_text
from knowledge.values import dataclass, replace
from knowledge.wording import find_words, strip_edges

_HASH_LENGTH = 16
_PAIR = re.compile(r"“([^“”]*)”|„([^„“”]*)[“”]|\"([^\"]*)\"")
_MARK = re.compile('[“”"„]')
_ANY_MARK = re.compile("[“”\"„‘’']")
_EXPECTED: frozenset[Modality] = frozenset(("happened", "ongoing"))


def fit_facts(
    pack: Pack, article: ArticleId, names: FittedNames, quotes: tuple[Quote, ...], refused: Refusals
) -> tuple[Fact, ...]:
    """The facts that nobody has rejected, with identifiers, names, dates and quotation marks as a pack has them."""
    day = pack.articles[0].published_on
    take = _Unique(lambda text: _identify(text, pack.articles[0].id, article))
    texts = tuple(quote.text for quote in quotes)
    found: list[Fact] = []
    for fact in pack.facts:
        sentence = mark_words(_tidy(fact.sentence), texts)
        id = FactId(take(fact.id))
        if not re.search(r"\w", sentence) or refused.hold(id, sentence):
            continue
        found.append(_fit_fact(replace(fact, id=id, article=article, sentence=sentence), names, day))
    return tuple(found)


def fit_quotes(pack: Pack, article: ArticleId, names: FittedNames, refused: Refusals) -> tuple[Quote, ...]:
    """The quotes that nobody has rejected; the facts that they belong to are still those of the draft."""
    day = pack.articles[0].published_on
    take = _Unique(lambda text: _identify(text, pack.articles[0].id, article))
    found: list[Quote] = []
    for quote in pack.quotes:
        id = QuoteId(take(quote.id))
        if not re.search(r"\w", quote.text) or refused.hold(id, quote.text):
            continue
        speaker = names.entity(quote.speaker)
        said_on = quote.on if quote.on and quote.on.start <= day and render_partial(quote.on) else None
        found.append(
            replace(
                quote,
                id=id,
                article=article,
                speaker=speaker,
                attributed=speaker is not None,
                on=said_on,
                cue=_tidy(quote.cue or "") or None,
                addressees=(),
                topics=names.entities_of(quote.topics, topics=True),
                reviewed=False,
            )
        )
    return tuple(found)


def link_quotes(
    pack: Pack, article: ArticleId, facts: tuple[Fact, ...], quotes: tuple[Quote, ...]
) -> tuple[Quote, ...]:
    """The quotes, each with those of the kept facts that it belongs to."""
    take = _Unique(lambda text: _identify(text, pack.articles[0].id, article))
    ids = {fact.id: FactId(take(fact.id)) for fact in pack.facts}
    kept = {fact.id for fact in facts}
    return tuple(replace(quote, facts=tuple(ids[id] for id in quote.facts if ids.get(id) in kept)) for quote in quotes)


def hash_claim(words: str) -> str:
    """What a rejection keeps of a fact or quote: its words without quotation marks, which edits change."""
    return hash_text(" ".join(_ANY_MARK.sub("", words).split()))[:_HASH_LENGTH]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """What people have refused in an earlier draft of the article."""

    ids: frozenset[str] = frozenset()
    """Empty where the article has another text by now, as they count its sentences."""

    hashes: frozenset[str] = frozenset()

    def hold(self, id: str, words: str) -> bool:
        """Whether this very item was refused, or the same words."""
        return id in self.ids or hash_claim(words) in self.hashes


def mark_words(sentence: str, quotes: tuple[str, ...]) -> str:
    """Put “curly marks” around words of the article's quotes and ‘single ones’ around all other words that have marks.

    What stands in curly marks must be a quote of the article, word for word; the machine also writes whom a pronoun
    means between square brackets, and cuts.
    """

    def marked(match: re.Match[str]) -> str:
        words = next(group for group in match.groups() if group is not None)
        inner = strip_edges(words)
        is_quote = bool(inner) and any(any(find_words(quote, inner)) for quote in quotes)
        return f"“{words}”" if is_quote else f"‘{_MARK.sub('’', words)}’"

    pieces: list[str] = []
    place = 0
    for match in _PAIR.finditer(sentence):
        pieces += [_MARK.sub("’", sentence[place : match.start()]), marked(match)]
        place = match.end()
    return "".join((*pieces, _MARK.sub("’", sentence[place:])))


def _fit_fact(fact: Fact, names: FittedNames, day: date) -> Fact:
    speaker = names.entity(fact.speaker)
    when = fact.when if fact.when and render_period(fact.when) else None
    modality = fact.modality
    if when is not None and when.start > day and not when.since and modality not in MAY_COME_LATER:
        # After its article a pack has plans and expectations only; what is asked or denied loses the day instead.
        if modality in _EXPECTED:
            modality = "expected"
        else:
            when = None
    return replace(
        fact,
        agents=names.entities_of(fact.agents),
        targets=names.entities_of(fact.targets),
        mentions=names.entities_of(fact.mentions),
        topics=names.entities_of(fact.topics, topics=True),
        place=names.place(fact.place),
        event=None,
        when=when,
        modality=modality,
        statement=fact.statement if speaker is not None else "narration",
        speaker=speaker,
        relayed_by=names.entity(fact.relayed_by),
        numbers=tuple(number for number in fact.numbers if number.value.strip() and number.of.strip()),
        links=FactLinks(),
        setting=None,
        frame=None,
        reviewed=False,
    )


class _Unique:
    """Gives each identifier once; a second claim of one name gets a number."""

    def __init__(self, identify: Callable[[str], str]) -> None:
        self._identify = identify
        self._given: set[str] = set()

    def __call__(self, text: str) -> str:
        plain = found = self._identify(text)
        number = 2
        while found in self._given:
            found, number = f"{plain}-{number}", number + 1
        self._given.add(found)
        return found


def _identify(id: str, before: ArticleId, article: ArticleId) -> str:
    return make_identifier(f"{article}-{id.removeprefix(before).strip('-')}" if id.startswith(before) else id)


def _tidy(text: str) -> str:
    """Without control characters, which YAML refuses, and with single blanks."""
    words = " ".join(text.split())
    return "".join(letter for letter in words if unicodedata.category(letter) not in ("Cc", "Cs"))
