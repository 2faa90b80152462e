"""The text that a pack's offsets count in, from the file of an article."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import ArticleError
from knowledge.identifiers import identify_article
from knowledge.model import Article
from knowledge.text import hash_text, read_text


def find_article_text(article: Article, folder: Path) -> str:
    """Read `<folder>/<article id>.txt` as it stands, or the text of another file of that name: HTML, Markdown, a page.

    A file whose name makes the article's identifier ("Treaty Signed.html" for treaty-signed) does as well. Where a .txt
    does not have the article's hash, it may be a page that somebody saved under that ending.

    Raises:
        ArticleError: there is no such file, there are several, or the one that is there cannot be read.
    """
    plain = folder / f"{article.id}.txt"
    if not plain.is_file():
        return _read_page(_find_file(article, folder))
    try:
        text = read_text(plain)
    except OSError as problem:
        raise ArticleError(f"the file {plain.name} cannot be read ({problem.strerror}); check its rights") from problem
    except UnicodeDecodeError:
        page = _read_page_of(article, plain)
        if page is None:
            raise ArticleError(f"the file {plain.name} is no UTF-8; save it as UTF-8") from None
        return page
    if hash_text(text) == article.sha256:
        return text
    return _read_page_of(article, plain) or text


def _find_file(article: Article, folder: Path) -> Path:
    files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    found = [path for path in files if path.name.startswith(f"{article.id}.")]
    found = found or [path for path in files if identify_article(path.name) == article.id]
    if not found:
        raise ArticleError(f"the file {article.id}.txt is missing; put the article's text there")
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise ArticleError(f"{names} could each be the article; leave one of them in the folder")
    return found[0]


def _read_page_of(article: Article, path: Path) -> str | None:
    """The text of a page, where it is the very one that the article was drafted from."""
    try:
        text = _read_page(path)
    except ArticleError:
        return None
    return text if hash_text(text) == article.sha256 else None


def _read_page(path: Path) -> str:
    # Here, as the texts of most packs are plain files: the reader of pages is not loaded for them.
    from knowledge.articles.reader import read_article

    return read_article(path).text
