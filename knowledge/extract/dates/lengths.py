"""Reading of durations and of sets: "nine hours", "the past decade", "twice a year", "every quarter"."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.extract.dates.calendar import load_calendar, load_data
from knowledge.extract.dates.scene import Found, Scene
from knowledge.values import dataclass

_AGE = re.compile(r"[\s-](?:old\b|of age\b)")
_NAME = re.compile(r"[A-Z]\w*[-\s][A-Z]\w*[’']?\s+(?:War|Plan|Revolution|Campaign|Bridge|Treaty|Road)\b")
_LONG_UNITS = ("fortnight", "decade")
"""One of these is a length wherever it stands: "asked for a fortnight", "a decade of talks"."""

_TO_DO = re.compile(
    r"\s(?:to\s(?!the\b|a\b|his\b|her\b|their\b)[a-z]+|in\s(?:prison|jail|custody|detention|hospital)|behind\sbars|at\ssea|sooner|longer|late|early|or\s(?:two|so|more))\b"
)
"""Behind a length: "a week to answer", "a year in prison"."""

_SINGLE = frozenset({"a", "an", "one"})
_TIMES = {"once": 1, "twice": 2, "thrice": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cues:
    before_length: frozenset[str]
    """After these "a week" is a length."""

    counted: re.Pattern[str]
    """A count with at most four words behind it: after it "a week" says how often."""


def read_length(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "40 minutes", "three more months", "15-year"; no ages and no names of wars."""
    calendar = load_calendar()
    count = calendar.number(match["c"])
    if count is None or _is_other(scene, match):
        return None
    words = match["c"].lower()
    unit = match["u"].lower()
    groups = match.groupdict()
    if words in _SINGLE and not groups.get("and") and not _is_single_length(scene, match, unit):
        return None
    extra = {" and a half": 0.5, " and a quarter": 0.25}.get((groups.get("and") or "").lower(), 0)
    return Found(value=calendar.unit(unit).duration(count + extra), type="duration")


def _is_other(scene: Scene, match: re.Match[str]) -> bool:
    text = scene.text
    if _AGE.match(text, match.end()) or scene.words_before(1) in (["aged"], ["age"]):
        return True
    if (
        match["u"].lower() in ("second", "quarter", "night", "weekend")
        and not match["u"].lower().endswith("s")
        and "-" not in match.group()
    ):
        return match["u"].lower() != "night" or match["c"].lower() != "one"
    if match["u"].lower() == "quarters":
        return match["c"].isalpha() and load_calendar().number(match["c"]) in (2, 3)  # "three quarters of it"
    return match.group()[:1].isupper() and _NAME.match(text, match.start()) is not None


def _is_single_length(scene: Scene, match: re.Match[str], unit: str) -> bool:
    """ "within a week" and "longer than a day"; not "a day of talks", "one day" meaning some day."""
    before = scene.words_before(1)
    previous = before[0].strip('(“"‘') if before else ""
    has_approximation = match.group().lower().split()[0] != match["c"].lower()
    if has_approximation or previous in _load_cues().before_length or "-" in match.group():
        return True
    return unit in _LONG_UNITS or _TO_DO.match(scene.text, match.end()) is not None


