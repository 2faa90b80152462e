"""Questions about articles that nobody has reviewed with somebody else put in: one state for the other, or one person.

    python -m tests.measure.changed_sides FOLDER [FOLDER...] [-v]

Of the questions of annotated articles that have an answer, two states that are named change places, or the only one
becomes the other of which the article tells most; a person becomes another who speaks there. An answer is wrong where
it tells what the unchanged question asks for. Where states stand side by side ("between", "both"), nothing is changed.
A changed question may by chance be true of the other, too.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.building import build
from bot.respond import respond
from knowledge.extract.world.world import NameHit, load_world
from knowledge.store import open_store
from tests.measure.article_questions import GOLD, PLAIN, TODAY, GoldQuestion, read_questions, tell

_ALIKE = re.compile(r"\b(?:between|both|each other|mutual|joint|border|bilateral|together)\b", re.IGNORECASE)
_PAIR = 2
_STATE = ("country", "territory")
_OF_STATES = ("name", "demonym", "capital")
_SPEAKS = re.compile(
    r"\b([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){1,2})"
    r"(?= (?:said|says|told|added|denied|called)\b|, (?:the|a|an|who)\b)"
)
_NO_NAMES = frozenset({"The", "Mr", "Mrs", "Ms", "RAF", "Lord", "Lady", "Sir"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A question with somebody else put in."""

    text: str
    gold: GoldQuestion
    """What was asked before."""

    family: str


def change_sides(folder: Path, names: str) -> Iterator[Changed]:
    """The changed questions of a folder's annotations."""
    articles = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt"))]
    for gold in read_questions(folder, names):
        if gold.answerable:
            article = max(articles, key=lambda text: _likeness(gold.text, text))
            for family, text in (
                ("states", _change_states(gold.text, article)),
                ("people", _change_people(gold.text, article)),
            ):
                if text is not None:
                    yield Changed(text=text, gold=gold, family=family)


def _change_states(question: str, article: str) -> str | None:
    hits = [hit for hit in load_world().find_names(question) if hit.kind in _OF_STATES and _state(hit)]
    states = list(dict.fromkeys(_state(hit) for hit in hits))
    if len(states) not in (1, _PAIR) or _ALIKE.search(question) or f"{hits[0].text} and " in question:
        return None
    if len(states) == 1:
        other = next((state for state in _states_of(article) if state not in states), None)
        pair = {states[0]: other}
    else:
        pair = {states[0]: states[1], states[1]: states[0]}
    words = [_word(state, hit) if (state := pair[_state(hit)]) else None for hit in hits]
    if not all(words):
        return None
    text = question
    for hit, word in reversed([*zip(hits, words, strict=True)]):
        text = f"{text[: hit.span.start]}{word}{text[hit.span.end :]}"
    return text


def _change_people(question: str, article: str) -> str | None:
    people = [person for person in dict.fromkeys(_SPEAKS.findall(article)) if not _is_title(person, article)]
    surnames = {person: person.split()[-1] for person in people}
    named = next((p for p in people if re.search(rf"\b{re.escape(surnames[p])}\b", question)), None)
    instead = next((p for p in people if p != named and surnames[p] not in question), None)
    if named is None or instead is None:
        return None
    if named in question:
        return question.replace(named, instead)
    return question.replace(surnames[named], surnames[instead])


def _is_title(name: str, article: str) -> bool:
    """Whether words with capitals are, at least in part, no name of a person."""
    return any(word in _NO_NAMES or re.search(rf"\b{re.escape(word.lower())}\b", article) for word in name.split())


def _likeness(question: str, article: str) -> float:
    words = Counter(re.findall(r"[A-ZÀ-Þ][\w'’-]+", article))
    return sum(min(3, words[word]) for word in re.findall(r"[A-ZÀ-Þ][\w'’-]+", question)[1:])


def _state(hit: NameHit) -> str | None:
    entity = load_world().entities.get(hit.id)
    if entity is None:
        return None
    return entity.capital_of or (entity.id if entity.kind in _STATE else None)


@lru_cache(maxsize=100)
def _states_of(article: str) -> tuple[str, ...]:
    counts = Counter(s for h in load_world().find_names(article) if h.kind in _OF_STATES and (s := _state(h)))
    return tuple(state for state, _ in counts.most_common(2))


@lru_cache(maxsize=1)
def _forms() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for key, known in load_world()._names.latin.items():
        entity = load_world().entities.get(known.id)
        if entity is None or known.kind not in _OF_STATES or key.isupper():
            continue
        state = entity.capital_of or entity.id
        kind = "demonyms" if known.kind == "demonym" and key.endswith("s") else known.kind
        found.setdefault((state, kind), key)
    return found


def _word(state: str, hit: NameHit) -> str | None:
    if hit.kind == "name":
        return load_world().entities[state].en.removeprefix("the ")
    kind = "demonyms" if hit.kind == "demonym" and hit.text.endswith("s") else hit.kind
    return _forms().get((state, kind))


def ask_changed(folder: Path) -> tuple[tuple[Changed, bool, bool, str], ...]:
    """Each changed question: whether it was answered, whether with what was asked before, and the answer."""
    found = []
    with tempfile.TemporaryDirectory() as place:
        output = Path(place, "articles.sqlite")
        build(packs=(), articles=folder, output=output, jobs=1, say=lambda *_: None)
        with closing(open_store(output)) as store:
            for names in (GOLD, PLAIN):
                for changed in change_sides(folder, names):
                    reply = respond(changed.text, store=store, today=TODAY)
                    told = tell(reply)
                    answered = reply.status == "answered"
                    found.append((changed, answered, answered and changed.gold.is_told_by(told), told))
    return tuple(found)


def main() -> None:
    """Print how many changed questions get the answer to the unchanged one, and with -v which."""
    asked = [each for folder in sys.argv[1:] if not folder.startswith("-") for each in ask_changed(Path(folder))]
    for family in ("states", "people"):
        own = [each for each in asked if each[0].family == family]
        misled = [each for each in own if each[2]]
        print(f"{family}: {len(own)} changed, {sum(a for _, a, *_ in own)} answered, {len(misled)} misled")
        if "-v" in sys.argv:
            for changed, _, _, told in misled:
                print(f"  {changed.text}\n    before: {changed.gold.text}\n    {told[:300]}")


if __name__ == "__main__":
    main()
