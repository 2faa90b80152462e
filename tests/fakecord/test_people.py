"""What people can do, against a bot of the library that has one of everything."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
import pytest_asyncio
from discord import app_commands, ui

from tests.fakecord.people import Person
from tests.fakecord.server import TOKEN, FakeDiscord
from tests.fakecord.world import Channel, MessageFlag

pytestmark = pytest.mark.asyncio

Interaction = discord.Interaction[discord.Client]

_NO_PINGS = discord.AllowedMentions.none()
_EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)


class Report(ui.Modal, title="Report"):
    """A modal of two lines."""

    what = ui.TextInput["Report"](label="What", custom_id="what", min_length=3)
    why = ui.TextInput["Report"](label="Why", custom_id="why", required=False)

    async def on_submit(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"{self.what.value} because {self.why.value or '?'}", ephemeral=True)


class Panel(ui.View):
    """A select, and buttons of every way to answer."""

    @ui.select(options=[discord.SelectOption(label="One", value="1"), discord.SelectOption(label="Two", value="2")])
    async def pick(self, interaction: Interaction, select: ui.Select[Panel]) -> None:
        await interaction.response.edit_message(content=f"picked {select.values[0]}")

    @ui.button(label="Report")
    async def report(self, interaction: Interaction, button: ui.Button[Panel]) -> None:
        await interaction.response.send_modal(Report())

    @ui.button(label="Later")
    async def later(self, interaction: Interaction, button: ui.Button[Panel]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="edited later")
        await interaction.followup.send("and more", ephemeral=True)

    @ui.button(label="Nothing")
    async def nothing(self, interaction: Interaction, button: ui.Button[Panel]) -> None:
        """Leave the person waiting."""

    @ui.button(label="Closed", disabled=True)
    async def closed(self, interaction: Interaction, button: ui.Button[Panel]) -> None:
        """Nobody can click on this."""


class Everything(discord.Client):
    """A bot with a command of every kind."""

    def __init__(self, connector: aiohttp.BaseConnector) -> None:
        super().__init__(intents=discord.Intents(1), allowed_mentions=_NO_PINGS, connector=connector)
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=_EVERYWHERE,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def setup_hook(self) -> None:
        self.tree.add_command(panel)
        self.tree.add_command(typed)
        self.tree.add_command(check)
        self.tree.add_command(greet)
        self.tree.add_command(picture)
        self.tree.add_command(Admin())
        await self.tree.sync()


@app_commands.command()
async def panel(interaction: Interaction) -> None:
    """Show the panel."""
    await interaction.response.send_message("choose", view=Panel())


@app_commands.command()
async def typed(interaction: Interaction, number: int, who: discord.User, where: discord.TextChannel) -> None:
    """Take options of several types."""
    await interaction.response.send_message(f"{number + 1} {who.name} {where.name}")


@app_commands.context_menu(name="Check against sources")
async def check(interaction: Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"checked {message.content!r} by {message.author.name}", ephemeral=True)


@app_commands.context_menu(name="Greet")
async def greet(interaction: Interaction, user: discord.User) -> None:
    await interaction.response.send_message(f"hello {user.name}")


@app_commands.command()
async def picture(interaction: Interaction) -> None:
    """Show a picture, edit it, take it away."""
    await interaction.response.defer(thinking=True)
    file = discord.File(io.BytesIO(b"PNG"), "map.png", description="A map of the harbour")
    layout = ui.LayoutView()
    layout.add_item(ui.MediaGallery(discord.MediaGalleryItem(file, description="A map of the harbour")))
    await interaction.edit_original_response(view=layout, attachments=[file])
    follow = await interaction.followup.send("soon gone", wait=True)
    await follow.edit(content="nearly gone")
    await follow.delete()


class Admin(app_commands.Group, name="admin", description="For admins"):
    """A group of commands."""

    @app_commands.command()
    async def reload(self, interaction: Interaction, what: str = "all") -> None:
        """Load again."""
        await interaction.response.send_message(f"loaded {what}")

    @reload.autocomplete("what")
    async def complete(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}…", value=current)]


@pytest_asyncio.fixture
async def maya(discord_server: FakeDiscord) -> AsyncIterator[Person]:
    """Somebody in a guild with that bot."""
    guild = discord_server.world.add_guild()
    discord_server.world.add_channel(guild)
    async with Everything(discord_server.connector()) as client:
        client._connection.guild_ready_timeout = 0.02
        running = asyncio.create_task(client.start(TOKEN))
        await discord_server.gateway.connected()
        await client.wait_until_ready()
        yield discord_server.person("maya", guild=guild)
    await running


@pytest.fixture
def channel(maya: Person, discord_server: FakeDiscord) -> Channel:
    return next(channel for guild in discord_server.world.guilds.values() for channel in guild.channels)


async def test_a_select_changes_its_message(maya: Person, channel: Channel) -> None:
    shown = await maya.slash(channel, "panel")
    seen = await maya.selects(shown.response, "Two")
    assert seen.updated is shown.response
    assert shown.response.content == "picked 2"
    assert not seen.answers


async def test_a_modal_is_filled_in_and_submitted(maya: Person, channel: Channel) -> None:
    shown = await maya.slash(channel, "panel")
    opened = await maya.clicks(shown.response, "Report")
    assert opened.modal is not None
    assert opened.modal["title"] == "Report"
    seen = await maya.submits(opened, what="the bridge", why="it is wrong")
    assert seen.text == "the bridge because it is wrong"
    assert seen.response.ephemeral


async def test_a_modal_that_is_filled_in_badly_cannot_be_submitted(maya: Person, channel: Channel) -> None:
    shown = await maya.slash(channel, "panel")
    opened = await maya.clicks(shown.response, "Report")
    with pytest.raises(AssertionError, match="takes 3"):
        await maya.submits(opened, what="x")
    with pytest.raises(AssertionError, match="needs 'what'"):
        await maya.submits(opened)
    with pytest.raises(AssertionError, match="has no"):
        await maya.submits(opened, other="x")


async def test_a_click_that_defers_changes_the_message_and_is_followed(maya: Person, channel: Channel) -> None:
    shown = await maya.slash(channel, "panel")
    seen = await maya.clicks(shown.response, "Later")
    assert seen.updated is shown.response
    assert shown.response.content == "edited later"
    assert [message.content for message in seen.answers] == ["and more"]


async def test_a_click_that_is_not_answered_fails_for_the_person(maya: Person, channel: Channel) -> None:
    shown = await maya.slash(channel, "panel")
    seen = await maya.clicks(shown.response, "Nothing")
    assert seen.failure == "This interaction failed"
    with pytest.raises(AssertionError, match="disabled"):
        await maya.clicks(shown.response, "Closed")
    with pytest.raises(AssertionError, match="0 of button 'Gone'"):
        await maya.clicks(shown.response, "Gone")


async def test_options_of_every_type(maya: Person, channel: Channel) -> None:
    seen = await maya.slash(channel, "typed", number=41, who=maya.user, where=channel)
    assert seen.text == "42 maya general"
    with pytest.raises(AssertionError, match="needs 'who'"):
        await maya.slash(channel, "typed", number=41)
    with pytest.raises(AssertionError, match="takes a"):
        await maya.slash(channel, "typed", number="x", who=maya.user, where=channel)


async def test_menus_of_messages_and_users(maya: Person, channel: Channel, discord_server: FakeDiscord) -> None:
    said = maya.writes(channel, "they met in May")
    seen = await maya.uses_on(said, "Check against sources")
    assert seen.text == "checked 'they met in May' by maya"
    seen = await maya.uses_on(maya.user, "Greet", channel=channel)
    assert seen.text == "hello maya"
    elsewhere = discord_server.world.add_direct(
        discord_server.person("juan").user, discord_server.person("ana", installed=True).user
    )
    said = discord_server.world.post(elsewhere, elsewhere.people[0], content="they met in June")
    seen = await Person(elsewhere.people[1], discord_server).uses_on(said, "Check against sources")
    assert seen.text == "checked 'they met in June' by juan"


async def test_groups_and_their_completion(maya: Person, channel: Channel) -> None:
    assert (await maya.slash(channel, "admin reload", what="packs")).text == "loaded packs"
    assert (await maya.completes(channel, "admin reload", "what", "pa")).offered == ("pa…",)


async def test_pictures_have_alt_text_and_can_be_fetched(maya: Person, channel: Channel) -> None:
    seen = await maya.slash(channel, "picture")
    (attachment,) = seen.response.attachments
    assert attachment.description == "A map of the harbour"
    assert attachment.content == b"PNG"
    assert MessageFlag.COMPONENTS_V2 in seen.response.flags
    assert not seen.followups
