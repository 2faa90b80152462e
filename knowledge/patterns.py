"""Regular expressions that are compiled when they are first used: of all there are, a question needs a third."""

from __future__ import annotations

import re
from typing import cast


def compile_late(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but for the time that it takes."""
    return cast("re.Pattern[str]", _LatePattern(source, flags))


class _LatePattern:
    """Once used, it holds the compiled pattern's own methods, so that nothing stands between."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for each in _METHODS:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


_METHODS = frozenset(("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"))
