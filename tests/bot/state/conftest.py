"""Fixtures: an empty state file, and the state in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state.state import State, open_state


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the state file will be; its folder is not made yet."""
    return tmp_path / "kankei" / "state.sqlite"


@pytest.fixture
def state(path: Path) -> Iterator[State]:
    """An empty state."""
    opened = open_state(path)
    yield opened
    opened.close()
