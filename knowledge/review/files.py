"""The files of a pack while it is reviewed: where each fact and quote stands in them, and safe writing."""

from __future__ import annotations

from pathlib import Path

from yaml import MappingNode, Node

from knowledge.atomic import replace_text
from knowledge.errors import ReviewError
from knowledge.model import Pack
from knowledge.pack_edits import YamlText, text_of, value_of
from knowledge.review.model import ItemKind
from knowledge.text import read_text

Key = tuple[ItemKind, str]
"""A fact or a quote by its identifier."""

_LISTS: tuple[tuple[ItemKind, str], ...] = (("fact", "facts"), ("quote", "quotes"))


class PackFiles:
    """The articles' files as they were last read or written."""

    def __init__(self, folder: Path, pack: Pack) -> None:
        """Read the file of each article.

        Raises:
            OSError: a file is gone.
            ReviewError: a file is no YAML.
        """
        self._folder = folder
        self._files: dict[str, YamlText] = {}
        self._records: dict[Key, tuple[str, MappingNode]] = {}
        for article in pack.articles:
            name = f"articles/{article.id}.yaml"
            self._note(name, read_text(folder / name))

    def find(self, key: Key) -> tuple[YamlText, MappingNode]:
        """The file that an item stands in, and its record there."""
        name, record = self._records[key]
        return self._files[name], record

    def text(self, name: str) -> str:
        """The text of a file as it was last read or written."""
        return self._files[name].text

    def is_unchanged(self, name: str) -> bool:
        """Whether nobody else has written a file since."""
        try:
            return read_text(self._folder / name) == self._files[name].text
        except (OSError, UnicodeDecodeError):
            return False

    def replace(self, name: str, text: str) -> None:
        """Write a file in one step.

        Raises:
            ReviewError: it cannot be written; the file is as it was.
        """
        try:
            replace_text(self._folder / name, text)
        except OSError as problem:
            raise ReviewError(f"{name}: cannot be written ({problem.strerror}); nothing was changed") from problem
        self._note(name, text)

    def _note(self, name: str, text: str) -> None:
        file = YamlText(text, name=name)
        self._files[name] = file
        self._records = {key: found for key, found in self._records.items() if found[0] != name}
        for kind, key in _LISTS:
            for record in file.records(key):
                self._records[kind, text_of(record, "id") or ""] = (name, record)


def value_at(record: MappingNode, key: str) -> Node:
    """The value of a key that is there."""
    found = value_of(record, key)
    assert found is not None
    return found
