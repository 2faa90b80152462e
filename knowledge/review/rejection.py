"""The text of an article's file without an item that a person rejected, and with the note that it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yaml import MappingNode

from knowledge.draft.claims import hash_claim, mark_words
from knowledge.draft.files import REJECTED_REMARK, render_rejected
from knowledge.model import Fact, Pack, Quote, Rejected
from knowledge.pack_edits import Splice, YamlText, text_of, value_of
from knowledge.pack_yaml import list_items
from knowledge.review.fields import quote_text

_NOTE = re.compile(r"# sentences? \d+(?:, \d+)*")
"""The comment that a draft puts above each item; it goes away with the item."""


def reject_item(file: YamlText, record: MappingNode, item: Fact | Quote, pack: Pack) -> str:
    """Take an item out of its file, with every reference to it there; its identifier goes under `rejected:`.

    No word of it is kept but a hash, as its words are mostly the article's.

    Raises:
        ReviewError: it shares its line with other entries.
    """
    refused = Rejected(
        article=item.article,
        id=item.id,
        sentences=item.sentences if isinstance(item, Fact) else (item.sentence,),
        sha256=hash_claim(item.sentence if isinstance(item, Fact) else item.text),
    )
    freed = _drop_references(file, item) if isinstance(item, Fact) else _unmark(file, item, pack)
    # The list of rejections may stand right behind the item, so it is looked for when the item is gone.
    rest = YamlText(file.apply(file.remove_record(record, note=_NOTE), *freed), name=file.name)
    return rest.apply(rest.append_records("rejected", (render_rejected(refused),), remark=REJECTED_REMARK))


def _drop_references(file: YamlText, fact: Fact) -> Iterator[Splice]:
    for record in file.records("quotes"):
        node = value_of(record, "facts")
        ids = [str(item.value) for item in node.value] if node is not None and isinstance(node.value, list) else []
        if fact.id in ids:
            yield file.set_value(record, "facts", list_items(id for id in ids if id != fact.id), after=("id",))


def _unmark(file: YamlText, quote: Quote, pack: Pack) -> Iterator[Splice]:
    """Single marks in place of curly ones where unreviewed facts have words of a quote that goes."""
    kept = tuple(each.text for each in pack.quotes if each.article == quote.article and each.id != quote.id)
    records = {text_of(record, "id"): record for record in file.records("facts")}
    for fact in pack.facts:
        if fact.article == quote.article and not fact.reviewed:
            sentence = mark_words(fact.sentence, kept)
            if sentence != fact.sentence:
                yield file.set_value(records[fact.id], "sentence", quote_text(sentence), after=("id", "reviewed"))
