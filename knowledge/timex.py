"""Temporal expressions in a question, resolved against a day.

An expression becomes a period with a bound ("before 2020"), or a month of any year ("the January speech").
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Literal

from knowledge.patterns import compile_late
from knowledge.values import dataclass

Bound = Literal["in", "before", "after", "since", "until"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_PARTS = {
    "early": (1, 4), "mid": (5, 8), "late": (9, 12), "end of": (10, 12), "the end of": (10, 12), "start of": (1, 3),
    "beginning of": (1, 3), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 12),
}  # fmt: skip
_JA_ZH_PARTS = {
    "年初": (1, 3),
    "年末": (10, 12),
    "年底": (10, 12),
    "春": (3, 5),
    "夏": (6, 8),
    "秋": (9, 11),
    "冬": (12, 12),
}
_M = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
# Names that mean nothing but the month, and those that may be another word ("march") or its beginning.
_CLEAR_MONTH = "(?:january|february|april|june|july|august|september|october|november|december)"
_OTHER_MONTH = "(?:may|march|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
_Y = r"(?:19|20)\d\d"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_PART = "(?:" + "|".join(sorted(_PARTS, key=len, reverse=True)) + ")"
_COUNTS = {
    word: number
    for number, words in enumerate(
        (
            "a|an|one|一", "two|a couple of|二|两|兩", "three|三", "four|四", "five|五", "six|六", "seven|七",
            "eight|八", "nine|九", "ten|十",
        ),
        start=1,
    )
    for word in words.split("|")
}  # fmt: skip
_N = r"(?:\d{1,2}|" + "|".join(sorted((word for word in _COUNTS if word.isascii()), key=len, reverse=True)) + ")"
_N_CJK = r"(?:\d{1,2}|[" + "".join(word for word in _COUNTS if not word.isascii()) + "])"
_UNITS_CJK = {
    "年": "year", "か月": "month", "ヶ月": "month", "カ月": "month", "ケ月": "month", "个月": "month", "個月": "month",
    "週間": "week", "周": "week", "个星期": "week", "個星期": "week", "日": "day", "天": "day",
}  # fmt: skip
_BOUNDS: dict[str, Bound] = {
    "before": "before", "prior to": "before", "until": "until", "till": "until", "up to": "until", "by": "until",
    "after": "after", "since": "since", "from": "since", "as of": "until",
}  # fmt: skip
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""Year before the first of each Japanese era."""

_BOUND = "(?:(?P<bound>" + "|".join(_BOUNDS) + r")\s+(?:the\s+)?(?:end\s+of\s+)?)?"

_JA_BOUND = "(?P<after>以前|以降|以后|以後|まで)?"

