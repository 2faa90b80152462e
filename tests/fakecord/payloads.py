"""The world in the words of the protocol: the objects that REST answers and gateway events carry."""

from __future__ import annotations

import copy
import itertools
import mimetypes
from datetime import UTC, datetime

from tests.fakecord.world import (
    JSON,
    Attachment,
    Channel,
    ChannelKind,
    Guild,
    Interaction,
    InteractionKind,
    Member,
    Message,
    MessageKind,
    Role,
    User,
    World,
    walk_components,
)

CDN = "https://cdn.discordapp.com"
_DEFAULTS: dict[int, JSON] = {
    **{kind: {"min_values": 1, "max_values": 1, "disabled": False} for kind in (3, 5, 6, 7, 8)},
    13: {"name": None, "size": None, "spoiler": False},
    14: {"spacing": 1, "divider": True},
    17: {"accent_color": None, "spoiler": False},
}
"""What Discord fills in, by component type."""

ATTACHMENT_LIMIT = 10 * 1024 * 1024


def timestamp(seconds: float) -> str:
    """A moment as Discord writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def user_json(user: User) -> JSON:
    """A user as others see it."""
    return {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0",
        "global_name": user.name.title(),
        "avatar": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
        "bot": user.bot,
        "system": False,
        "banner": None,
        "accent_color": None,
        "flags": 0,
        "public_flags": 0,
    }


def own_user_json(user: User) -> JSON:
    """The bot as it sees itself."""
    return user_json(user) | {"mfa_enabled": True, "locale": user.locale, "verified": True, "email": None}


def application_json(world: World) -> JSON:
    """The application that the bot belongs to."""
    return {
        "id": str(world.application_id),
        "name": "Kankei",
        "icon": None,
        "description": "",
        "type": None,
        "bot": user_json(world.bot),
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": world.application_flags,
        "flags_new": str(world.application_flags),
        "hook": True,
        "is_monetized": False,
        "is_verified": False,
        "is_discoverable": False,
        "storefront_available": False,
        "owner": user_json(world.bot),
        "team": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "eligible_oauth2_scopes": [],
        "interactions_event_types": [],
        "interactions_version": 1,
        "explicit_content_filter": 0,
        "rpc_application_state": 0,
        "store_application_state": 1,
        "verification_state": 1,
        "integration_public": True,
        "integration_require_code_grant": False,
        "discoverability_state": 1,
        "discovery_eligibility_flags": 0,
        "monetization_state": 1,
        "verification_eligibility_flags": 0,
        "monetization_eligibility_flags": 0,
        "internal_guild_restriction": 1,
        "integration_types_config": {"0": {}, "1": {}},
    }


def role_json(role: Role, position: int) -> JSON:
    """A role."""
    return {
        "id": str(role.id),
        "name": role.name,
        "description": None,
        "permissions": str(role.permissions),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def member_json(member: Member, guild: Guild, *, with_user: bool = True) -> JSON:
    """A member of a guild; events on messages leave the user out, for it stands beside."""
    body: JSON = {
        "roles": [str(role.id) for role in member.roles],
        "nick": None,
        "avatar": None,
        "banner": None,
        "joined_at": timestamp((guild.id >> 22) / 1000 + 1_420_070_400),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    return body | {"user": user_json(member.user)} if with_user else body


def channel_json(channel: Channel, world: World) -> JSON:
    """A channel of any kind."""
    common: JSON = {
        "id": str(channel.id),
        "type": int(channel.kind),
        "last_message_id": str(max(channel.messages)) if channel.messages else None,
        "flags": 0,
    }
    if channel.guild is None:
        others = [user_json(user) for user in channel.people if user is not world.bot]
        group: JSON = {"name": None, "icon": None, "owner_id": others[0]["id"]}
        return common | {"recipients": others} | (group if channel.kind is ChannelKind.GROUP_DM else {})
    common |= {"guild_id": str(channel.guild.id), "name": channel.name, "rate_limit_per_user": 0}
    if channel.kind is ChannelKind.THREAD:
        assert channel.parent is not None
        return common | {
            "parent_id": str(channel.parent.id),
            "owner_id": str(channel.guild.owner.id),
            "message_count": len(channel.messages),
            "member_count": 1,
            "total_message_sent": len(channel.messages),
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": timestamp((channel.id >> 22) / 1000 + 1_420_070_400),
                "locked": False,
                "create_timestamp": timestamp((channel.id >> 22) / 1000 + 1_420_070_400),
            },
        }
    return common | {
        "parent_id": None,
        "position": 0,
        "topic": None,
        "nsfw": False,
        "permission_overwrites": [
            {
                "id": str(holder),
                "type": int(holder in channel.guild.members),
                "allow": str(allow),
                "deny": str(deny),
            }
            for holder, (allow, deny) in channel.overwrites.items()
        ],
    }


def guild_json(guild: Guild, world: World) -> JSON:
    """A guild as REST shows it."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": [],
        "banner": None,
        "owner_id": str(guild.owner.id),
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "roles": [role_json(role, position) for position, role in enumerate(guild.roles)],
        "default_message_notifications": 0,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": guild.locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def guild_create_json(guild: Guild, world: World) -> JSON:
    """A guild as the gateway announces it; members are the bot alone, as for a guild of some size."""
    threads = [channel for channel in guild.channels if channel.kind is ChannelKind.THREAD]
    channels = [channel for channel in guild.channels if channel.kind is not ChannelKind.THREAD]
    return guild_json(guild, world) | {
        "joined_at": timestamp(world.clock.now()),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "voice_states": [],
        "members": [member_json(guild.members[world.bot.id], guild)],
        "channels": [channel_json(channel, world) for channel in channels],
        "threads": [channel_json(channel, world) for channel in threads],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def attachment_json(attachment: Attachment, channel: Channel) -> JSON:
    """A file of a message."""
    url = f"{CDN}/attachments/{channel.id}/{attachment.id}/{attachment.filename}"
    body: JSON = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": len(attachment.content),
        "url": url,
        "proxy_url": url,
        "content_type": mimetypes.guess_type(attachment.filename)[0] or "application/octet-stream",
        "flags": 0,
    }
    return body if attachment.description is None else body | {"description": attachment.description}


