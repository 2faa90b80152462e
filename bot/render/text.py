"""A reply as plain text, and the small pieces of it that every surface shares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.answers.model import Citation, Line, Reply, ReplyLanguage
from knowledge.model import NO_DAY
from knowledge.patterns import compile_late
from knowledge.values import dataclass

# English only; the other languages write months as numbers.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_OPENING_MARKS = ("“", "‘", '"', "「", "『")
_STRAIGHT = compile_late(r'"([^"]*)"')
_CLOSING_MARKS = ("”", "’", '"', "」", "』")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The few words that stand around a reply in one language."""

    sources: str
    paragraph: str
    title: str
    excerpt: str
    colon: str
    comma: str
    remark: str
    no_day: str


_LABELS: dict[ReplyLanguage, Labels] = {
    "en": Labels(
        sources="Sources",
        paragraph="paragraph {}",
        title="“{}”",
        excerpt="“{}”",
        colon=": ",
        comma=", ",
        remark=" ({})",
        no_day="date unknown",
    ),
    "ja": Labels(
        sources="出典",
        paragraph="第{}段落",
        title="「{}」",
        excerpt="「{}」",
        colon="：",
        comma="、",
        remark="（{}）",
        no_day="日付不明",
    ),
    "zh": Labels(
        sources="来源",
        paragraph="第{}段",
        title="《{}》",
        excerpt="“{}”",
        colon="：",
        comma="，",
        remark="（{}）",
        no_day="日期不明",
    ),
}


def labels(language: ReplyLanguage) -> Labels:
    """The words around a reply in a language."""
    return _LABELS[language]


def render_text(reply: Reply) -> str:
    """The whole reply as plain text: lead, lines, notes, choices, sources with their addresses."""
    return "\n\n".join("\n".join(block) for block in _blocks(reply) if block)


def render_day(day: date, language: ReplyLanguage) -> str:
    """A day as a reader writes it: `25 November 2023`, `2023年11月25日`."""
    if day == NO_DAY:
        return labels(language).no_day
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def render_month(day: date, language: ReplyLanguage) -> str:
    """The month of a day as a reader writes it: `November 2023`, `2023年11月`."""
    if language == "en":
        return f"{_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月"


def render_place(citation: Citation, language: ReplyLanguage) -> str:
    """Where in the article a passage stands: its date, paragraph and words."""
    words = labels(language)
    place = words.comma.join((render_day(citation.published_on, language), words.paragraph.format(citation.paragraph)))
    return f"{place}{render_words(citation.excerpt, language)}"


def render_words(excerpt: str, language: ReplyLanguage) -> str:
    """The words of a passage behind the place that they stand at; nothing where it has none."""
    words = labels(language)
    return f"{words.colon}{render_excerpt(excerpt, words)}" if excerpt else ""


def render_excerpt(excerpt: str, words: Labels) -> str:
    """Words of an article in marks; those that the article itself has in quotation marks bring their own."""
    has_marks = excerpt.startswith(_OPENING_MARKS) and excerpt.endswith(_CLOSING_MARKS)
    return excerpt if has_marks else quoted(excerpt, words.excerpt)


def quoted(text: str, marks: str) -> str:
    """A text in marks such as `“{}”`; double ones inside become single where they would meet their like."""
    if "“" in marks:
        text = _STRAIGHT.sub("‘\\1’", text).replace("“", "‘").replace("”", "’")
    return marks.format(text)


def render_article(citation: Citation, language: ReplyLanguage) -> str:
    """Publisher and title of a cited article."""
    return _article(citation.publisher, citation.title, language)


def render_dated_article(publisher: str, title: str, published_on: date, language: ReplyLanguage) -> str:
    """Publisher, title and day of a cited article."""
    return f"{_article(publisher, title, language)}{labels(language).comma}{render_day(published_on, language)}"


def _article(publisher: str, title: str, language: ReplyLanguage) -> str:
    words = labels(language)
    return f"{publisher}{words.comma}{quoted(title, words.title)}"


def grouped_by_side(lines: tuple[Line, ...]) -> Iterator[tuple[str | None, tuple[Line, ...]]]:
    """The lines of a comparison gathered under their sides, in the order in which the sides first come up."""
    for side in dict.fromkeys(line.side for line in lines):
        yield side, tuple(line for line in lines if line.side == side)


def _blocks(reply: Reply) -> Iterator[list[str]]:
    words = labels(reply.language)
    yield [reply.lead] if reply.lead else []
    for side, lines in grouped_by_side(reply.lines):
        yield ([f"{side}{words.colon}".rstrip()] if side else []) + [f"- {_statement(line, words)}" for line in lines]
    yield list(reply.notes)
    yield _offers(reply)
    yield _sources(reply, words)


def _statement(line: Line, words: Labels) -> str:
    on = f"{line.on}{words.colon}" if line.on else ""
    remark = words.remark.format(line.label) if line.label else ""
    return f"{on}{line.text}{remark}"


def _offers(reply: Reply) -> list[str]:
    offers = [f"{number}. {choice}" for number, choice in enumerate(reply.choices, start=1)]
    offers += [f"- {suggestion}" for suggestion in reply.suggestions]
    return [reply.suggestions_lead, *offers] if reply.suggestions_lead else offers


def _sources(reply: Reply, words: Labels) -> list[str]:
    if not reply.citations:
        return []
    entries = [f"{words.sources}{words.colon}".rstrip()]
    for citation in reply.citations:
        article = render_article(citation, reply.language)
        entries.append(f"[{citation.number}] {article}{words.comma}{render_place(citation, reply.language)}")
        if citation.url:
            entries.append(f"    {citation.url}")
    return entries
