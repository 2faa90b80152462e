"""In which language to offer names to somebody who is typing one."""

from __future__ import annotations

import re

from knowledge.gazetteer import join_key, split_tokens
from knowledge.model import Names

_KANA = re.compile(r"[\u3041-\u30fa]")
_HAN = re.compile(r"[\u3400-\u9fff]")


def fold_name(text: str) -> str:
    """A name, or the beginning of one, as it stands in the table of aliases."""
    return join_key(split_tokens(text))


def choose_names(names: tuple[Names, ...], typed: str) -> tuple[str, ...]:
    """Each name in the language of what is typed, which is folded; each once, in order."""
    if _KANA.search(typed):
        chosen = (name.ja for name in names)
    elif _HAN.search(typed):
        chosen = (name.zh for name in names) if _is_chinese(names, typed) else (name.ja for name in names)
    else:
        chosen = (name.en for name in names)
    return tuple(dict.fromkeys(chosen))


def _is_chinese(names: tuple[Names, ...], typed: str) -> bool:
    """Whether more of the names hold it in Chinese than in Japanese, whose characters readers of both know."""
    return sum(typed in fold_name(name.zh) for name in names) > sum(typed in fold_name(name.ja) for name in names)
