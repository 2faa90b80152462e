"""How pages name author, publication and day, as `data/extract/page_head.yaml` has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from knowledge.articles.furniture import DATA
from knowledge.errors import LanguageError
from knowledge.values import dataclass
from knowledge.yaml_nodes import LOADER

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = r"(?:[Tt]he )?[A-Z][\w’'&-]+(?: (?:of |and |the )?[A-Z][\w’'&-]+){0,4}"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|º)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadWords:
    """Months, labels and names' company; patterns disregard letter case unless they say otherwise."""

    months: Mapping[str, int]
    eras: Mapping[str, int]
    """Era → its first year less one."""

    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    published: re.Pattern[str]
    changed: re.Pattern[str]
    not_published: re.Pattern[str]
    given_out: re.Pattern[str]
    weekdays: frozenset[str]
    byline: re.Pattern[str]
    byline_asian: re.Pattern[str]
    name_suffix_asian: re.Pattern[str]
    reporting: re.Pattern[str]
    title_beside_name: re.Pattern[str]
    not_in_names: frozenset[str]
    press_nouns: frozenset[str]
    press_endings: tuple[str, ...]
    not_in_press_names: frozenset[str]
    masthead_tail: re.Pattern[str]
    ministry_line: re.Pattern[str]
    organisation: re.Pattern[str]
    ministry_headline: re.Pattern[str]
    ministry_name: str
    countries: Mapping[str, str]
    """Adjective → country."""

    not_places: frozenset[str]
    openers: frozenset[str]
    datelines_asian: tuple[re.Pattern[str], ...]
    sold_name: re.Pattern[str]
    """Gives the group `name` in "Follow The Gull Post on"."""

    company_form: re.Pattern[str]
    copied_from: re.Pattern[str]
    """Gives the group `name` in "Source: Gull Agency"."""

    caption: re.Pattern[str]
    mail_field: re.Pattern[str]
    """Gives the groups `key` and `value` in "Subject: Ferries", in the letter case given."""

    mail_meanings: Mapping[str, str]
    """Field → "from", "date", "subject" or "other"."""

    address: re.Pattern[str]
    """Gives the address after its label."""


@lru_cache(maxsize=1)
def load_head_words() -> HeadWords:
    """Load `page_head.yaml`.

    Raises:
        LanguageError: a key is missing or a pattern is none.
    """
    path = DATA / "page_head.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    try:
        return _head_words(data)
    except (KeyError, TypeError, AttributeError, ValueError, re.error) as error:
        raise LanguageError(f"{path.name}: {error!r}; put the key back as it was") from error


def _head_words(data: Mapping[str, Any]) -> HeadWords:
    months = {name.casefold(): number for number, names in data["months"].items() for name in names}
    month = "(?P<month>" + "|".join(sorted(map(re.escape, months), key=len, reverse=True)) + r")\b\.?"
    meanings = {name: meaning for meaning, names in data["mail_fields"].items() for name in names}
    ministries = data["ministries"]
    return HeadWords(
        months=months,
        eras=data["eras"],
        day_month=_pattern(
            rf"(?<![\d:.,]){_DAY}\.?[\s-]+(?:de |of )?{month}(?:,?[\s-]+(?:de |del |г\. ?)?{_YEAR}\b(?!:))?"
        ),
        month_day=_pattern(rf"(?<!\w){month}[\s-]*{_DAY}\b(?![:.]\d|(?:\s?[ap]\.?m))(?:(?:,|\s)\s*{_YEAR}\b(?!:))?"),
        published=_label(data["published_labels"]),
        changed=_label(data["changed_labels"]),
        not_published=_label(data["not_published_labels"]),
        given_out=_pattern(_joined(data["given_out"])),
        weekdays=frozenset(data["weekdays"].split()),
        byline=_pattern(r"[\s*_•·|/—–-]*(?:" + "|".join(data["byline_labels"]) + r")(?:\s+|(?<=[:：]))(?=\S)"),
        byline_asian=_pattern(r"[（(【\[]?\s*(?:" + "|".join(data["byline_labels_asian"]) + ")"),
        name_suffix_asian=_pattern("(?:" + "|".join(data["byline_suffixes_asian"]) + ")"),
        reporting=_pattern(r"[(\[（]*(?:" + "|".join(data["reporting_labels"]) + r")\s+"),
        title_beside_name=_pattern(r"(?:the )?(?:" + data["titles_beside_names"].replace("| ", "|") + ")"),
        not_in_names=frozenset(data["not_in_names"].split()),
        press_nouns=frozenset(data["press_nouns"].replace("| ", "|").split("|")),
        press_endings=tuple(data["press_endings_asian"]),
        not_in_press_names=frozenset(data["not_in_press_names"].split()),
        masthead_tail=_pattern(data["masthead_tails"]),
        ministry_line=_pattern(ministries["line"]),
        organisation=_pattern(ministries["organisation"]),
        ministry_headline=_pattern(ministries["headline"]),
        ministry_name=ministries["name"],
        countries=ministries["countries"],
        datelines_asian=tuple(re.compile(pattern) for pattern in data["datelines"]["east_asian"]),
        openers=frozenset(data["datelines"]["openers"].split()),
        sold_name=re.compile(rf"\b(?i:{_joined(data['publishers']['sells'])}) (?P<name>{_NAME})"),
        company_form=re.compile(rf",? (?:{_joined(data['publishers']['legal'])})\.?$"),
        copied_from=_pattern(rf"(?:{data['publishers']['labels']})\s*[:：]\s*(?P<name>[^|·,]{{2,50}})"),
        not_places=frozenset(data["datelines"]["not_places"].split()),
        mail_field=re.compile(rf"[>*_\s]*(?P<key>{'|'.join(meanings)})[*_]* ?: ?[*_]*\s*(?P<value>.*)$"),
        mail_meanings=meanings,
        address=_pattern(rf"(?:^|\b)(?:{_joined(data['address_labels'])})\s*[:：]\s*(https?://[^\s<>\"')\]]+)"),
        caption=_pattern(r"\b(?:" + data["captions"]["verbs"].replace("| ", "|") + r")\b"),
    )


def _joined(alternatives: str) -> str:
    """Alternatives that YAML folded over several lines."""
    return alternatives.replace("| ", "|")


def _label(labels: list[str]) -> re.Pattern[str]:
    """A label right before what it labels."""
    return _pattern(r"(?<!\w)(?:" + "|".join(labels) + r")\s*[:：]?\s*$")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
