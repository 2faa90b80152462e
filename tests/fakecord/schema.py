"""The second opinion: Discord's own OpenAPI file, where it is at hand.

Without the file, or without `jsonschema_rs`, nothing is checked here; the rules written in Python stand by themselves.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fakecord.world import JSON

_ROOT = Path(__file__).parents[2]
_FILE = Path("shared") / "discord" / "openapi.json"
_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(slots=True)
class Schema:
    """Validators for the bodies of requests and answers, made when first needed."""

    document: JSON
    _operations: list[tuple[str, re.Pattern[str], JSON]] = field(init=False)
    _validators: dict[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare the table of operations; a path without parameters goes before one with them."""
        paths = sorted(self.document["paths"].items(), key=lambda item: item[0].count("{"))
        self._operations = [
            (method.upper(), re.compile(re.sub(r"{\w+}", "[^/]+", path)), item[method])
            for path, item in paths
            for method in _METHODS
            if method in item
        ]

    def request_problems(self, method: str, path: str, body: object) -> Iterator[str]:
        """What is wrong with the body of a request."""
        operation = self._operation(method, path)
        if operation is None or body is None:
            return
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        if schema is not None:
            yield from self._problems(schema, body)

    def answer_problems(self, method: str, path: str, status: int, body: object) -> Iterator[str]:
        """What is wrong with the body of an answer."""
        operation = self._operation(method, path)
        if operation is None or body is None:
            return
        content = operation["responses"].get(str(status), {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        if schema is not None:
            yield from self._problems(schema, body)

    def _operation(self, method: str, path: str) -> JSON | None:
        for known, pattern, operation in self._operations:
            if known == method and pattern.fullmatch(path):
                return operation
        return None

    def _problems(self, schema: JSON, body: object) -> Iterator[str]:
        import jsonschema_rs

        validator = self._validators.get(id(schema))
        if validator is None:
            whole = {**schema, "components": self.document["components"]}
            validator = self._validators[id(schema)] = jsonschema_rs.Draft202012Validator(whole)
        for error in validator.iter_errors(body):
            where = "/".join(str(part) for part in error.instance_path)
            yield f"OpenAPI: {where or 'body'}: {str(error.message)[:300]}"


@functools.cache
def load_schema() -> Schema | None:
    """The schema, None where there is no file or nothing to read it with."""
    try:
        import jsonschema_rs  # noqa: F401 - whether it is there
    except ImportError:
        return None
    path = next((root.parent / _FILE for root in _roots() if (root.parent / _FILE).is_file()), None)
    if path is None:
        return None
    return Schema(_adapted(json.loads(path.read_text(encoding="utf-8"))))


def _roots() -> Iterator[Path]:
    """The folder of the project, and that of the repository which it is a worktree of."""
    yield _ROOT
    link = _ROOT / ".git"
    if link.is_file():
        yield Path(link.read_text(encoding="utf-8").removeprefix("gitdir:").strip()).parents[2]


def _adapted(part: Any) -> Any:  # noqa: ANN401 - any JSON
    """The document as clients live it: ids may be numbers, and one of several may be more than one of them."""
    if isinstance(part, list):
        return [_adapted(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("format") == "snowflake":
        return {"anyOf": [{"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}, {"type": "integer", "minimum": 0}]}
    return {("anyOf" if key == "oneOf" else key): _adapted(value) for key, value in part.items()}
