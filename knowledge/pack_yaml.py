"""Values as the YAML that people read and edit in a pack: lists on one line, long sentences wrapped."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from knowledge.model import Alias, Article, Entity, Fact, FactNumber, Names, Period, Quote, Sentence, SentenceRef, Topic
from knowledge.pack_reader.dates import parse_partial_date

WIDTH = 118
_PLAIN = re.compile(r"(?=.*[^\W\d_])[^\W_]+(?:[ -][^\W_]+)*")
_NOT_PLAIN = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quote_scalar(text: str) -> str:
    """A text as one YAML value on one line: bare where it is plain words, else between double quotation marks."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _NOT_PLAIN:
        return text
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def fold_sentence(text: str, *, room: int) -> str | None:
    """A sentence of several lines in a folded block (`>-`), without indentation; None where it fits on one line."""
    lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
    if (
        len(lines) < 2
        or " ".join(lines) != text
        or any(_escaped(letter) != letter for letter in text if letter not in '"\\')
    ):
        return None
    return "\n".join([">-", *lines])


def list_items(items: Iterable[str]) -> str:
    """A list on one line."""
    return f"[{', '.join(quote_scalar(item) for item in items)}]"


def render_period(period: Period) -> str | None:
    """A period as `when:` writes it; None where it ends before it begins.

    One that is finer or coarser than its days say is written as those days, about.
    """
    first, last, precision = period.start.isoformat(), period.end.isoformat(), period.precision
    if period.start > period.end:
        return None
    about = ", about: true" if precision == "about" else ""
    if period.since:
        # About a day of January is about that year: which it was written as is not known any more.
        cuts = {"day": (10,), "month": (7, 10), "year": (4, 10)}.get(precision, (4, 7, 10))
        written = next(first[:cut] for cut in cuts if _reaches(first[:cut], period.start))
        return f"{{since: {written}{about}}}"
    for key, cut in (("on", 10), ("month", 7), ("year", 4)):
        partial = parse_partial_date(first[:cut])
        if (
            partial
            and (partial.start, partial.end) == (period.start, period.end)
            and precision in (partial.precision, "about")
        ):
            return f"{{{key}: {first[:cut]}{about}}}"
    for cut, fineness in ((7, "month"), (4, "year")):
        opening, closing = parse_partial_date(first[:cut]), parse_partial_date(last[:cut])
        if opening and closing and (opening.start, closing.end) == (period.start, period.end) and precision == fineness:
            return f"{{from: {first[:cut]}, to: {last[:cut]}}}"
    return f"{{from: {first}, to: {last}{'' if precision == 'day' else ', about: true'}}}"


def render_partial(period: Period) -> str | None:
    """A day, month or year as one value; None for any other period."""
    for cut in (10, 7, 4):
        text = period.start.isoformat()[:cut]
        partial = parse_partial_date(text)
        if partial and (partial.start, partial.end) == (period.start, period.end):
            return text
    return None


def render_article(article: Article, *, undated: bool) -> Iterator[str]:
    """The lines of `article:`."""
    yield "article:"
    yield f"  id: {quote_scalar(article.id)}"
    yield f"  publisher: {quote_scalar(article.publisher)}"
    yield "  publisher_country: null"
    yield "  state_media: null"
    yield f"  headline: {quote_scalar(article.headline)}"
    yield f"  byline: {quote_scalar(article.byline) if article.byline else 'null'}"
    yield f"  published_on: {article.published_on.isoformat()}{_UNDATED_REMARK if undated else ''}"
    yield f"  published_how: {quote_scalar(article.published_how)}"
    yield f"  url: {quote_scalar(article.url) if article.url else 'null'}"
    yield f"  sha256: {article.sha256}"


_UNDATED_REMARK = "  # the article does not say; look it up"


def render_sentences(sentences: Iterable[Sentence]) -> Iterator[str]:
    """The lines of `sentences:`."""
    yield "sentences:  # number: [start, end, hash, paragraph, first words, last words]"
    for each in sentences:
        words = ", ".join('"' + "".join(map(_escaped, text)) + '"' for text in (each.opening, each.closing))
        yield f'  {each.number}: [{each.span.start}, {each.span.end}, "{each.sha256}", {each.paragraph}, {words}]'


