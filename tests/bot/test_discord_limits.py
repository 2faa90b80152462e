"""Whatever a reply holds, what is sent of it keeps Discord's rules."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import discord
import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.model import Citation, Line, Reply
from bot.cogs._views import build_layout
from bot.render.discord import render_pages, with_key
from knowledge.model import ArticleId, FactId
from tests.fakecord.message_rules import check_message
from tests.fakecord.town import AMBIGUOUS, ANSWER, LONG
from tests.fakecord.world import JSON, MessageFlag

_NASTY = st.sampled_from(
    [
        "@everyone",
        "<@5>",
        "<@&6>",
        "<#7>",
        "\u200b",
        "\0",
        "\ud800",
        "🏳️‍🌈" * 30,
        "界" * 2500,
        "*_~|`",
        "](",
        "# ",
        "\n\n",
        "x" * 4100,
    ]
)
_WORDS = st.lists(st.text(max_size=20) | _NASTY, max_size=2).map(" ".join)
_LINES = st.builds(
    Line,
    text=_WORDS,
    label=st.none() | _WORDS,
    on=st.none() | _WORDS,
    side=st.sampled_from([None, "Japan", "China", "both"]),
)
_CITATIONS = st.builds(
    Citation,
    number=st.integers(1, 99),
    article=st.just(ArticleId("harbour-post-2024-03-03")),
    publisher=_WORDS,
    title=_WORDS,
    published_on=st.just(date(2024, 3, 3)),
    url=st.none() | _WORDS.map(lambda words: f"https://harbour.example/{words}"),
    paragraph=st.integers(1, 999),
    excerpt=_WORDS,
)
_REPLIES = st.builds(
    Reply,
    status=st.sampled_from(["answered", "ambiguous", "not_found"]),
    intent=st.just("find_quotes"),
    language=st.sampled_from(["en", "ja", "zh"]),
    lead=_WORDS,
    lines=st.lists(_LINES, max_size=40).map(tuple),
    notes=st.lists(_WORDS, max_size=9).map(tuple),
    citations=st.lists(_CITATIONS, max_size=9).map(tuple),
    choices=st.lists(_WORDS, max_size=2).map(tuple),
    suggestions=st.lists(_WORDS, max_size=3).map(tuple),
    suggestions_lead=_WORDS,
    facts=st.lists(_WORDS.map(FactId), max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(_REPLIES)
def test_every_page_of_every_reply_keeps_the_rules(reply: Reply) -> None:
    for body in asyncio.run(_bodies(reply)):
        assert not list(check_message(body, files={}, webhook=False))


async def _bodies(reply: Reply) -> list[JSON]:
    """The messages of a reply as they are sent."""
    return [
        {"components": build_layout(page).to_components(), "flags": int(MessageFlag.COMPONENTS_V2)}
        for page in with_key(render_pages(reply), "0123456789abcdef")
    ]


@pytest.mark.asyncio
@pytest.mark.parametrize("reply", [ANSWER, AMBIGUOUS, LONG], ids=lambda reply: reply.status)
async def test_a_layout_is_what_the_library_would_make_of_it(reply: Reply) -> None:
    for page in with_key(render_pages(reply), "0123456789abcdef"):
        colour = {"answered": 0x2F6FB0, "ambiguous": 0xC98A1B}[reply.status]
        container: ui.Container[Any] = ui.Container(accent_colour=discord.Colour(colour))
        for number, block in enumerate(page.blocks):
            if number:
                container.add_item(ui.Separator(visible=False))
            container.add_item(ui.TextDisplay(block))
        theirs = ui.LayoutView(timeout=None)
        theirs.add_item(container)
        ours = build_layout(page)
        rows = ours.to_components()[1:]
        for row in rows:
            buttons = [ui.Button[Any](label=each["label"], custom_id=each["custom_id"]) for each in row["components"]]
            theirs.add_item(ui.ActionRow(*buttons))
        assert ours.to_components() == theirs.to_components()
        assert ours.has_components_v2() == theirs.has_components_v2()
        assert ours.is_finished()
        assert bool(rows) == bool(page.offers or page.actions)