_SOURCES: tuple[tuple[str, str], ...] = tuple(
    (name, pattern)
    for name, pattern in (
        (
            "years",
            rf"\b(?:between|from)\s+(?P<m1>{_M})?\s*(?P<y1>{_Y})\s+(?:and|to|until|through)"
            rf"\s+(?P<m2>{_M})?\s*(?P<y2>{_Y})\b",
        ),
        ("years", rf"\b(?P<y1>{_Y})\s*(?:-|to|until)\s*(?P<y2>{_Y})\b"),
        (
            "years_ja",
            rf"(?P<y1>{_Y})年?(?:(?P<m1>\d{{1,2}})月)?(?:から|到|至|~|〜|～)(?P<y2>{_Y})年(?:(?P<m2>\d{{1,2}})月)?",
        ),
        ("ymd", rf"{_BOUND}\b(?P<y>{_Y})-(?P<m>\d\d)(?:-(?P<d>\d\d))?\b"),
        (
            "ymond",
            rf"{_BOUND}\b(?P<y>{_Y})\s+(?P<mon>{_CLEAR_MONTH}|jan|feb|apr|jul|aug|sept|oct|nov|dec)\b"
            rf"(?:\s+(?P<d>{_D})\b)?(?!,?\s+(?:of\s+)?{_Y})",
        ),
        ("dmy", rf"{_BOUND}\b(?P<d>{_D})\s+(?:of\s+)?(?P<mon>{_M}),?\s+(?P<y>{_Y})\b"),
        ("mdy", rf"{_BOUND}\b(?P<mon>{_M})\s+(?P<d>{_D}),?\s+(?P<y>{_Y})\b"),
        ("era", r"(?P<era>令和|平成|昭和)(?P<ey>元|\d{1,2})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?"),
        ("ja", rf"(?P<y>{_Y})年\s*(?P<m>\d{{1,2}})月(?:\s*(?P<d>\d{{1,2}})[日号號])?{_JA_BOUND}"),
        ("ja_part", rf"(?P<y>{_Y})年?(?:の)?(?P<part>{'|'.join(_JA_ZH_PARTS)})"),
        ("ja_year", rf"(?P<y>{_Y})(?:年度?){_JA_BOUND}"),
        ("ja_short", r"(?<!\d)(?P<yy>[12]\d)年(?:(?P<m>\d{1,2})月)?"),
        ("ja_relm", r"(?P<rel>先月|上个月|上個月|上月|今月|本月|这个月|這個月|来月|下个月|下個月)"),
        ("ja_rel", r"(?P<rel>昨年|去年|今年|一昨年|前年)(?:の|的)?(?:(?P<m>\d{1,2})月)?"),
        ("ago_cjk", rf"(?<!\d)(?P<n>{_N_CJK})(?P<unit>{'|'.join(_UNITS_CJK)})前(?:の(?P<this>今月|今日))?"),
        ("ja_month", r"(?<!\d)(?P<m>1[0-2]|[1-9])月(?:(?P<d>\d{1,2})[日号號])?"),
        ("dm", rf"{_BOUND}\b(?P<d>{_D})\s+(?:of\s+)?(?P<mon>{_M})(?!\w)"),
        ("my", rf"(?<=\bin )(?P<mon>{_M})\s+(?P<yy>[12]\d)(?![\w-])"),  # days are "on nov 24"
        ("md", rf"{_BOUND}\b(?P<mon>{_M})\s+(?P<d>{_D})(?![\w-])"),
        ("part", rf"{_BOUND}\b(?P<part>{_PART})[\s-]+(?:of\s+)?(?P<mon>{_M})?\s*(?P<y>{_Y})\b"),
        ("my", rf"{_BOUND}\b(?P<mon>{_M}),?\s+(?:of\s+)?(?P<y>{_Y})\b"),
        ("my", rf"{_BOUND}\b(?P<mon>{_M})\s+'?(?P<yy>[12]\d)\b"),
        ("holiday", rf"{_BOUND}\b(?:christmas|xmas)(?:\s+day)?(?:\s+(?P<y>{_Y}))?\b"),
        ("ym", rf"{_BOUND}\b(?P<y>{_Y})\b"),
        ("ago", rf"\b(?P<n>{_N})\s+(?P<unit>year|month|week|day)s?\s+ago(?:,?\s+(?P<this>this month|today))?\b"),
        ("ago", rf"\b(?P<mon>{_M})\s+(?:of\s+)?the\s+(?P<unit>year)\s+before\s+last\b"),
        ("ago", r"\b(?P<unit>year|month|week)\s+before\s+last\b"),
        ("relm", rf"\b(?P<rel>last|this|next)\s+(?P<mon>{_M})(?!\w)"),
        ("rel", r"\b(?P<rel>last|this|next)\s+(?P<unit>year|month|week)\b"),
        ("now", r"\b(?:today|yesterday|tonight|tomorrow|tmrw|this weekend)\b"),
        ("m", rf"{_BOUND}\b(?P<mon>{_CLEAR_MONTH}|(?:(?<=in )|(?<=last )|(?<=late )|(?<=early )){_OTHER_MONTH})\b"),
        ("m", rf"(?<=the )(?P<mon>march|{_CLEAR_MONTH})\b"),
    )
)  # fmt: skip


