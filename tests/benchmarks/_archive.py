"""A made-up archive of any size, as extraction would make it of real articles, with questions of one right fact each.

    python -m tests.benchmarks._archive --facts 100000 --output archive.sqlite [--questions archive.json] [--jobs 2]

The same number of facts gives the same archive. An article has about twenty facts and is made from its number alone, so
any process can make any part. People, matters and places are drawn by Zipf's law; there are more of them in a larger
archive. States, cities and bodies are those of our own world data, everybody else is invented.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Literal

import yaml

from bot.shipped import RESOURCES, SHIPPED_PACK
from knowledge.build import build_knowledge
from knowledge.extract.claims.numbers import find_numbers
from knowledge.extract.kept import KeptPacks, open_kept
from knowledge.extract.relations import load_relation_finder
from knowledge.extract.stored import StoredPack, write_pack
from knowledge.extract.topics import find_topics, load_topics
from knowledge.extract.world.parties import Parties, make_id
from knowledge.extract.world.world import load_world
from knowledge.model import (
    Alias,
    Article,
    ArticleId,
    DatedPart,
    Entity,
    EntityId,
    Fact,
    FactId,
    Names,
    Office,
    Pack,
    PackId,
    Period,
    Quote,
    QuoteId,
    RelationId,
    Sentence,
    SentenceRef,
    Span,
    Topic,
)
from knowledge.parallel import map_in_order
from knowledge.text import hash_text

FACTS_EACH = 20
"""Facts of an article: seventeen claims and about three lines on who somebody is."""

_CLAIMS = 17
_CAST = 4
_PARAGRAPH = 3
_FIRST_DAY = date(2000, 1, 1)
_DAYS = (date(2025, 12, 31) - _FIRST_DAY).days
_SAYING = frozenset("say mention report explain describe stress respond talk write".split())
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NEIGHBOURS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

Kind = Literal["statement", "quote", "meeting", "act", "sum", "plan", "background"]
_KINDS: tuple[tuple[Kind, int], ...] = (
    ("statement", 30), ("quote", 18), ("meeting", 12), ("act", 20), ("sum", 8), ("plan", 6), ("background", 6),
)  # fmt: skip
Noise = Literal["clean", "one typo", "two typos"]
Trap = Literal["swapped actor", "other year", "unknown person", "unknown topic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveQuestion:
    """A question with the one fact that answers it, or with None and why there is none."""

    text: str
    fact: str | None
    noise: Noise = "clean"
    trap: Trap | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    name: str
    role: str
    later_role: str
    """From the middle of the time on."""

    country: str


@dataclass(frozen=True, slots=True)
class _Draw:
    """What one claim is about, as numbers: cheap to draw, so that a million can be looked through."""

    kind: Kind
    person: int
    other: int
    country: int
    second: int
    matter: int
    city: int
    day: int
    """Days after the first one; of a plan the month to come."""

    wording: int
    clause: int
    amount: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one article is about."""

    number: int
    day: int
    outlet: int
    cast: tuple[int, ...]
    draws: tuple[_Draw, ...]


