"""Edits of a pack's YAML by place: every byte that an edit does not name stays as people wrote it."""

from __future__ import annotations

import re

from yaml import MappingNode, Node, ScalarNode, SequenceNode, YAMLError, compose

from knowledge.errors import ReviewError
from knowledge.values import dataclass
from knowledge.yaml_nodes import LOADER

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """Put `text` in the place of `[start, end)` of a file's text."""

    start: int
    end: int
    text: str


class YamlText:
    """The text of a YAML file whose top is a mapping, with the places of its records."""

    def __init__(self, text: str, *, name: str) -> None:
        """Parse a text; `name` is what complaints call the file.

        Raises:
            ReviewError: it is no YAML, or its top is no mapping.
        """
        self.text = text
        self.name = name
        self._shift = len(_BOM) if text.startswith(_BOM) else 0
        self._newline = "\r\n" if "\r\n" in text else "\n"
        try:
            node = compose(text[self._shift :], Loader=LOADER)
        except YAMLError as error:
            raise ReviewError(f"{name}: this is no YAML ({error}); correct it") from error
        if not isinstance(node, MappingNode):
            raise ReviewError(f"{name}: the file must hold a mapping; begin it with a key")
        self.top = node

    def records(self, key: str) -> tuple[MappingNode, ...]:
        """The mappings of a list of the file, in order; none where there is no such list."""
        node = value_of(self.top, key)
        return (
            tuple(item for item in node.value if isinstance(item, MappingNode))
            if isinstance(node, SequenceNode)
            else ()
        )

    def line_of(self, node: Node) -> str:
        """The whole line that a node begins on, with its comment."""
        start = self._line_start(self._start(node))
        return self.text[start : self._line_end(start)]

    def set_value(
        self, record: MappingNode, key: str, value: str, *, after: tuple[str, ...], block: str | None = None
    ) -> Splice:
        """Give a key another value, or add it behind the last of the keys that should stand before it.

        Args:
            value: the value as YAML on one line.
            block: the same over several lines without indentation, taken where nothing else stands on the line.

        Raises:
            ReviewError: the value is written at another place of the file, as an alias.
        """
        node = value_of(record, key)
        if node is not None:
            self._check_in_place(record, key, node)
            start, end = self._start(node), self._content_end(node)
            is_alone = not record.flow_style and not self.text[end : self._line_end(end)].strip()
            return Splice(start=start, end=end, text=self._laid(block if block and is_alone else value, record))
        before = next((found for name in reversed(after) if (found := value_of(record, name)) is not None), None)
        if before is None:
            before = record.value[-1][1]
        if record.flow_style:
            end = self._content_end(before)
            return Splice(start=end, end=end, text=f", {key}: {value}")
        end = self._line_end(self._content_end(before))
        indent = " " * self._column(record.value[0][0])
        return Splice(start=end, end=end, text=f"{self._newline}{indent}{key}: {self._laid(block or value, record)}")

    def remove_key(self, record: MappingNode, key: str) -> Splice | None:
        """Take a key away with its line; None where there is no such key.

        A key that shares its line with the item's hyphen becomes `null`, as nothing else could stand there.
        """
        number = next((i for i, (name, _) in enumerate(record.value) if name.value == key), None)
        if number is None:
            return None
        name, node = record.value[number]
        self._check_in_place(record, key, node)
        if record.flow_style:
            if number:
                return Splice(
                    start=self._content_end(record.value[number - 1][1]), end=self._content_end(node), text=""
                )
            following = self._start(record.value[1][0]) if len(record.value) > 1 else self._content_end(node)
            return Splice(start=self._start(name), end=following, text="")
        if number == 0:
            return Splice(start=self._start(node), end=self._content_end(node), text="null")
        start = self._line_start(self._start(name))
        return Splice(start=start, end=self._past_newline(self._line_end(self._content_end(node))), text="")

    def remove_record(self, record: MappingNode, *, note: re.Pattern[str]) -> Splice:
        """Take an item out of a list in block style, with a line above it that `note` matches.

        Raises:
            ReviewError: the list is written on one line.
        """
        start = self._line_start(self._start(record))
        if self.text[start : self._start(record)].strip() != "-":
            where = f"{self.name}:{record.start_mark.line + 1}"
            raise ReviewError(f"{where}: the entry does not begin on a line of its own; remove it by hand")
        above = self._line_start(max(start - 1, 0))
        if above < start and note.fullmatch(self.text[above:start].strip()):
            start = above
        return Splice(start=start, end=self._past_newline(self._line_end(self._content_end(record))), text="")

    def append_records(self, key: str, entries: tuple[str, ...], *, remark: str = "") -> Splice:
        """Add items at the end of a list, or a list where there is none.

        Args:
            entries: each item as YAML in block style without indentation, beginning with "- ", no line end at its end.
            remark: a comment that is put behind the key of a new list.

        Raises:
            ReviewError: the list stands on one line and is not empty.
        """
        node = value_of(self.top, key)
        if node is None:
            gap = "" if not self.text or self.text.endswith("\n") else self._newline
            end = len(self.text)
            return Splice(start=end, end=end, text=gap + self._line(f"{key}:{remark}") + self._block(entries, "  "))
        if isinstance(node, SequenceNode) and node.value and not node.flow_style:
            last = node.value[-1]
            end = self._line_end(self._content_end(last))
            column = self._column(node)
            text = self._block(entries, " " * column)
            return Splice(start=end, end=self._past_newline(end), text=self._newline + text)
        if isinstance(node, SequenceNode) and node.value:
            where = f"{self.name}:{node.start_mark.line + 1}"
            raise ReviewError(f'{where}: the list "{key}" stands on one line; give each entry a line of its own')
        name = next(each for each, _ in self.top.value if each.value == key)
        # An empty list, written [] or not at all: its place is taken, a comment behind it stays.
        colon = self.text.index(":", self._end(name)) + 1
        end = self._line_end(colon)
        rest = self.text[max(colon, self._end(node)) : end].rstrip()
        kept = rest if rest.lstrip().startswith("#") else ""
        return Splice(
            start=colon, end=self._past_newline(end), text=f"{kept}{self._newline}{self._block(entries, '  ')}"
        )

    def apply(self, *splices: Splice | None) -> str:
        """The text with every splice done; they must not overlap."""
        text = self.text
        for each in sorted(filter(None, splices), key=lambda splice: (splice.start, splice.end), reverse=True):
            text = text[: each.start] + each.text + text[each.end :]
        return text

    def _check_in_place(self, record: MappingNode, key: str, node: Node) -> None:
        name = next(each for each, _ in record.value if each.value == key)
        if self.text[self._end(name) : self._start(node)].strip(" \t\r\n:?"):
            where = f"{self.name}:{name.start_mark.line + 1}"
            raise ReviewError(f'{where}: the value of "{key}" is an alias (*); write it out by hand')

    def _block(self, entries: tuple[str, ...], indent: str) -> str:
        return "".join(self._line(f"{indent}{line}" if line else "") for entry in entries for line in entry.split("\n"))

    def _line(self, text: str) -> str:
        return text + self._newline

    def _laid(self, value: str, record: MappingNode) -> str:
        indent = " " * (self._column(record.value[0][0]) + 2)
        first, *rest = value.split("\n")
        return self._newline.join([first, *(indent + line for line in rest)])

    def _start(self, node: Node) -> int:
        return int(node.start_mark.index) + self._shift

    def _end(self, node: Node) -> int:
        return int(node.end_mark.index) + self._shift

    def _column(self, node: Node) -> int:
        start = self._start(node)
        return start - self._line_start(start)

    def _content_end(self, node: Node) -> int:
        """Where the last letter of a value stands: a block ends for YAML only where the next key begins."""
        start = self._start(node)
        if isinstance(node, ScalarNode) or getattr(node, "flow_style", True) or not node.value:
            return start + len(self.text[start : self._end(node)].rstrip())
        last = node.value[-1]
        return self._content_end(last[1] if isinstance(last, tuple) else last)

    def _line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def _line_end(self, place: int) -> int:
        """The end of a line before its line break."""
        end = self.text.find("\n", place)
        end = len(self.text) if end == -1 else end
        return end - 1 if end > place and self.text[end - 1] == "\r" else end

    def _past_newline(self, place: int) -> int:
        for newline in ("\r\n", "\n"):
            if self.text.startswith(newline, place):
                return place + len(newline)
        return place


def value_of(record: MappingNode, key: str) -> Node | None:
    """The value of a key; None where there is no such key."""
    return next((value for name, value in record.value if name.value == key), None)


def text_of(record: MappingNode, key: str) -> str | None:
    """The value of a key that is a text."""
    node = value_of(record, key)
    return str(node.value) if isinstance(node, ScalarNode) else None