def message_json(message: Message, world: World, *, depth: int = 1) -> JSON:
    """A message; the one it replies to comes along, but not that one's own."""
    body: JSON = {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "author": user_json(message.author),
        "content": message.content,
        "timestamp": timestamp(message.at),
        "edited_timestamp": None if message.edited_at is None else timestamp(message.edited_at),
        "tts": False,
        "mention_everyone": message.mentions_everyone,
        "mentions": [user_json(user) for user in message.mentions],
        "mention_roles": [],
        "attachments": [attachment_json(attachment, message.channel) for attachment in message.attachments],
        "embeds": [_embed(embed, message) for embed in message.embeds],
        "pinned": False,
        "type": int(message.kind),
        "flags": int(message.flags),
        "components": _stored(message),
    }
    if message.nonce is not None:
        body["nonce"] = message.nonce
    if message.kind is MessageKind.REPLY:
        target = message.reply_to
        assert target is not None
        body["message_reference"] = {"type": 0, "message_id": str(target.id), "channel_id": str(target.channel.id)}
        if target.channel.guild is not None:
            body["message_reference"]["guild_id"] = str(target.channel.guild.id)
        if depth:
            body["referenced_message"] = None if target.deleted else message_json(target, world, depth=depth - 1)
    if message.interaction is not None:
        body |= {
            "application_id": str(world.application_id),
            "webhook_id": str(world.application_id),
            "interaction_metadata": interaction_metadata(message.interaction),
        }
    elif message.author is world.bot:
        body["application_id"] = str(world.application_id)
    return body


def message_event_json(message: Message, world: World, *, with_content: bool) -> JSON:
    """A message as the gateway tells of it; without the right to read content, an emptied one."""
    body = message_json(message, world)
    channel = message.channel
    if channel.guild is not None:
        body["guild_id"] = str(channel.guild.id)
        member = channel.guild.members.get(message.author.id)
        if member is not None:
            body["member"] = member_json(member, channel.guild, with_user=False)
    else:
        body["channel_type"] = int(channel.kind)
    if not with_content:
        body |= {"content": "", "embeds": [], "attachments": [], "components": []}
    return body


def interaction_metadata(interaction: Interaction) -> JSON:
    """What a message tells of the interaction that it answers."""
    body: JSON = {
        "id": str(interaction.id),
        "type": int(interaction.kind),
        "user": user_json(interaction.user),
        "authorizing_integration_owners": installation_owners(interaction),
    }
    if interaction.name:
        body["name"] = interaction.name
    if interaction.kind is InteractionKind.COMPONENT and interaction.message is not None:
        body["interacted_message_id"] = str(interaction.message.id)
    if interaction.opened_by is not None:
        body["triggering_interaction_metadata"] = interaction_metadata(interaction.opened_by)
    return body


def installation_owners(interaction: Interaction) -> JSON:
    """Through which installations the application is there."""
    guild = interaction.channel.guild
    owners: JSON = {}
    if guild is not None and guild.installed:
        owners["0"] = str(guild.id)
    elif guild is None:
        owners["0"] = "0"
    if interaction.user.installed:
        owners["1"] = str(interaction.user.id)
    return owners


