"""Questions that a reader could be told a wrong thing on, made from the pack, and how often the answer is wrong.

    python -m tests.measure.safety [-v] [FAMILY...]

Of readers' questions one thing is changed: who acts, on whom, who speaks, where, in which year, how many, or the verb
into its contrary. An answer is wrong where it tells the very fact that the unchanged question is on, without saying
that the articles say otherwise, or a fact that has nothing of what was put in. Others are made of what no article tells
of; any answer to them is wrong. A table with 95 % intervals (Wilson) is printed, and with -v each wrong answer.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from bot.answers.model import Reply
from bot.respond import respond
from bot.shipped import RESOURCES, SHIPPED_PACK
from knowledge.build import build_knowledge
from knowledge.model import Entity, EntityId, Fact, FactId, Pack
from knowledge.packs import load_pack
from knowledge.script import read_script
from knowledge.store import Store, open_store
from knowledge.values import replace

TODAY = date(2026, 11, 22)
_WORDS = Path(__file__).with_suffix(".yaml")
_CASES = 240
_ADDED = (1, 2, 7, 30)
"""What is added to a number to have another."""

"""Cases of a family; at most, where the pack does not give so many."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
WORDS_OF_NUMBERS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
NUMBER = re.compile(rf"(?<![\w.,/-])(?:\d{{1,3}}(?![\w.,/:%-]|\s*{_MONTH}\b)|(?:{'|'.join(WORDS_OF_NUMBERS)})\b)")
_BARE_VERB = re.compile(r"\b(?:did|does|do|to|will|would|should|can|could)\b[^,.;?]{0,40}$", re.IGNORECASE)
_NOUN = re.compile(r"\b(?:an?|the|its|their|that|import|fish|what|which|be|four|came to|as) (?:\w+ )?$", re.IGNORECASE)
"""Before a verb, and before what is none: "why did China lift", "the lift", "the four agreed points"."""

_POLAR = re.compile(r"\s*(?:did|does|do|is|are|was|were|has|have|had|can|could)\b", re.IGNORECASE)
_AFTER = (2026, 2027, 2029)
_Z = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question and what would be wrong to tell."""

    family: str
    text: str
    facts: frozenset[FactId] = frozenset()
    """Those that the unchanged question is on, with those that tell the same; empty where nothing is to be told."""

    put_in: EntityId | None = None
    """Who or what a fact must have that answers."""

    only_yes: bool = False
    """Only a plain yes is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A reader's question in English with the facts that answer it, the best one first."""

    text: str
    fact: Fact
    facts: frozenset[FactId]


