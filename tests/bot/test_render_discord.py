"""Replies as pages of Discord Markdown and as plain text, on plain values."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.model import Line, Reply
from bot.render.discord import PAGE_LIMIT, escape, render_list, render_notice, render_pages
from bot.render.text import render_text
from tests.fakecord.town import AMBIGUOUS, ANSWER, CITATION, LONG


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def shown(reply: Reply) -> str:
    return "\n".join(block for page in render_pages(reply) for block in page.blocks)


@given(text=st.text(alphabet="ab \n\t\0\ud800[](){}<>@#:/*_~|`\\-+>1.)é谁🙂", max_size=12))
def test_a_text_that_is_left_as_it_is_needs_no_escape(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        shown = escape(text)
        patch.setattr("bot.render.discord._NEEDS_ESCAPE", re.compile(""))
        assert escape(text) == shown


def test_a_list_has_a_bullet_for_each_entry_and_what_belongs_to_it_below() -> None:
    (page,) = render_list("Asked here:", [("the *bridge*", ("- what?\nwho?",)), ("# ferries", ())])
    assert page.blocks == ("Asked here:\n- the \\*bridge\\*\n  - \\- what? who?\n- \\# ferries",)


def test_a_long_list_goes_to_further_pages_and_parts_no_entry() -> None:
    pages = render_list("Asked:", [(f"entry {n} {'x' * 300}", (f"below {n} {'y' * 300}",)) for n in range(20)])
    assert len(pages) > 1
    entries = [entry for page in pages for entry in "\n".join(page.blocks).split("\n- ")]
    assert all(f"below {n} " in entry for n, entry in enumerate(entries[1:]) if f"entry {n} " in entry)
    assert all(len("\n".join(page.blocks)) <= PAGE_LIMIT for page in pages)


def test_a_long_notice_goes_to_further_pages() -> None:
    pages = render_notice("\n".join(f"In #channel-{n}: never" for n in range(500)))
    assert len(pages) > 1
    assert all(len("\n".join(page.blocks)) <= PAGE_LIMIT for page in pages)
    assert "\n".join("\n".join(page.blocks) for page in pages).count("never") == 500


def test_an_answer_leads_with_its_fact_and_ends_with_its_sources() -> None:
    (page,) = render_pages(ANSWER)
    assert page.blocks == (
        "Maya Ortiz said the bridge would open in May. [1]",
        "- **3 March 2024**: “We open in May,” Maya Ortiz said. [1] (*quote*)",
        "-# As of 1 June 2025.",
        "-# Harbour Post, “Bridge [north] to open”, 3 March 2024\n"
        "-# [1] [paragraph 2](<https://harbour.example/bridge_(north)#:~:text=We%20open>): “We open in May”",
    )


def test_an_article_with_several_passages_is_told_once() -> None:
    second = replace(CITATION, number=3, paragraph=4, excerpt='said "yes" to it', url=None)
    other = replace(CITATION, number=2, article="ferry", title='The "ferry"', url=None)
    (page,) = render_pages(replace(ANSWER, citations=(CITATION, other, second)))
    assert page.blocks[-1].splitlines() == [
        "-# Harbour Post, “Bridge [north] to open”, 3 March 2024",
        "-# [1] [paragraph 2](<https://harbour.example/bridge_(north)#:~:text=We%20open>): “We open in May”",
        "-# [3] paragraph 4: “said ‘yes’ to it”",
        "-# Harbour Post, “The ‘ferry’”, 3 March 2024",
        "-# [2] paragraph 2: “We open in May”",
    ]


def test_the_passages_of_an_article_that_are_parted_have_its_title_again() -> None:
    citations = tuple(replace(CITATION, number=number) for number in range(1, 61))
    pages = render_pages(replace(ANSWER, citations=citations))
    assert len(pages) > 1
    for page in pages[1:]:
        assert page.blocks[0].startswith("-# Harbour Post, “Bridge")
    assert sum(block.count(": “We open in May”") for page in pages for block in page.blocks) == 60


def test_choices_are_numbered_and_offered_as_buttons() -> None:
    (page,) = render_pages(AMBIGUOUS)
    assert page.blocks[-1] == ("Which one do you mean?\n1. What did Maya Ortiz say?\n2. What did Juan Ortiz say?")
    assert page.offers == AMBIGUOUS.choices


def test_offered_questions_have_the_numbers_of_their_buttons() -> None:
    (page,) = render_pages(replace(AMBIGUOUS, choices=(), suggestions=AMBIGUOUS.choices))
    assert page.blocks[-1] == "Which one do you mean?\n1. What did Maya Ortiz say?\n2. What did Juan Ortiz say?"
    assert page.offers == AMBIGUOUS.choices


def test_a_comparison_is_grouped_by_side() -> None:
    lines = (Line(text="a [1]", side="Japan"), Line(text="b [1]", side="China"), Line(text="c [1]", side="Japan"))
    (page,) = render_pages(replace(ANSWER, lines=lines, notes=(), citations=()))
    assert page.blocks[1:] == ("**Japan**\n- a [1]\n- c [1]", "**China**\n- b [1]")


def test_a_long_reply_goes_on_over_pages_and_loses_nothing() -> None:
    pages = render_pages(LONG)
    assert len(pages) > 1
    assert all(sum(utf16(block) + 1 for block in page.blocks) <= PAGE_LIMIT for page in pages)
    text = shown(LONG)
    assert all(f"- Statement number {n} about the \\*bridge\\*. [1]" in text for n in range(400))
    assert text.endswith("“We open in May”")


@pytest.mark.parametrize("letter", ["word ", "界", "𠮷", "*", "\\", "。"])
def test_a_statement_longer_than_a_page_is_cut_but_kept(letter: str) -> None:
    reply = replace(ANSWER, lead=letter * 9000, lines=(), notes=(), citations=())
    pages = render_pages(reply)
    assert all(sum(utf16(block) for block in page.blocks) <= PAGE_LIMIT for page in pages)
    kept = "".join(block for page in pages for block in page.blocks).replace("\\\\", "\\").replace("\\*", "*")
    assert kept.count(letter.strip()) == 9000


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("@everyone and @here", "@\u200beveryone and @\u200bhere"),
        ("<@123> <@&4> <#5> <:x:6> <t:7:R>", "\\<@123> \\<@&4> \\<#5> \\<:x:6> \\<t:7:R>"),
        ("**bold** _it_ `code` ||x||", "\\*\\*bold\\*\\* \\_it\\_ \\`code\\` \\|\\|x\\|\\|"),
        ("[free](https://x.example)", "[free\\](https\\://x.example)"),
        ("# title\n- list\n> quote\n1. one", "\\# title\n\\- list\n\\> quote\n\\1. one"),
        ("a fact [1][3], 5 > 3", "a fact [1][3], 5 > 3"),
    ],
)
def test_text_is_shown_as_it_is(typed: str, safe: str) -> None:
    assert escape(typed) == safe.replace("\\1. one", "1\\. one")


def test_only_web_addresses_become_links() -> None:
    bad = replace(CITATION, url="javascript:alert(1)")
    assert "javascript" not in shown(replace(ANSWER, citations=(bad,)))
    long = replace(CITATION, url=f"https://harbour.example/a#:~:text={'x' * 4000}")
    assert "(<https://harbour.example/a>)" in shown(replace(ANSWER, citations=(long,)))
    odd = replace(CITATION, url="https://harbour.example/a>b c")
    assert "(<https://harbour.example/a%3Eb%20c>)" in shown(replace(ANSWER, citations=(odd,)))


def test_a_reply_without_words_still_makes_a_page() -> None:
    assert render_pages(Reply(status="small_talk", intent="greet", language="en", lead=""))[0].blocks


@given(lead=st.text(), line=st.text(max_size=6000), note=st.text())
def test_any_text_fits_the_limits(lead: str, line: str, note: str) -> None:
    reply = replace(ANSWER, lead=lead, lines=(Line(text=line),), notes=(note,))
    for page in render_pages(reply):
        assert page.blocks
        assert all(block.strip() for block in page.blocks)
        assert sum(utf16(block) for block in page.blocks) <= PAGE_LIMIT
    assert "@everyone" not in "".join(render_notice(lead + "@everyone")[0].blocks)


def test_plain_text_holds_the_same_in_the_same_order() -> None:
    assert render_text(ANSWER) == (
        "Maya Ortiz said the bridge would open in May. [1]\n\n"
        "- 3 March 2024: “We open in May,” Maya Ortiz said. [1] (quote)\n\n"
        "As of 1 June 2025.\n\n"
        "Sources:\n"
        "[1] Harbour Post, “Bridge [north] to open”, 3 March 2024, paragraph 2: “We open in May”\n"
        "    https://harbour.example/bridge_(north)#:~:text=We%20open"
    )


def test_an_excerpt_with_marks_of_its_own_gets_no_second_pair() -> None:
    quoted = replace(ANSWER, citations=(replace(CITATION, excerpt="“We open” … “in May”"),))
    assert "paragraph 2: “We open” … “in May”" in render_text(quoted)
    assert shown(quoted).endswith(": “We open” … “in May”")


def test_plain_text_writes_dates_the_way_the_language_does() -> None:
    assert "2024年3月3日、第2段落：「We open in May」" in render_text(replace(ANSWER, language="ja"))
    assert "《Bridge [north] to open》，2024年3月3日，第2段" in render_text(replace(ANSWER, language="zh"))