def interaction_json(interaction: Interaction, world: World) -> JSON:
    """An interaction as the gateway delivers it."""
    channel = interaction.channel
    user = interaction.user
    body: JSON = {
        "id": str(interaction.id),
        "application_id": str(world.application_id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": copy.deepcopy(interaction.data),
        "channel_id": str(channel.id),
        "channel": channel_json(channel, world),
        "locale": user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "app_permissions": str(world.permissions(world.bot, channel) or int(world_permissions_without_bot())),
        "authorizing_integration_owners": installation_owners(interaction),
        "attachment_size_limit": ATTACHMENT_LIMIT,
        "context": interaction_context(interaction, world),
    }
    if channel.guild is None:
        body["user"] = user_json(user)
    else:
        guild = channel.guild
        member = member_json(guild.members[user.id], guild)
        member["permissions"] = str(world.permissions(user, channel))
        body |= {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
            "guild_locale": guild.locale,
            "member": member,
        }
        body["channel"]["permissions"] = member["permissions"]
    if interaction.message is not None:
        body["message"] = message_json(interaction.message, world)
    return body


def interaction_context(interaction: Interaction, world: World) -> int:
    """Where it happened: 0 in a guild, 1 in a conversation with the bot, 2 in one between others."""
    channel = interaction.channel
    if channel.guild is not None:
        return 0
    return 1 if channel.kind is ChannelKind.DM and world.bot in channel.people else 2


def world_permissions_without_bot() -> int:
    """What an application may do where only its user installed it."""
    return (1 << 14) | (1 << 15) | (1 << 18)


def ready_json(world: World, *, session: str, resume_url: str, guilds: list[Guild], shard: list[int]) -> JSON:
    """The first event of a session."""
    return {
        "v": 10,
        "user_settings": {},
        "user": own_user_json(world.bot),
        "session_type": "normal",
        "session_id": session,
        "resume_gateway_url": resume_url,
        "relationships": [],
        "private_channels": [],
        "presences": [],
        "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
        "guild_join_requests": [],
        "geo_ordered_rtc_regions": [],
        "game_relationships": [],
        "auth": {},
        "application": {"id": str(world.application_id), "flags": world.application_flags},
        "_trace": ["fakecord"],
        "shard": shard,
    }


def callback_json(interaction: Interaction, world: World, *, kind: int, message: Message | None) -> JSON:
    """What Discord says to an interaction callback that asks for a response."""
    about: JSON = {"id": str(interaction.id), "type": int(interaction.kind)}
    if message is None:
        return {"interaction": about}
    about |= {
        "response_message_id": str(message.id),
        "response_message_loading": message.thinking,
        "response_message_ephemeral": message.ephemeral,
    }
    if kind not in (4, 7):
        return {"interaction": about}
    return {"interaction": about, "resource": {"type": kind, "message": message_json(message, world)}}


def _stored(message: Message) -> list[JSON]:
    """The components as Discord gives them back: numbered, complete, their media where they can be fetched."""
    stored = copy.deepcopy(message.components)
    taken = {part["id"] for part in walk_components(stored) if part.get("id")}
    free = (number for number in itertools.count(1) if number not in taken)
    for part in walk_components(stored):
        if not part.get("id"):
            part["id"] = next(free)
        for key, value in _DEFAULTS.get(part["type"], {}).items():
            part.setdefault(key, value)
        for holder in (part, *(part.get("items") or ())):
            for key in ("media", "file"):
                if isinstance(holder.get(key), dict):
                    holder[key] = _medium(holder[key], message)
            if "media" in holder:
                holder.setdefault("description", None)
                holder.setdefault("spoiler", False)
    return stored


def _medium(medium: JSON, message: Message) -> JSON:
    attachment = _attached(str(medium.get("url")), message)
    if attachment is None:
        return {"id": str(message.id), "proxy_url": medium.get("url"), **medium}
    stored = attachment_json(attachment, message.channel)
    kept = {key: stored[key] for key in ("id", "url", "proxy_url", "content_type")}
    return kept | {"attachment_id": stored["id"], "width": None, "height": None}


def _embed(embed: JSON, message: Message) -> JSON:
    stored: JSON = {"type": "rich", **copy.deepcopy(embed)}
    for key in ("image", "thumbnail"):
        attachment = _attached(str((stored.get(key) or {}).get("url")), message)
        if attachment is not None:
            stored[key]["url"] = attachment_json(attachment, message.channel)["url"]
    return stored


def _attached(url: str, message: Message) -> Attachment | None:
    name = url.removeprefix("attachment://")
    if name == url:
        return None
    return next((attachment for attachment in message.attachments if attachment.filename == name), None)
