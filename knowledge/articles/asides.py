"""Lines that speak to the page's reader: signs of different sorts that decide together."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Literal, get_args

import yaml

from knowledge.articles.furniture import DATA
from knowledge.articles.page_lines import PageLines
from knowledge.articles.prose import count_words, is_ended
from knowledge.errors import LanguageError
from knowledge.values import dataclass
from knowledge.yaml_nodes import LOADER

Where = Literal["opening", "within", "label"]

_QUOTED = re.compile(r"“[^“”]{0,400}”|\"[^\"]{0,400}\"|«[^«»]{0,400}»|(?<!\w)‘[^‘’]{0,200}’(?!\w)|「[^「」]{0,200}」")
_SENTENCE = re.compile(r"(?:^|[.!?:|·•–—-] +[\"“]*|[!?][\"”’]* )")
_NAME = r"[A-ZÀ-Þ][\w.’'-]*(?: [\w.’'-]+){0,3}? [A-ZÀ-Þ][\w’'-]+"
_SPEAKER = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,4}|Q|A) ?[:：] ")
_BARS = re.compile(r"\s[|·•‖]\s|\s>\s|\s/\s")
_RULE = re.compile(r"(?:[-–—=*_~#·.+] ?){3,}")

_LONG = 45
"""Words of a line that is likelier a paragraph, whatever it says."""

_LONGEST = 600
"""Characters of the longest line looked at."""

_LEAST = 2
"""Weight of words below which their looks are not weighed."""

_SURE = 4
"""Weight of a sign that suffices in a sentence."""

_BOXED = 5
"""What it weighs to stand between two rules."""

_SHORT = 14
_CHUNK_LINES = 5
"""Lines of the largest group that goes with one of its lines."""

_CHUNK_WORDS = 25
"""Words of the longest line that goes with its group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Something that speaks for a line's being no part of the article."""

    id: str
    weight: int
    where: Where
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideSigns:
    """All signs, and the sum of weights at which a line goes."""

    signs: tuple[Sign, ...]
    enough: int
    told: re.Pattern[str]
    """Verbs of reports, which speak against an aside."""

    life: re.Pattern[str]
    """Gives the group `name` in "Ana Lund is a fellow at the Gull Institute"."""

    works: re.Pattern[str]


@lru_cache(maxsize=1)
def load_aside_signs() -> AsideSigns:
    """Load `asides.yaml`.

    Raises:
        LanguageError: a key is missing or unknown, or a pattern is none.
    """
    path = DATA / "asides.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    try:
        return AsideSigns(
            signs=tuple(_sign(item) for item in data["signs"]),
            enough=int(data["enough"]),
            told=re.compile(rf"\b(?:{data['told']})\b"),
            life=_life(data["life"]),
            works=re.compile(rf"\b(?:{data['life']['works'].replace('| ', '|')})", re.IGNORECASE),
        )
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise LanguageError(f"{path.name}: {error!r}; compare with the heading of the file") from error


def _life(item: dict[str, str]) -> re.Pattern[str]:
    what = item["as"].replace("| ", "|")
    return re.compile(rf"(?P<name>{_NAME}),? (?:who )?(?:{item['does']})\b[^.]{{0,60}}\b(?:{what})\b")


def _sign(item: dict[str, Any]) -> Sign:
    if set(item) != {"id", "why", "weight", "where", "pattern"} or item["where"] not in get_args(Where):
        raise ValueError(f"sign {item.get('id')!r}")
    words = item["pattern"].replace("| ", "|")
    if item["where"] == "label":
        pattern = re.compile(words)
    elif item["where"] == "within":
        pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    else:
        pattern = re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)
    return Sign(id=item["id"], weight=item["weight"], where=item["where"], pattern=pattern)


def take_asides(page: PageLines) -> None:
    """Take the lines that speak to the reader, the rules around them, and what stands close below or above them."""
    for number, text in enumerate(page.texts):
        if _RULE.fullmatch(text):
            page.out[number] = True
    signs = tuple(0 if page.out[number] else find_signs(text) for number, text in enumerate(page.texts))
    found = [
        number
        for number, weight in enumerate(signs)
        if weight > 0 and weight + _weigh_place(page, number) >= load_aside_signs().enough
    ]
    for number in found:
        page.out[number] = True
    for number in found:
        _take_chunk(page, number)


@lru_cache(maxsize=1024)
def find_signs(text: str) -> int:
    """The weight of a line's words and looks; 0 where no word of it speaks to a reader."""
    if len(text) > _LONGEST or not text.isprintable():
        return 0
    rules = load_aside_signs()
    bare = _QUOTED.sub("“”", text)
    starts = [found.end() for found in _SENTENCE.finditer(bare)]
    signs = tuple(sign for sign in rules.signs if _holds(sign, text, bare, starts))
    weight = sum(sign.weight for sign in signs)
    if weight < _LEAST or (_is_sentence(text) and not _is_sure(signs)):
        return 0
    return weight + _weigh_looks(text, bare, labelled=any(sign.where == "label" for sign in signs))


def _holds(sign: Sign, text: str, bare: str, starts: list[int]) -> bool:
    if sign.where == "label":
        return sign.pattern.match(text) is not None
    if sign.where == "within":
        return sign.pattern.search(bare) is not None
    return any(sign.pattern.match(bare, start) for start in starts)


def _is_sentence(text: str) -> bool:
    return is_ended(text) and text[-1] not in "!！"


def _is_sure(signs: tuple[Sign, ...]) -> bool:
    """Orders and pronouns alone are no sign in a sentence: "Give us a bridge, and you get a road." """
    weights = [sign.weight for sign in signs]
    return max(weights) >= _SURE or (len(signs) >= 2 and any(sign.id not in ("asks", "reader") for sign in signs))


def _weigh_looks(text: str, bare: str, *, labelled: bool) -> int:
    words = count_words(text)
    weight = (not is_ended(text) or text[-1] in "!！") + (words <= _SHORT) - 2 * (words > _LONG)
    weight += 2 * (_BARS.search(text) is not None and not is_ended(text))
    weight += text[0] in "([*" and text[-1] in ")]*"
    weight -= text[0] in '"“«‘「'
    if not labelled:
        weight -= 3 * (load_aside_signs().told.search(bare) is not None)
        weight -= 3 * (_SPEAKER.match(text) is not None)
    return weight


def _weigh_place(page: PageLines, number: int) -> int:
    """Set apart by its markup, beside furniture, below all paragraphs."""
    line = page.lines[number]
    beside = any(page.out[other] for other in (number - 1, number + 1) if 0 <= other < len(page.lines))
    foot = not any(page.strong[number + 1 :])
    boxed = all(
        0 <= other < len(page.lines) and _RULE.fullmatch(page.texts[other]) for other in (number - 1, number + 1)
    )
    return (
        _BOXED * boxed
        + (line.hint == "quotation")
        + (line.emphasis == "italic")
        + beside
        + foot
        - (line.hint == "heading")
    )


def _take_chunk(page: PageLines, number: int) -> None:
    """Take the short lines that share a group with one that speaks to the reader."""
    chunk = page.lines[number].chunk
    first = last = number
    while first > 0 and page.lines[first - 1].chunk == chunk:
        first -= 1
    while last + 1 < len(page.lines) and page.lines[last + 1].chunk == chunk:
        last += 1
    if last - first + 1 > _CHUNK_LINES:
        return
    rest = [other for other in range(first, last + 1) if not page.out[other]]
    if all(count_words(page.texts[other]) <= _CHUNK_WORDS and not page.strong[other] for other in rest):
        for other in rest:
            page.out[other] = True
