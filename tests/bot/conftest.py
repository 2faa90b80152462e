"""Fixtures of the bot's tests."""

from tests.fakecord.town import channel_mode, client, responder, town

__all__ = ["channel_mode", "client", "responder", "town"]
