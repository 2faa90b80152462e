"""From what a program found in an article to pack YAML that a person can review, beside what people wrote already."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from knowledge.articles.model import NewsArticle
from knowledge.atomic import replace_text
from knowledge.draft.claims import Refusals
from knowledge.draft.files import Draft, draft_files
from knowledge.draft.names import fit_names
from knowledge.errors import DraftError, ReviewError
from knowledge.identifiers import identify_article, make_identifier
from knowledge.model import Article, ArticleId, EntityId, Pack, PackId, Rejected
from knowledge.pack_overlay import load_changed
from knowledge.packs import SHIPPED_RELATIONS, load_pack
from knowledge.values import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReport:
    """What a draft has written."""

    article: ArticleId
    file: Path
    is_new_pack: bool
    replaced: bool
    """True where an earlier draft of the article, of which nothing was reviewed, stood there."""

    facts: int
    quotes: int
    refused: int
    """Facts and quotes left out because a person rejected them before."""

    new_entities: tuple[EntityId, ...]
    reused_entities: tuple[EntityId, ...]
    shared_aliases: tuple[str, ...]
    """Names that got a rule because several bear them."""


def write_draft(pack: Pack, article: NewsArticle, folder: Path, *, relations: Path = SHIPPED_RELATIONS) -> DraftReport:
    """Write the pack of one article as YAML into a folder that `load_pack` accepts.

    A folder that is a pack already keeps every byte: the article gets a file of its own, and new entities, topics and
    rules for shared names are added at the end of their lists.

    Args:
        pack: what `make_article_pack` made of the article.
        article: the article itself; offsets and the hash refer to its text.
        folder: the pack's folder; made where there is none.

    Raises:
        DraftError: something of the article has been reviewed there, or the folder cannot take it; nothing was written.
        PackError: the pack that is there breaks its contract.
    """
    is_new = not (folder / "pack.yaml").exists()
    if is_new and folder.exists() and any(folder.iterdir()):
        raise DraftError(f"{folder}: holds other things than a pack; name a new folder or one with a pack.yaml")
    known = None if is_new else load_pack(folder, relations=relations)
    id = identify_article(article.name)
    earlier = next((each for each in known.articles if each.id == id), None) if known else None
    rejected = _check_unreviewed(known, id) if known and earlier else ()
    names = fit_names(replace(pack, id=PackId(make_identifier(pack.id))), known)
    draft = Draft.of(pack, article, id, names, _refusals(pack.articles[0], earlier, rejected))
    try:
        changes = draft_files(draft, names, folder, known, rejected)
    except ReviewError as problem:  # a list that items cannot be added to
        raise DraftError(str(problem)) from problem
    load_changed(folder, changes, relations=relations)
    _write(folder, changes, is_new=is_new)
    return DraftReport(
        article=id,
        file=folder / "articles" / f"{id}.yaml",
        is_new_pack=is_new,
        replaced=earlier is not None,
        facts=len(draft.facts),
        quotes=len(draft.quotes),
        refused=len(pack.facts) + len(pack.quotes) - len(draft.facts) - len(draft.quotes) if rejected else 0,
        new_entities=tuple(entity.id for entity in names.entities),
        reused_entities=names.reused,
        shared_aliases=tuple(rule.alias for rule in names.rules),
    )


def _check_unreviewed(known: Pack, id: ArticleId) -> tuple[Rejected, ...]:
    """What was rejected in an earlier draft; an article of which a person kept anything is refused."""
    kept: list[str] = [fact.id for fact in known.facts if fact.article == id and fact.reviewed]
    kept += [quote.id for quote in known.quotes if quote.article == id and quote.reviewed]
    kept += [f"sentence {skipped.sentence}" for skipped in known.skipped if skipped.article == id]
    if kept:
        named = ", ".join(kept[:3]) + (f" and {len(kept) - 3} more" if len(kept) > 3 else "")
        raise DraftError(
            f"{id}: the article is in the pack already, and people have reviewed {named}; "
            f"go on with `kankei review`, or move articles/{id}.yaml away to begin anew"
        )
    return tuple(each for each in known.rejected if each.article == id)


def _refusals(article: Article, earlier: Article | None, rejected: tuple[Rejected, ...]) -> Refusals:
    is_same = earlier is not None and earlier.sha256 == article.sha256
    return Refusals(
        ids=frozenset(each.id for each in rejected) if is_same else frozenset(),
        hashes=frozenset(each.sha256 for each in rejected),
    )


def _write(folder: Path, changes: Mapping[str, str], *, is_new: bool) -> None:
    try:
        if is_new:
            _write_folder(folder, changes)
            return
        for name, text in changes.items():
            replace_text(folder / name, text)
    except OSError as problem:
        raise DraftError(f"{folder}: cannot be written ({problem.strerror}); name another folder") from problem


def _write_folder(folder: Path, changes: Mapping[str, str]) -> None:
    """All files of a new pack, or none: they appear with one rename."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        made.chmod(0o755)
        for name, text in changes.items():
            replace_text(made / name, text)
        if folder.exists():
            folder.rmdir()
        os.rename(made, folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
