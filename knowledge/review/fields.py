"""The fields of a drafted item as lines of text that a person edits, and such a line as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from yaml import MappingNode

from knowledge.aliases import all_aliases
from knowledge.errors import ReviewError
from knowledge.model import EntityId, Fact, Pack, Period, Quote
from knowledge.pack_edits import Splice, YamlText, value_of
from knowledge.pack_reader.dates import parse_partial_date
from knowledge.pack_yaml import WIDTH, fold_sentence, list_items, quote_scalar, render_partial, render_period
from knowledge.review.model import Field, FieldName
from knowledge.text import fold_text
from knowledge.values import dataclass
from knowledge.yaml_nodes import nearest_hint

_FACT_KEYS = (
    "id", "reviewed", "sentence", "kind", "relation", "also", "agent", "target", "mentions", "topics", "event", "place",
    "when", "polarity", "modality", "statement", "speaker",
)  # fmt: skip
_QUOTE_KEYS = ("id", "reviewed", "text", "span", "speaker", "cue", "attributed", "addressee", "venue", "on")
_DEFAULTS: Mapping[str, str] = {"modality": "happened", "polarity": "affirmed"}
_WHEN = re.compile(
    r"(?P<about>about\s+)?(?:since\s+(?P<since>[\d-]+)|(?P<first>[\d-]+)(?:\s+to\s+(?P<last>[\d-]+))?)", re.IGNORECASE
)
_STRAIGHT = re.compile(r'"([^"]*)"')
_WHOM = "identifiers or names, with commas; empty for nobody"
_DATE = "2024-03-05, 2024-03 or 2024; since 2019; 2024-03-01 to 2024-03-05; about 2024-03; empty for none"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """Where an edit is made."""

    file: YamlText
    record: MappingNode
    pack: Pack

    def set(self, key: str, value: str, *, keys: tuple[str, ...], block: str | None = None) -> Splice:
        return self.file.set_value(self.record, key, value, after=keys[: keys.index(key)], block=block)

    def set_or_remove(self, key: str, value: str | None, *, keys: tuple[str, ...]) -> Splice | None:
        return self.file.remove_key(self.record, key) if value is None else self.set(key, value, keys=keys)


def list_fields(item: Fact | Quote) -> tuple[Field, ...]:
    """What of a fact or a quote can be edited."""
    if isinstance(item, Quote):
        return (
            Field(name="speaker", text=item.speaker or "", hint="identifier or name; empty where nobody says it"),
            Field(name="cue", text=item.cue or "", hint="the verb that tells of the speaking: say; empty for none"),
            Field(
                name="on",
                text=_partial(item.on),
                hint="the day of saying: 2024-03-05, 2024-03 or 2024",
            ),
        )
    return (
        Field(name="sentence", text=item.sentence, hint="in your own words; words of a quote between quotation marks"),
        Field(name="relation", text=item.relation, hint="one of knowledge/data/relations.yaml: agree, say, meet"),
        Field(name="agents", text=", ".join(item.agents), hint=f"who acts: {_WHOM}"),
        Field(name="targets", text=", ".join(item.targets), hint=f"on or with whom: {_WHOM}"),
        Field(name="when", text=write_when(item.when), hint=_DATE),
        Field(
            name="modality", text=item.modality, hint="happened, ongoing, planned, expected, alleged, denied or asked"
        ),
        Field(name="polarity", text=item.polarity, hint="affirmed or negated"),
        Field(name="speaker", text=item.speaker or "", hint="identifier or name; empty where the article tells it"),
    )  # fmt: skip


def write_when(period: Period | None) -> str:
    """A period as people type it; empty for none."""
    rendered = render_period(period) if period else None
    if rendered is None:
        return ""
    pairs = dict(part.split(": ") for part in rendered.strip("{}").split(", "))
    about = "about " if pairs.pop("about", None) else ""
    if "since" in pairs:
        return f"{about}since {pairs['since']}"
    return about + " to ".join(pairs.values())


def read_when(text: str) -> str | None:
    """What somebody typed as the YAML of `when:`; None where it is no date."""
    match = _WHEN.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    parts = {"since": match["since"]} if match["since"] else {"from": match["first"], "to": match["last"]}
    if match["first"] and not match["last"]:
        found = parse_partial_date(match["first"])
        if found is None:
            return None
        parts = {{"day": "on", "month": "month"}.get(found.precision, "year"): match["first"]}
    if any(parse_partial_date(value) is None for value in parts.values()):
        return None
    written = ", ".join(f"{key}: {value}" for key, value in parts.items())
    return f"{{{written}{', about: true' if match['about'] else ''}}}"


def edit_fields(
    file: YamlText, record: MappingNode, item: Fact | Quote, changes: Mapping[FieldName, str], pack: Pack
) -> tuple[Splice, ...]:
    """The splices that give an item other fields.

    Raises:
        ReviewError: with a complaint for each text that cannot be what its field needs.
    """
    edit = _Edit(file=file, record=record, pack=pack)
    complaints: list[str] = []
    splices: list[Splice | None] = []
    for name, typed in changes.items():
        try:
            make = _quote_splices if isinstance(item, Quote) else _fact_splices
            splices.extend(make(edit, name, " ".join(typed.split())))
        except ReviewError as problem:
            complaints.extend(problem.complaints)
    if complaints:
        raise ReviewError(*complaints)
    return tuple(splice for splice in splices if splice is not None)


def _fact_splices(edit: _Edit, name: FieldName, text: str) -> Iterator[Splice | None]:
    keys = _FACT_KEYS
    if name == "sentence":
        if not text:
            raise ReviewError("sentence: a fact needs one; reject the fact where it says nothing")
        sentence = _STRAIGHT.sub(r"“\1”", text)
        room = WIDTH - 2 - _indent(edit) - 2
        block = fold_sentence(sentence, room=room) if len(sentence) > room else None
        yield edit.set("sentence", quote_text(sentence), keys=keys, block=block)
    elif name == "relation":
        if not text:
            raise ReviewError("relation: a fact needs one; name the nearest")
        yield edit.set("relation", quote_scalar(text), keys=keys)
    elif name in ("agents", "targets"):
        ids = _find_entities(name, text, edit.pack)
        yield edit.set_or_remove(name.removesuffix("s"), list_items(ids) if ids else None, keys=keys)
    elif name == "when":
        value = read_when(text) if text else None
        if text and value is None:
            raise ReviewError(f"when: “{text}” is no date; write {_DATE}")
        yield edit.set_or_remove("when", value, keys=keys)
    elif name in _DEFAULTS:
        value = quote_scalar(text) if text not in ("", _DEFAULTS[name]) else None
        yield edit.set_or_remove(name, value, keys=keys)
    elif name == "speaker":
        yield from _speaker_splices(edit, text)


def _speaker_splices(edit: _Edit, text: str) -> Iterator[Splice | None]:
    """A speaker, and how the fact is told: with nobody who says it, it is the article's own narration."""
    ids = _find_entities("speaker", text, edit.pack)
    if len(ids) > 1:
        raise ReviewError("speaker: name one only")
    yield edit.set_or_remove("speaker", quote_scalar(ids[0]) if ids else None, keys=_FACT_KEYS)
    statement = value_of(edit.record, "statement")
    told = str(statement.value) if statement is not None else ""
    if not ids:
        yield edit.set("statement", "narration", keys=_FACT_KEYS)
    elif told == "narration":
        yield edit.set("statement", "indirect", keys=_FACT_KEYS)


