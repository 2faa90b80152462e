"""Data as YAML files and JSON columns give it."""

from __future__ import annotations

from typing import Any, TypeAlias

Loaded: TypeAlias = Any
"""Not looked at yet: whoever reads it makes values of it. Nothing else in the project goes without types."""
