"""The curator's commands: from an article's file to a drafted pack, and through a draft's review."""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from pathlib import Path

from bot.errors import BotError
from bot.harness.screen import Screen, read_screen


def run_draft(article: Path, folder: Path) -> int:
    """Draft an article into a pack, say what was written, and give the exit code.

    Raises:
        ArticleError: the file holds no article.
        DraftError: people have reviewed something of this article, or the folder cannot take it.
        PackError: the pack that is there breaks its contract.
    """
    # Here, as only this command needs to read articles.
    from knowledge.articles.reader import read_article
    from knowledge.draft.drafting import write_draft
    from knowledge.extract.corpus import make_article_pack
    from knowledge.extract.extraction import extract_article
    from knowledge.extract.relations import load_relation_finder

    read = read_article(article)
    pack = make_article_pack(extract_article(read), load_relation_finder())
    report = write_draft(pack, read, folder)
    print(f"{report.file}: {report.facts} facts and {report.quotes} quotes, none of them reviewed")
    if report.refused:
        print(f"{report.refused} that were rejected before are left out")
    new, reused = len(report.new_entities), len(report.reused_entities)
    print(f"{new} new entities; {reused} that the pack had already")
    if report.shared_aliases:
        print(f"names that several bear, now ambiguous: {', '.join(report.shared_aliases)}")
    print(f"next: kankei review {folder} --articles {article.parent}")
    return 0


def run_review(folder: Path, articles: Path) -> int:
    """Go through a pack's drafted facts and quotes, at a terminal or over standard input, and give the exit code.

    Raises:
        PackError: the pack breaks its contract.
    """
    from bot.harness.review import LineKeyboard, open_keyboard, review
    from knowledge.review.reviewing import Review

    for named in (folder, articles):
        if not named.is_dir():
            raise BotError(f"{named}: there is no such folder; name the pack's and the one of the articles' files")
    is_interactive = sys.stdin.isatty() and sys.stdout.isatty()
    keyboard = open_keyboard() if is_interactive else LineKeyboard(sys.stdin)
    review(Review(folder, articles), keyboard, partial(print, flush=True), _screen)
    return 0


def _screen() -> Screen:
    columns = shutil.get_terminal_size().columns
    return read_screen(os.environ, columns=columns, is_terminal=sys.stdout.isatty(), platform=sys.platform)
