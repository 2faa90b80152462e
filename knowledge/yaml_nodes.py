"""A YAML file as records that know their lines and collect complaints instead of stopping at the first."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import yaml

from knowledge.values import dataclass

LOADER: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser reads a pack some ten times faster; a Python built without it must still work."""

_INTEGER = re.compile(r"-?\d+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NULL = "tag:yaml.org,2002:null"
_BLANKS = re.compile(r"[ \t\n]+")
_Choice = TypeVar("_Choice", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line of a file."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Complaints:
    """What is wrong with a pack, gathered while reading goes on."""

    def __init__(self) -> None:
        self._found: list[tuple[Place, str]] = []
        self.unreadable = False
        """True once a file could not be parsed at all, so that what it declares is unknown."""

    def add(self, place: Place, text: str) -> None:
        """Note what is wrong at a place and what to do about it."""
        self._found.append((place, text))

    def messages(self) -> tuple[str, ...]:
        """Everything noted, `file:line: what; what to do`, by file and line, each once."""
        ordered = sorted(self._found, key=lambda item: (item[0].file, item[0].line))
        return tuple(dict.fromkeys(f"{place}: {text}" for place, text in ordered))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One text of a list, with its place."""

    text: str
    place: Place


class Record:
    """One mapping of a file, taken key by key.

    A value that is missing or wrong is noted as a complaint, and a placeholder of the right type is handed on, so that
    reading continues; whoever holds the complaints must not use the values.
    """

    def __init__(self, node: yaml.MappingNode, *, file: str, complaints: Complaints, label: str) -> None:
        self.complaints = complaints
        self.label = label
        """What the record is called in complaints."""

        self.node = node
        self._file = file
        self._asked: set[str] = set()
        self._keys: dict[str, yaml.Node] = {}
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in self._keys:
                self._complain(key, f'key "{name}" stands here twice; remove one')
            self._keys[name] = key
            self._values[name] = value

    def place(self, key: str | None = None) -> Place:
        """Line of a key, or of the record where the key is missing."""
        node = self._keys.get(key) if key is not None else None
        return _place(self._file, self.node if node is None else node)

    def has(self, key: str) -> bool:
        """Tell whether the key is there with a value other than null."""
        self._asked.add(key)
        node = self._values.get(key)
        return node is not None and node.tag != _NULL

    def all_keys(self) -> tuple[Item, ...]:
        """All keys with their places."""
        return tuple(Item(text=name, place=_place(self._file, key)) for name, key in self._keys.items())

    def complain(self, text: str, *, key: str | None = None) -> None:
        """Note a complaint about the record or one of its keys."""
        self.complaints.add(self.place(key), f"{self.label}: {text}")

    def text(self, key: str) -> str:
        """Take a text that must be there."""
        found = self.maybe_text(key)
        if found is None and (key not in self._values or self._values[key].tag == _NULL):
            self.complain(f'"{key}" is missing; add it', key=key)
        return found or ""

    def maybe_text(self, key: str) -> str | None:
        """Take a text that may be absent."""
        if not self.has(key):
            return None
        return self._scalar(key, self._values[key])

    def texts(self, key: str) -> tuple[Item, ...]:
        """Take a list of texts; empty when absent."""
        if not self.has(key):
            return ()
        node = self._values[key]
        if not isinstance(node, yaml.SequenceNode):
            self._complain(node, f'"{key}" must be a list; write [{_shown(node)}]')
            return ()
        texts = ((self._scalar(key, item), _place(self._file, item)) for item in node.value)
        return tuple(Item(text=text, place=place) for text, place in texts if text is not None)

    def choice(self, key: str, options: tuple[_Choice, ...], *, default: _Choice | None = None) -> _Choice:
        """Take one of a closed set of texts; without a default it must be there."""
        if not self.has(key) and default is not None:
            return default
        text = self.text(key)
        for option in options:
            if text == option:
                return option
        if text:
            self.complain(f'"{text}" is no {key}{_nearest(text, options)}; use one of {", ".join(options)}', key=key)
        return options[0]

    def choices(self, key: str, options: tuple[_Choice, ...]) -> tuple[_Choice, ...]:
        """Take a list of texts from a closed set; empty when absent."""
        found: list[_Choice] = []
        for item in self.texts(key):
            known = [option for option in options if option == item.text]
            found.extend(known)
            if not known:
                text = f'{self.label}: "{item.text}" does not fit in {key}; use {", ".join(options)}'
                self.complaints.add(item.place, text)
        return tuple(found)

    def integer(self, key: str) -> int:
        """Take a whole number that must be there."""
        text = self.text(key)
        if text and not _INTEGER.fullmatch(text):
            self.complain(f'"{key}" must be a whole number, not "{text}"', key=key)
            return 0
        return int(text or 0)

    def integers(self, key: str) -> tuple[int, ...]:
        """Take a list of whole numbers; empty when absent."""
        found = []
        for item in self.texts(key):
            if _INTEGER.fullmatch(item.text):
                found.append(int(item.text))
            else:
                self.complaints.add(
                    item.place, f'{self.label}: "{key}" must hold whole numbers, not "{item.text}"; write [3, 4]'
                )
        return tuple(found)

    def maybe_number(self, key: str) -> int | float | None:
        """Take a number that may be absent."""
        text = self.maybe_text(key)
        if text is None:
            return None
        if not _NUMBER.fullmatch(text):
            self.complain(f'"{key}" must be a number, not "{text}"; write digits, or leave it out', key=key)
            return None
        return float(text) if "." in text else int(text)

    def maybe_boolean(self, key: str) -> bool | None:
        """Take true or false, or None when absent."""
        text = self.maybe_text(key)
        if text is not None and text not in ("true", "false"):
            self.complain(f'"{key}" must be true or false, not "{text}"', key=key)
            return None
        return None if text is None else text == "true"

    def record(self, key: str, *, label: str | None = None) -> Record | None:
        """Take a mapping that may be absent."""
        if not self.has(key):
            return None
        return self._record(key, self._values[key], label or self.label)

    def records(self, key: str, *, label: str | None = None) -> tuple[Record, ...]:
        """Take a list of mappings; empty when absent."""
        if not self.has(key):
            return ()
        node = self._values[key]
        if not isinstance(node, yaml.SequenceNode):
            self._complain(node, f'"{key}" must be a list of mappings; begin each with "- "')
            return ()
        found = (self._record(key, item, label or self.label) for item in node.value)
        return tuple(record for record in found if record is not None)

    def row(self, key: str, *, length: int) -> tuple[str, ...] | None:
        """Take a list of exactly so many plain values, empty ones allowed; None after a complaint."""
        self._asked.add(key)
        node = self._values[key]
        cells = node.value if isinstance(node, yaml.SequenceNode) else []
        if len(cells) != length or not all(isinstance(cell, yaml.ScalarNode) for cell in cells):
            self._complain(node, f'"{key}" must be a list of {length} plain values')
            return None
        return tuple(str(cell.value) for cell in cells)

    def value_node(self, key: str) -> yaml.Node | None:
        """The node behind a key, for those who edit the file."""
        return self._values.get(key)

    def close(self) -> None:
        """Complain of every key that nobody has asked for."""
        for name, key in self._keys.items():
            if name not in self._asked:
                hint = _nearest(name, sorted(self._asked)) or "; remove it"
                self._complain(key, f'"{name}" is no key here{hint}')

    def _record(self, key: str, node: yaml.Node, label: str) -> Record | None:
        if isinstance(node, yaml.MappingNode):
            return Record(node, file=self._file, complaints=self.complaints, label=label)
        self._complain(node, f'"{key}" must be a mapping, not "{_shown(node)}"; write {{key: value}}')
        return None

    def _scalar(self, key: str, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self._complain(node, f'"{key}" must be one plain value, not a list or mapping')
            return None
        # Line breaks are layout in folded and plain text; a quote between marks may need its blanks as they are.
        text = str(node.value) if node.style in ('"', "'") else _BLANKS.sub(" ", str(node.value)).strip()
        if node.tag == _NULL or not text.strip():
            self._complain(node, f'"{key}" has an empty value; fill it in or remove it')
            return None
        return text

    def _complain(self, node: yaml.Node, text: str) -> None:
        self.complaints.add(_place(self._file, node), f"{self.label}: {text}")


def read_record(path: Path, *, name: str, complaints: Complaints) -> Record | None:
    """Read a YAML file whose top is a mapping; None after a complaint when it cannot be parsed."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except OSError:
        complaints.add(Place(file=name, line=1), "the file cannot be read; create it")
    except UnicodeDecodeError as error:
        complaints.add(Place(file=name, line=1), f"byte {error.start} is no UTF-8; save the file as UTF-8")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        complaints.add(
            Place(file=name, line=line), f"this is no YAML ({error.problem}); correct the line or the one above"
        )
    except yaml.YAMLError as error:
        complaints.add(Place(file=name, line=1), f"this is no YAML ({error}); correct it")
    else:
        if isinstance(node, yaml.MappingNode):
            return Record(node, file=name, complaints=complaints, label=name.rsplit("/", 1)[-1].removesuffix(".yaml"))
        complaints.add(Place(file=name, line=1), "the file must hold a mapping; begin it with a key")
    complaints.unreadable = True
    return None


def nearest_hint(text: str, options: Iterable[str]) -> str:
    """`; did you mean x?` when something similar exists, else nothing."""
    return _nearest(text, options)


def _nearest(text: str, options: Iterable[str]) -> str:
    close = difflib.get_close_matches(text, list(options), n=1, cutoff=0.75)
    return f"; did you mean {close[0]}?" if close else ""


def _place(file: str, node: yaml.Node) -> Place:
    return Place(file=file, line=node.start_mark.line + 1)


def _shown(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "…"
