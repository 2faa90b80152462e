"""Put an article into a folder of articles: a local file, or a page that may be fetched."""

from __future__ import annotations

from pathlib import Path

from bot.config import Config
from bot.errors import BotError
from knowledge.articles.reader import read_article_bytes
from knowledge.atomic import replace_bytes


def add_article(named: str, folder: Path, config: Config) -> str:
    """Copy a file, or fetch a page, into `folder` after having read it as an article.

    Returns:
        One sentence that says what was added and what to do next.

    Raises:
        BotError: it cannot be had, fetching is off, or another file has its name.
        ArticleError: it is no article.
    """
    name, data = _fetched(named, config) if named.lower().startswith(("http://", "https://")) else _local(Path(named))
    article = read_article_bytes(data, name)
    target = folder / name
    if target.exists() and target.read_bytes() != data:
        raise BotError(f"{target}: there is another file of this name; rename one of the two")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_bytes(target, data)
    except OSError as problem:
        raise BotError(f"{target}: cannot be written ({problem.strerror}); name another folder") from problem
    day = article.published_on.isoformat() if article.published_on else None
    told = ", ".join(filter(None, (article.publisher, day))) or "publisher and day not stated"
    return f"{target}: “{article.headline or name}” ({told}). Next: kankei build --articles {folder}"


def _local(path: Path) -> tuple[str, bytes]:
    try:
        return path.name, path.read_bytes()
    except OSError as problem:
        raise BotError(f"{path}: cannot be read ({problem.strerror}); name a file, or an address") from problem


def _fetched(url: str, config: Config) -> tuple[str, bytes]:
    if not config.fetching:
        raise BotError(
            "fetching is off; set `fetch: {enabled: true}` in the configuration, or save the page and add the file"
        )
    from bot.fetching.page import fetch_page  # brings in asyncio and aiohttp
    from bot.fetching.saving import page_file_name

    page = fetch_page(url)
    return page_file_name(page.final_url, page.content_type), page.body
