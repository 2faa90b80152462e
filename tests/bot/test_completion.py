"""What is offered while somebody types: names in three scripts, with a typo or without, and months; and how fast."""

from __future__ import annotations

import asyncio
import time
from datetime import date
from pathlib import Path

import pytest

from bot.answerer import Answerer, Responder
from bot.cogs._commands import ANYTHING
from bot.months import months_of, offer_months
from bot.responder import StoreResponder
from knowledge.store import Store, open_store
from knowledge.timex import find_timexes
from tests.conftest import TODAY
from tests.fakecord.harbour import Harbour

MONTHS = (date(2015, 10, 1), date(2023, 11, 1), date(2024, 1, 1), date(2024, 12, 1))
SOON = 0.02
"""Seconds."""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kamik", "Yoko Kamikawa"),
        ("kamikwa", "Yoko Kamikawa"),
        ("Kamiakwa", "Yoko Kamikawa"),
        ("kishda", "Fumio Kishida"),
        ("san francsico", "San Francisco"),
        ("fukushma", "the Fukushima Daiichi nuclear power plant"),
        ("上川", "上川陽子"),
        ("王毅", "王毅"),
        ("习近", "习近平"),
        ("旧金山", "旧金山"),
        ("サンフラ", "サンフランシスコ"),
    ],
)
def test_names_are_offered_in_three_scripts_and_with_a_typo(typed: str, name: str, store: Store) -> None:
    began = time.thread_time()
    offered = store.offered_names.suggest(typed, kinds=ANYTHING, limit=25)
    assert time.thread_time() - began < SOON or typed == "kamik", "the first one reads all names"
    assert name in offered


def test_names_wait_for_no_answer_in_hand(knowledge_path: Path) -> None:
    async def complete() -> tuple[tuple[str, ...], float]:
        answerer = Answerer(lambda: StoreResponder(open_store(knowledge_path)))
        await answerer.open()

        def think(responder: Responder) -> None:
            time.sleep(0.5)

        thinking = asyncio.create_task(answerer.run(think))
        await asyncio.sleep(0.05)
        began = time.perf_counter()
        names = await answerer.suggest("kamikwa", kinds=("person",), limit=25)
        taken = time.perf_counter() - began
        await thinking
        await answerer.close()
        return names, taken

    names, taken = asyncio.run(complete())
    assert names[0] == "Yoko Kamikawa"
    assert taken < 0.25


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["December 2024", "January 2024", "November 2023", "October 2015"]),
        ("nov", ["November 2023"]),
        ("2024", ["December 2024", "January 2024"]),
        ("Jan 2024", ["January 2024"]),
        ("2024 jan", ["January 2024"]),
        ("2023-11", ["November 2023"]),
        ("2023年11月", ["November 2023"]),
        ("May 2019", []),
        ("%", []),
    ],
)
def test_months_with_articles_are_offered_newest_first(typed: str, offered: list[str]) -> None:
    assert list(offer_months(MONTHS, typed, "en", limit=25)) == offered


def test_months_are_in_the_language_of_the_reader_and_can_be_read_as_dates() -> None:
    assert offer_months(MONTHS, "", "ja", limit=2) == ("2024年12月", "2024年1月")
    assert offer_months(MONTHS, "2023年1", "zh", limit=2) == ("2023年11月",)
    for language in ("en", "ja", "zh"):
        for month in offer_months(MONTHS, "", language, limit=25):
            assert find_timexes(month.lower(), TODAY), month


def test_each_month_is_offered_once() -> None:
    days = (date(2024, 1, 30), date(2023, 11, 26), date(2024, 1, 2))
    assert months_of(days) == (date(2023, 11, 1), date(2024, 1, 1))


@pytest.mark.asyncio
async def test_the_date_of_asof_is_completed_in_the_language_of_the_reader(harbour: Harbour) -> None:
    yuki = harbour.discord.person("yuki", guild=harbour.guild, locale="ja")
    seen = await harbour.maya.completes(harbour.general, "asof", "date", "nov", question="who is ortiz")
    assert seen.offered == ("November 2023",)
    seen = await yuki.completes(harbour.general, "asof", "date", "", question="who is ortiz")
    assert seen.offered == ("2024年3月", "2023年11月")