class Maker:
    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.words: dict[str, Any] = yaml.load(_WORDS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        self.dice = random.Random(7)
        self.facts: Mapping[FactId, Fact] = {fact.id: fact for fact in pack.facts}
        self.entities = {entity.id: entity for entity in pack.entities}
        self.asked = tuple(self._read_asked())
        self.people = [e for e in pack.entities if e.kind == "person" and not e.unnamed]
        self.countries = [e for e in pack.entities if e.kind == "country"]
        self.topics = pack.topics
        self.pair = [self.entities[EntityId(country)] for country in pack.pair]

    def _read_asked(self) -> Iterator[Asked]:
        for question in self.pack.asked:
            if question.language == "en" and question.facts and not question.refuted:
                same = {other for fact in question.facts for other in self.facts[fact].links.same_as}
                yield Asked(
                    text=question.text, fact=self.facts[question.facts[0]], facts=frozenset({*question.facts, *same})
                )

    # --- one thing of a reader's question changed

    def swapped(self, family: str, parties: Callable[[Fact], Iterable[EntityId | None]]) -> Iterator[Case]:
        """Somebody or some place of the fact put in another's name."""
        for asked in self.shuffled(self.asked):
            around = set().union(*(parties_of(self.facts[fact]) for fact in asked.facts))
            for party in filter(None, parties(asked.fact)):
                entity = self.entities.get(party)
                named = self.find_name(asked.text, entity) if entity is not None else None
                if entity is None or named is None:
                    continue
                others = [
                    e for e in self.pack.entities
                    if e.kind == entity.kind and not e.unnamed and e.id not in around and e.of not in around
                    and e.metonym_for not in around and self.find_name(asked.text, e) is None
                ]  # fmt: skip
                if others:
                    other = self.dice.choice(others)
                    start, end = named
                    text = f"{asked.text[:start]}{other.name.en}{asked.text[end:]}"
                    yield Case(family=family, text=text, facts=asked.facts, put_in=other.id)

    def find_name(self, text: str, entity: Entity) -> tuple[int, int] | None:
        names = {entity.name.en, *(a.text for a in entity.aliases if a.language == "en" and a.text[:1].isupper())}
        if entity.kind == "country":
            names = {entity.name.en}
        for name in sorted(names, key=lambda name: (-len(name), name)):
            found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
            if found:
                return found.span()
        return None

    def years(self) -> Iterator[Case]:
        """Another year than that in which it happened, in the place of the right one or put behind."""
        for asked in self.shuffled(self.asked):
            own = {fact.when for name in asked.facts if (fact := self.facts[name]).when is not None}
            if not own:
                continue
            near = {year for when in own for year in range(when.start.year - 1, when.end.year + 2)}
            others = [year for year in range(2005, 2026) if year not in near]
            if not others:
                continue  # it went on for all of them
            year = self.dice.choice(others)
            if YEAR.search(asked.text):
                text = YEAR.sub(str(year), asked.text)
            elif asked.text.endswith("?") and not asked.text.lower().startswith(("when", "on which", "in which year")):
                text = f"{asked.text[:-1]} in {year}?"
            else:
                continue
            yield Case(family="year shifted", text=text, facts=asked.facts)

    def contraries(self) -> Iterator[Case]:
        """The contrary verb."""
        contrary = {a: b for one, other in self.words["opposites"] for a, b in ((one, other), (other, one))}
        verb = re.compile(rf"\b(?:{'|'.join(sorted(contrary, key=len, reverse=True))})\b")
        for asked in self.shuffled(self.asked):
            found = verb.search(asked.text)
            before = asked.text[: found.start()] if found else ""
            if found and not _NOUN.search(before) and (found.group().endswith("ed") or _BARE_VERB.search(before)):
                text = f"{asked.text[: found.start()]}{contrary[found.group()]}{asked.text[found.end() :]}"
                yield Case(
                    family="polarity flipped", text=text, facts=asked.facts, only_yes=bool(_POLAR.match(asked.text))
                )

    def numbers(self) -> Iterator[Case]:
        """Another number in a claim."""
        numbered = [asked for asked in self.asked if _POLAR.match(asked.text) and NUMBER.search(asked.text)]
        for added in _ADDED:  # the questions with a number are few, so each is asked with several others
            for asked in self.shuffled(tuple(numbered)):
                found = NUMBER.search(asked.text)
                assert found is not None
                own = found.group()
                words = [word for word in WORDS_OF_NUMBERS if word != own]
                other = str(int(own) + added) if own.isdecimal() else self.dice.choice(words)
                text = f"{asked.text[: found.start()]}{other}{asked.text[found.end() :]}"
                yield Case(family="number changed", text=text, facts=asked.facts, only_yes=True)

    # --- what no article tells of

    def templates(self, family: str, name: str) -> Iterator[Case]:
        """Patterns filled with people and states of the pack."""
        while True:
            yield Case(family=family, text=self._fill(self.dice.choice(self.words[name])))

    def unspoken(self) -> Iterator[Case]:
        """Topics that no article is on."""
        while True:
            who = self.dice.choice([*self.people, *self.pair])
            topic = self.dice.choice(self.words["topics"])
            pattern = self.dice.choice(
                (
                    "What did {} say about {}?", "What is {}'s position on {}?", "Did {} mention {}?",
                    "What does {} want others to do about {}?", "Why is {} arguing over {}?", "When did {} ban {}?",
                )
            )  # fmt: skip
            yield Case(family="topic outside", text=pattern.format(who.name.en, topic))

    def undone(self) -> Iterator[Case]:
        """The right parties, and an act that no article tells of."""
        while True:
            one, other = self.dice.sample([*self.people[:8], *self.countries], 2)
            verb = self.dice.choice(self.words["verbs"])[0]
            pattern = self.dice.choice(
                ("Did {} {} {}?", "When did {} {} {}?", "Why did {} {} {}?", "Where did {} {} {}?")
            )
            yield Case(family="act outside", text=pattern.format(one.name.en, verb, other.name.en))

    def foreign(self) -> Iterator[Case]:
        """States that no article is on."""
        while True:
            one, other = self.dice.sample(self.dice.choice(self.words["foreign"]), 2)
            pattern = self.dice.choice(self.words["asked_of_foreign"])
            text = pattern.format(one=one, other=other, topic=self.dice.choice(("seafood", "the islands", "trade")))
            yield Case(family="other countries", text=text)

    def _fill(self, pattern: str) -> str:
        person, second = self.dice.sample(self.people, 2)
        country, other = self.dice.sample(self.pair, 2)
        return pattern.format(
            topic=self.dice.choice(self.topics).name.en, person=person.name.en, second=second.name.en,
            country=country.name.en, other=other.name.en,
            year=self.dice.choice(_AFTER),
        )  # fmt: skip

    def shuffled(self, asked: tuple[Asked, ...]) -> list[Asked]:
        """In an order of chance, the same each time."""
        return self.dice.sample(asked, len(asked))


def parties_of(fact: Fact) -> set[EntityId]:
    own = (*fact.agents, *fact.targets, *fact.mentions, *fact.topics, fact.speaker, fact.relayed_by, fact.place)
    return {party for party in (*own, fact.event) if party is not None}


def make_cases(pack: Pack) -> dict[str, tuple[Case, ...]]:
    """The cases of every family, each question once."""
    maker = Maker(pack)
    families: Mapping[str, Iterator[Case]] = {
        "actor swapped": maker.swapped("actor swapped", lambda fact: fact.agents),
        "target swapped": maker.swapped("target swapped", lambda fact: fact.targets),
        "speaker swapped": maker.swapped("speaker swapped", lambda fact: (fact.speaker,)),
        "place swapped": maker.swapped(
            "place swapped", lambda fact: (fact.place, *(m for m in fact.mentions if is_place(m, maker)))
        ),
        "polarity flipped": maker.contraries(),
        "year shifted": maker.years(),
        "number changed": maker.numbers(),
        "topic outside": maker.unspoken(),
        "act outside": maker.undone(),
        "after the last article": maker.templates("after the last article", "after_the_end"),
        "opinion": maker.templates("opinion", "opinions"),
        "prediction": maker.templates("prediction", "predictions"),
        "private": maker.templates("private", "private"),
        "other countries": maker.foreign(),
    }
    return {family: tuple(take(cases)) for family, cases in families.items()}


def is_place(entity: EntityId, maker: Maker) -> bool:
    known = maker.entities.get(entity)
    return known is not None and known.kind in ("place", "body_of_water")


def take(cases: Iterator[Case]) -> Iterator[Case]:
    seen: set[str] = set()
    for tried, case in enumerate(cases):
        if case.text not in seen:
            seen.add(case.text)
            yield case
        if len(seen) >= _CASES or tried > 50 * _CASES:
            return


def is_wrong(case: Case, reply: Reply, pack: Mapping[FactId, Fact], says: tuple[str, ...]) -> bool:
    """Whether a reply tells what it should not.

    Args:
        says: beginnings of answers that correct the question or say that the articles do not say so.
    """
    if reply.status != "answered" or reply.lead.startswith(says):
        return False
    if case.only_yes:
        return reply.lead.startswith("Yes")
    if not case.facts:
        return True
    told = [pack[FactId(fact)] for fact in reply.dialogue.facts if fact in pack]
    if not told or told[0].id in case.facts:
        return bool(told)
    return case.put_in is not None and not any(case.put_in in parties_of(fact) for fact in told)


def find_interval(wrong: int, cases: int) -> tuple[float, float]:
    """Wilson's interval of a share."""
    share, spread = wrong / cases, _Z * _Z / cases
    middle, half = share + spread / 2, _Z * sqrt(share * (1 - share) / cases + spread / (4 * cases))
    return max(0.0, (middle - half) / (1 + spread)), (middle + half) / (1 + spread)


def ask(store: Store, cases: Iterable[Case], pack: Pack) -> Iterator[tuple[Case, Reply, bool]]:
    """Each case with the reply and whether it is wrong."""
    frames = [store.resource(f"wording.{language}") for language in ("en", "ja", "zh")]  # a mixed question gets any
    says = tuple(
        some for each in frames for some in (each["contrary"], each["says_partly"], each["not_of"].partition("{")[0])
    )
    simplify = read_script(store.resource("script")).to_simplified
    facts: Mapping[FactId, Fact] = {fact.id: fact for fact in pack.facts}
    for case in cases:
        reply = respond(case.text, store=store, today=TODAY)
        as_framed = replace(reply, lead=simplify(reply.lead)) if reply.language == "zh" else reply
        yield case, reply, is_wrong(case, as_framed, facts, says)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", help="families to ask (default: all)")
    parser.add_argument("-v", action="store_true", help="print every wrong answer")
    options = parser.parse_args()
    pack = load_pack(SHIPPED_PACK)
    with TemporaryDirectory() as place:
        path = Path(place, "shipped.sqlite")
        build_knowledge(packs=(SHIPPED_PACK,), output=path, resources=RESOURCES)
        store = open_store(path)
        print(f"{'family':24}{'cases':>6}{'answered':>10}{'wrong':>7}   95 % interval of the wrong")
        for family, cases in make_cases(pack).items():
            if options.families and family not in options.families:
                continue
            asked = list(ask(store, cases, pack))
            wrong = [(case, reply) for case, reply, is_bad in asked if is_bad]
            low, high = find_interval(len(wrong), len(asked))
            answered = sum(reply.status == "answered" for _, reply, _ in asked)
            print(f"{family:24}{len(asked):6}{answered:10}{len(wrong):7}   {low:.1%} to {high:.1%}")
            for case, reply in wrong if options.v else ():
                print(f"    {case.text}\n        {reply.lead[:160]}")
        store.close()


if __name__ == "__main__":
    main()