_NEXT_MONTH = ("来月", "下个月", "下個月")
_THIS_MONTH = ("今月", "本月", "这个月", "這個月")
_LEAP_YEAR = 2024
"""29 February may be meant where no year is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A temporal expression at `[start, end)` of the text it was found in."""

    start: int
    end: int
    first: date | None
    last: date | None
    month: int | None = None
    """A month of any year; `first` and `last` are then None."""

    day: int | None = None
    bound: Bound = "in"

    def covers(self, first: date, last: date) -> bool:
        """Whether something between these days may be meant."""
        if self.month is not None:
            months = {(first.month + offset - 1) % 12 + 1 for offset in range(_months_between(first, last) + 1)}
            return self.month in months and (
                self.day is None or first.day <= self.day <= last.day or first.month != last.month
            )
        assert self.first is not None
        assert self.last is not None
        match self.bound:
            case "before":
                return last < self.first
            case "after":
                return first > self.last
            case "since":
                return last >= self.first
            case "until":
                return first <= self.last
            case "in":
                return first <= self.last and last >= self.first


_HAS_YEAR = compile_late(_Y)
_HAS_DIGIT = compile_late(r"\d")
_WORD = compile_late(r"[a-z]+")
_YEAR_OPTIONAL = frozenset({"holiday"})
_SIGNS = frozenset(_MONTHS) | frozenset(
    "ago last this next today yesterday tonight tomorrow tmrw christmas xmas".split()
)
"""Words of which every expression in Latin letters without a digit has one."""


_NEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("ymond", "dmy", "mdy", "dm", "md", "my", "relm", "m"), tuple(_MONTHS)),
    "ymd": ("-",), "part": tuple(_PARTS), "holiday": ("christmas", "xmas"), "ago": ("ago", "before"),
    "rel": ("last", "this", "next"), "now": ("to", "yesterday", "tmrw", "this"),
    "years": ("between", "from", "to", "until", "-"),
    "era": tuple(_ERAS), "ja_part": tuple(_JA_ZH_PARTS), "ja_month": ("月",), "ja_short": ("年",), "ago_cjk": ("前",),
}  # fmt: skip
"""What a text has that a pattern of that name matches, so that few are compiled for a question."""

_PATTERNS = tuple((name, source, compile_late(source, needs=_NEEDS.get(name, ()))) for name, source in _SOURCES)


