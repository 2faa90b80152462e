"""How well questions with known answers are answered: figures, and every failure with its reason."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from bot.answers.model import Dialogue, Reply
from bot.render.json import render_answer, render_record
from knowledge.values import dataclass

Ask = Callable[[str, Dialogue | None], Reply]

_MARK = re.compile(r"\[\d+\]")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3})")
_ABBREVIATION = re.compile(r"\b(?:\w\.){2,}")
_SPELLINGS = (("neighbour", "neighbor"), ("programme", "program"), ("defence", "defense"), ("councillor", "councilor"),
              ("materialis", "materializ"))  # fmt: skip
_SHORT = 3
"""Letters up to which a text must be a whole word."""

_LONG = 7
"""Letters from which on blanks within a text do not matter: "roadmap" is "road map"."""

_ENOUGH = 1
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
    accept_if: tuple[tuple[str, ...], ...] = ()
    """Where it cannot be answered: groups like those of `must`, with which an answer is right all the same."""

    accept_decline: bool = False
    """Not to answer is right as well."""

    cite_any: tuple[str, ...] = ()
    """Short names of articles, one of which must be cited."""

    cite_only: tuple[str, ...] = ()
    """Short names of the articles that alone may be cited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What became of a case."""

    case: Case
    reply: Reply
    complaints: tuple[str, ...]
    """Why it failed; empty where it passed."""

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
    return Scored(case=case, reply=reply, complaints=tuple(_complaints(case, reply)))


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
        **render_record(case.question, scored.reply),
    }


def render_report(results: tuple[Scored, ...]) -> str:
    """Figures over all, by kind, noise, language and confidence, what each kind was read as; then the failures."""
    failures = [line for result in results if not result.passed for line in _failure(result)]
    return "\n".join([*_figures(results), *failures])


def _complaints(case: Case, reply: Reply) -> Iterator[str]:
    answered = reply.status == "answered"
    said = _plain(_MARK.sub(" ", render_answer(reply)))
    lacking = [f"lacks {' | '.join(group)}" for group in case.must if not _has_one(said, group)]
    unwanted = [f"holds {text}" for text in case.must_not if _has(said, text)]
    if not case.answerable:
        accepted = bool(case.accept_if) and not unwanted and all(_has_one(said, group) for group in case.accept_if)
        if answered and not accepted:
            yield "answered, though it cannot be"
        return
    if case.kind in _FREE:
        yield from (*(() if said else ("says nothing",)), *lacking, *unwanted)
        if case.kind == "smalltalk" and reply.citations:
            yield "small talk with a citation"
        return
    if not answered:
        if not case.accept_decline:
            yield f"not answered ({reply.status})"
        return
    yield from (*lacking, *unwanted, *_wrong_citations(case, reply))


_FREE = frozenset({"meta", "smalltalk"})
"""Kinds of questions that are answered without a citation, under any status."""


def _has_one(said: str, group: Iterable[str]) -> bool:
    return any(_has(said, wanted) for wanted in group)


def _has(said: str, wanted: str) -> bool:
    """Whether words stand in an answer, from the beginning of a word on; a short one must end there too, so that "no"
    is not found in "not". Blanks do not matter in Japanese and Chinese, nor within longer phrases."""
    text = _plain(wanted)
    if not text:
        return False
    if not text.isascii():
        return text.replace(" ", "") in said.replace(" ", "")
    end = r"(?![a-z0-9])" if len(text) <= _SHORT or text[-1].isdigit() else ""
    if re.search(rf"(?<![a-z0-9]){re.escape(text)}{end}", said):
        return True
    joined = text.replace(" ", "")
    return len(joined) >= _LONG and joined != text and not text[-1].isdigit() and joined in said.replace(" ", "")


def _plain(text: str) -> str:
    """Without what does not count: letter case, punctuation, the style of quotation marks, commas in numbers, and how
    days are written."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    text = _GROUPED.sub("", text)
    text = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)
    kept = (letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in text)
    plain = " ".join("".join(kept).split())
    for british, american in _SPELLINGS:
        plain = plain.replace(british, american)
    return plain


def _wrong_citations(case: Case, reply: Reply) -> Iterator[str]:
    cited = [citation.article for citation in reply.citations]
    if not cited:
        yield "no citation"
        return
    if case.cite_any and not any(_same_article(key, article) for key in case.cite_any for article in cited):
        yield f"cites {', '.join(dict.fromkeys(cited))} instead of {' | '.join(case.cite_any)}"
    outside = [a for a in dict.fromkeys(cited) if not any(_same_article(key, a) for key in case.cite_only)]
    if case.cite_only and outside:
        yield f"cites {', '.join(outside)} besides"


def _same_article(key: str, article: str) -> bool:
    """Whether an article is meant by a short name: all words of one are in the other, or all but one and a number."""
    short, long = set(_plain(key).split()), set(_plain(article).split())
    if short <= long or long <= short:
        return bool(short and long)
    return len(short & long) >= _ENOUGH and len(short - long) <= 1


def _figures(results: tuple[Scored, ...]) -> Iterator[str]:
    yield _share("accuracy", results, lambda result: result.passed)
    yield from _shares_by("kind", results, lambda case: case.kind)
    yield from _shares_by("noise", results, lambda case: case.noise)
    yield from _by_language(results)
    answered = tuple(result for result in results if result.reply.status == "answered")
    unanswerable = tuple(result for result in results if not result.case.answerable)
    yield _share("wrong among answered", answered, lambda result: not result.passed)
    yield _share("unanswerable refused", unanswerable, lambda result: result.reply.status != "answered")
    yield from _by_confidence(answered)
    yield from _by_intent(results)


def _by_language(results: tuple[Scored, ...]) -> Iterator[str]:
    yield "by language of the reply"
    for language in sorted({result.reply.language for result in results}):
        members = tuple(result for result in results if result.reply.language == language)
        yield _share(f"  {language}", members, lambda result: result.passed)


def _by_confidence(answered: tuple[Scored, ...]) -> Iterator[str]:
    """Whether answers given at 90 are right nine times in ten."""
    yield "right by confidence"
    for low in range(0, 100, 10):
        members = tuple(result for result in answered if low <= result.reply.confidence < low + 10)
        if members:
            yield _share(f"  {low} to {low + 9}", members, lambda result: result.passed)


def _by_intent(results: tuple[Scored, ...]) -> Iterator[str]:
    """What the questions of each kind were read as."""
    yield "read as"
    for kind in sorted({result.case.kind for result in results}):
        counts = Counter(result.reply.intent for result in results if result.case.kind == kind)
        read = ", ".join(f"{intent} {count}" for intent, count in counts.most_common())
        yield f"  {kind:<26}{read}"


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
