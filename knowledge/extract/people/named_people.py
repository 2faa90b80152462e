"""Whom a name means, and what its title and the words beside it say that he or she is."""

from __future__ import annotations

import re

from knowledge.extract.lexicon import load_roles
from knowledge.extract.people.cast import Cast
from knowledge.extract.people.model import RawMention, Referent, Role
from knowledge.extract.people.names import FoundName
from knowledge.extract.people.nation_words import nations_in, without_nations
from knowledge.extract.people.offices_said import add_role
from knowledge.extract.people.raw_mentions import named_referent


class NamedPeople:
    """Reads names beside everybody spoken of so far."""

    def __init__(self, cast: Cast) -> None:
        """Add to this cast."""
        self._cast = cast

    def read(self, raw: RawMention) -> None:
        """Note a name with what its title and the clause behind it say."""
        assert raw.name is not None
        name = raw.name
        person = self.find(name)
        if person is None:
            return
        person.mentions.append(name.span)
        if name.title:
            self._add_role_of_title(person, name.title)
        self._add_elliptic_role(raw, person)
        self._cast.add(raw, person, possessive=name.possessive)
        self._read_relative(person, name)
        self._read_delegation(person, name)

    def find(self, name: FoundName) -> Referent | None:
        """Whom a name means: by all of its words, by the surname, or somebody new; None for what is hardly a name."""
        words = name.text.split()
        folded = {word.casefold() for word in words}
        full = [p for p in self._cast.people if len(words) > 1 and folded <= {token.casefold() for token in p.tokens}]
        if full:
            return full[0]
        if len(words) > 1:
            return None
        # One word: a surname, or what stands first where the family name does.
        matching = [person for person in self._cast.people if words[0] in (person.tokens[0], person.tokens[-1])]
        matching = matching or [person for person in self._cast.people if words[0] in person.tokens]
        if not matching:
            if name.certain:
                owner = re.search(
                    r"([A-Z][\w-]+)['’]s\s+$", self._cast.text[max(0, name.title_start - 30) : name.title_start]
                )
                relative = next((p for p in self._cast.people if owner and owner.group(1) in p.tokens), None)
                person = named_referent(self.with_family_name(name.text, name.title, relative))
                self._cast.people.append(person)
                return person
            return None
        if len(matching) == 1:
            return matching[0]
        return self._of_one_name(matching, name)

    def with_family_name(self, name: str, title: str, relative: Referent | None = None) -> str:
        """ "her brother, Anders": the family name of the relative, or of whoever was named before."""
        one = relative or self._cast.last_person()
        if (
            title.rpartition(" ")[2].lower() not in load_roles().kin
            or " " in name
            or one is None
            or len(one.tokens) < 2
        ):
            return name
        return f"{name} {one.tokens[-1]}"

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
                (person.name or "") in self._cast.text,  # "his brother Bakari" is never called by the family name alone
                person.mentions[-1].start if person.mentions else -1,
            )

        return max(matching, key=fits)

    def _sex_ahead(self, name: FoundName) -> str | None:
        """ "Pressed on whether she would, Tanaka said": what a pronoun in the same sentence's first part tells."""
        unit = next((u for u in self._cast.units if u.span.start <= name.span.start < u.span.end), None)
        ahead = self._cast.text[unit.span.start : name.title_start] if unit is not None else ""
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
                add_role(person, Role(head=short, words=frozenset(), nations=(), text=short))
            return
        head = next((word.lower() for word in plain if word.lower() in roles.people), plain[-1].lower())
        if " of " not in f" {title} " and " for " not in f" {title} ":
            head = plain[-1].lower()  # "Deputy Prime Minister": the last noun; "Minister of Defense": the first
        if head in roles.counterparts:
            office = self._cast.last_office()
            if office is not None:
                text = without_nations(office.text)
                add_role(person, Role(head=office.head, words=office.words, nations=nations_in(title), text=text))
            return
        person.gender = person.gender or roles.gender.get(head)
        nations = nations_in(title)
        text = " ".join(plain)
        add_role(
            person,
            Role(
                head=head,
                words=frozenset(word.lower() for word in plain if word.lower() != head),
                nations=nations,
                text=text,
            ),
        )

    def _add_elliptic_role(self, raw: RawMention, person: Referent) -> None:
        """ "Argentina's, Graciela Acosta": the office that was named just before, of another state."""
        before = self._cast.mentions[-1] if self._cast.mentions else None
        if before is None or before.kind != "state" or before.referent is None:
            return
        if re.fullmatch(r"['’]s,\s+", self._cast.text[before.span.end : raw.span.start]):
            office = self._cast.last_office()
            if office is not None:
                nations = tuple(before.referent.nations)
                add_role(person, Role(head=office.head, words=office.words, nations=nations, text=office.text))

    def _read_relative(self, person: Referent, name: FoundName) -> None:
        """ "Dot Lindqvist, who runs the company": what she does stands for an office."""
        clause = re.match(
            r"(?:, \d{2})?,? who (?!was\b|is\b|said\b|has\b|had\b)([^,.;]{3,80})",
            self._cast.text[name.span.end : name.span.end + 95],
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

    def _read_delegation(self, person: Referent, name: FoundName) -> None:
        """ "LUIS MARCANO (VENEZUELA)": he speaks for that state."""
        bracket = re.match(r"\s*\(([^()]{2,40})\)", self._cast.text[name.span.end : name.span.end + 45])
        nations = nations_in(bracket.group(1)) if bracket else ()
        if nations and not person.nations:
            role = Role(head="representative", words=frozenset(), nations=nations, text="representative")
            add_role(person, role)