@cache
def _patterns(*, with_year: bool, only_latin: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns that a text may match: those that hold a year, or Chinese characters, only where it has some."""
    return tuple(
        (name, pattern)
        for name, source, pattern in _PATTERNS
        if (with_year or _Y not in source or name in _YEAR_OPTIONAL) and (source.isascii() or not only_latin)
    )


def _may_hold_any(text: str) -> bool:
    return not text.isascii() or _HAS_DIGIT.search(text) is not None or not _SIGNS.isdisjoint(_WORD.findall(text))


def find_timexes(text: str, today: date) -> tuple[Timex, ...]:
    """Find temporal expressions in folded text, left to right, none inside another."""
    found: list[Timex] = []
    taken: list[tuple[int, int]] = []
    if not _may_hold_any(text):
        return ()
    for name, pattern in _patterns(with_year=_HAS_YEAR.search(text) is not None, only_latin=text.isascii()):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            timex = _resolved(name, match, today)
            if timex is not None:
                found.append(timex)
                taken.append((match.start(), match.end()))
    return tuple(sorted(found, key=lambda timex: timex.start))


def _resolved(name: str, match: re.Match[str], today: date) -> Timex | None:
    group = match.groupdict()
    bound = _BOUNDS.get(group.get("bound") or "", "in")
    after = group.get("after") or ""
    if after in ("以降", "以后", "以後"):
        bound = "since"
    elif after in ("以前", "まで"):
        bound = "until"
    start, end = match.span()
    year = int(group["y"]) if group.get("y") else 2000 + int(group["yy"]) if group.get("yy") else None
    if group.get("era"):
        year = _ERAS[group["era"]] + (1 if group["ey"] == "元" else int(group["ey"]))
    try:
        month = _month(group)
        day = int(re.sub(r"\D", "", group["d"])) if group.get("d") else None
        if month and day and not 1 <= day <= bounds_of(year or _LEAP_YEAR, month)[1].day:
            return None
        match name:
            case "years" | "years_ja":
                return Timex(start=start, end=end, first=bounds_of(int(group["y1"]), _number(group.get("m1")))[0],
                             last=bounds_of(int(group["y2"]), _number(group.get("m2")))[1])  # fmt: skip
            case "part" | "ja_part" if year:
                span = (_PARTS | _JA_ZH_PARTS)[re.sub(r"\s+", " ", group["part"])]
                if month:
                    span = (month, month)
                return Timex(
                    start=start, end=end, first=date(year, span[0], 1), last=bounds_of(year, span[1])[1], bound=bound
                )
            case "holiday":
                if year is None:
                    return Timex(start=start, end=end, first=None, last=None, month=12, bound=bound)
                month, day = 12, 25
            case "ago" | "ago_cjk":
                return _ago(group, start, end, month, today)
            case "relm" | "rel" | "ja_rel" | "ja_relm" | "now":
                return _relative(name, group, start, end, month, today, match.group())
            case "dm" | "md" | "m" | "ja_month" if month:
                return Timex(start=start, end=end, first=None, last=None, month=month, day=day)
            case _:
                pass
        if year is None:
            return None
        first, last = (date(year, month, day),) * 2 if month and day else bounds_of(year, month)
    except ValueError:
        return None  # no such day
    return Timex(start=start, end=end, first=first, last=last, bound=bound)


def _relative(
    name: str, group: dict[str, str | None], start: int, end: int, month: int | None, today: date, words: str
) -> Timex | None:
    rel, unit = group.get("rel") or "", group.get("unit") or "year"
    shift = {"last": -1, "昨年": -1, "去年": -1, "前年": -1, "一昨年": -2, "next": 1}.get(rel, 0)
    if name == "now":
        day = today + timedelta(days={"yesterday": -1, "tomorrow": 1, "tmrw": 1}.get(words, 0))
        return Timex(start=start, end=end, first=day, last=day)
    if name == "ja_relm":
        unit, shift = "month", 1 if rel in _NEXT_MONTH else 0 if rel in _THIS_MONTH else -1
    if name == "relm" and month:
        year = today.year - (rel == "last" and month >= today.month) + (rel == "next" and month <= today.month)
        first, last = bounds_of(year, month)
    elif unit == "year":
        first, last = bounds_of(today.year + shift, month)
    elif unit == "month":
        index = today.year * 12 + today.month - 1 + shift
        first, last = bounds_of(index // 12, index % 12 + 1)
    else:
        first = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        last = first + timedelta(days=6)
    return Timex(start=start, end=end, first=first, last=last)


def _ago(group: dict[str, str | None], start: int, end: int, month: int | None, today: date) -> Timex:
    """So many years, months, weeks or days before today: all of that year, month or week, or what is named of it."""
    typed, unit, this = group.get("n") or "2", str(group["unit"]), group.get("this") or ""
    count = int(typed) if typed.isdigit() else _COUNTS[typed]
    unit = _UNITS_CJK.get(unit, unit)
    if unit == "year":
        named = month or (today.month if this in ("this month", "今月") else None)
        first, last = bounds_of(today.year - count, named)
        if this in ("today", "今日"):
            first = last = date(
                today.year - count, today.month, min(today.day, bounds_of(today.year - count, today.month)[1].day)
            )
    elif unit == "month":
        index = today.year * 12 + today.month - 1 - count
        first, last = bounds_of(index // 12, index % 12 + 1)
    elif unit == "week":
        first = today - timedelta(days=today.weekday(), weeks=count)
        last = first + timedelta(days=6)
    else:
        first = last = today - timedelta(days=count)
    return Timex(start=start, end=end, first=first, last=last)


def _month(group: dict[str, str | None]) -> int | None:
    if group.get("mon"):
        return _MONTHS[str(group["mon"]).rstrip(".")]
    month = _number(group.get("m"))
    if month is not None and not 1 <= month <= 12:
        raise ValueError(month)
    return month


def _number(text: str | None) -> int | None:
    if not text:
        return None
    word = text.rstrip(".").strip()
    return int(word) if word.isdigit() else _MONTHS.get(word)


def bounds_of(year: int, month: int | None = None) -> tuple[date, date]:
    """The first and the last day of a month, or of a year."""
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _months_between(first: date, last: date) -> int:
    return min(11, (last.year - first.year) * 12 + last.month - first.month)
