"""A review of a pack's drafted facts and quotes: one after the other, each decision written into its file at once.

Nothing is kept beside the pack. What is reviewed has no `reviewed: false` any more, what is put off has a comment on
that line, what is rejected stands under `rejected:`; so a review can stop anywhere, and the next one goes on there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from knowledge.errors import ArticleError, PackError, ReviewError
from knowledge.model import Article, ArticleId, EntityId, Fact, Pack, Quote
from knowledge.pack_overlay import load_changed
from knowledge.packs import SHIPPED_RELATIONS, load_pack
from knowledge.review.fields import edit_fields, list_fields
from knowledge.review.files import Key, PackFiles, value_at
from knowledge.review.model import FieldName, Progress, ReviewItem
from knowledge.review.passages import find_passage, read_page
from knowledge.review.rejection import reject_item
from knowledge.values import dataclass, replace
from knowledge.wording import collect_runs, find_copied_run

_UNREVIEWED_LINE = re.compile(r"\s*reviewed: false\s*(?:# put off\s*)?")
_PUT_OFF = "# put off"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One decision, as it can be taken back."""

    file: str
    before: str
    after: str
    pack: Pack
    """As it was before."""

    key: Key
    said: str
    counted: str
    """Which count it raised: accepted, rejected, put_off, or none of them."""


