"""What can go wrong around the bot; every message says what, where and what to do.

KankeiError (knowledge.errors)
└── BotError
    ├── ConfigError      the configuration file or the token cannot be used
    ├── StateError       the state file cannot be opened, read or written
    └── WordsError       a file under bot/data cannot be used
"""

from __future__ import annotations

from knowledge.errors import KankeiError


class BotError(KankeiError):
    """Something around the bot cannot be used."""


class ConfigError(BotError):
    """The configuration or the token cannot be used."""


class StateError(BotError):
    """The state file cannot be used; it is left as it is."""


class WordsError(BotError):
    """A file of wording under bot/data cannot be used."""