class Archive:
    """All articles of an archive; nothing of it is kept in memory."""

    def __init__(self, facts: int) -> None:
        """Say how large it is to be, in facts; the shipped pack comes on top."""
        self.articles = max(1, round(facts / FACTS_EACH))
        words: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("archive_words.yaml").read_text("utf-8"))
        self._words = words
        world = load_world().entities
        rng = Random(20)
        countries = [id for id, known in world.items() if known.kind == "country"]
        cities = [id for id, known in world.items() if known.kind == "city"]
        self._bodies = sorted(id for id, known in world.items() if known.kind == "body")
        self._countries, self._cities = rng.sample(countries, len(countries)), rng.sample(cities, len(cities))
        matters = [f"{good} {matter}" for good in words["goods"].split() for matter in words["matters"].split()]
        self._matters = rng.sample(matters, min(len(matters), max(200, round(facts**0.55))))
        self._people = self._invent_people(max(200, round(12 * facts**0.5)), rng)
        self._of_people = _zipf(len(self._people), 0.9)
        self._of_countries = _zipf(len(self._countries), 0.8)
        self._of_matters = _zipf(len(self._matters), 0.7)
        self._of_cities = _zipf(len(self._cities), 0.7)
        self._of_days = list(accumulate(1 + day / _DAYS for day in range(_DAYS)))

    # --- articles

    def packs(self, first: int = 0, last: int | None = None) -> Iterator[Pack]:
        """Articles `[first, last)` in order, each as the pack that `make_article_pack` would make of it."""
        return map(self.pack, range(first, self.articles if last is None else last))

    def pack(self, number: int) -> Pack:
        """One article as a pack."""
        return _Writer(self, self._plan(number)).pack()

    def text(self, number: int) -> str:
        """One article as the text file that could have been read."""
        return _Writer(self, self._plan(number)).text()

    def name(self, number: int) -> str:
        """The file name of an article without its ending, which is its id."""
        return f"archive-{number:07}"

    # --- questions

    def questions(self, count: int = 500, *, seed: int = 1) -> tuple[ArchiveQuestion, ...]:
        """`count` questions with one right fact, as they are and with one and with two typing errors, and half as many
        that no fact answers."""
        return _Asker(self, count, seed).run()

    # --- what is drawn

    def _plan(self, number: int) -> _Plan:
        rng = Random(number * 7919 + 17)
        draw = rng.choices
        day = draw(range(_DAYS), cum_weights=self._of_days)[0]
        cast = tuple(dict.fromkeys(draw(range(len(self._people)), cum_weights=self._of_people, k=_CAST)))
        matters = draw(range(len(self._matters)), cum_weights=self._of_matters, k=4)
        cities = draw(range(len(self._cities)), cum_weights=self._of_cities, k=3)
        homes = [self._country_numbers[self._people[person].country] for person in cast]
        homes += draw(range(len(self._countries)), cum_weights=self._of_countries, k=2)
        kinds = draw([kind for kind, _ in _KINDS], [weight for _, weight in _KINDS], k=_CLAIMS)
        return _Plan(
            number=number, day=day, outlet=rng.randrange(len(self._words["outlets"])), cast=cast,
            draws=tuple(self._draw(kind, day, cast, homes, matters, cities, rng) for kind in kinds),
        )  # fmt: skip

    def _draw(
        self, kind: Kind, day: int, cast: Sequence[int], homes: Sequence[int], matters: Sequence[int],
        cities: Sequence[int], rng: Random,
    ) -> _Draw:  # fmt: skip
        below = rng.random
        place = int(below() * len(cast))
        country = homes[place] if kind in ("act", "sum") else homes[int(below() * len(homes))]
        others = [home for home in homes if home != country] or [(country + 1) % len(self._countries)]
        ago = int(below() ** 3 * 40)
        return _Draw(
            kind=kind, person=cast[place], other=cast[(place + 1) % len(cast)], country=country,
            second=others[int(below() * len(others))], matter=matters[int(below() ** 1.5 * len(matters))],
            city=cities[int(below() * len(cities))], day=day + 30 + ago if kind == "plan" else max(0, day - ago),
            wording=int(below() * 1000), clause=int(below() * len(self._words["clauses"])),
            amount=10 + int(below() * 990),
        )  # fmt: skip

    @cached_property
    def _country_numbers(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self._countries)}

    def _invent_people(self, count: int, rng: Random) -> list[_Person]:
        first, starts, ends = (self._words[key].split() for key in ("first_names", "surname_starts", "surname_ends"))
        surnames = rng.sample([start + end for start in starts for end in ends], min(5000, max(150, count // 2)))
        names: dict[str, None] = {}
        while len(names) < count:
            names[f"{rng.choice(first)} {rng.choice(surnames)}"] = None
        self._used = frozenset(surnames)
        weights, roles = _zipf(len(self._countries), 0.8), self._words["roles"]
        people: list[_Person] = []
        for name in names:
            role = rng.choice(roles)
            later = rng.choice(roles) if rng.random() < 0.3 else role
            country = rng.choices(self._countries, cum_weights=weights)[0]
            people.append(_Person(name=name, role=role, later_role=later, country=country))
        return people

    def unheard_person(self, rng: Random) -> str:
        """A name like the others that nobody here bears."""
        starts, ends = self._words["surname_starts"].split(), self._words["surname_ends"].split()
        while (surname := rng.choice(starts) + rng.choice(ends)) in self._used:
            pass
        return f"{rng.choice(self._words['first_names'].split())} {surname}"


class _Writer:
    """Words an article: its sentences, then what extraction finds in them."""

    def __init__(self, archive: Archive, plan: _Plan) -> None:
        self.archive, self.plan, self.words = archive, plan, archive._words
        self.id = ArticleId(archive.name(plan.number))
        self.published = _FIRST_DAY + timedelta(days=plan.day)
        self.outlet = str(self.words["outlets"][plan.outlet])
        self.rng = Random(plan.number)
        lead = plan.draws[0]
        matter, city = archive._matters[lead.matter], _world_name(archive._cities[lead.city])
        self.headline = f"{_world_name(archive._countries[lead.country])} and {matter}: what was said in {city}"
        self.byline = self._name(plan.cast[-1]).split()[0] + " Varga"
        self.lines = [self._line(draw, place) for place, draw in enumerate(plan.draws)]
        self.starts = self._starts()

    def text(self) -> str:
        """Headline, byline, date, then the sentences in paragraphs."""
        return self._head() + "".join(
            line + ("\n\n" if (place + 1) % _PARAGRAPH == 0 else " ") for place, line in enumerate(self.lines)
        )

    def pack(self) -> Pack:
        """What extraction finds, as a pack."""
        entities = _Entities(self.id, Period(start=self.published, end=self.published, precision="day"))
        facts, quotes = self._claims(entities)
        return Pack(
            id=PackId(self.id), title=self.id, description=self.id, pair=(), languages=("en", "ja", "zh"),
            articles=(self._article(),), entities=entities.all(), topics=_topics_with_heads(facts), shared_aliases=(),
            facts=facts, quotes=quotes, skipped=(),
        )  # fmt: skip

    def _head(self) -> str:
        return f"{self.headline}\n\n{self.outlet}\nBy {self.byline}\n{_day(self.published)}\n\n"

    def _starts(self) -> list[int]:
        starts = [len(self._head())]
        for place, line in enumerate(self.lines):
            starts.append(starts[-1] + len(line) + (2 if (place + 1) % _PARAGRAPH == 0 else 1))
        return starts

    def _name(self, person: int) -> str:
        return self.archive._people[person].name

    def _role(self, person: int) -> str:
        known = self.archive._people[person]
        return known.role if self.plan.day < _DAYS / 2 else known.later_role

    def _line(self, draw: _Draw, place: int) -> str:
        """A claim as the article words it."""
        archive = self.archive
        matter, city = archive._matters[draw.matter], _world_name(archive._cities[draw.city])
        country, second = _world_name(archive._countries[draw.country]), _world_name(archive._countries[draw.second])
        name, clause = self._name(draw.person), self.words["clauses"][draw.clause]
        full = f"{_world_name(archive._people[draw.person].country)}'s {self._role(draw.person)} {name}"
        who = full if place < _CAST or draw.wording % 3 == 0 else name
        on = self._on(draw)
        match draw.kind:
            case "statement":
                forms = (
                    f"{who} said in {city} {on} that {clause} and that the {matter} was on the table.",
                    f"In {city}, {who} told reporters {on} that {clause}, referring to the {matter}.",
                    f"On the {matter}, {who} explained in {city} {on} that {clause}.",
                )
                line = forms[draw.wording % 3]
            case "quote":
                line = f"“{clause[0].upper()}{clause[1:]},” {who} said of the {matter} in {city} {on}."
            case "meeting":
                line = f"{who} met {self._name(draw.other)} in {city} {on} to discuss the {matter}."
            case "act":
                _, form = self.words["acts"][draw.wording % len(self.words["acts"])]
                line = f"{country} {form.format(matter, second)} {on}, {who} said in {city}."
            case "sum":
                line = f"{country} pledged {draw.amount} million dollars for the {matter} {on}, {who} said in {city}."
            case "plan":
                line = f"{country} and {second} will hold talks on the {matter} in {city} {on}."
            case _:
                line = f"The {matter} has strained ties between {country} and {second} since {self.published.year - 2}."
        return line[0].upper() + line[1:]

    def _on(self, draw: _Draw) -> str:
        day = _FIRST_DAY + timedelta(days=draw.day)
        if draw.kind in ("act", "plan"):
            return f"in {_MONTHS[day.month - 1]} {day.year}"
        if 0 <= self.plan.day - draw.day < 6:
            return f"on {_WEEKDAYS[day.weekday()]}"
        return f"on {_day(day)}"

    def _article(self) -> Article:
        sentences = tuple(
            Sentence(
                number=place + 1, span=Span(start=self.starts[place], end=self.starts[place] + len(line)),
                sha256=hash_text(line)[:16], opening=line, closing="", paragraph=place // _PARAGRAPH + 1,
            )
            for place, line in enumerate(self.lines)
        )  # fmt: skip
        return Article(
            id=self.id, publisher=self.outlet, publisher_country=None, state_media=None, headline=self.headline,
            byline=self.byline, published_on=self.published, published_how="byline",
            url=None, sha256=hash_text(self.text()), sentences=sentences,
        )  # fmt: skip

    def _claims(self, entities: _Entities) -> tuple[tuple[Fact, ...], tuple[Quote, ...]]:
        facts: list[Fact] = []
        quotes: list[Quote] = []
        for place, draw in enumerate(self.plan.draws):
            facts.append(self._fact(place, draw, entities))
            if draw.kind == "quote":
                quotes.append(self._quote(len(quotes) + 1, place, facts[-1]))
        counts = Counter(entity for fact in facts for entity in (*fact.agents, *fact.targets, *fact.mentions))
        about = tuple(entity for entity, count in counts.most_common(5) if count >= 3)
        frame = _frame(self.headline, self.lines)
        facts = [replace(fact, about=about, frame=frame) for fact in facts]
        return (*facts, *self._identities(entities)), tuple(quotes)

    def _fact(self, place: int, draw: _Draw, entities: _Entities) -> Fact:
        archive, line = self.archive, self.lines[place]
        person = entities.person(archive._people[draw.person], self._role(draw.person), place + 1)
        state = entities.world(archive._people[draw.person].country)
        city = entities.world(archive._cities[draw.city])
        country, second = (
            entities.world(archive._countries[draw.country]),
            entities.world(archive._countries[draw.second]),
        )
        named = state if f"{_world_name(state)}'s" in line else None
        told = draw.kind in ("statement", "quote", "act", "sum")
        agents: tuple[EntityId, ...] = (person,)
        targets: tuple[EntityId, ...] = ()
        mentions = tuple(filter(None, (named, city)))
        if draw.kind == "meeting":
            other = entities.person(archive._people[draw.other], self._role(draw.other), place + 1)
            targets = (other,) if other != person else ()
        elif draw.kind in ("act", "sum"):
            agents, targets = (country,), (second,) if draw.kind == "act" else ()
            mentions = tuple(filter(None, (person, named if named != country else None, city)))
        elif draw.kind in ("plan", "background"):
            agents, targets = (country, second), ()
            mentions = (city,) if draw.kind == "plan" else ()
        relations = _relations(self._skeleton(draw))
        when = self._when(draw)
        parts: tuple[DatedPart, ...] = ()
        if told and when is not None and draw.kind != "quote":
            cut = line.index(" that ") if draw.kind == "statement" else line.index(", ") + 1
            told_of = DatedPart(words=line[cut + 1 :], when=None, tells=draw.kind != "statement")
            parts = (DatedPart(words=line[:cut], when=when, tells=draw.kind != "act"), told_of)
        return Fact(
            id=FactId(f"{self.id}-{place + 1}"), article=self.id, sentence=self._resolved(line, draw),
            kind=_KIND_OF[draw.kind], relation=relations[0], also=relations[1:], agents=agents, targets=targets,
            mentions=mentions, topics=_topics_of(archive._matters[draw.matter]),
            place=None if draw.kind == "background" else city, when=when,
            modality="planned" if draw.kind == "plan" else "happened",
            statement="direct" if draw.kind == "quote" else "indirect" if told else "narration",
            speaker=person if told else None, parts=parts, sentences=(place + 1,),
            numbers=find_numbers(f"pledged {draw.amount} million dollars") if draw.kind == "sum" else (),
            setting=self._setting(place), reviewed=False,
        )  # fmt: skip

    def _quote(self, number: int, place: int, fact: Fact) -> Quote:
        line, start = self.lines[place], self.starts[place]
        end = line.index("”")
        return Quote(
            id=QuoteId(f"{self.id}-q{number}"), article=self.id, text=line[1:end],
            span=Span(start=start + 1, end=start + end), sentence=place + 1, speaker=fact.speaker, cue="say",
            attributed=True, on=fact.when, topics=fact.topics, facts=(fact.id,), reviewed=False,
        )  # fmt: skip

    def _identities(self, entities: _Entities) -> Iterator[Fact]:
        day = Period(start=self.published, end=self.published, precision="day")
        for person, place in list(entities.first_named.items()):
            known = self.archive._people[next(n for n in self.plan.cast if make_id(self._name(n)) == person)]
            role = entities.roles[person]
            yield Fact(
                id=FactId(f"{self.id}-{person}"), article=self.id, kind="background", relation=RelationId("be"),
                sentence=f"{known.name}: {role} ({_world_name(known.country)}).", agents=(person,), when=day,
                modality="ongoing", sentences=(place,), reviewed=False, mentions=(entities.world(known.country),),
            )  # fmt: skip

    def _when(self, draw: _Draw) -> Period | None:
        day = _FIRST_DAY + timedelta(days=draw.day)
        if draw.kind in ("act", "plan"):
            first = day.replace(day=1)
            return Period(start=first, end=_month_end(first), precision="month")
        if draw.kind == "background":
            return Period(start=date(self.published.year - 2, 1, 1), end=self.published, precision="year", since=True)
        return Period(start=day, end=day, precision="day")

    def _resolved(self, line: str, draw: _Draw) -> str:
        """The claim so that it stands alone: the weekday with its date."""
        day = _FIRST_DAY + timedelta(days=draw.day)
        weekday = f"on {_WEEKDAYS[day.weekday()]}"
        return line.replace(weekday, f"{weekday} [{_day(day)}]", 1)

    def _setting(self, place: int) -> str:
        same = place % _PARAGRAPH != 0
        return f"{self.headline} {self.lines[place - 1]}" if same else self.headline

    def _skeleton(self, draw: _Draw) -> str:
        """The words of a claim that decide its relations, without names and dates."""
        clause = self.words["clauses"][draw.clause]
        match draw.kind:
            case "statement":
                return f"she {('said', 'told reporters', 'explained')[draw.wording % 3]} that {clause}"
            case "quote":
                return f"“{clause},” she said"
            case "meeting":
                return "she met him to discuss it"
            case "act":
                form = self.words["acts"][draw.wording % len(self.words["acts"])][1]
                return f"they {form.format('rule', 'them')}, she said"
            case "sum":
                return "they pledged 10 million dollars, she said"
            case "plan":
                return "they will hold talks"
            case _:
                return "it has strained ties"


_KIND_OF: dict[Kind, Any] = {
    "statement": "statement", "quote": "statement", "meeting": "event", "act": "event", "sum": "event", "plan": "plan",
    "background": "background",
}  # fmt: skip


class _Entities:
    """Entities of one article, as extraction makes them."""

    def __init__(self, article: ArticleId, on: Period) -> None:
        self._article, self._on = article, on
        self._found: dict[str, Entity] = {}
        self.first_named: dict[EntityId, int] = {}
        self.roles: dict[EntityId, str] = {}

    def all(self) -> tuple[Entity, ...]:
        return tuple(self._found[key] for key in sorted(self._found))

    def world(self, id: str) -> EntityId:
        if id not in self._found:
            self._found.update((entity.id, entity) for entity in _world_family(id))
        return EntityId(id)

    def person(self, known: _Person, role: str, sentence: int) -> EntityId:
        id = EntityId(make_id(known.name))
        if id not in self._found:
            country = self.world(known.country)
            cite = SentenceRef(article=self._article, sentence=sentence)
            title = Names(en=role, ja=role, zh=role)
            self._found[id] = Entity(
                id=id, kind="person", name=Names(en=known.name, ja=known.name, zh=known.name), gloss=role, of=country,
                aliases=tuple(Alias(text=name, language="en") for name in known.name.split()), cite=cite,
                offices=(Office(title=title, role=make_id(role), country=country, since=None, until=None,
                                attested=(self._on,), cite=cite),),
            )  # fmt: skip
            self.first_named[id], self.roles[id] = sentence, role
        return id


class _Asker:
    """Chooses facts that one combination of names and month tells from all others, and asks for them."""

    def __init__(self, archive: Archive, count: int, seed: int) -> None:
        self.archive, self.count, self.rng = archive, count, Random(seed)

    def run(self) -> tuple[ArchiveQuestion, ...]:
        rng, archive = self.rng, self.archive
        chosen = [(rng.randrange(archive.articles), rng.randrange(_CLAIMS)) for _ in range(self.count * 4)]
        drawn = [(article, place, archive._plan(article).draws[place]) for article, place in dict.fromkeys(chosen)]
        drawn = [item for item in drawn if item[2].kind in ("statement", "quote", "meeting", "act", "sum")]
        wanted = {key for _, _, draw in drawn for key in _keys(draw)}
        traps = [(item, self._trap(item[2], place)) for place, item in enumerate(drawn)]
        watched = wanted | {key for _, (_, _, keys) in traps for key in keys}
        counts = self._count(watched)
        found: list[ArchiveQuestion] = []
        for article, place, draw in drawn:
            if len(found) == 3 * self.count:
                break
            if all(counts[key] == 1 for key in _keys(draw)[:1]):
                found.extend(self._ask(draw, f"{archive.name(article)}-{place + 1}"))
        refused = [
            ArchiveQuestion(text=text, fact=None, trap=trap)
            for _, (trap, text, keys) in traps
            if not any(counts[key] for key in keys)
        ]
        return (*found, *refused[: self.count // 2])

    def _count(self, watched: set[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
        counts: Counter[tuple[Any, ...]] = Counter()
        for number in range(self.archive.articles):
            for draw in self.archive._plan(number).draws:
                counts.update(key for key in _keys(draw) if key in watched)
        return counts

    def _ask(self, draw: _Draw, fact: str) -> Iterator[ArchiveQuestion]:
        parts = self._parts(draw)
        form = self._form(draw)
        yield ArchiveQuestion(text=form.format(**parts), fact=fact)
        names = [key for key in ("P", "Q", "T", "X", "C") if f"{{{key}}}" in form]
        first = "P" if "P" in names else self.rng.choice(names)
        once = parts | {first: _misspell(parts[first], self.rng)}
        yield ArchiveQuestion(text=form.format(**once), fact=fact, noise="one typo")
        second = self.rng.choice([key for key in names if key != first] or names)
        twice = once | {second: _misspell(once[second], self.rng)}
        yield ArchiveQuestion(text=form.format(**twice), fact=fact, noise="two typos")

    def _parts(self, draw: _Draw) -> dict[str, str]:
        archive, day = self.archive, _FIRST_DAY + timedelta(days=draw.day)
        return {
            "P": archive._people[draw.person].name, "Q": archive._people[draw.other].name,
            "T": archive._matters[draw.matter], "X": _world_name(archive._cities[draw.city]),
            "C": _world_name(archive._countries[draw.country]), "D": _world_name(archive._countries[draw.second]),
            "M": f"{_MONTHS[day.month - 1]} {day.year}", "Y": str(day.year),
        }  # fmt: skip

    def _form(self, draw: _Draw) -> str:
        match draw.kind:
            case "statement" | "quote":
                return self.rng.choice((
                    "What did {P} say about the {T} in {X} in {M}?",
                    "In {M}, what did {P} say in {X} about the {T}?",
                    "what did {P} tell reporters in {X} on the {T}, {M}",
                ))  # fmt: skip
            case "meeting":
                return self.rng.choice((
                    "Where did {P} meet {Q} about the {T} in {M}?",
                    "When did {P} meet {Q} in {X} to discuss the {T}?",
                ))  # fmt: skip
            case "sum":
                return "How much did {C} pledge for the {T} in {M}?"
            case _:
                verb = self.archive._words["acts"][draw.wording % len(self.archive._words["acts"])][0]
                return {
                    "ban": "When did {C} ban the {T} for {D}?",
                    "lift": "When did {C} lift the {T} for {D}?",
                    "sign": "When did {C} and {D} sign an accord on the {T}?",
                    "reject": "When did {C} reject the {T} that {D} asked for?",
                    "suspend": "When did {C} suspend the {T} for {D}?",
                    "criticise": "When did {C} criticise {D} over the {T}?",
                    "accept": "When did {C} accept the {T} from {D}?",
                    "postpone": "When did {C} postpone the {T} with {D}?",
                    "promise": "When did {C} promise {D} to reopen the {T}?",
                    "threaten": "When did {C} threaten {D} with a new {T}?",
                }[verb]

    def _trap(self, draw: _Draw, place: int) -> tuple[Trap, str, tuple[tuple[Any, ...], ...]]:
        """A question that no fact answers where the keys it comes with occur nowhere."""
        archive, rng = self.archive, self.rng
        parts = self._parts(draw)
        form = "What did {P} say about the {T} in {X} in {M}?"
        match place % 4:
            case 0:
                other = rng.randrange(len(archive._people))
                keys = (("person matter", other, draw.matter),)
                return "swapped actor", form.format(**parts | {"P": archive._people[other].name}), keys
            case 1:
                year = 2000 + (draw.day // 365 + rng.randrange(5, 20)) % 26
                month = parts["M"].split()[0]
                keys = (("person matter year", draw.person, draw.matter, year),)
                return "other year", form.format(**parts | {"M": f"{month} {year}"}), keys
            case 2:
                return "unknown person", form.format(**parts | {"P": archive.unheard_person(rng)}), ()
            case _:
                goods, matters = (archive._words[key].split() for key in ("unheard_goods", "unheard_matters"))
                topic = f"{rng.choice(goods)} {rng.choice(matters)}"
                return "unknown topic", form.format(**parts | {"T": topic}), ()


def _keys(draw: _Draw) -> tuple[tuple[Any, ...], ...]:
    """The combinations that a claim is one of; the first is what a question for it names."""
    day = _FIRST_DAY + timedelta(days=draw.day)
    month = day.year * 12 + day.month
    named = (
        ("person matter", draw.person, draw.matter),
        ("person matter year", draw.person, draw.matter, day.year),
    )
    match draw.kind:
        case "meeting":
            pair = tuple(sorted((draw.person, draw.other)))
            return ("meeting", *pair, draw.matter), *named, ("said", draw.person, draw.matter, draw.city, month)
        case "act":
            act = ("act", draw.country, draw.second, draw.matter)
            return act, *named, ("said", draw.person, draw.matter, draw.city, month)
        case "sum":
            sum_ = ("sum", draw.country, draw.matter, month)
            return sum_, *named, ("said", draw.person, draw.matter, draw.city, month)
        case "plan" | "background":
            return (("act", draw.country, draw.second, draw.matter),)
        case _:
            return ("said", draw.person, draw.matter, draw.city, month), *named


def _misspell(name: str, rng: Random) -> str:
    """A name with one typing error in its longest word: two letters swapped, one lost, doubled or hit beside."""
    words = name.split()
    place = max(range(len(words)), key=lambda n: (len(words[n]), n))
    word = words[place]
    at = rng.randrange(1, max(2, len(word) - 1))
    match rng.randrange(4):
        case 0 if at + 1 < len(word) and word[at] != word[at + 1]:
            word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 1:
            word = word[:at] + word[at + 1 :]
        case 2:
            word = word[:at] + word[at] + word[at:]
        case _:
            row = next((row for row in _NEIGHBOURS if word[at].lower() in row), "ab")
            near = row[(row.find(word[at].lower()) + 1) % len(row)]
            word = word[:at] + near + word[at + 1 :]
    return " ".join((*words[:place], word, *words[place + 1 :]))


def _zipf(count: int, exponent: float) -> list[float]:
    return list(accumulate(1 / (place + 1) ** exponent for place in range(count)))


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _frame(headline: str, lines: Sequence[str]) -> str:
    """Words of the top and those of three sentences, in alphabetical order."""
    words = [set(re.findall(r"[^\W_]{3,}", line.lower())) for line in (headline, *lines)]
    counts = Counter(word for some in words[1:] for word in some)
    return " ".join(sorted(set().union(*words[:3], (word for word, count in counts.items() if count >= 3))))


@cache
def _world_name(id: str) -> str:
    return load_world().entities[id].en


@cache
def _world_family(id: str) -> tuple[Entity, ...]:
    parties = Parties()
    parties.of_world(id)
    return parties.all()


@cache
def _relations(words: str) -> tuple[RelationId, ...]:
    """As extraction orders them: verbs, those of saying last."""
    verbs = [word.id for word in load_relation_finder()(words) if not word.is_noun and word.id != "be"]
    ordered = sorted(dict.fromkeys(verbs), key=lambda id: id in _SAYING)
    return tuple(RelationId(id) for id in ordered) or (RelationId("happen"),)


@cache
def _topics_of(matter: str) -> tuple[EntityId, ...]:
    return tuple(EntityId(id) for id in find_topics(matter))


def _topics_with_heads(facts: Iterable[Fact]) -> tuple[Topic, ...]:
    wanted: dict[str, Topic] = {}
    for id in (topic for fact in facts for topic in fact.topics):
        wanted.update((topic.id, topic) for topic in _topic_family(id))
    return tuple(wanted[key] for key in sorted(wanted))


@cache
def _topic_family(id: str) -> tuple[Topic, ...]:
    known = {topic.id: topic for topic in load_topics()}[id]
    broader = (EntityId(known.broader),) if known.broader else ()
    own = Topic(id=EntityId(id), kind="topic", name=Names(en=known.en, ja=known.ja, zh=known.zh), broader=broader)
    return (own, *(topic for head in broader for topic in _topic_family(head)))


def keep_archive(facts: int, kept: KeptPacks, *, jobs: int = 1) -> None:
    """Put all articles where `kankei build` keeps what it has extracted."""
    archive = Archive(facts)
    chunks = [(first, min(first + _AT_ONCE, archive.articles)) for first in range(0, archive.articles, _AT_ONCE)]
    for stored in map_in_order(_store_some, chunks, jobs=jobs, begin=_begin_storing, arguments=(facts,)):
        for pack in stored:
            kept.keep(f"{pack.article}.txt", "", pack)
    kept.write()


_AT_ONCE = 50
_archive: Archive | None = None
"""Of this process."""


def _begin_storing(facts: int) -> None:
    global _archive
    _archive = Archive(facts)


def _store_some(articles: tuple[int, int]) -> list[StoredPack]:
    assert _archive is not None
    return [write_pack(pack) for pack in _archive.packs(*articles)]


def write_archive(facts: int, output: Path, *, jobs: int = 1) -> None:
    """Build the knowledge base of an archive, with the shipped pack, as `kankei build` does."""
    with open_kept(None) as kept:
        keep_archive(facts, kept, jobs=jobs)
        build_knowledge(packs=(SHIPPED_PACK,), output=output, resources=RESOURCES, extracted=kept, jobs=jobs)


def main() -> None:
    """Write a knowledge base, questions, or the articles as text files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--facts", type=int, default=10_000)
    parser.add_argument("--output", type=Path, help="the knowledge base to write")
    parser.add_argument("--questions", type=Path, help="write questions with their facts here, as JSON")
    parser.add_argument("--articles", type=Path, help="write the articles as text files into this folder")
    parser.add_argument("--jobs", type=int, default=1, help="work in so many processes")
    options = parser.parse_args()
    archive = Archive(options.facts)
    if options.questions:
        asked = [asdict(question) for question in archive.questions()]
        options.questions.write_text(json.dumps(asked, ensure_ascii=False, indent=1), encoding="utf-8")
    if options.articles:
        options.articles.mkdir(parents=True, exist_ok=True)
        for number in range(archive.articles):
            (options.articles / f"{archive.name(number)}.txt").write_text(archive.text(number), encoding="utf-8")
    if options.output:
        write_archive(options.facts, options.output, jobs=options.jobs)


if __name__ == "__main__":
    main()
