"""Identifiers that a pack takes: small ASCII letters, digits and hyphens, whatever script a name has."""

from __future__ import annotations

import hashlib
import re

from knowledge.model import ArticleId
from knowledge.text import fold_text

_MARK = 8
"""Hexadecimal digits that keep two names of another script apart."""


def make_identifier(text: str) -> str:
    """The same identifier for the same text; letters of other scripts are told apart by a hash of the whole."""
    folded = fold_text(text)
    plain = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    if not re.search(r"[^\W_]", re.sub(r"[a-z0-9]", "", folded)):
        return plain or "x"
    mark = hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()[:_MARK]
    return f"{plain}-{mark}" if plain else f"x-{mark}"


def identify_article(name: str) -> ArticleId:
    """The identifier of the article in a file of this name: the name without its ending."""
    return ArticleId(make_identifier(name.rpartition(".")[0] or name))
