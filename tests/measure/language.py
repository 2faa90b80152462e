"""Read replies as a proof-reader would: repetition, agreement, punctuation, foreign frames, undated statements.

    python -m tests.measure.language [QUESTIONS.yaml...] [-v]

Asks all questions of the files, or else of all question files under `tests/`, conversation by conversation. What is
complained of, and how much is too much, stands in `tests/language.yaml`. Exit code 1 where there is a new complaint.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from bot.answers.model import Citation, Dialogue, Line, Reply
from bot.respond import respond
from bot.shipped import shipped_knowledge
from knowledge.model import ArticleId, Fact, FactId
from knowledge.store import Store, open_store

TESTS = Path(__file__).parents[1]
RULES = TESTS / "language.yaml"
TODAY = date(2025, 1, 15)

Conversation = tuple[str, ...]
Checks = Mapping[str, Callable[["Page", "Rules"], Iterator[str]]]

_MARKS = re.compile(r"\s*(?:\[\d+\])+")
_MARK = re.compile(r"\[(\d+)\]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_QUOTED = re.compile(r"“([^”]+)”")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z“])|(?<=[。！？])")
_PAIRS = ("()", "[]", "{}", "“”", "「」", "『』", "《》", "（）")
_HEADING = (":", "：")
_STOPS = (".", "!", "?", "。", "！", "？", ".”", "!”", "?”", ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Words or marks that no reply may hold."""

    name: str
    expression: re.Pattern[str]
    parts: frozenset[str]
    languages: frozenset[str]
    reason: str
    catches: tuple[str, ...]
    passes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """`language.yaml` as values."""

    limits: Mapping[str, float]
    patterns: tuple[Pattern, ...]
    checks: Mapping[str, Mapping[str, Any]]
    """Name of a check of this module → its reason and what it must catch."""

    known: frozenset[tuple[Conversation, str]]
    """Conversations whose last reply a rule may complain of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A reply as a proof-reader has it before him."""

    reply: Reply
    parts: tuple[tuple[str, str], ...]
    """What kind of part (lead, line, frame, label, offer), and its text without citation marks."""

    quoted: frozenset[str]
    """What the facts of the articles it cites have in quotation marks."""

    @property
    def statements(self) -> tuple[str, ...]:
        """What it says that rests on facts, with citation marks."""
        told = (self.reply.lead, *(line.text for line in self.reply.lines if line.facts))
        return tuple(text for text in told if _MARK.search(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What is wrong with a reply."""

    conversation: Conversation
    rule: str
    text: str


def read_rules(path: Path = RULES) -> Rules:
    """Read the patterns, limits and known failures."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Rules(
        limits={name: each["most"] for name, each in data["limits"].items()},
        patterns=tuple(
            Pattern(
                name=each["name"],
                expression=re.compile(each["pattern"]),
                parts=frozenset(each.get("in", ("lead", "line", "frame", "label", "offer"))),
                languages=frozenset(each.get("languages", ("en", "ja", "zh"))),
                reason=each["reason"],
                catches=tuple(each["catches"]),
                passes=tuple(each.get("passes", ())),
            )
            for each in data["patterns"]
        ),
        checks=data["checks"],
        known=frozenset((tuple(each["asked"]), each["rule"]) for each in data["known"]),
    )


def read_conversations(path: Path) -> Iterator[Conversation]:
    """The questions of a file of any shape that question files have here, each behind those it leans on."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for entry in _entries(data):
        match entry:
            case str():
                yield (entry,)
            case list():
                yield tuple(turn.get("q") or turn["question"] for turn in entry)
            case {"question": question}:
                yield (*(entry.get("after") or ()), question)
            case {"q": question}:
                yield (question,)
            case _:
                for key in ("utterances", "questions", "not"):
                    yield from ((utterance,) for utterance in entry.get(key, ()))


def _entries(data: object) -> Iterator[Any]:
    if isinstance(data, dict):
        for group in data.values():
            yield from group
    elif isinstance(data, list):
        yield from data


def all_files() -> tuple[Path, ...]:
    """All files of questions about the shipped knowledge base."""
    names = ("examples.yaml", "dialogues.yaml", "guards.yaml", "hard_questions.yaml")
    folders = (TESTS / "evaluation", TESTS / "utterances")
    return (*(path for folder in folders for path in sorted(folder.glob("*.yaml"))), *(TESTS / name for name in names))


def read_aloud(conversation: Conversation, store: Store, rules: Rules) -> Iterator[Complaint]:
    """Ask the questions of a conversation and complain of what reads badly in each reply."""
    dialogue: Dialogue | None = None
    for turn, question in enumerate(conversation, start=1):
        reply = respond(question, store=store, today=TODAY, dialogue=dialogue)
        dialogue = reply.dialogue
        for rule, text in complain(reply, store, rules):
            yield Complaint(conversation=conversation[:turn], rule=rule, text=text)


def complain(reply: Reply, store: Store, rules: Rules) -> Iterator[tuple[str, str]]:
    """What is wrong with a reply: the rule and the words."""
    yield from find_faults(Page(reply=reply, parts=tuple(_parts(reply)), quoted=_quoted(reply, store)), rules)


def find_faults(page: Page, rules: Rules) -> Iterator[tuple[str, str]]:
    """What is wrong with a page: the rule and the words."""
    for pattern in rules.patterns:
        if page.reply.language not in pattern.languages:
            continue
        for part, text in page.parts:
            if part in pattern.parts and (found := pattern.expression.search(text)):
                around = text[max(0, found.start() - 30) : found.end() + 30]
                yield pattern.name, f"{part}: … {around} …"
    for name, check in CHECKS.items():
        yield from ((name, text) for text in check(page, rules))


def _parts(reply: Reply) -> Iterator[tuple[str, str]]:
    """The lead is a frame where it rests on nothing."""
    yield ("lead" if _MARK.search(reply.lead) else "frame"), _MARKS.sub("", reply.lead)
    for line in reply.lines:
        yield ("line" if line.facts else "title"), _MARKS.sub("", line.text)
        yield from (("label", text) for text in (line.on, line.side, line.label) if text)
    yield from (("frame", note) for note in (*reply.notes, reply.suggestions_lead) if note)
    yield from (("offer", offer) for offer in (*reply.choices, *reply.suggestions))


def _quoted(reply: Reply, store: Store) -> frozenset[str]:
    articles = {citation.article for citation in reply.citations}
    records = store.read_records(range(1, store.fact_count + 1)) if articles else ()
    told = (text for record in records if record.fact.article in articles for text in _of_fact(record.fact))
    return frozenset(quoted for text in told for quoted in _QUOTED.findall(text))


def _of_fact(fact: Fact) -> tuple[str, ...]:
    return tuple(text for text in (fact.sentence, fact.reason, fact.purpose) if text)


# The checks that no pattern can make


def _find_long(page: Page, rules: Rules) -> Iterator[str]:
    for part, text in page.parts:
        if len(text) > rules.limits.get(part, len(text)):
            yield f"{part} of {len(text)} letters: {text[:60]} …"
    whole = sum(len(text) for part, text in page.parts if part != "offer")
    if whole > rules.limits["reply"]:
        yield f"{whole} letters in all"


def _find_repeated(page: Page, _: Rules) -> Iterator[str]:
    texts = (text for part, text in page.parts if part != "label")
    sentences = [s for text in texts for s in map(str.strip, _SENTENCE.split(text)) if s]
    yield from (s for s in dict.fromkeys(sentences) if sentences.count(s) > 1)


def _find_alike(page: Page, rules: Rules) -> Iterator[str]:
    """Sentences that share nearly all their words, in whatever order."""
    told = [_MARKS.sub("", text) for text in page.statements]
    for one, other in combinations(told, 2):
        first, second = (frozenset(word.lower() for word in _WORD.findall(text)) for text in (one, other))
        if len(first & second) > rules.limits["alike"] / 100 * len(first | second):
            yield f"{one} / {other}"


def _find_unbalanced(page: Page, _: Rules) -> Iterator[str]:
    for _part, text in page.parts:
        if any(text.count(opening) != text.count(closing) for opening, closing in _PAIRS) or text.count('"') % 2:
            yield text


def _find_invented_quotes(page: Page, _: Rules) -> Iterator[str]:
    for text in page.statements:
        for quoted in _QUOTED.findall(text):
            if quoted not in page.quoted:
                yield f"“{quoted}”"


def _find_undated(page: Page, _: Rules) -> Iterator[str]:
    if page.reply.status != "answered" or any(_YEAR.search(note) for note in page.reply.notes):
        return
    dated = {line.text for line in page.reply.lines if line.on and _YEAR.search(line.on)}
    told = page.statements[:1] if _MARK.search(page.reply.lead) else page.statements  # or else the lead is a heading
    yield from (text for text in told if text not in dated and not _YEAR.search(text))


def _find_unstopped(page: Page, _: Rules) -> Iterator[str]:
    for part, text in page.parts:
        ends = _STOPS + (_HEADING if part == "frame" else ())
        if part in ("lead", "line", "frame", "offer") and not text.endswith(ends):
            yield f"{part}: {text}"


def _find_nothing_offered(page: Page, _: Rules) -> Iterator[str]:
    if page.reply.status in ("not_found", "not_understood") and not page.reply.suggestions:
        yield page.reply.lead


def _find_wrong_marks(page: Page, _: Rules) -> Iterator[str]:
    reply = page.reply
    numbers = [citation.number for citation in reply.citations]
    marked = [[int(n) for n in _MARK.findall(text)] for text in (reply.lead, *(line.text for line in reply.lines))]
    if any(len(set(each)) != len(each) for each in marked):
        yield "one passage is marked twice in one statement"
    if {n for each in marked for n in each} != set(numbers):
        yield "marks and citations do not match"
    passages = [(c.article, c.paragraph, c.excerpt, c.url) for c in reply.citations]
    if len(set(passages)) != len(passages):
        yield "one passage is cited under two numbers"


CHECKS: Checks = {
    "long": _find_long,
    "repeated": _find_repeated,
    "alike": _find_alike,
    "unbalanced": _find_unbalanced,
    "invented quote": _find_invented_quotes,
    "undated": _find_undated,
    "unstopped": _find_unstopped,
    "nothing offered": _find_nothing_offered,
    "wrong marks": _find_wrong_marks,
}


def make_page(example: Mapping[str, Any]) -> Page:
    """A page from an example of `language.yaml`: a reply in few words."""
    cited = tuple(
        Citation(
            number=number, article=ArticleId("a"), publisher="P", title="T", published_on=TODAY, url=None,
            paragraph=paragraph, excerpt="",
        )
        for number, paragraph in enumerate(example.get("paragraphs", ()), start=1)
    )  # fmt: skip
    reply = Reply(
        status=example.get("status", "answered"),
        intent="find_facts",
        language=example.get("language", "en"),
        lead=example["lead"],
        lines=tuple(Line(text=text, facts=(FactId("f"),)) for text in example.get("lines", ())),
        notes=tuple(example.get("notes", ())),
        citations=cited,
    )
    return Page(reply=reply, parts=tuple(_parts(reply)), quoted=frozenset(example.get("quoted", ())))


def main() -> int:
    """Print how often each rule complains, each complaint with -v, and what is no longer wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="QUESTIONS.yaml")
    parser.add_argument("-v", "--verbose", action="store_true", help="print each complaint")
    options = parser.parse_args()
    rules, store = read_rules(), open_store(shipped_knowledge(os.environ))
    conversations = [each for path in options.files or all_files() for each in read_conversations(path)]
    found = [complaint for each in conversations for complaint in read_aloud(each, store, rules)]
    store.close()
    fresh = [complaint for complaint in found if (complaint.conversation, complaint.rule) not in rules.known]
    print(f"{sum(map(len, conversations))} replies, {len(fresh)} complaints, {len(found) - len(fresh)} known")
    for rule in [*(pattern.name for pattern in rules.patterns), *CHECKS]:
        own = [complaint for complaint in fresh if complaint.rule == rule]
        if own:
            print(f"{len(own):5}  {rule}")
        if options.verbose:
            _print_each(own)
    return 1 if fresh else 0


def _print_each(complaints: Iterable[Complaint]) -> None:
    for complaint in complaints:
        print(f"         {' → '.join(complaint.conversation)}\n           {complaint.text}")


if __name__ == "__main__":
    sys.exit(main())
