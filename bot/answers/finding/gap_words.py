"""The words that tell what an unreviewed claim does not have: `unreviewed_gaps.yaml` as a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.answers.finding.measures import Measures, read_measures
from bot.answers.finding.part_words import PartWords, read_part_words
from bot.answers.finding.stems import find_stems
from bot.answers.finding.wanted import WantedWords, read_wanted_words
from knowledge.loaded import Loaded
from knowledge.patterns import any_of
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Words that stand before a place."""

    before: tuple[str, ...]
    ending: tuple[str, ...]
    distances: tuple[str, ...]

    def find_rests(self, text: str) -> Iterator[str]:
        """What stands behind each of them, up to the next mark: "off the coast" gives "the coast"."""
        return (place["rest"] for place in _placed(self).finditer(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceQuestion:
    """One way to ask for somebody's words."""

    opens: tuple[str, ...]
    things: tuple[str, ...]
    helps: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapWords:
    """The values of `unreviewed_gaps.yaml`; see the comments there."""

    places: PlaceWords
    asks_words: tuple[VoiceQuestion, ...]
    light: frozenset[str]
    """By what they may be forms of, as the words of a question are compared."""

    known: frozenset[str]
    no_places: frozenset[str]
    pronouns: frozenset[str]
    about: frozenset[str]
    behind_matter: frozenset[str]
    asking: frozenset[str]
    """Words that say how something is asked."""

    wants: WantedWords
    measures: Measures
    parts: PartWords

    def find_asked_voice(self, text: str) -> str | None:
        """Whose words a question asks for, as the question puts it; None where it asks for nobody's."""
        found = [match for way in self.asks_words if (match := _asks(way).search(text))]
        return min(found, key=re.Match.start)["who"] if found else None


def read_gap_words(data: Loaded) -> GapWords:
    """The value of the parsed `unreviewed_gaps.yaml`."""
    places = {name: tuple(data["places"][name]) for name in ("before", "ending", "distances")}
    names = ("opens", "things", "helps", "says")
    return GapWords(
        places=PlaceWords(**places),
        asks_words=tuple(
            VoiceQuestion(**{name: tuple(way.get(name, ())) for name in names}) for way in data["asks_words"]
        ),
        light=find_stems(" ".join(data["light"])),
        known=find_stems(" ".join(data["known"])),
        no_places=frozenset(data["no_places"]),
        pronouns=frozenset(data["pronouns"]),
        about=frozenset(data["about"]),
        behind_matter=frozenset(data["behind_matter"]),
        asking=frozenset(data["asking"]),
        wants=read_wanted_words(data["wants"]),
        measures=read_measures(data["measures"]),
        parts=read_part_words(data["parts"]),
    )


@lru_cache(maxsize=8)
def _placed(words: PlaceWords) -> re.Pattern[str]:
    before, ending, distances = any_of(words.before), any_of(words.ending), any_of(words.distances)
    lead = rf"{before}|[^\W\d_]+{ending}|\d+\s*{distances}"
    return re.compile(rf"\b(?:{lead})\s+(?P<rest>[^,.;:“”\"?!]+)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _asks(way: VoiceQuestion) -> re.Pattern[str]:
    things = rf"{any_of(way.things)}\s+" if way.things else ""
    lead = rf"{any_of(way.opens)}\s+{things}{any_of(way.helps)}"
    return re.compile(rf"{lead}\s+(?P<who>.+?)\s+{any_of(way.says)}\b", re.IGNORECASE)
