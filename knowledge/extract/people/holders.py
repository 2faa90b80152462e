"""Whom a description means: somebody named who holds that office, somebody unnamed of before, or somebody new."""

from __future__ import annotations

from knowledge.extract.lexicon import load_roles
from knowledge.extract.people.antecedents import Antecedents
from knowledge.extract.people.cast import Cast
from knowledge.extract.people.descriptions import Description, render_description
from knowledge.extract.people.model import RawMention, Referent, Role
from knowledge.extract.people.nation_words import words_of
from knowledge.extract.people.offices_said import (
    EMPTY_WORDS,
    HEADS_OF_SOMETHING,
    NATION_WORDS,
    STEM,
    add_role,
    same_head,
    stems,
)

_SHARE_OF_HERO = 0.55
"""The share from which on an office that nobody else is said to have is his."""


class Holders:
    """Finds the holders of offices among those spoken of so far."""

    def __init__(self, cast: Cast, antecedents: Antecedents) -> None:
        """Look through this cast; who is new is added to it."""
        self._cast, self._antecedents = cast, antecedents

    def find(self, raw: RawMention, description: Description, role: Role) -> Referent:
        """Whom a description means: somebody named who has that office, somebody unnamed of before, or a new one."""
        is_counterpart = description.head in load_roles().counterparts
        if (
            description.article in ("the", "possessive")
            or is_counterpart
            or (description.article == "bare" and not description.plural)
        ):
            person = self._holder(raw, description, role)
            other = next((o for o in reversed(self._cast.others) if self._is_same(o, description, role)), None)
            closer = (
                other is not None
                and person is not None
                and self._cast.last_place(other) > self._cast.last_place(person)
            )
            exact = other is not None and any(known.head == role.head for known in other.roles)
            if person is not None and not (closer and exact and not any(k.head == role.head for k in person.roles)):
                return person
        if description.head == "namesake":
            namesake = self._namesake()
            if namesake is not None:
                return namesake
        if description.article in ("the", "bare", "pronoun", "possessive"):
            for other in reversed(self._cast.others):
                if self._is_same(other, description, role):
                    return other
        if description.article == "the" and description.is_person and not description.plural:
            before = self._subject_before(raw)
            if (
                before is not None
                and not before.roles
                and not (set(before.nations) and set(role.nations) - set(before.nations))
            ):
                add_role(before, role)  # "Onodera was not satisfied. The second-term lawmaker held up a receipt."
                return before
        if description.article in ("the", "possessive") and description.is_person and not description.plural:
            hero = self._antecedents.protagonist(share=_SHARE_OF_HERO)
            is_his = description.article == "the" or (hero is not None and bool(set(role.nations) & set(hero.nations)))
            if hero is not None and not hero.roles and is_his:
                add_role(hero, role)
                return hero
        text = render_description(self._cast.text, description)
        new = Referent(
            name=None,
            description=text,
            is_person=description.is_person,
            plural=description.plural,
            gender=load_roles().gender.get(description.head),
            roles=[role],
            nations=list(role.nations),
        )
        self._cast.others.append(new)
        return new

    def _holder(self, raw: RawMention, description: Description, role: Role) -> Referent | None:
        if not description.is_person or description.plural:
            return None
        nations = role.nations
        if not nations and "host" in description.linked.split() and self._cast.host:
            nations = (self._cast.host,)
        best: tuple[tuple[int, bool, bool, int, int], Referent] | None = None
        for person in self._cast.people:
            if not person.mentions or (person.nations and nations and not set(person.nations) & set(nations)):
                continue
            for known in person.roles:
                by_work = not known.head and role.head[:STEM] in stems(known.words)
                if not same_head(known.head, role.head) and not by_work:
                    continue
                asked = {word for word in role.words if word not in EMPTY_WORDS}
                had = {word for word in known.words if word not in EMPTY_WORDS}
                if "prime" in had and "prime" not in asked:
                    continue  # "the minister" is never a head of government
                states = {word for nation in nations for word in words_of(nation)}
                asked, had = asked - states, had - states
                shared = stems(asked) & stems(had)
                if asked and had and not shared and known.head == role.head and known.head in HEADS_OF_SOMETHING:
                    continue
                if stems(description.modifiers) - stems(had) - stems((*NATION_WORDS,)) and not shared and had:
                    continue
                agrees = len(set(person.nations) & set(nations))
                # "the Foreign Secretary", with capitals, is who has just that title, and not his counterpart.
                own = not (known.inherited and self._is_titled(raw))
                exact = known.head == role.head
                score = (agrees, exact, own, len(shared), self._cast.last_place(person))
                if best is None or score > best[0]:
                    best = (score, person)
        if (
            best is not None
            and best[1].gender
            and load_roles().gender.get(description.head) not in (None, best[1].gender)
        ):
            return None
        if best is None and load_roles().same.get(role.head, -1) == load_roles().same["spokesman"]:
            press = [
                p for p in self._cast.people if p.mentions and any({"press", "information"} & r.words for r in p.roles)
            ]
            return max(press, key=self._cast.last_place, default=None)
        leads = (
            role.head in HEADS_OF_SOMETHING
            and bool(nations)
            and bool({"delegation", "team", "side", "mission"} & role.words)
        )
        if best is None and (role.head in load_roles().general or leads):
            known_to_hold = (person for person in self._cast.people if person.mentions and (person.roles or nations))
            own_people = [person for person in known_to_hold if not nations or set(person.nations) & set(nations)]
            if "visiting" in description.modifiers and self._cast.host:
                own_people = [
                    person for person in own_people if person.nations and self._cast.host not in person.nations
                ]
            return max(own_people, key=self._cast.last_place, default=None)
        return best[1] if best else None

    def _subject_before(self, raw: RawMention) -> Referent | None:
        """The named person whom the sentence before is about."""
        for mention in self._cast.mentions:
            if mention.unit == raw.unit - 1 and not (mention.quoted or mention.oblique or mention.possessive):
                return mention.referent if mention.referent is not None and mention.referent.name is not None else None
        return None

    def _namesake(self) -> Referent | None:
        one = self._cast.last_person()
        if one is None:
            return None
        return next(
            (p for p in self._cast.people if p is not one and p.mentions and set(p.tokens) & set(one.tokens)), None
        )

    def _is_titled(self, raw: RawMention) -> bool:
        words = self._cast.text[raw.span.start : raw.span.end].split()[1:]
        return len(words) > 1 and all(word[0].isupper() for word in words)

    def _is_same(self, other: Referent, description: Description, role: Role) -> bool:
        if not any(same_head(known.head, role.head) for known in other.roles) or other.plural != description.plural:
            return False
        known = other.roles[0]
        if known.nations and role.nations and not set(known.nations) & set(role.nations):
            return False
        own = description.linked if description.head in load_roles().named_bodies else ""
        if own[:1].isupper() and not (other.description or "").endswith((own, known.head)):
            return False  # "the freight company PolTor" is not "the freight company Orlen"
        return not stems(description.modifiers) - stems(known.words)
