"""Fixtures of the bot's tests."""

from tests.fakecord.harbour import discord_server, harbour, haste
from tests.fakecord.town import channel_mode, client, responder, town

__all__ = ["channel_mode", "client", "discord_server", "harbour", "haste", "responder", "town"]