def _quote_splices(edit: _Edit, name: FieldName, text: str) -> Iterator[Splice | None]:
    keys = _QUOTE_KEYS
    if name == "speaker":
        ids = _find_entities("speaker", text, edit.pack)
        if len(ids) > 1:
            raise ReviewError("speaker: name one only")
        yield edit.set_or_remove("speaker", quote_scalar(ids[0]) if ids else None, keys=keys)
        if value_of(edit.record, "attributed") is not None:
            yield edit.set("attributed", "true" if ids else "false", keys=keys)
    elif name == "cue":
        yield edit.set_or_remove("cue", quote_scalar(text) if text else None, keys=keys)
    elif name == "on":
        found = parse_partial_date(text) if text else None
        if text and found is None:
            raise ReviewError(f"on: “{text}” is no date; write 2024-03-05, 2024-03 or 2024")
        yield edit.set_or_remove("on", text if found else None, keys=keys)


def quote_text(text: str) -> str:
    """A text between double quotation marks."""
    found = quote_scalar(text)
    return found if found.startswith('"') else f'"{found}"'


def _find_entities(field: str, text: str, pack: Pack) -> tuple[EntityId, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    found = tuple(_find_entity(field, name, pack) for name in names)
    return tuple(dict.fromkeys(found))


def _find_entity(field: str, name: str, pack: Pack) -> EntityId:
    """Whom somebody typed: an identifier, or a name that only one entity of the pack has."""
    if any(entity.id == name for entity in pack.entities):
        return EntityId(name)
    key = fold_text(name)
    found = [
        entity.id for entity in pack.entities if any(fold_text(alias.text) == key for alias in all_aliases(entity))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise ReviewError(f"{field}: “{name}” may be {_either(found)}; write one of these")
    known = {alias.text for entity in pack.entities for alias in all_aliases(entity)} | {
        each.id for each in pack.entities
    }
    hint = nearest_hint(name, known) or "; add it to entities.yaml first"
    raise ReviewError(f"{field}: “{name}” is nobody in this pack{hint}")


def _either(ids: Iterable[str]) -> str:
    listed = list(ids)
    return f"{', '.join(listed[:-1])} or {listed[-1]}"


def _indent(edit: _Edit) -> int:
    return int(edit.record.value[0][0].start_mark.column) + 2


def _partial(period: Period | None) -> str:
    return (render_partial(period) or "") if period else ""