def render_fact(fact: Fact) -> str:
    """A fact as an item of a list, without indentation."""
    rows: list[tuple[str, str | None]] = [
        ("id", quote_scalar(fact.id)),
        ("reviewed", None if fact.reviewed else "false"),
        ("sentence", _sentence(fact.sentence)),
        ("kind", fact.kind),
        ("relation", quote_scalar(fact.relation)),
        ("also", _list(fact.also)),
        ("agent", _list(fact.agents)),
        ("target", _list(fact.targets)),
        ("mentions", _list(fact.mentions)),
        ("topics", _list(fact.topics)),
        ("place", _maybe(fact.place)),
        ("when", render_period(fact.when) if fact.when else None),
        ("polarity", None if fact.polarity == "affirmed" else fact.polarity),
        ("modality", None if fact.modality == "happened" else fact.modality),
        ("statement", fact.statement),
        ("speaker", _maybe(fact.speaker)),
        ("relayed_by", _maybe(fact.relayed_by)),
        ("sentences", f"[{', '.join(map(str, fact.sentences))}]"),
    ]
    numbers = [_fact_number(each) for each in fact.numbers]
    if numbers:
        rows.insert(-1, ("numbers", f"[{', '.join(numbers)}]"))
    return _item(rows)


def render_quote(quote: Quote) -> str:
    """A quote as an item of a list, without indentation."""
    return _item([
        ("id", quote_scalar(quote.id)),
        ("reviewed", None if quote.reviewed else "false"),
        ("text", _quoted(quote.text)),
        ("span", f"[{quote.span.start}, {quote.span.end}]" if quote.span else None),
        ("speaker", _maybe(quote.speaker)),
        ("cue", _maybe(quote.cue)),
        ("attributed", "true" if quote.attributed else "false"),
        ("on", render_partial(quote.on) if quote.on else None),
        ("topics", _list(quote.topics)),
        ("sentence", str(quote.sentence)),
        ("facts", _list(quote.facts)),
    ])  # fmt: skip


def render_entity(entity: Entity) -> str:
    """An entity or a topic as an item of a list, without indentation."""
    rows: list[tuple[str, str | None]] = [
        ("id", quote_scalar(entity.id)),
        ("kind", entity.kind),
        ("name", _names(entity.name)),
        ("gloss", _maybe(entity.gloss)),
        ("pronoun", entity.pronoun),
        ("of", _maybe(entity.of)),
        ("metonym_for", _maybe(entity.metonym_for)),
        ("unnamed", "true" if entity.unnamed else None),
        ("aliases", _aliases(entity.aliases)),
        ("cite", _cite(entity.cite)),
    ]
    if isinstance(entity, Topic):
        rows += [("broader", _list(entity.broader)), ("involves", _list(entity.involves))]
    offices = "".join(
        "\n    - " + "\n      ".join(filter(None, (
            f"title: {_names(office.title)}",
            f"role: {quote_scalar(office.role)}",
            f"country: {quote_scalar(office.country)}" if office.country else "",
            f"attested: [{', '.join(filter(None, map(render_partial, office.attested)))}]" if office.attested else "",
            f"cite: {_cite(office.cite)}" if office.cite else "",
        )))
        for office in entity.offices
    )  # fmt: skip
    return _item(rows) + (f"\n  offices:{offices}" if offices else "")


def _item(rows: Iterable[tuple[str, str | None]]) -> str:
    lines = [f"{key}:{'' if value.startswith(chr(10)) else ' '}{value}" for key, value in rows if value is not None]
    return "- " + "\n  ".join(lines)


def _sentence(text: str) -> str:
    folded = fold_sentence(text, room=WIDTH - 6) if len(text) > WIDTH - 14 else None
    return folded.replace("\n", "\n    ") if folded else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _maybe(text: str | None) -> str | None:
    return quote_scalar(text) if text else None


def _list(items: tuple[str, ...]) -> str | None:
    return list_items(items) if items else None


def _names(names: Names) -> str:
    return f"{{en: {quote_scalar(names.en)}, ja: {quote_scalar(names.ja)}, zh: {quote_scalar(names.zh)}}}"


def _aliases(aliases: tuple[Alias, ...]) -> str | None:
    lines: list[str] = []
    for language in dict.fromkeys(alias.language for alias in aliases):
        texts = list_items(alias.text for alias in aliases if alias.language == language)
        folded = textwrap.wrap(texts, WIDTH - 12, break_long_words=False, break_on_hyphens=False)
        # A name may be broken between its words: for YAML a line break between quotation marks is a blank.
        lines.append(f"{language}: " + ("\n      ".join(folded) if " ".join(folded) == texts else texts))
    return "\n    " + "\n    ".join(lines) if lines else None


def _cite(cite: SentenceRef | None) -> str | None:
    return f"{{article: {quote_scalar(cite.article)}, sentence: {cite.sentence}}}" if cite else None


def _fact_number(number: FactNumber) -> str:
    n = "" if number.n is None else f"n: {_number(number.n)}, "
    return f"{{value: {quote_scalar(number.value)}, {n}of: {quote_scalar(number.of)}}}"


def _number(number: int | float) -> str:
    return str(number) if isinstance(number, int) else f"{number:f}".rstrip("0").rstrip(".")


def _reaches(text: str, start: date) -> bool:
    found = parse_partial_date(text)
    return found is not None and found.start == start


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or letter in "\u00a0\u3000\ufeff":
        code = ord(letter)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return letter
