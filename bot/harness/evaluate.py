"""How well questions with known answers are answered: figures, and every failure with its reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.answers.model import Dialogue, Reply
from bot.render.json import render_answer, render_record

Ask = Callable[[str, Dialogue | None], Reply]

_MARK = re.compile(r"\[\d+\]")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3})")
_ABBREVIATION = re.compile(r"\b(?:\w\.){2,}")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question and what a right answer holds."""

    id: str
    question: str
    after: tuple[str, ...] = ()
    """Earlier questions of the same conversation."""

    kind: str = "other"
    noise: str = "none"
    answerable: bool = True
    must: tuple[tuple[str, ...], ...] = ()
    """Groups of alternatives; the answer holds one of each group."""

    must_not: tuple[str, ...] = ()
    cite_any: tuple[str, ...] = ()
    """Short names of articles, one of which should be cited."""

    cite_only: tuple[str, ...] = ()
    """Short names of the articles that alone should be cited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What became of a case."""

    case: Case
    reply: Reply
    complaints: tuple[str, ...]
    """Why it failed; empty where it passed."""

    cited: bool | None
    """Whether the expected articles are cited; None where none are expected. Counted apart from passing."""

    @property
    def passed(self) -> bool:
        """Whether the answer is right."""
        return not self.complaints


def evaluate(cases: Iterable[Case], ask: Ask) -> Iterator[Scored]:
    """Ask each case in a conversation of its own, and score the reply."""
    for case in cases:
        dialogue: Dialogue | None = None
        for earlier in case.after:
            dialogue = ask(earlier, dialogue).dialogue
        yield score(case, ask(case.question, dialogue))


def score(case: Case, reply: Reply) -> Scored:
    """Compare a reply with what its case expects."""
    return Scored(case=case, reply=reply, complaints=tuple(_complaints(case, reply)), cited=_cites(case, reply))


def render_scored(scored: Scored) -> dict[str, object]:
    """The record of one case, for the output file."""
    case = scored.case
    return {
        "id": case.id,
        "kind": case.kind,
        "noise": case.noise,
        "answerable": case.answerable,
        "passed": scored.passed,
        "complaints": list(scored.complaints),
        "expected_cited": scored.cited,
        **render_record(case.question, scored.reply),
    }


def render_report(results: tuple[Scored, ...]) -> str:
    """Figures over all, by kind and by noise; then the failures with their answers."""
    failures = [line for result in results if not result.passed for line in _failure(result)]
    return "\n".join([*_figures(results), *failures])


def _complaints(case: Case, reply: Reply) -> Iterator[str]:
    answered = reply.status == "answered"
    if case.answerable and not answered:
        yield f"not answered ({reply.status})"
    if case.answerable and answered and not reply.citations:
        yield "no citation"
    if not case.answerable and answered:
        yield "answered, though it cannot be"
    said = _plain(_MARK.sub(" ", render_answer(reply)))
    for group in case.must:
        if not any(_plain(wanted) in said for wanted in group):
            yield f"lacks {' | '.join(group)}"
    for unwanted in case.must_not:
        if _plain(unwanted) in said:
            yield f"holds {unwanted}"


def _plain(text: str) -> str:
    """Without what does not count: letter case, punctuation, the style of quotation marks, commas in numbers."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    text = _GROUPED.sub("", text)
    text = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)
    kept = (letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in text)
    return " ".join("".join(kept).split())


def _cites(case: Case, reply: Reply) -> bool | None:
    if not case.cite_any and not case.cite_only:
        return None
    cited = {citation.article for citation in reply.citations}
    some = not case.cite_any or any(_same_article(key, article) for key in case.cite_any for article in cited)
    only = all(any(_same_article(key, article) for key in case.cite_only) for article in cited)
    return bool(cited) and some and (only or not case.cite_only)


def _same_article(key: str, article: str) -> bool:
    """Every word of the short name occurs in the article's id, or the other way round."""
    short, long = set(_plain(key).split()), set(_plain(article).split())
    return bool(short and long) and (short <= long or long <= short)


def _figures(results: tuple[Scored, ...]) -> Iterator[str]:
    yield _share("accuracy", results, lambda result: result.passed)
    yield from _shares_by("kind", results, lambda case: case.kind)
    yield from _shares_by("noise", results, lambda case: case.noise)
    answered = tuple(result for result in results if result.reply.status == "answered")
    unanswerable = tuple(result for result in results if not result.case.answerable)
    yield _share("wrong among answered", answered, lambda result: not result.passed)
    yield _share("unanswerable refused", unanswerable, lambda result: result.reply.status != "answered")
    yield _share(
        "expected article cited", tuple(r for r in results if r.cited is not None), lambda result: bool(result.cited)
    )


def _shares_by(name: str, results: tuple[Scored, ...], group: Callable[[Case], str]) -> Iterator[str]:
    yield f"by {name}"
    for value in sorted({group(result.case) for result in results}):
        members = tuple(result for result in results if group(result.case) == value)
        yield _share(f"  {value}", members, lambda result: result.passed)


def _share(name: str, results: tuple[Scored, ...], counts: Callable[[Scored], bool]) -> str:
    number, total = sum(counts(result) for result in results), len(results)
    share = f"{number / total:7.1%}" if total else "      –"
    return f"{name:<28}{share}  {number} of {total}"


def _failure(result: Scored) -> Iterator[str]:
    yield ""
    yield f"{result.case.id}: {' → '.join((*result.case.after, result.case.question))}"
    yield f"  {'; '.join(result.complaints)}"
    for line in render_answer(result.reply).splitlines():
        yield f"  > {line}".rstrip()
