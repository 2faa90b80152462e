"""What `tests.measure.ablation` switches off is there to be switched off."""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.measure.ablation import EACH

REPLACED = sorted(name for without in EACH for name in without.replaced)


@pytest.mark.parametrize("name", REPLACED)
def test_what_is_replaced_exists(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert hasattr(import_module(module), attribute)
