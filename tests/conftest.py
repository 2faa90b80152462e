"""Fixtures of all tests: the shipped knowledge base, built once, and a way to ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answers.model import Dialogue, Reply
from bot.respond import respond
from bot.shipped import RESOURCES, SHIPPED_PACK
from knowledge.build import build_knowledge
from knowledge.store import Store, open_store

TODAY = date(2025, 1, 15)

Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def knowledge_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pack, built into a temporary folder."""
    path = tmp_path_factory.mktemp("knowledge") / "shipped.sqlite"
    build_knowledge(packs=(SHIPPED_PACK,), output=path, resources=RESOURCES)
    return path


@pytest.fixture(scope="session")
def store(knowledge_path: Path) -> Iterator[Store]:
    """The shipped knowledge base, opened read-only."""
    opened = open_store(knowledge_path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def ask(store: Store) -> Ask:
    """Ask one question on a fixed day: `ask(text)` or `ask(text, dialogue)`."""

    def ask_one(text: str, dialogue: Dialogue | None = None) -> Reply:
        return respond(text, store=store, today=TODAY, dialogue=dialogue)

    return ask_one
