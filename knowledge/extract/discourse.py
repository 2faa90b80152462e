"""Who is meant: names, titles, descriptions and pronouns of an article brought together, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.extract.antecedents import Antecedents
from knowledge.extract.descriptions import Description, render_description
from knowledge.extract.discourse_model import VERB_BEHIND, Discourse, Mention, RawMention, Referent, Role
from knowledge.extract.lexicon import load_grammar, load_names, load_roles
from knowledge.extract.names import FoundName, find_person_names
from knowledge.extract.nation_words import find_host_nation, nations_in, without_nations, words_of
from knowledge.extract.raw_mentions import find_full_names, find_raw_mentions, named_referent
from knowledge.extract.units import Unit
from knowledge.extract.world import load_world

_SELF_NAMED = re.compile(r",? who[^.;“”\"]{0,40}?\b(?:name|as|called|by),?\s+(?:only\s+)?(?:the name\s+)?(?:as\s+)?$")


def read_discourse(text: str, units: Sequence[Unit], authors: Sequence[str | None]) -> Discourse:
    """Resolve every mention of the units, in order; the text outside them is not looked at.

    Args:
        authors: for each unit who "I" is in it, outside quotations; "he" and "she" are others.
    """
    raws = [raw for index, unit in enumerate(units) for raw in find_raw_mentions(text, index, unit)]
    reader = _Reader(text, units, find_full_names(text, raws), authors)
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

        self._host = find_host_nation(text)
        known = {name: self._known_or_new(name) for name in authors if name}
        self._authors = [known[name] if name else None for name in authors]
        self._antecedents = Antecedents(text, self.mentions, self.people, self._authors, self._named)

    def count_names(self, raws: Sequence[RawMention]) -> None:
        """Count how often each person whose full name is known is named."""
        for raw in raws:
            words = set(raw.name.text.split()) if raw.name is not None else set()
            person = next((p for p in self.people if words and words <= set(p.tokens)), None)
            if person is not None:
                self._named[id(person)] += 1

    # --- one mention

    def read(self, raw: RawMention, following: RawMention | None) -> None:
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
                self._add(raw, self._antecedents.find(raw), word=raw.word)
            case "order":
                self._add(raw, self._in_order(raw), word=raw.word)
            case "abbreviation":
                if raw.word in self._abbreviations:
                    self._add(raw, self._abbreviations[raw.word], word=raw.word)
            case "state":
                self._read_state(raw)

    def _read_name(self, raw: RawMention, following: RawMention | None) -> None:
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
        nations = nations_in(bracket.group(1)) if bracket else ()
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
                person = named_referent(self._with_family_name(name.text, name.title, relative))
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
                text = without_nations(office.text)
                self._add_role(person, Role(head=office.head, words=office.words, nations=nations_in(title), text=text))
            return
        person.gender = person.gender or roles.gender.get(head)
        nations = nations_in(title)
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

    def _add_elliptic_role(self, raw: RawMention, person: Referent) -> None:
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
            person.nations.extend(nations_in(clause.group(1)))
        if not person.roles:
            words = frozenset(clause.group(1).lower().split())
            person.roles.append(
                Role(head="", words=words, nations=nations_in(clause.group(1)), text=f"who {clause.group(1)}")
            )

    def _known_or_new(self, name: str) -> Referent:
        words = set(name.casefold().split())
        for person in self.people:
            if person.name == name or words <= set((person.name or "").casefold().split()):
                return person
        person = named_referent(name)
        self.people.append(person)
        return person

    # --- descriptions

    def _read_description(self, raw: RawMention, following: RawMention | None) -> None:
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
                text = without_nations(other.text)
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

    def _apposed_after(self, raw: RawMention, following: RawMention | None) -> Referent | None:
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
            person = named_referent(self._with_family_name(following.name.text, description.head))
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

    def _cue_follows(self, raw: RawMention) -> bool:
        return re.match(r"\s+\w+(?:ed|s|d)\b", self.text[raw.span.end : raw.span.end + 20]) is not None

    def _apposed_before(self, raw: RawMention) -> Referent | None:
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

    def _expect_pair(self, description: Description, following: RawMention) -> None:
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

    def _described(self, raw: RawMention, description: Description, role: Role) -> Referent:
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
            hero = self._antecedents.protagonist(share=_SHARE_OF_HERO)
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

    def _subject_before(self, raw: RawMention) -> Referent | None:
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

    def _holder(self, raw: RawMention, description: Description, role: Role) -> Referent | None:
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
                states = {word for nation in nations for word in words_of(nation)}
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

    def _is_titled(self, raw: RawMention) -> bool:
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
        own = description.linked if description.head in load_roles().named_bodies else ""
        if own[:1].isupper() and not (other.description or "").endswith((own, known.head)):
            return False  # "the freight company PolTor" is not "the freight company Orlen"
        return not _stems(description.modifiers) - _stems(known.words)

    # --- states, pronouns, orders

    def _named_last(self, name: str) -> Referent | None:
        """The only person known by a surname."""
        same = [person for person in self.people if person.tokens[-1:] == (name,) and person.mentions]
        return same[0] if len(same) == 1 else None

    def _read_state(self, raw: RawMention) -> None:
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

    def _in_order(self, raw: RawMention) -> Referent | None:
        if raw.word == "another":
            before = next((other for other in reversed(self._others) if other.is_person), None)
            kind = before.roles[0].head if before is not None and before.roles else None
            return Referent(name=None, description=f"another {kind}", gender=None) if kind else None
        if raw.word == "national":
            own = [p for p in self.people if p.mentions and (not p.nations or raw.nation in p.nations)]
            return max(own, key=self._last_place, default=None)
        return self._antecedents.of_pair(raw)

    def _add(
        self,
        raw: RawMention,
        referent: Referent | None,
        *,
        possessive: bool = False,
        word: str = "",
        apposed: bool = False,
    ) -> None:
        before = re.search(r"([^\W\d_]+)\s+$", self.text[max(0, raw.span.start - 20) : raw.span.start])
        oblique = before is not None and before.group(1).lower() in load_names().prepositions
        if oblique and before is not None and before.group(1).lower() in _CONJUNCTIONS:
            oblique = VERB_BEHIND.match(self.text, raw.span.end) is None  # "after the executive warned"
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


_STEM = 5

_HEADS_OF_SOMETHING = frozenset(
    ("head", "chief", "director", "chair", "leader", "member", "representative", "secretary", "president")
)
"""Nouns that say nothing without what they are the head of."""

_SHARE_OF_HERO = 0.55
"""The share from which on an office that nobody else is said to have is his."""

_CONJUNCTIONS = frozenset(("after", "before", "since", "until", "as", "than", "like"))

_EMPTY_WORDS, _NATION_WORDS = load_grammar()["empty_in_offices"], load_grammar()["modifiers"]


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
