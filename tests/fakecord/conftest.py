"""Fixtures of the tests of the fake itself."""

from tests.fakecord.harbour import discord_server, harbour, haste
from tests.fakecord.town import channel_mode, responder

__all__ = ["channel_mode", "discord_server", "harbour", "haste", "responder"]
