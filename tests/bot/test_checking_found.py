"""What a program found supports a claim in the article's very words only, says so, and contradicts none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from bot.answers.model import CheckedClaim
from bot.checking import check_message
from bot.render.checked import render_checked_text
from bot.render.discord import render_checked
from bot.shipped import RESOURCES
from knowledge.build import build_knowledge
from knowledge.extract.folder import extract_folder
from knowledge.store import Store, open_store

ARTICLE = """Poland closes two crossings on the border with Belarus

By Ewa Lind
WARSAW, 12 May 2025

Poland closed two crossings on the border with Belarus on Monday. Belarus was criticised by Poland in April.

The Polish interior minister, Tomasz Wolny, visited the crossing in Bobrowniki. He thanked 14 border guards.

Lithuania refrained from closing its crossings. Latvia will close the crossing in Terehova in June. Estonia would \
close the border if Latvia did.

Belarus said that Poland had violated the border treaty. Poland has expelled the Belarusian ambassador, Minsk claimed.

Germany, which borders on Poland, sent 30 officers to Poland. In Minsk, Foreign Minister Oleg Karpov met the \
Chinese ambassador.

Finland agreed in principle to the plan. Sweden denied that Norway had joined the patrol.

Hungary and Slovakia opposed the closure. Did Romania support the closure?
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("border")
    article, path = folder / "border.txt", folder / "border.sqlite"
    article.write_text(ARTICLE, encoding="utf-8")
    packs = extract_folder((article,), jobs=1, cache=None).packs
    build_knowledge(packs=(), output=path, resources=RESOURCES, extracted=packs)
    store = open_store(path)
    yield store
    store.close()


@pytest.fixture(scope="module")
def check(found: Store) -> Callable[[str], CheckedClaim]:
    def check_one(text: str) -> CheckedClaim:
        (claim,) = check_message(text, store=found, today=date(2025, 6, 1)).claims
        return claim

    return check_one


Check = Callable[[str], CheckedClaim]


@pytest.mark.parametrize(
    "claim",
    [
        "Poland closed two crossings on the border with Belarus on Monday 12 May 2025.",
        "Poland closed two crossings on the border with Belarus",
        "I read that poland has closed 2 crossings on the border with belarus in May 2025, right?",
        "Tomasz Wolny visited the crossing in Bobrowniki.",
        "Tomasz Wolny thanked 14 border guards.",
        "Lithuania refrained from closing its crossings.",
        "Germany sent 30 officers to Poland.",
        "Oleg Karpov met the Chinese ambassador.",
        "Belarus was criticised by Poland in April 2025.",
        "Hungary and Slovakia opposed the closure.",
    ],
)
def test_a_claim_in_the_very_words_is_supported_and_marked(check: Check, claim: str) -> None:
    checked = check(claim)
    assert (checked.verdict, checked.reviewed) == ("supported", False)
    assert checked.said == "Supported, by what no person has reviewed"
    assert checked.reply.citations


@pytest.mark.parametrize(
    "claim",
    [
        "Belarus closed two crossings on the border with Poland.",
        "Poland closed three crossings on the border with Belarus.",
        "Poland closed two crossings on the border with Belarus in 2024.",
        "Poland closed two crossings on the border with Belarus on 13 May 2025.",
        "Poland opened two crossings on the border with Belarus.",
        "Poland did not close two crossings on the border with Belarus.",
        "Poland closed two crossings on the border with Latvia.",
        "Poland shut two crossings on the border with Belarus.",
        "Belarus criticised Poland in April.",
        "Lithuania closed its crossings.",
        "Latvia closed the crossing in Terehova.",
        "Latvia closed the crossing in Terehova in June.",
        "Estonia closed the border.",
        "Poland violated the border treaty.",
        "Poland had violated the border treaty.",
        "Poland has expelled the Belarusian ambassador.",
        "Finland agreed to the plan.",
        "Norway joined the patrol.",
        "Norway had joined the patrol.",
        "Slovakia opposed the closure in May 2024.",
        "Romania supported the closure.",
        "Romania support the closure.",
        "Oleg Karpov met the Polish ambassador.",
        "Tomasz Wolny visited the crossing in Terehova.",
        "Tomasz Wolny thanked 40 border guards.",
        "Oleg Karpov thanked 14 border guards.",
        "He thanked 14 border guards in Bobrowniki.",
        "Germany sent 30 officers to Belarus.",
        "Germany borders on Belarus.",
        "Poland closed two crossings on the border with Belarus on Tuesday 12 May 2025.",
        "Tomasz Wolny: interior minister",
    ],
)
def test_a_claim_in_which_one_thing_differs_is_neither_supported_nor_contradicted(check: Check, claim: str) -> None:
    assert check(claim).verdict == "no_source"


def test_every_surface_shows_that_nobody_has_reviewed_it(found: Store) -> None:
    checked = check_message("Germany sent 30 officers to Poland.", store=found, today=date(2025, 6, 1))
    assert "**Supported, by what no person has reviewed** “Germany sent" in render_checked(checked)[0].blocks[0]
    assert render_checked_text(checked).startswith("Supported, by what no person has reviewed: “Germany sent")


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "裏付けあり（人による確認なし）"), ("zh", "有据可查（未经人工审核）")]
)
def test_it_is_said_in_every_language(found: Store, language: str, said: str) -> None:
    text = "Germany sent 30 officers to Poland."
    checked = check_message(text, store=found, today=date(2025, 6, 1), language=language)  # type: ignore[arg-type]
    assert checked.claims[0].said == said


def test_where_unreviewed_facts_are_switched_off_nothing_is_supported(found: Store) -> None:
    text = "Germany sent 30 officers to Poland."
    checked = check_message(text, store=found.reviewed(), today=date(2025, 6, 1))
    assert [claim.verdict for claim in checked.claims] == ["no_source"]