class Review:
    """Where a review stands: the current item, and what can be done with it."""

    def __init__(self, folder: Path, articles: Path, *, relations: Path = SHIPPED_RELATIONS) -> None:
        """Read a pack and find the texts of its articles.

        Args:
            articles: folder of the articles' files, from which passages are shown.

        Raises:
            PackError: the pack breaks its contract.
        """
        self._folder = folder
        self._articles = articles
        self._relations = relations
        self._steps: list[_Step] = []
        self._passed: set[Key] = set()
        """Put off in this session: they come again in the next one only."""

        self._pages: dict[ArticleId, str | ArticleError] = {}
        self._counts = {"accepted": 0, "rejected": 0, "put_off": 0}
        self._pack: Pack
        self._files: PackFiles
        self._read()

    @property
    def current(self) -> ReviewItem | None:
        """The item to decide on; None when there is none left."""
        queue = self._queue()
        return self._item(queue[0]) if queue else None

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        done = self._counts["accepted"] + self._counts["rejected"]
        waiting = [self._key(each) for each in self._unreviewed()]
        return Progress(
            number=done + len(self._passed) + 1,
            total=done + len(waiting),
            accepted=self._counts["accepted"],
            rejected=self._counts["rejected"],
            put_off=sum(self._is_put_off(key) for key in waiting),
        )

    def accept(self) -> str:
        """Take the current item as reviewed; say what was done.

        Raises:
            ReviewError: it cannot be written, or somebody else has changed the file; all that follow do the same.
        """
        item = self._current()
        key = self._key(item)
        file, record = self._files.find(key)
        if _UNREVIEWED_LINE.fullmatch(file.line_of(value_at(record, "reviewed"))):
            splice = file.remove_key(record, "reviewed")
        else:  # something else stands on the line
            splice = file.set_value(record, "reviewed", "true", after=("id",))
        pack = _with_item(self._pack, replace(item, reviewed=True))
        return self._write(item, file.apply(splice), pack, said=f"{item.id} accepted", counted="accepted")

    def put_off(self) -> str:
        """Leave the current item for the end of this review, or for the next one; say what was done."""
        item = self._current()
        file, record = self._files.find(self._key(item))
        node = value_at(record, "reviewed")
        line = file.line_of(node)
        alone = _UNREVIEWED_LINE.fullmatch(line) and _PUT_OFF not in line
        splice = file.set_value(record, "reviewed", f"false  {_PUT_OFF}", after=("id",)) if alone else None
        return self._write(item, file.apply(splice), self._pack, said=f"{item.id} put off", counted="put_off")

    def reject(self) -> str:
        """Take the current item out of the pack; a later draft will not propose it again; say what was done.

        References to a rejected fact go away with it. Facts that nobody has reviewed lose the marks around the words of
        a rejected quote; where a reviewed fact has such words, the quote cannot go.
        """
        item = self._current()
        file, record = self._files.find(self._key(item))
        text = reject_item(file, record, item, self._pack)
        pack = self._load_changed(file.name, text)
        return self._write(item, text, pack, said=f"{item.id} rejected", counted="rejected")

    def edit(self, changes: Mapping[FieldName, str]) -> str:
        """Give the current item other fields; it stays current, to be accepted; say what was done.

        Raises:
            ReviewError: with all complaints where the pack would not hold with these fields; nothing is written.
        """
        item = self._current()
        now = {field.name: field.text for field in list_fields(item)}
        changed = {name: text for name, text in changes.items() if " ".join(text.split()) != now.get(name)}
        if not changed:
            return f"{item.id} is as it was"
        file, record = self._files.find(self._key(item))
        # Whoever is missing may have been added to entities.yaml since the review began.
        known = self._load_changed(file.name, file.text)
        text = file.apply(*edit_fields(file, record, item, changed, known))
        pack = self._load_changed(file.name, text)
        return self._write(item, text, pack, said=f"{item.id} edited: {', '.join(changed)}", counted="")

    def undo(self) -> str:
        """Take back the last decision of this session, file and all; say what was done."""
        if not self._steps:
            raise ReviewError("nothing to undo in this session")
        step = self._steps[-1]
        self._check_unchanged(step.file)
        self._files.replace(step.file, step.before)
        self._steps.pop()
        self._pack = step.pack
        if step.counted:
            self._counts[step.counted] -= 1
        self._passed.discard(step.key)
        return f"undone: {step.said}"

    # --- the queue

    def _queue(self) -> list[Fact | Quote]:
        waiting = [each for each in self._unreviewed() if self._key(each) not in self._passed]
        return sorted(waiting, key=lambda each: self._is_put_off(self._key(each)))

    def _unreviewed(self) -> list[Fact | Quote]:
        """All that waits, in the order of the articles; of one sentence quotes come before the facts that use them."""
        order = {article.id: number for number, article in enumerate(self._pack.articles)}
        waiting: list[Fact | Quote] = [quote for quote in self._pack.quotes if not quote.reviewed]
        waiting += [fact for fact in self._pack.facts if not fact.reviewed]
        return sorted(waiting, key=lambda each: (order[each.article], _first_sentence(each), isinstance(each, Fact)))

    def _current(self) -> Fact | Quote:
        queue = self._queue()
        if not queue:
            raise ReviewError("nothing is left to review")
        return queue[0]

    def _is_put_off(self, key: Key) -> bool:
        file, record = self._files.find(key)
        return _PUT_OFF in file.line_of(value_at(record, "reviewed"))

    def _key(self, item: Fact | Quote) -> Key:
        return ("fact" if isinstance(item, Fact) else "quote"), item.id

    def _item(self, item: Fact | Quote) -> ReviewItem:
        article = next(each for each in self._pack.articles if each.id == item.article)
        text = self._page(article)
        fact, quote = (item, None) if isinstance(item, Fact) else (None, item)
        copied = find_copied_run(fact.sentence, collect_runs(text)) if fact and isinstance(text, str) else None
        return ReviewItem(
            kind="fact" if fact else "quote",
            id=item.id,
            article=article,
            fact=fact,
            quote=quote,
            passage=find_passage(article, item, text) if isinstance(text, str) else None,
            problem=None if isinstance(text, str) else str(text),
            copied=copied,
            names=self._names(),
            fields=list_fields(item),
            is_put_off=self._is_put_off(self._key(item)),
        )

    def _names(self) -> Mapping[EntityId, str]:
        return {entity.id: entity.name.en for entity in (*self._pack.entities, *self._pack.topics)}

    def _page(self, article: Article) -> str | ArticleError:
        if article.id not in self._pages:
            self._pages[article.id] = read_page(article, self._articles)
        return self._pages[article.id]

    # --- files

    def _read(self) -> None:
        pack = load_pack(self._folder, relations=self._relations)
        self._files = PackFiles(self._folder, pack)
        self._pack = pack

    def _write(self, item: Fact | Quote, text: str, pack: Pack, *, said: str, counted: str) -> str:
        name = f"articles/{item.article}.yaml"
        self._check_unchanged(name)
        before = self._files.text(name)
        if text != before:
            self._files.replace(name, text)
        key = self._key(item)
        self._steps.append(
            _Step(file=name, before=before, after=text, pack=self._pack, key=key, said=said, counted=counted)
        )
        self._pack = pack
        if counted:
            self._counts[counted] += 1
        if counted == "put_off":
            self._passed.add(key)
        return said

    def _check_unchanged(self, name: str) -> None:
        """Refuse to write over what somebody else has written since; their version is read, and the review goes on."""
        if self._files.is_unchanged(name):
            return
        changed = f"{name}: somebody else has changed the file meanwhile; nothing was written"
        try:
            self._read()
        except (PackError, ReviewError, OSError) as problem:
            raise ReviewError(f"{changed}, and the pack cannot be read as it is now:", str(problem)) from problem
        self._steps.clear()
        self._pages.clear()
        raise ReviewError(f"{changed}. It has been read again; look and decide once more")

    def _load_changed(self, name: str, text: str) -> Pack:
        try:
            return load_changed(self._folder, {name: text}, relations=self._relations)
        except PackError as problem:
            raise ReviewError(*problem.complaints) from problem


def _with_item(pack: Pack, item: Fact | Quote) -> Pack:
    if isinstance(item, Fact):
        return replace(pack, facts=tuple(item if each.id == item.id else each for each in pack.facts))
    return replace(pack, quotes=tuple(item if each.id == item.id else each for each in pack.quotes))


def _first_sentence(item: Fact | Quote) -> int:
    return min(item.sentences) if isinstance(item, Fact) else item.sentence
