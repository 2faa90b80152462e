"""Pictures of what people see of the bot on Discord, each drawn from the very payload that the server received.

    python -m tests.measure.screens [--only NAME] FOLDER

The real client, with the shipped knowledge base, answers on a Discord of our own what `screens.yaml` lists. Needs
Chromium, at `KANKEI_CHROMIUM` or on the PATH, and fonts with Chinese characters (Debian: fonts-noto-cjk); where Pillow
is at hand, the pictures are made small. Look at each picture that changes, and write into `alt` what is seen on it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, get_args

import yaml

from bot.config import Config
from bot.pacing import Limits
from bot.responder import open_responder
from tests.fakecord.harbour import Harbour, lawful_discord, open_harbour
from tests.fakecord.people import Person, Seen
from tests.fakecord.world import Message, walk_components
from tests.measure.screen_page import (
    WIDTH,
    draw_answered,
    draw_choices,
    draw_message,
    draw_modal,
    draw_page,
    draw_used,
)

SCREENS = Path(__file__).with_suffix(".yaml")

Way = Literal["mention", "slash", "menu", "completion"]

_BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_BROWSER_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --force-device-scale-factor=1"
).split()
_SECONDS = 60
_COLOURS = 64
"""Of a picture: enough for smooth letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Something to ask, and what is to be seen then."""

    name: str
    way: Way
    asks: str
    """The question, the command, or the message to be checked."""

    shows: tuple[str, ...]
    """Words of what is sent."""

    alt: str
    options: Mapping[str, str] = field(default_factory=dict)
    """Of a command."""

    typing: str | None = None
    """The option that is being typed."""

    click: str | None = None
    """A button of the answer; what comes of it is shown then."""

    who: str = "maya"
    locale: str = "en-US"
    language: str = "en"
    """Of the characters: Japanese and Chinese draw some of them differently."""

    times: int = 1
    """How often it is asked; the last answer is shown."""

    first: tuple[str, ...] = ()
    """Questions asked and commands used before, on a server of its own: `/settings questions kept: yes`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What somebody saw."""

    screen: Screen
    seen: Seen
    before: Message | None
    """The message that was written, clicked on or checked."""

    names: Mapping[str, str]

    @property
    def text(self) -> str:
        """All words that were sent, those of buttons, fields and choices included."""
        seen = self.seen
        words = [seen.text, *(label for message in seen.answers for label in message.labels)]
        if seen.modal is not None:
            words.append(seen.modal["title"])
            parts = walk_components(seen.modal["components"])
            words += [part[key] for part in parts for key in ("label", "placeholder") if part.get(key)]
        words += [choice["name"] for choice in seen.choices or ()]
        return "\n".join(words)


def load_screens(path: Path = SCREENS) -> tuple[Screen, ...]:
    """The screens of a file, in its order."""
    screens = tuple(
        Screen(
            **{
                **entry,
                "shows": tuple(entry["shows"]),
                "first": tuple(entry.get("first", ())),
                "alt": " ".join(entry["alt"].split()),
            }
        )
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    )
    for screen in screens:
        assert screen.way in get_args(Way), f"{path.name}: {screen.name}: no way {screen.way!r}"
    names = [screen.name for screen in screens]
    assert len(names) == len(set(names)), f"{path.name}: two screens of one name"
    return screens


async def take_shots(screens: Iterable[Screen]) -> tuple[Shot, ...]:
    """Ask for every screen, each for a person of its own, of the bot as it is shipped."""
    screens = tuple(screens)
    together = [screen for screen in screens if not screen.first]
    alone = [[screen] for screen in screens if screen.first]
    shots = [shot for some in (together, *alone) if some for shot in await _take_all(some)]
    return tuple(sorted(shots, key=lambda shot: screens.index(shot.screen)))


async def _take_all(screens: Iterable[Screen]) -> list[Shot]:
    """Ask for some screens on one server."""
    with TemporaryDirectory() as folder:
        config = Config(state_dir=Path(folder), limits=Limits(channel=0))
        async with lawful_discord() as discord:
            discord.world.bot.name = "Kankei"
            async with open_harbour(discord, lambda: open_responder(config.knowledge), config) as harbour:
                return [await _take(harbour, screen) for screen in screens]


async def _take(harbour: Harbour, screen: Screen) -> Shot:
    world = harbour.discord.world
    person = harbour.discord.person(screen.who, guild=harbour.guild, locale=screen.locale)
    before: Message | None = None
    for earlier in screen.first:
        await _do(harbour, earlier, person)
    for _ in range(screen.times):
        before, seen = await _ask(harbour, screen, person)
    if screen.click is not None:
        before = seen.answers[-1]
        seen = await person.clicks(before, screen.click)
    names = {str(user.id): user.name for user in world.users.values()}
    return Shot(screen=screen, seen=seen, before=before, names=names)


async def _do(harbour: Harbour, earlier: str, person: Person) -> None:
    """Ask a question or use a command, and look at nothing."""
    if earlier.startswith("/"):
        command, *options = re.split(r" (\w+): ", earlier[1:])
        await person.slash(harbour.general, command, **dict(zip(options[::2], options[1::2], strict=True)))
    else:
        await person.says(harbour.general, f"{harbour.mention} {earlier}")


async def _ask(harbour: Harbour, screen: Screen, person: Person) -> tuple[Message | None, Seen]:
    channel = harbour.general
    match screen.way:
        case "mention":
            seen = await person.says(channel, f"{harbour.mention} {screen.asks}")
            return seen.said, seen
        case "slash":
            return None, await person.slash(channel, screen.asks, **screen.options)
        case "menu":
            message = harbour.juan.writes(channel, screen.asks)
            return message, await person.uses_on(message, "Check against sources")
        case "completion":
            assert screen.typing is not None
            others = {name: value for name, value in screen.options.items() if name != screen.typing}
            typed = screen.options[screen.typing]
            return None, await person.completes(channel, screen.asks, screen.typing, typed, **others)


def draw_shot(shot: Shot) -> str:
    """A page with what was seen, and what it came of."""
    return draw_page("".join(_parts(shot)), language=shot.screen.language)


def _parts(shot: Shot) -> Iterator[str]:
    screen, seen, before = shot.screen, shot.seen, shot.before
    if seen.choices is not None:
        assert screen.typing is not None
        typed = screen.options[screen.typing]
        yield draw_choices(seen.choices, command=screen.asks, option=screen.typing, typed=typed)
        return
    if seen.modal is not None:
        yield draw_modal(seen.modal, "Kankei")
        return
    above = _above(shot)
    if before is not None and screen.click is None:
        yield draw_message(before, shot.names)
    for message in seen.answers:
        yield draw_message(message, shot.names, above=above if message is seen.answers[0] else "")


def _above(shot: Shot) -> str:
    screen, before = shot.screen, shot.before
    if screen.click is None and screen.way == "slash":
        options = "".join(f" {name}: {value}" for name, value in screen.options.items())
        return draw_used(screen.who, f"/{screen.asks}{options}")
    if screen.click is None and screen.way == "menu":
        return draw_used(screen.who, "Check against sources")
    return draw_answered(before, shot.names) if before is not None else ""


# The browser


def find_browser(environ: Mapping[str, str]) -> str:
    """The program that draws pages."""
    named = environ.get("KANKEI_CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, _BROWSER_NAMES)), None)
    if found is None:
        sys.exit(
            f"no Chromium at KANKEI_CHROMIUM={named}"
            if named
            else "no Chromium on the PATH; install it (Debian: apt install chromium) or name it in KANKEI_CHROMIUM"
        )
    return found


def photograph(pages: Mapping[Path, str], browser: str) -> None:
    """Draw pages of HTML as PNG files."""
    with TemporaryDirectory() as folder:
        work = Path(folder)
        heights = _measure(list(pages.values()), browser, work)
        for number, ((target, page), height) in enumerate(zip(pages.items(), heights, strict=True)):
            source = work / f"{number}.html"
            source.write_text(page, encoding="utf-8")
            picture = work / f"{number}.png"
            _run(browser, work, f"--screenshot={picture}", f"--window-size={WIDTH},{height}", source.as_uri())
            target.write_bytes(picture.read_bytes())
            _make_small(target)


def _measure(pages: list[str], browser: str, work: Path) -> list[int]:
    """The height of each page at the width of the pictures."""
    frames = "".join(
        f"<iframe width={WIDTH} height=10 style='border:0' srcdoc='{_quoted(page)}'></iframe>" for page in pages
    )
    script = (
        "onload = () => document.body.textContent = JSON.stringify([...document.querySelectorAll('iframe')]"
        ".map(frame => Math.ceil(frame.contentDocument.getElementById('page').getBoundingClientRect().height)))"
    )
    source = work / "heights.html"
    source.write_text(f"<meta charset=utf-8><body>{frames}<script>{script}</script>", encoding="utf-8")
    shown = _run(browser, work, "--dump-dom", source.as_uri())
    found = re.search(r"<body>(\[[\d,]+\])</body>", shown)
    assert found is not None, f"the browser did not measure the pages: {shown[:200]}"
    heights: list[int] = json.loads(found[1])
    return heights


def _quoted(page: str) -> str:
    return page.replace("&", "&amp;").replace("'", "&#39;")


def _run(browser: str, work: Path, *arguments: str) -> str:
    with TemporaryDirectory(dir=work) as profile:
        command = (browser, *_BROWSER_FLAGS, f"--user-data-dir={profile}", *arguments)
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    if done.returncode:
        sys.exit(f"{browser} failed with {done.returncode}: {done.stderr[-400:]}")
    return done.stdout


def _make_small(picture: Path) -> None:
    """Few colours instead of millions, where Pillow is at hand."""
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(picture) as image:
        few = image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def main() -> None:
    """Draw the screens into a folder."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where to put NAME.png")
    parser.add_argument("--only", metavar="NAME", action="append", help="this screen only; may be repeated")
    options = parser.parse_args()
    screens = load_screens()
    unknown = set(options.only or ()) - {screen.name for screen in screens}
    if unknown:
        parser.error(f"no screen is called {', '.join(sorted(unknown))}")
    browser = find_browser(os.environ)
    shots = asyncio.run(take_shots(screen for screen in screens if not options.only or screen.name in options.only))
    options.folder.mkdir(parents=True, exist_ok=True)
    pages = {options.folder / f"{shot.screen.name}.png": draw_shot(shot) for shot in shots}
    photograph(pages, browser)
    for path in pages:
        print(f"{path}  {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
