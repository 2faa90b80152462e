"""Who is meant: names, titles, descriptions and pronouns of an article brought together, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from knowledge.extract.descriptions import Description, find_descriptions, find_pronouns, render_description
from knowledge.extract.given_names import find_gender
from knowledge.extract.lexicon import load_grammar, load_names, load_roles
from knowledge.extract.names import FoundName, find_person_names
from knowledge.extract.units import Unit
from knowledge.extract.world import load_world
from knowledge.extract.world_hits import find_world_names
from knowledge.model import Span

MentionKind = Literal["name", "description", "pronoun", "order", "state", "abbreviation"]

_ORDER = re.compile(
    r"(?<!\w)the (former|latter)(?!\s+(?:[a-z]+ )?(?:minister|president|premier|chief|leader|ambassador|prime))",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|at|near|off|around|outside|via|towards?)|"
    rf"\b(?:{'|'.join(sorted(load_grammar()['place_nouns']))}) of)\s+$",
    re.IGNORECASE,
)
_AGE_OR_ROLE = re.compile(r",\s*(?:\d{2}\s*,|(?:a|an|the|his|her|their|who|whose|[^\W\d_]+['’]s?)\s)")
_ANOTHER = re.compile(r"Another(?=,|\s+[a-z]+(?:ed|s)\b|\s+(?:said|told)\b)")
_ALONE = re.compile(r"\b[Tt]he\s+$")
_VERB_BEHIND = re.compile(r"\s+(?:said|says|told|tells|was|is|has|had|called|added|[a-z]+ed)\b")
_ABBREVIATED = re.compile(r"\b[Tt]he ([A-Z]{2,6})\b(?! [A-Z])")
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+$")
_SELF_NAMED = re.compile(r",? who[^.;“”\"]{0,40}?\b(?:name|as|called|by),?\s+(?:only\s+)?(?:the name\s+)?(?:as\s+)?$")


@dataclass(slots=True, kw_only=True)
class Role:
    """One way in which the article says what somebody is."""

    head: str
    words: frozenset[str]
    nations: tuple[str, ...]
    text: str
    inherited: bool = False
    """Said of a counterpart: the office may be called otherwise in his country."""


@dataclass(slots=True, kw_only=True, eq=False)
class Referent:
    """Somebody or some body that the article speaks of; filled while reading."""

    name: str | None
    description: str | None = None
    is_person: bool = True
    plural: bool = False
    gender: str | None = None
    roles: list[Role] = field(default_factory=list)
    nations: list[str] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    world_id: str | None = None
    """Of a state, a place or a body that world.yaml knows."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words of the name."""
        return tuple((self.name or "").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where somebody is spoken of."""

    span: Span
    """With title or article."""

    kind: MentionKind
    referent: Referent | None
    unit: int
    quoted: bool
    oblique: bool
    """After a preposition: no subject."""

    possessive: bool
    word: str = ""
    """Of a pronoun, "he"; of an order, "latter"; of a description, its head."""

    apposed: bool = False
    """Only says more about the mention beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discourse:
    """All mentions in order, and all people by name in order of first mention."""

    mentions: tuple[Mention, ...]
    people: tuple[Referent, ...]
    by_unit: tuple[tuple[Mention, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    span: Span
    kind: MentionKind
    unit: int
    quoted: bool
    name: FoundName | None = None
    description: Description | None = None
    word: str = ""
    nation: str | None = None


def read_discourse(text: str, units: Sequence[Unit], authors: Sequence[str | None]) -> Discourse:
    """Resolve every mention of the units, in order; the text outside them is not looked at.

    Args:
        authors: for each unit who "I" is in it, outside quotations; "he" and "she" are others.
    """
    raws = [raw for index, unit in enumerate(units) for raw in _find_raw(text, index, unit)]
    reader = _Reader(text, units, _full_names(text, raws), authors)
    reader.count_names(raws)
    for index, raw in enumerate(raws):
        reader.read(
            raw, next((other for other in raws[index + 1 : index + 4] if other.span.start >= raw.span.end), None)
        )
    by_unit: list[list[Mention]] = [[] for _ in units]
    for mention in reader.mentions:
        by_unit[mention.unit].append(mention)
    return Discourse(
        mentions=tuple(reader.mentions),
        people=tuple(person for person in reader.people if person.mentions),
        by_unit=tuple(map(tuple, by_unit)),
    )


def _find_raw(text: str, index: int, unit: Unit) -> list[_Raw]:
    start, end = unit.span.start, unit.span.end
    descriptions = find_descriptions(text, start, end)
    names = [name for name in find_person_names(text, start, end) if not _only_qualifies(name, descriptions)]
    taken = [(name.title_start, name.span.end) for name in names if name.certain]
    found = [
        _Raw(span=Span(start=name.title_start, end=name.span.end), kind="name", unit=index, quoted=False, name=name)
        for name in names
    ]
    for description in descriptions:
        # "the Prime Minister Noda government", "Fisheries Minister" before a name: a title belongs to the name.
        over = [first for first, last in taken if first < description.span.end and description.span.start < last]
        head_end = description.head_start + len(description.head)
        if over and head_end < min(over):  # "a spokesman for Hungarian minister Péter Szalai"
            description = replace(description, span=Span(start=description.span.start, end=head_end), linked="")
            over = []
        if not over:
            found.append(
                _Raw(span=description.span, kind="description", unit=index, quoted=False, description=description)
            )
    taken = [(raw.span.start, raw.span.end) for raw in found]
    for match in find_pronouns(text, start, end):
        found.append(
            _Raw(
                span=Span(start=match.start(), end=match.end()),
                kind="pronoun",
                unit=index,
                quoted=False,
                word=match.group().lower(),
            )
        )
    for match in _ORDER.finditer(text, start, end):
        found.append(
            _Raw(
                span=Span(start=match.start(), end=match.end()),
                kind="order",
                unit=index,
                quoted=False,
                word=match.group(1).lower(),
            )
        )
        taken.append((match.start(), match.end()))
    for match in _ANOTHER.finditer(text, start, end):
        if match.start() == start:
            span = Span(start=match.start(), end=match.end())
            found.append(_Raw(span=span, kind="order", unit=index, quoted=False, word="another"))
    for match in _ABBREVIATED.finditer(text, start, end):
        span = Span(start=match.start(), end=match.end())
        found.append(_Raw(span=span, kind="abbreviation", unit=index, quoted=False, word=match.group(1)))
    for hit in find_world_names(text[start:end]):
        span = Span(start=start + hit.span.start, end=start + hit.span.end)
        if hit.kind == "demonym" and _ALONE.search(text[start : span.start]) and _VERB_BEHIND.match(text, span.end):
            found.append(_Raw(span=span, kind="order", unit=index, quoted=False, word="national", nation=hit.id))
        if hit.kind in ("name", "capital", "abbreviation", "metonym") and not any(
            a < span.end and span.start < b for a, b in taken
        ):
            found.append(_Raw(span=span, kind="state", unit=index, quoted=False, nation=hit.id))
    return [_with_quoted(raw, unit) for raw in sorted(found, key=lambda raw: raw.span.start)]


def _only_qualifies(name: FoundName, descriptions: Sequence[Description]) -> bool:
    """Whether a word with a capital only says which: "Baltic" in "a Baltic ambassador"."""
    return not name.certain and any(
        d.span.start <= name.span.start and name.span.end <= d.head_start for d in descriptions
    )


def _with_quoted(raw: _Raw, unit: Unit) -> _Raw:
    inside = any(q.outer.start <= raw.span.start < q.outer.end for q in unit.quotations)
    return (
        raw
        if not inside
        else _Raw(
            span=raw.span,
            kind=raw.kind,
            unit=raw.unit,
            quoted=True,
            name=raw.name,
            description=raw.description,
            word=raw.word,
            nation=raw.nation,
        )
    )


def _full_names(text: str, raws: Sequence[_Raw]) -> list[Referent]:
    """One referent for each full name that is a person's, as far as its places say."""
    seen: dict[str, Referent] = {}
    refused = {raw.name.text for raw in raws if raw.name and raw.name.after_article}
    refused -= {raw.name.text for raw in raws if raw.name and _AGE_OR_ROLE.match(text, raw.name.span.end)}
    for raw in raws:
        name = raw.name
        if name is None or len(name.text.split()) < 2 or name.text in seen:
            continue
        is_place = _PLACE_BEFORE.search(text[max(0, name.span.start - 25) : name.span.start]) is not None
        if not name.certain and (name.text in refused or (is_place and not _AGE_OR_ROLE.match(text, name.span.end))):
            continue
        seen[name.text] = _named(name.text)
    return _without_shorter_forms(list(seen.values()))


def _without_shorter_forms(people: list[Referent]) -> list[Referent]:
    """ "Foreign Minister Wang Yi" and "Wang Yi" are one: a name whose words all stand in a longer one is dropped."""
    kept: list[Referent] = []
    for person in people:
        words = set(person.tokens)
        if not any(words < set(other.tokens) for other in people):
            kept.append(person)
    return kept


class _Reader:
    """Reads mentions in order and remembers who was spoken of."""

    def __init__(self, text: str, units: Sequence[Unit], people: list[Referent], authors: Sequence[str | None]) -> None:
        self.text = text
        self.units = units
        self.people = people
        self.mentions: list[Mention] = []
        self._others: list[Referent] = []
        self._states: dict[str, Referent] = {}
        self._abbreviations: dict[str, Referent] = {}
        """Of offices: "External Affairs Minister (EAM) R. Deshmukh"."""

        self._pair: tuple[str, str] | None = None
        self._named: Counter[int] = Counter()
        """How often each person is named in the whole article, by `id`."""

        self._host = _host_nation(text)
        known = {name: self._known_or_new(name) for name in authors if name}
        self._authors = [known[name] if name else None for name in authors]

    def count_names(self, raws: Sequence[_Raw]) -> None:
        """Count how often each person whose full name is known is named."""
        for raw in raws:
            words = set(raw.name.text.split()) if raw.name is not None else set()
            person = next((p for p in self.people if words and words <= set(p.tokens)), None)
            if person is not None:
                self._named[id(person)] += 1

    # --- one mention

    def read(self, raw: _Raw, following: _Raw | None) -> None:
        """Resolve one mention; `following` is the next one, which may be in apposition to it."""
        match raw.kind:
            case "name":
                self._read_name(raw, following)
            case "description":
                self._read_description(raw, following)
            case "pronoun" if raw.word == "i":
                if not raw.quoted and self._authors[raw.unit] is not None:
                    self._add(raw, self._authors[raw.unit], word=raw.word)
            case "pronoun":
                self._add(raw, self._antecedent(raw), word=raw.word)
            case "order":
                self._add(raw, self._in_order(raw), word=raw.word)
            case "abbreviation":
                if raw.word in self._abbreviations:
                    self._add(raw, self._abbreviations[raw.word], word=raw.word)
            case "state":
                self._read_state(raw)

    def _read_name(self, raw: _Raw, following: _Raw | None) -> None:
        assert raw.name is not None
        name = raw.name
        person = self._person_named(name)
        if person is None:
            return
        person.mentions.append(name.span)
        if name.title:
            self._add_role_of_title(person, name.title)
        self._add_elliptic_role(raw, person)
        self._add(raw, person, possessive=name.possessive)
        self._read_relative(person, name)
        self._read_delegation(person, name)

    def _read_delegation(self, person: Referent, name: FoundName) -> None:
        """ "LUIS MARCANO (VENEZUELA)": he speaks for that state."""
        bracket = re.match(r"\s*\(([^()]{2,40})\)", self.text[name.span.end : name.span.end + 45])
        nations = _nations(bracket.group(1)) if bracket else ()
        if nations and not person.nations:
            role = Role(head="representative", words=frozenset(), nations=nations, text="representative")
            self._add_role(person, role)

    def _person_named(self, name: FoundName) -> Referent | None:
        words = name.text.split()
        folded = {word.casefold() for word in words}
        full = [p for p in self.people if len(words) > 1 and folded <= {token.casefold() for token in p.tokens}]
        if full:
            return full[0]
        if len(words) > 1:
            return None
        # One word: a surname, or what stands first where the family name does.
        matching = [person for person in self.people if words[0] in (person.tokens[0], person.tokens[-1])]
        matching = matching or [person for person in self.people if words[0] in person.tokens]
        if not matching:
            if name.certain:
                owner = re.search(
                    r"([A-Z][\w-]+)['’]s\s+$", self.text[max(0, name.title_start - 30) : name.title_start]
                )
                relative = next((p for p in self.people if owner and owner.group(1) in p.tokens), None)
                person = _named(self._with_family_name(name.text, name.title, relative))
                self.people.append(person)
                return person
            return None
        if len(matching) == 1:
            return matching[0]
        return self._of_one_name(matching, name)

    def _of_one_name(self, matching: list[Referent], name: FoundName) -> Referent:
        """Of several people with this surname the one whom the title fits, else the one named last."""
        title = set(name.title.lower().replace(".", "").split())
        sex = next((load_roles().courtesy[word] for word in name.title.split() if word in load_roles().courtesy), None)
        sex = sex or self._sex_ahead(name)

        def fits(person: Referent) -> tuple[int, int, bool, int]:
            roles = {word for role in person.roles for word in (*role.words, role.head)}
            return (
                len(title & roles),
                0 if sex is None or person.gender is None else 1 if person.gender == sex else -1,
                (person.name or "") in self.text,  # "his brother Bakari" is never called by the family name alone
                person.mentions[-1].start if person.mentions else -1,
            )

        return max(matching, key=fits)

    def _sex_ahead(self, name: FoundName) -> str | None:
        """ "Pressed on whether she would, Tanaka said": what a pronoun in the same sentence's first part tells."""
        unit = next((u for u in self.units if u.span.start <= name.span.start < u.span.end), None)
        ahead = self.text[unit.span.start : name.title_start] if unit is not None else ""
        found = re.search(r"\b(she|her|he|his|him)\b", ahead) if ahead.rstrip().endswith(",") else None
        return None if found is None else "she" if found.group(1) in ("she", "her") else "he"

    def _add_role_of_title(self, person: Referent, title: str) -> None:
        roles = load_roles()
        words = title.split()
        sex = next((roles.courtesy[word] for word in words if roles.courtesy.get(word)), None)
        person.gender = person.gender or sex
        plain = [word for word in words if word not in roles.courtesy]
        if not plain:
            short = next((roles.titles[word] for word in words if word in roles.titles), None)
            if short is not None:
                self._add_role(person, Role(head=short, words=frozenset(), nations=(), text=short))
            return
        head = next((word.lower() for word in plain if word.lower() in roles.people), plain[-1].lower())
        if " of " not in f" {title} " and " for " not in f" {title} ":
            head = plain[-1].lower()  # "Deputy Prime Minister": the last noun; "Minister of Defense": the first
        if head in roles.counterparts:
            office = self._last_office()
            if office is not None:
                text = _without_nations(office.text)
                self._add_role(person, Role(head=office.head, words=office.words, nations=_nations(title), text=text))
            return
        person.gender = person.gender or roles.gender.get(head)
        nations = _nations(title)
        text = " ".join(plain)
        self._add_role(
            person,
            Role(
                head=head,
                words=frozenset(word.lower() for word in plain if word.lower() != head),
                nations=nations,
                text=text,
            ),
        )

    def _add_role(self, person: Referent, role: Role) -> None:
        if not any(known.head == role.head and known.words == role.words for known in person.roles):
            person.roles.append(role)
        for nation in role.nations:
            if nation not in person.nations:
                person.nations.append(nation)

    def _add_elliptic_role(self, raw: _Raw, person: Referent) -> None:
        """ "Argentina's, Graciela Acosta": the office that was named just before, of another state."""
        before = self.mentions[-1] if self.mentions else None
        if before is None or before.kind != "state" or before.referent is None:
            return
        if re.fullmatch(r"['’]s,\s+", self.text[before.span.end : raw.span.start]):
            office = self._last_office()
            if office is not None:
                nations = tuple(before.referent.nations)
                self._add_role(person, Role(head=office.head, words=office.words, nations=nations, text=office.text))

    def _read_relative(self, person: Referent, name: FoundName) -> None:
        """ "Dot Lindqvist, who runs the company": what she does stands for an office."""
        clause = re.match(
            r"(?:, \d{2})?,? who (?!was\b|is\b|said\b|has\b|had\b)([^,.;]{3,80})",
            self.text[name.span.end : name.span.end + 95],
        )
        if clause is None:
            return
        if not person.nations:
            person.nations.extend(_nations(clause.group(1)))
        if not person.roles:
            words = frozenset(clause.group(1).lower().split())
            person.roles.append(
                Role(head="", words=words, nations=_nations(clause.group(1)), text=f"who {clause.group(1)}")
            )

    def _known_or_new(self, name: str) -> Referent:
        words = set(name.casefold().split())
        for person in self.people:
            if person.name == name or words <= set((person.name or "").casefold().split()):
                return person
        person = _named(name)
        self.people.append(person)
        return person

    # --- descriptions

    def _read_description(self, raw: _Raw, following: _Raw | None) -> None:
        description = raw.description
        assert description is not None
        role = self._role_of(description)
        before = self._apposed_before(raw)
        named = None if before is not None else self._apposed_after(raw, following)
        if named is not None:
            self._add_role(named, role)
            short = re.match(r"\s*\(([A-Z]{2,6})\)", self.text[raw.span.end : raw.span.end + 10])
            if short:
                self._abbreviations[short.group(1)] = named
            named.gender = named.gender or load_roles().gender.get(description.head)
            self._add(raw, named, possessive=description.possessive, word=description.head)
            return
        if before is not None:
            self._add_role(before, role)
            before.gender = before.gender or load_roles().gender.get(description.head)
            self._add(raw, before, possessive=description.possessive, word=description.head, apposed=True)
            return
        if description.plural and following is not None and following.kind == "name":
            self._expect_pair(description, following)
        if description.owner and (owner := self._named_last(description.owner)) is not None:
            owner.mentions.append(raw.span)  # "Havea's government" speaks of Havea too
        self._add(
            raw, self._described(raw, description, role), possessive=description.possessive, word=description.head
        )

    def _role_of(self, description: Description) -> Role:
        text = " ".join(self.text[description.span.start : description.span.end].split())
        text = re.sub(
            r"^(?:the|a|an|his|her|their|its|one|two|another)\s+|^.*?['’]s\s+(?=\S)", "", text, flags=re.IGNORECASE
        )
        words = frozenset((*description.modifiers, *re.findall(r"[^\W\d_]+", description.linked.lower())))
        nations = description.nations
        if description.head in load_roles().counterparts:
            other = self._last_office()
            if other is not None:
                text = _without_nations(other.text)
                return Role(head=other.head, words=other.words, nations=nations, text=text, inherited=True)
        if description.article == "pronoun" and not nations:
            owner = self._last_person()
            nations = tuple(owner.nations) if owner else ()
        return Role(head=description.head, words=words, nations=nations, text=text)

    def _last_office(self) -> Role | None:
        """The office of whoever was spoken of last."""
        for mention in reversed(self.mentions):
            referent = mention.referent
            if referent is None or mention.quoted or (mention.oblique and referent.name is None):
                continue
            if referent.is_person and referent.roles and referent.roles[0].head:
                return referent.roles[0]
        return None

    def _last_person(self) -> Referent | None:
        for mention in reversed(self.mentions):
            if mention.referent is not None and mention.referent.is_person and not mention.quoted:
                return mention.referent
        return None

    def _apposed_after(self, raw: _Raw, following: _Raw | None) -> Referent | None:
        """The person named right after the description, behind a comma: "his deputy, Nam Gyu-ri,"."""
        description = raw.description
        if (
            following is None
            or following.name is None
            or description is None
            or not description.is_person
            or following.unit != raw.unit
        ):
            return None
        between = self.text[raw.span.end : following.span.start]
        after = self.text[following.span.end : following.span.end + 4]
        if _SELF_NAMED.fullmatch(between):
            return self._known_or_new(following.name.text)
        if not re.fullmatch(r",?\s+(?:the\s+)?(?:[A-Z]\w+\s+|\([A-Z]{2,6}\)\s+)?", between) or description.plural:
            return None
        if (
            "," in between
            and not re.match(r"\s*[,.;:()–—]|\s+(?:and|who)\b|['’]?$", after)
            and not self._cue_follows(following)
        ):
            return None
        person = self._person_named(following.name)
        if person is None and (
            description.article in ("pronoun", "possessive")
            or description.head in load_roles().kin
            or "," not in between
            or description.is_person
        ):
            person = _named(self._with_family_name(following.name.text, description.head))
            self.people.append(person)
        return person

    def _with_family_name(self, name: str, title: str, relative: Referent | None = None) -> str:
        """ "her brother, Anders": the family name of the relative, or of whoever was named before."""
        one = relative or self._last_person()
        if (
            title.rpartition(" ")[2].lower() not in load_roles().kin
            or " " in name
            or one is None
            or len(one.tokens) < 2
        ):
            return name
        return f"{name} {one.tokens[-1]}"

    def _cue_follows(self, raw: _Raw) -> bool:
        return re.match(r"\s+\w+(?:ed|s|d)\b", self.text[raw.span.end : raw.span.end + 20]) is not None

    def _apposed_before(self, raw: _Raw) -> Referent | None:
        """The person named right before the description: "Haruka Minami, a historian"."""
        if not self.mentions or raw.description is None or not raw.description.is_person or raw.description.plural:
            return None
        before = self.mentions[-1]
        if before.kind != "name" or before.unit != raw.unit or before.referent is None or before.quoted != raw.quoted:
            return None
        if (
            re.fullmatch(
                r"(?:,\s*\d{2})?,\s+(?:who is |who was |(?:formerly|currently|now|then) )?"
                r"|\s+(?:is|was|became|remains|has been|served as|works as|worked as)\s+(?:once |then |now |also )?",
                self.text[before.span.end : raw.span.start],
            )
            is None
        ):
            return None
        after = self.text[raw.span.end : raw.span.end + 30]
        if re.match(r"\s+(?:said|told|says|added|asked|replied)\b", after):
            return None
        return before.referent

    def _expect_pair(self, description: Description, following: _Raw) -> None:
        """ "the two ministers, A and B": each has the office; their states are the pair named last, in order."""
        assert following.name is not None
        tail = self.text[description.span.end : following.span.end + 80]
        match = re.match(r"[,:–—]?\s*(?:of the [^,]+,\s*)?", tail)
        if match is None or not tail[match.end() :].startswith(self.text[following.span.start : following.span.end]):
            return
        second = next(
            (
                name
                for name in find_person_names(
                    self.text, following.span.end, min(following.span.end + 60, len(self.text))
                )
            ),
            None,
        )
        if second is None or not re.fullmatch(r",?\s+and\s+", self.text[following.span.end : second.title_start]):
            return
        head = description.head.removesuffix("s")
        for index, name in enumerate((following.name, second)):
            person = self._person_named(name)
            if person is not None:
                nation = (self._pair[index],) if self._pair else ()
                self._add_role(
                    person,
                    Role(
                        head=head,
                        words=frozenset(description.modifiers),
                        nations=nation,
                        text=" ".join((*description.modifiers, head)),
                    ),
                )

    def _described(self, raw: _Raw, description: Description, role: Role) -> Referent:
        """Whom a description means: somebody named who has that office, somebody unnamed of before, or a new one."""
        is_counterpart = description.head in load_roles().counterparts
        if (
            description.article in ("the", "possessive")
            or is_counterpart
            or (description.article == "bare" and not description.plural)
        ):
            person = self._holder(raw, description, role)
            other = next((o for o in reversed(self._others) if self._is_same(o, description, role)), None)
            closer = other is not None and person is not None and self._last_place(other) > self._last_place(person)
            exact = other is not None and any(known.head == role.head for known in other.roles)
            if person is not None and not (closer and exact and not any(k.head == role.head for k in person.roles)):
                return person
        if description.head == "namesake":
            namesake = self._namesake()
            if namesake is not None:
                return namesake
        if description.article in ("the", "bare", "pronoun", "possessive"):
            for other in reversed(self._others):
                if self._is_same(other, description, role):
                    return other
        if description.article == "the" and description.is_person and not description.plural:
            before = self._subject_before(raw)
            if (
                before is not None
                and not before.roles
                and not (set(before.nations) and set(role.nations) - set(before.nations))
            ):
                self._add_role(before, role)  # "Onodera was not satisfied. The second-term lawmaker held up a receipt."
                return before
        if description.article in ("the", "possessive") and description.is_person and not description.plural:
            hero = self._protagonist(share=_SHARE_OF_HERO)
            is_his = description.article == "the" or (hero is not None and bool(set(role.nations) & set(hero.nations)))
            if hero is not None and not hero.roles and is_his:
                self._add_role(hero, role)
                return hero
        text = render_description(self.text, description)
        new = Referent(
            name=None,
            description=text,
            is_person=description.is_person,
            plural=description.plural,
            gender=load_roles().gender.get(description.head),
            roles=[role],
            nations=list(role.nations),
        )
        self._others.append(new)
        return new

    def _subject_before(self, raw: _Raw) -> Referent | None:
        """The named person whom the sentence before is about."""
        for mention in self.mentions:
            if mention.unit == raw.unit - 1 and not (mention.quoted or mention.oblique or mention.possessive):
                return mention.referent if mention.referent is not None and mention.referent.name is not None else None
        return None

    def _namesake(self) -> Referent | None:
        one = self._last_person()
        if one is None:
            return None
        return next((p for p in self.people if p is not one and p.mentions and set(p.tokens) & set(one.tokens)), None)

    def _holder(self, raw: _Raw, description: Description, role: Role) -> Referent | None:
        if not description.is_person or description.plural:
            return None
        nations = role.nations
        if not nations and "host" in description.linked.split() and self._host:
            nations = (self._host,)
        best: tuple[tuple[int, bool, bool, int, int], Referent] | None = None
        for person in self.people:
            if not person.mentions or (person.nations and nations and not set(person.nations) & set(nations)):
                continue
            for known in person.roles:
                by_work = not known.head and role.head[:_STEM] in _stems(known.words)
                if not _same_head(known.head, role.head) and not by_work:
                    continue
                asked = {word for word in role.words if word not in _EMPTY_WORDS}
                had = {word for word in known.words if word not in _EMPTY_WORDS}
                if "prime" in had and "prime" not in asked:
                    continue  # "the minister" is never a head of government
                states = {word for nation in nations for word in _words_of(nation)}
                asked, had = asked - states, had - states
                shared = _stems(asked) & _stems(had)
                if asked and had and not shared and known.head == role.head and known.head in _HEADS_OF_SOMETHING:
                    continue
                if _stems(description.modifiers) - _stems(had) - _stems((*_NATION_WORDS,)) and not shared and had:
                    continue
                agrees = len(set(person.nations) & set(nations))
                # "the Foreign Secretary", with capitals, is who has just that title, and not his counterpart.
                own = not (known.inherited and self._is_titled(raw))
                exact = known.head == role.head
                score = (agrees, exact, own, len(shared), self._last_place(person))
                if best is None or score > best[0]:
                    best = (score, person)
        if (
            best is not None
            and best[1].gender
            and load_roles().gender.get(description.head) not in (None, best[1].gender)
        ):
            return None
        if best is None and load_roles().same.get(role.head, -1) == load_roles().same["spokesman"]:
            press = [p for p in self.people if p.mentions and any({"press", "information"} & r.words for r in p.roles)]
            return max(press, key=self._last_place, default=None)
        leads = (
            role.head in _HEADS_OF_SOMETHING
            and bool(nations)
            and bool({"delegation", "team", "side", "mission"} & role.words)
        )
        if best is None and (role.head in load_roles().general or leads):
            known_to_hold = (person for person in self.people if person.mentions and (person.roles or nations))
            own_people = [person for person in known_to_hold if not nations or set(person.nations) & set(nations)]
            if "visiting" in description.modifiers and self._host:
                own_people = [person for person in own_people if person.nations and self._host not in person.nations]
            return max(own_people, key=self._last_place, default=None)
        return best[1] if best else None

    def _is_titled(self, raw: _Raw) -> bool:
        words = self.text[raw.span.start : raw.span.end].split()[1:]
        return len(words) > 1 and all(word[0].isupper() for word in words)

    def _last_place(self, person: Referent) -> int:
        for index in range(len(self.mentions) - 1, -1, -1):
            if self.mentions[index].referent is person:
                return index
        return -1

    def _is_same(self, other: Referent, description: Description, role: Role) -> bool:
        if not any(_same_head(known.head, role.head) for known in other.roles) or other.plural != description.plural:
            return False
        known = other.roles[0]
        if known.nations and role.nations and not set(known.nations) & set(role.nations):
            return False
        return not _stems(description.modifiers) - _stems(known.words)

    # --- states, pronouns, orders

    def _named_last(self, name: str) -> Referent | None:
        """The only person known by a surname."""
        same = [person for person in self.people if person.tokens[-1:] == (name,) and person.mentions]
        return same[0] if len(same) == 1 else None

    def _read_state(self, raw: _Raw) -> None:
        assert raw.nation is not None
        nation = load_world().country_of(raw.nation) or raw.nation
        words = self.text[raw.span.start : raw.span.end]
        state = self._states.get(words)
        if state is None:
            state = self._states[words] = Referent(
                name=None, description=words, is_person=False, nations=[nation], world_id=raw.nation
            )
        before = self.mentions[-1] if self.mentions else None
        if before is not None and before.kind == "state" and before.referent is not None and before.unit == raw.unit:
            other = before.referent.nations[0]
            joined = re.fullmatch(r"\s*(?:and|,|–|-|—)\s*", self.text[before.span.end : raw.span.start])
            self._pair = (other, nation) if joined and other != nation else self._pair
        owned = self.text[raw.span.end : raw.span.end + 1] in ("'", "’")
        self._add(raw, state, possessive=owned)

    def _antecedent(self, raw: _Raw) -> Referent | None:
        """Whom "he", "she" or "they" means: the subject of the sentence before, or of this one's first part."""
        plural = raw.word == "they"
        quoted = raw.quoted
        # "The cook, he added, was well": whoever adds it is not the cook.
        is_aside = (
            re.search(r",\s+$", self.text[max(0, raw.span.start - 3) : raw.span.start]) is not None
            and ASIDE_VERB.match(self.text, raw.span.end) is not None
        )
        for unit in range(raw.unit - is_aside, max(-1, raw.unit - _FAR_BACK), -1):
            found = [
                m
                for m in self.mentions
                if m.unit == unit
                and m.quoted == quoted
                and m.span.end <= raw.span.start
                and self._may_be(m, raw.word, plural)
                and (m.referent is not self._authors[raw.unit] or m.referent is None)
            ]
            subjects = [m for m in found if not m.oblique and not m.possessive]
            # Whoever a sentence is "according to" goes on speaking in the next.
            sources = [m for m in found if _ACCORDING.search(self.text[max(0, m.span.start - 20) : m.span.start])]
            subjects = sources + subjects if unit != raw.unit else subjects
            chosen = subjects[:1]
            if unit != raw.unit:
                chosen = chosen or [m for m in found if not m.possessive][:1] or found[:1]
            if chosen:
                referent = self._or_protagonist(chosen[0].referent, raw.word)
                if referent is not None and referent.is_person and not plural and referent.gender is None:
                    referent.gender = raw.word
                return referent
        return None

    def _or_protagonist(self, referent: Referent | None, word: str) -> Referent | None:
        """Of an article about one person "she" is that person rather than somebody unnamed."""
        if referent is None or referent.name is not None or referent.gender is not None:
            return referent
        hero = self._protagonist()
        return hero if hero is not None and hero.gender == word else referent

    def _protagonist(self, *, share: float | None = None) -> Referent | None:
        """The one person whom an article is about, where it names that one much more often than others."""
        total = sum(self._named.values())
        if total < _MENTIONS_OF_ONE:
            return None
        key, count = self._named.most_common(1)[0]
        return (
            next(person for person in self.people if id(person) == key)
            if count >= total * (share or _SHARE_OF_ONE)
            else None
        )

    def _may_be(self, mention: Mention, word: str, plural: bool) -> bool:
        referent = mention.referent
        if referent is None or (mention.kind == "pronoun" and mention.word != word):
            return False
        if plural:
            return referent.plural or not referent.is_person
        return referent.is_person and not referent.plural and referent.gender in (None, word)

    def _in_order(self, raw: _Raw) -> Referent | None:
        if raw.word == "another":
            before = next((other for other in reversed(self._others) if other.is_person), None)
            kind = before.roles[0].head if before is not None and before.roles else None
            return Referent(name=None, description=f"another {kind}", gender=None) if kind else None
        if raw.word == "national":
            own = [p for p in self.people if p.mentions and (not p.nations or raw.nation in p.nations)]
            return max(own, key=self._last_place, default=None)
        return self._of_pair(raw)

    def _of_pair(self, raw: _Raw) -> Referent | None:
        """The first or the last of the people of the latest sentence with two of them, or of the last sentences."""
        near: list[Referent] = []
        for unit in range(raw.unit, max(-1, raw.unit - 4), -1):
            people: list[Referent] = []
            for mention in self.mentions:
                if (
                    mention.unit == unit
                    and mention.span.end <= raw.span.start
                    and mention.kind == "name"
                    and mention.referent is not None
                    and not mention.quoted
                    and mention.referent not in people
                ):
                    people.append(mention.referent)
            if len(people) > 1:
                return people[-1] if raw.word == "latter" else people[-2] if unit == raw.unit else people[0]
            near = [*(person for person in people if person not in near), *near]
            if len(near) > 1:  # "A had told parliament so. B, his counterpart, sees it otherwise. The latter said ..."
                return near[-1] if raw.word == "latter" else near[-2]
        return None

    def _add(
        self, raw: _Raw, referent: Referent | None, *, possessive: bool = False, word: str = "", apposed: bool = False
    ) -> None:
        before = re.search(r"([^\W\d_]+)\s+$", self.text[max(0, raw.span.start - 20) : raw.span.start])
        oblique = before is not None and before.group(1).lower() in load_names().prepositions
        if oblique and before is not None and before.group(1).lower() in _CONJUNCTIONS:
            oblique = _VERB_BEHIND.match(self.text, raw.span.end) is None  # "after the executive warned"
        opening = self.units[raw.unit].span.start
        if before is not None and self.text[opening : raw.span.start].strip() == before.group(1):
            oblique = oblique or before.group(1).endswith("ing")  # "Briefing members, X said"
        self.mentions.append(
            Mention(
                span=raw.span,
                kind=raw.kind,
                referent=referent,
                unit=raw.unit,
                quoted=raw.quoted,
                oblique=oblique,
                possessive=possessive,
                word=word,
                apposed=apposed,
            )
        )


ASIDE_VERB = re.compile(r"\s+\w+(?:\s\w+ly)?,")
"""The verb of an aside: ", he added,"."""

_MENTIONS_OF_ONE, _SHARE_OF_ONE = 6, 0.4
"""Names from which on an article can be about one person, and his share of them."""

_STEM = 5
_OPENING, _DATELINE_COUNTS = 400, 3
"""Letters in which a dateline stands, and mentions that it counts for."""

_HEADS_OF_SOMETHING = frozenset(
    ("head", "chief", "director", "chair", "leader", "member", "representative", "secretary", "president")
)
"""Nouns that say nothing without what they are the head of."""

_SHARE_OF_HERO = 0.55
"""The share from which on an office that nobody else is said to have is his."""

_CONJUNCTIONS = frozenset(("after", "before", "since", "until", "as", "than", "like"))
_FAR_BACK = 10
"""Sentences that are searched for whom a pronoun means."""

_EMPTY_WORDS, _NATION_WORDS = load_grammar()["empty_in_offices"], load_grammar()["modifiers"]


def _words_of(nation: str) -> tuple[str, ...]:
    """Words for a state and its people, small letters."""
    known = load_world().names_of(nation)
    return tuple(word for name in known for word in name.lower().split())


def _same_head(one: str, other: str) -> bool:
    same = load_roles().same
    return (
        one == other
        or (one in same and same[one] == same.get(other))
        or (bool(one) and bool(other) and (one.endswith(f" {other}") or other.endswith(f" {one}")))
    )


def _stems(words: Sequence[str] | frozenset[str] | set[str]) -> set[str]:
    """Words by their beginnings, so that "fisheries" and "fishery", "defence" and "defense" are one."""
    return {word[:_STEM] for word in words}


def _nations(phrase: str) -> tuple[str, ...]:
    world = load_world()
    return tuple(dict.fromkeys(nation for hit in find_world_names(phrase) if (nation := world.country_of(hit.id))))


def _named(name: str) -> Referent:
    """Somebody of a name; the given name of a full one may tell whether he is a "he"."""
    given, _, family = name.partition(" ")
    return Referent(name=name, gender=find_gender(given) if family else None)


def _without_nations(title: str) -> str:
    """A title without whose it is: "transport minister" of "Lithuanian transport minister"."""
    for hit in reversed(find_world_names(title)):
        if load_world().country_of(hit.id):
            title = title[: hit.span.start] + title[hit.span.end :]
    return " ".join(title.split()).removesuffix(" of").removesuffix(" for").removeprefix("'s ").removeprefix("’s ")


def _host_nation(text: str) -> str | None:
    """The country in whose cities most of the article takes place."""
    world = load_world()
    counts = Counter(
        nation
        for hit in find_world_names(text)
        if hit.kind in ("capital", "city")
        and re.search(r"\b(?:in|at)\s+$", text[max(0, hit.span.start - 5) : hit.span.start])
        and (nation := world.country_of(hit.id))
    )
    first = next((hit for hit in find_world_names(text[:_OPENING]) if hit.kind in ("capital", "city")), None)
    if first is not None and (nation := world.country_of(first.id)):
        counts[nation] += _DATELINE_COUNTS
    return counts.most_common(1)[0][0] if counts else None
