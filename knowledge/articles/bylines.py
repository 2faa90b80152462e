"""Authors' names in the lines at an article's head and foot, without their titles."""

from __future__ import annotations

import re

from knowledge.articles.head_words import load_head_words
from knowledge.articles.page_dates import find_page_dates
from knowledge.articles.prose import is_east_asian

_PIECES = re.compile(r"\s*[·•|｜‖/／]\s*|\s+[–—-]\s+|\t+|\s{3,}")
_JOINTS = re.compile(r"\s*(?:,|;|&|、|，|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bwith\b)\s*", re.I)
_TAIL = re.compile(
    r"\s+(?:in|for|at|of|from|reports?|covers|is)\s+.*$|\s*[(（\[].*$|\s*\S+@\S+.*$|\s*@\w+.*$|\s+\d.*$", re.I
)
_NAME_WORD = re.compile(r"(?:[A-ZÀ-ÞŁŚŻŹĆŠŽČĐА-Я](?:[\w’'.-]*[\w.])?|[dD]['’][A-ZÀ-Þ][\w-]+)$")
_PARTICLES = frozenset(
    "de da di do dos das del della van von der den bin bint ibn al el la le ter ten zu af av y e al- ben ould".split()
)
_HAN_NAME = re.compile(
    r"[一-龥々]{2,4}(?:[ 　][一-龥々ぁ-んァ-ヶ]{1,4})?$|[ァ-ヶー]{2,10}(?:[・=＝][ァ-ヶー]{2,10}){0,2}$|[가-힣]{2,4}$"
)
_HAN_JOINTS = re.compile(r"[、，,\s/／＝=]+")
_EMAIL = re.compile(r"[(<]?[\w.+-]{1,40}@[\w.-]{3,40}[)>]?")
_MAX_LINE = 160


def find_byline(text: str) -> tuple[str, ...]:
    """Names in a line that is labelled as a byline, "By Ana Lund and Bo Sung, Staff Writers"; else empty."""
    if len(text) > _MAX_LINE:
        return ()
    words = load_head_words()
    text = _EMAIL.sub(" ", text).strip()
    for piece in (text, *_PIECES.split(text)):
        found = words.byline.match(piece)
        if found:
            names = _names(piece[found.end() :])
            if names:
                return names
        if is_east_asian(piece):
            names = _asian_names(piece)
            if names:
                return names
    return ()


def find_bare_byline(text: str) -> tuple[str, ...]:
    """Names with nothing but their places: "Ana Lund in Oslo and Bo Sung in Seoul", "Orange Wang"."""
    if len(text) > _MAX_LINE or text.isupper():
        return ()
    if is_east_asian(text):
        return _asian_names(text)
    parts = [part for part in re.split(r"\s*(?:,|;|&|\band\b)\s*", text) if part]
    names = [_one_name(part) for part in parts]
    if not names or names[0] is None or len(parts[0].split()) > 6:
        return ()
    sure = [name for name in names if name]
    placed = " in " in text or len(sure) == len(parts)
    return (
        tuple(sure)
        if placed and len(text.split()) <= 5 * len(parts) and (len(parts) <= 2 or len(sure) == len(parts))
        else ()
    )


def find_reporting_names(text: str) -> tuple[str, ...]:
    """Names in "(Reporting by Ana Lund; Editing by Bo Sung)", editors left out."""
    found = load_head_words().reporting.match(text)
    if not found:
        return ()
    return _names(
        re.split(r"[;)\]]|\b(?:editing|writing|edited|additional)\b", text[found.end() :], maxsplit=1, flags=re.I)[0]
    )


def read_names(text: str) -> tuple[str, ...]:
    """Names in what a page declares as its author: "By Ana Lund", "Ana Lund, Bo Sung"."""
    labelled = find_byline(text)
    return labelled or (_asian_names(text) if is_east_asian(text) else ()) or _names(text)


def is_name(text: str) -> bool:
    """Two to five words with capitals, none of which only stands in sections, places and publications."""
    words = text.split()
    if not 2 <= len(words) <= 6 or len(text) > 60:
        return False
    head = load_head_words()
    if any(word.casefold().strip(".,") in head.not_in_names or word.casefold() in head.press_nouns for word in words):
        return False
    capitals = [word for word in words if word.casefold() not in _PARTICLES]
    return (
        len(capitals) >= 1
        and all(_NAME_WORD.match(word) for word in capitals)
        and not any(char.isdigit() for char in text)
    )


def is_lone_name(text: str) -> bool:
    """A line that is nothing but a name."""
    return (len(text.split()) <= 4 and is_name(text) and not text.isupper()) or (
        is_east_asian(text) and len(_asian_names(text)) == 1
    )


def join_names(names: tuple[str, ...]) -> str | None:
    """ "Ana Lund, Bo Sung and Cy Orr"; None where there is none."""
    names = tuple(dict.fromkeys(names))
    if not names:
        return None
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}"


def _names(text: str) -> tuple[str, ...]:
    dates = find_page_dates(text)
    if dates:
        text = text[: dates[0].start]
    text = _PIECES.split(text.strip(" *_."))[0]
    names: list[str] = []
    for part in _JOINTS.split(text):
        part = part.strip(" .*_:：()[]")
        if not part:
            continue
        name = _one_name(part)
        if name is None:
            if names and part.isalpha() and part.istitle():
                continue  # "Ana Lund, Oslo and Bo Sung, Seoul"
            if names or not load_head_words().title_beside_name.fullmatch(part):
                break
            continue
        names.append(name)
    return tuple(names)


def _one_name(part: str) -> str | None:
    head = load_head_words()
    bare = _TAIL.sub("", part).strip(" .")
    if not is_name(bare) or head.title_beside_name.fullmatch(part):
        return None
    bare = re.sub(r"^(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Amb|Ambassador)\.? (?=\S+ \S)", "", bare)
    return " ".join(word if word in _PARTICLES else word.title() for word in bare.split()) if bare.isupper() else bare


def _asian_names(piece: str) -> tuple[str, ...]:
    head = load_head_words()
    piece = piece.strip("【】（）()[]　 ")
    label = head.byline_asian.match(piece)
    rest = piece[label.end() :] if label and label.end() else piece
    bare = head.name_suffix_asian.sub("", rest).strip("【】（）()[]　 :：")
    if not label and bare == rest.strip("【】（）()[]　 "):
        return ()
    places = re.split(r"[=＝]", bare)
    bare = places[-1] if len(places) == 2 else bare
    bare = bare.split("@")[0].strip()
    if _HAN_NAME.match(bare):
        return (bare,)
    names = tuple(part for part in _HAN_JOINTS.split(bare) if part)
    return names if names and len(names) <= 5 and all(_HAN_NAME.match(name) for name in names) else ()
