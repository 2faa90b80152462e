"""Whether a given name tells that a person is a "he" or a "she"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from knowledge.errors import LanguageError
from knowledge.text import Folded, fold_text
from knowledge.yaml_nodes import LOADER

Gender = Literal["he", "she"]

_FILE = Path(__file__).parents[2] / "data" / "extract" / "given_names.yaml"
_GENDERS: tuple[Gender, ...] = ("she", "he")
_HYPHEN = re.compile("[-‐‑]")
_JOINT = re.compile("[- ]")


def find_gender(given: str) -> Gender | None:
    """Tell which pronoun a given name goes with; None when it is unknown or belongs to women and men alike.

    Letter case and accents do not matter. Of "Marie-Louise" or "Maria Elena" the whole is tried, then the first part:
    "Jean-Claude" is told by the whole, for "Jean" alone belongs to both.
    """
    names = _load_given_names()
    whole = fold_text(_HYPHEN.sub("-", given))
    return names.get(whole) or names.get(Folded(_JOINT.split(whole, maxsplit=1)[0]))


@lru_cache(maxsize=1)
def _load_given_names() -> Mapping[Folded, Gender]:
    """Read the file of given names, folded; LanguageError when a name stands there twice or a key is unknown."""
    data = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=LOADER)
    if not isinstance(data, dict) or set(data) != set(_GENDERS):
        raise LanguageError(f'{_FILE.name}: the keys must be "she" and "he"')
    genders: dict[Folded, Gender] = {}
    for gender in _GENDERS:
        for name in data[gender]:
            if not isinstance(name, str):
                raise LanguageError(f"{_FILE.name}: {gender}: {name!r} is no text; write it between quotation marks")
            folded = fold_text(name)
            if folded in genders:
                raise LanguageError(f'{_FILE.name}: "{name}" stands there twice, accents aside; remove one, or both')
            genders[folded] = gender
    return genders
