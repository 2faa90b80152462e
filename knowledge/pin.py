"""Write the place of each quote into a pack: one `span` line after the quote's text, nothing else touched.

python -m knowledge.pin PACK ARTICLES
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from yaml import MappingNode, Node, ScalarNode

from knowledge.errors import PackError
from knowledge.model import Article, Span
from knowledge.pack_reader.sentences import read_article_head
from knowledge.text import find_quotations, read_text
from knowledge.values import dataclass
from knowledge.wording import find_quoted_words
from knowledge.yaml_nodes import Complaints, Record, read_record


@dataclass(frozen=True, slots=True, kw_only=True)
class _Insertion:
    line: int
    """Line of the file, from 0, to insert before; or, with `column`, to insert into."""

    column: int | None
    text: str


def pin_quotes(pack: Path, articles: Path) -> tuple[str, ...]:
    """Fill in the missing spans of a pack's quotes; give back one line for each thing done or not possible.

    Raises:
        PackError: when a file of the pack cannot be parsed; files before it are done.
    """
    said: list[str] = []
    for path in sorted((pack / "articles").glob("*.yaml")):
        said.extend(_pin_file(path, articles))
    return tuple(said)


def _pin_file(path: Path, articles: Path) -> Iterator[str]:
    name = f"articles/{path.name}"
    complaints = Complaints()
    file = read_record(path, name=name, complaints=complaints)
    article = read_article_head(file) if file else None
    if file is None or article is None or complaints.messages():
        raise PackError(complaints.messages())
    try:
        text = read_text(articles / f"{article.id}.txt")
    except OSError:
        yield f"{name}: the file {article.id}.txt is missing; nothing pinned"
        return
    insertions: list[_Insertion] = []
    for record in file.records("quotes", label="quote"):
        if not record.has("span"):
            yield _pin_quote(record, article, text, insertions)
    if insertions:
        changed = _insert(read_text(path), insertions)
        path.write_text(changed, encoding="utf-8", newline="")


def _pin_quote(record: Record, article: Article, text: str, insertions: list[_Insertion]) -> str:
    words, number = record.text("text"), record.integer("sentence")
    said = f"{record.place()}: quote {record.maybe_text('id')}"
    sentence = next((each for each in article.sentences if each.number == number), None)
    node = record.value_node("text")
    if sentence is None or node is None:
        return f"{said} is not pinned: there is no sentence {number}"
    span = find_quoted_words(text, words, quotations=find_quotations(text), within=sentence.span)
    if span is None:
        return f"{said} is not pinned: “{words}” does not stand between quotation marks in sentence {number}"
    insertions.append(_place_after(node, record.node, span))
    return f"{said} pinned to [{span.start}, {span.end}]"


def _place_after(node: Node, mapping: MappingNode, span: Span) -> _Insertion:
    value = f"span: [{span.start}, {span.end}]"
    if mapping.flow_style:
        return _Insertion(line=node.end_mark.line, column=node.end_mark.column, text=f", {value}")
    # The end of a block of text is where the next key begins; that of any other value is on its own last line.
    is_block = isinstance(node, ScalarNode) and node.style in (">", "|")
    line = node.end_mark.line + (0 if is_block else 1)
    indent = mapping.value[0][0].start_mark.column
    return _Insertion(line=line, column=None, text=" " * indent + value)


def _insert(text: str, insertions: list[_Insertion]) -> str:
    """Insert from the end backwards, so that earlier places stay where they are."""
    lines = text.split("\n")
    ending = "\r" if lines[0].endswith("\r") else ""
    for each in reversed(insertions):
        if each.column is None:
            line_number = each.line
            while not lines[line_number - 1].strip():  # the blank lines after a block of text
                line_number -= 1
            lines.insert(line_number, each.text + ending)
        else:
            line = lines[each.line]
            lines[each.line] = line[: each.column] + each.text + line[each.column :]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Pin the quotes of a pack and print what was done."""
    if len(arguments) != 2:
        print("usage: python -m knowledge.pin PACK ARTICLES", file=sys.stderr)
        return 2
    try:
        said = pin_quotes(Path(arguments[0]), Path(arguments[1]))
    except PackError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(said) or "every quote is pinned already")
    return 1 if any("not pinned" in line or "nothing pinned" in line for line in said) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