def read_two_lengths(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "two years and two months"."""
    calendar = load_calendar()
    first, second = calendar.unit(match["u"]), calendar.unit(match["u2"])
    count, more = calendar.number(match["c"]), calendar.number(match["c2"])
    order = ["Y", "M", "W", "D", "TH", "TM", "TS"]
    keys = [order.index(("T" if unit.of_time else "") + unit.letter) for unit in (first, second)]
    if count is None or more is None or keys[0] >= keys[1]:
        return None
    joint = "T" if second.of_time and not first.of_time else ""
    return Found(value=f"{first.duration(count)}{joint}{int(more * second.times)}{second.letter}", type="duration")


def read_past_span(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the past decade", "the next fifty years", "the last few days"."""
    calendar = load_calendar()
    words = (match["c"] or "").lower()
    relation = match["rel"].lower()
    plural = match["u"].lower().endswith("s") or match["u"].lower() == "centuries"
    half = match["and"] or match["and2"]
    if (
        not words
        and not half
        and (plural or relation in ("last", "next", "coming", "previous", "following", "first", "final"))
    ):
        return None
    if relation in ("first", "final", "preceding", "intervening") and not plural:
        return None
    count = calendar.number(words) if words else 1.0
    if words in ("couple of",):
        count = 2
    if count is None:
        return Found(value="FUTURE_REF" if relation in ("next", "coming", "following") else "PAST_REF", type="vague")
    return Found(value=calendar.unit(match["u"]).duration(count + (0.5 if half else 0)), type="duration")


def read_unit_long(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "week-long"; "decades-long" has no number."""
    unit = load_calendar().unit(match["u"])
    plural = match.group().lower()[len(match["u"])] == "s"
    return Found(value=_unknown_length(match["u"]) if plural else unit.duration(1), type="duration")


def read_vague_length(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "several weeks": a length without its number."""
    if match["u"].lower() in ("second", "seconds", "century") or scene.words_before(1) == ["as"]:
        return None  # "the third protest in as many weeks"
    return Found(value=_unknown_length(match["u"]), type="duration")


def _unknown_length(word: str) -> str:
    unit = load_calendar().unit(word)
    letter = "DE" if word.lower().startswith("decade") else unit.letter
    return f"P{'T' if unit.of_time else ''}X{letter}"


def read_times_set(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "twice a year" is P6M, "three times a day" PT8H; where it does not divide, the unit itself."""
    calendar = load_calendar()
    unit = calendar.unit(match["u"])
    words = match["n"].lower()
    times = _TIMES.get(words) or calendar.number(words.removeprefix("up to ").removesuffix("times"))
    if not times:
        return Found(value=unit.duration(1), type="set")
    smaller = {"Y": (12, "P", "M"), "D": (24, "PT", "H"), "W": (7, "P", "D")}.get(unit.letter)
    if times == 1 or unit.of_time or smaller is None or (smaller[0] * unit.times) % times:
        return Found(value=unit.duration(1), type="set")
    return Found(value=f"{smaller[1]}{int(smaller[0] * unit.times / times)}{smaller[2]}", type="set")


def read_every(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "every quarter", "every two weeks", "each spring"."""
    calendar = load_calendar()
    groups = match.groupdict()
    if groups.get("s"):
        name = match.group().split()[-1].lower().rstrip(".")
        month = calendar.months.get(name)
        return Found(value=f"XXXX-{month:02}" if month else f"XXXX-{calendar.seasons[name]}", type="set")
    word = match["u"].lower()
    if word in calendar.parts_of_day:
        return Found(value=f"XXXX-XX-XX{calendar.parts_of_day[word]}", type="set")
    counts = {"other": 2, "second": 2, "third": 3, "few": None, "single": 1, "": 1}
    spoken = (match["c"] or "").lower().split(" or ")[0]
    count = counts[spoken] if spoken in counts else calendar.number(spoken)
    if count is None:
        return Found(value=_unknown_length(word), type="set")
    return Found(value=calendar.unit(word).duration(count), type="set")


def read_often(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "an annual rotation", "the weekly flight"."""
    value = load_data("length_words.yaml")["often"].get(match["w"].lower())
    return Found(value=value, type="set") if value else None


def read_every_edge(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the end of each month"."""
    return Found(value=load_calendar().unit(match["u"]).duration(1), type="set")


def read_per_unit(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "three flights a week": how often, after a number."""
    before = scene.text[max(scene.sentence[0], scene.start - 60) : scene.start]
    previous = (scene.words_before(1) or [""])[0]
    if match["per"].lower() != "per" and (
        previous in _load_cues().before_length or not _load_cues().counted.search(before)
    ):
        return None
    return Found(value=load_calendar().unit(match["u"]).duration(1), type="set")


@lru_cache(maxsize=1)
def _load_cues() -> _Cues:
    data = load_data("length_words.yaml")
    counts = "|".join(data["counts"])
    return _Cues(
        before_length=frozenset(data["before_length"]),
        counted=re.compile(rf"(?:\d|\b(?:{counts})\b)(?:[\s-][^\s.,;:]+){{0,4}}\s$", re.IGNORECASE),
    )


RULES = {
    "length": read_length,
    "years_of_two": read_two_lengths,
    "past_span": read_past_span,
    "unit_long": read_unit_long,
    "vague_length": read_vague_length,
    "times_set": read_times_set,
    "every_unit": read_every,
    "often": read_often,
    "every_edge": read_every_edge,
    "per_unit": read_per_unit,
}
