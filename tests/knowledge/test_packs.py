"""A pack loads into values, or every complaint about it comes at once with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from tiny_pack import DOUBTS, FERRY, RELATIONS, TinyPack, copy_tiny_pack, read_cases

from knowledge.aliases import all_aliases
from knowledge.errors import KankeiError, PackError
from knowledge.model import Alias, EntityId, Fact, FactNumber, Names, Pack, Period, SentenceRef, SharedAlias, Span
from knowledge.pack_reader.dates import parse_partial_date
from knowledge.packs import SHIPPED_RELATIONS, load_pack

SHIPPED = Path(__file__).parents[2] / "knowledge" / "packs" / "japan-china"
OTO, ANNA = EntityId("oto-brandt"), EntityId("anna-brandt")
FERRY_FILE = f"articles/{FERRY}.yaml"
DOUBTS_FILE = f"articles/{DOUBTS}.yaml"


@pytest.fixture
def tiny(tmp_path: Path) -> TinyPack:
    return copy_tiny_pack(tmp_path)


@pytest.fixture
def pack(tiny: TinyPack) -> Pack:
    return tiny.load()


def complaints_of(tiny: TinyPack) -> tuple[str, ...]:
    with pytest.raises(PackError) as caught:
        tiny.load()
    assert str(caught.value) == "\n".join(caught.value.complaints)
    return caught.value.complaints


def fact(pack: Pack, name: str) -> Fact:
    return next(each for each in pack.facts if each.id == name)


# What a good pack becomes


def test_pack_says_what_it_is_about(pack: Pack) -> None:
    assert (pack.id, pack.title, pack.pair, pack.languages) == (
        "tiny",
        "Northland and Southland",
        ("northland", "southland"),
        ("en", "ja", "zh"),
    )


def test_article_keeps_its_sentences(pack: Pack) -> None:
    article = pack.articles[0]
    assert article.published_on == date(2024, 3, 5)
    assert article.state_media is False
    assert article.url is None
    second = article.sentences[1]
    assert (second.number, second.paragraph, second.opening) == (2, 2, "Mara Lind, who became")


def test_folded_sentence_of_several_lines_becomes_one_line(pack: Pack) -> None:
    assert fact(pack, "harbour-agreed-ferry").sentence == (
        "At talks in Port Hale on 5 March 2024, Northland's foreign minister Mara Lind and Oto Brandt of Southland "
        "agreed to reopen the ferry, which a headline called the “friendship” ferry."
    )


def test_fact_keeps_every_field(pack: Pack) -> None:
    found = fact(pack, "harbour-agreed-ferry")
    assert (found.kind, found.relation, found.also, found.statement) == ("agreement", "agree", ("say",), "narration")
    assert (found.agents, found.targets, found.mentions) == (
        ("mara-lind", "oto-brandt"),
        ("southland",),
        ("northland",),
    )
    assert (found.topics, found.event, found.place) == (("ferry",), "ferry-talks-2024", "port-hale")
    assert (found.reason, found.purpose) == ("trade between the two countries", "to let people cross again")
    assert (found.keywords, found.links.part_of) == (("boat", "line"), ("harbour-not-since-2019",))
    assert (found.sentences, found.article) == ((1, 2), FERRY)


def test_fact_that_names_no_modality_polarity_or_weight_has_the_usual_ones(pack: Pack) -> None:
    found = fact(pack, "island-too-early")
    assert (found.modality, found.polarity, found.weight) == ("happened", "affirmed", "normal")


def test_numbers_keep_wording_and_value(pack: Pack) -> None:
    assert fact(pack, "harbour-not-since-2019").numbers == (FactNumber(value="one", n=1, of="ferries"),)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("harbour-agreed-ferry", Period(start=date(2024, 3, 5), end=date(2024, 3, 5), precision="day")),
        ("harbour-opens-in-may", Period(start=date(2024, 5, 1), end=date(2024, 5, 31), precision="month")),
        ("harbour-not-since-2019", Period(start=date(2019, 1, 1), end=date(2024, 3, 5), precision="year", since=True)),
        ("island-too-early", Period(start=date(2024, 3, 1), end=date(2024, 3, 8), precision="about")),
    ],
)
def test_date_of_a_fact_has_first_and_last_day(pack: Pack, name: str, expected: Period) -> None:
    assert fact(pack, name).when == expected


@pytest.mark.parametrize("text", ["2023-02-30", "2023-13", "0000", "23-01-01", "2023-1-1", "2023-W05", "20230101", ""])
def test_text_that_is_no_date_is_none(text: str) -> None:
    assert parse_partial_date(text) is None


def test_leap_day_is_a_date() -> None:
    assert parse_partial_date("2024-02") == Period(start=date(2024, 2, 1), end=date(2024, 2, 29), precision="month")


def test_quote_keeps_speaker_span_and_day(pack: Pack) -> None:
    quote = next(each for each in pack.quotes if each.id == "harbour-q-may")
    assert (quote.text, quote.span, quote.speaker, quote.cue) == (
        "We open in May",
        Span(start=259, end=273),
        "mara-lind",
        "told",
    )
    assert quote.on == Period(start=date(2024, 3, 5), end=date(2024, 3, 5), precision="day")


def test_quote_without_speaker_is_not_attributed(pack: Pack) -> None:
    attributed = {quote.id: quote.attributed for quote in pack.quotes}
    assert attributed == {
        "harbour-q-friendship": False,
        "harbour-q-may": True,
        "harbour-q-steel": True,
        "island-q-early": True,
    }


def test_office_has_a_partial_date_and_a_cited_sentence(pack: Pack) -> None:
    lind = next(each for each in pack.entities if each.id == "mara-lind")
    office = lind.offices[0]
    assert office.title == Names(en="Foreign Minister of Northland", ja="北国の外相", zh="北国外长")
    assert office.since == Period(start=date(2021, 1, 1), end=date(2021, 12, 31), precision="year")
    assert office.until is None
    assert [day.start for day in office.attested] == [date(2024, 3, 5)]
    assert office.cite == SentenceRef(article=pack.articles[0].id, sentence=2)


def test_person_without_office_is_legal(pack: Pack) -> None:
    assert next(each for each in pack.entities if each.id == "oto-brandt").offices == ()


def test_all_aliases_hold_names_and_contested_names(pack: Pack) -> None:
    port = next(each for each in pack.entities if each.id == "port-hale")
    assert Alias(text="Halehavn", language="en") in all_aliases(port)
    assert Alias(text="Port Hale/Halehavn", language="en") in all_aliases(port)
    brandt = next(each for each in pack.entities if each.id == "oto-brandt")
    assert Alias(text="브란트", language="other") in all_aliases(brandt)


def test_topics_are_entities_of_kind_topic(pack: Pack) -> None:
    ferry = next(each for each in pack.topics if each.id == "ferry")
    assert (ferry.kind, ferry.broader, ferry.involves) == ("topic", ("transport",), ("northland", "southland"))


def test_shared_alias_rule_by_language(tiny: TinyPack) -> None:
    tiny.replace(
        "entities.yaml",
        "rule: prefer, prefer: oto-brandt",
        "rule: by_language, prefer: {zh: anna-brandt, ja: oto-brandt}",
    )
    assert tiny.load().shared_aliases == (
        SharedAlias(
            alias="Brandt",
            entities=(OTO, ANNA),
            rule="by_language",
            by_language=(("ja", OTO), ("zh", ANNA)),
        ),
    )


# What is wrong with a bad one


@pytest.mark.parametrize("case", read_cases("pack_complaints"), ids=lambda case: case["case"])
def test_complaint_names_what_is_wrong_and_what_to_do(tiny: TinyPack, case: dict[str, str]) -> None:
    tiny.replace(case["file"], case["replace"], case["by"])
    places_and_texts = [complaint.split(": ", 1) for complaint in complaints_of(tiny)]
    assert [text for _, text in places_and_texts] == [case["complaint"]]
    assert places_and_texts[0][0].rsplit(":", 1)[0] == case["file"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FERRY_FILE, "target: [southland]", "target: [southlnd]"),
        (FERRY_FILE, "modality: planned", "modality: plotted"),
        (FERRY_FILE, "{since: 2019}", "{since: 2019, sharply: true}"),
        (FERRY_FILE, "id: harbour-q-steel, text", "idd: harbour-q-steel, text"),
        ("entities.yaml", "until: null", "until: never"),
        ("topics.yaml", "kind: topic\n    name: {en: transport", "kind: person\n    name: {en: transport"),
    ],
)
def test_complaint_names_the_line(tiny: TinyPack, file: str, old: str, new: str) -> None:
    line = tiny.replace(file, old, new)
    assert any(complaint.startswith(f"{file}:{line}: ") for complaint in complaints_of(tiny))


def test_item_of_a_long_list_is_named_by_its_own_line(tiny: TinyPack) -> None:
    line = tiny.replace(FERRY_FILE, "    agent: [mara-lind, oto-brandt]\n", "    agent:\n    - mara-lind\n    - otto\n")
    assert complaints_of(tiny)[0].startswith(f"{FERRY_FILE}:{line + 2}: ")


def test_alias_on_two_entities_is_told_where_the_second_stands(tiny: TinyPack) -> None:
    line = tiny.replace("entities.yaml", "{en: [Brandt]}", "{en: [Brandt, Minister Lind]}")
    assert complaints_of(tiny) == (
        f'entities.yaml:{line}: alias "Minister Lind" belongs to both mara-lind and anna-brandt; '
        "add a rule under shared_aliases",
    )


def test_all_complaints_come_at_once_by_file_and_line(tiny: TinyPack) -> None:
    tiny.replace("topics.yaml", "broader: [transport]", "broader: [traffic]")
    last = tiny.replace(DOUBTS_FILE, "speaker: oto-brandt\n    cue", "speaker: nobody\n    cue")
    first = tiny.replace(DOUBTS_FILE, "kind: position", "kind: opinion")
    tiny.replace("pack.yaml", "title: Northland and Southland\n", "")
    tiny.replace("entities.yaml", "en: [Lind, Minister Lind]", "en: [Lind, Anna Brandt]")
    assert first < last
    found = complaints_of(tiny)
    assert len(found) == 5
    assert [complaint.split(":")[0] for complaint in found] == [
        DOUBTS_FILE, DOUBTS_FILE, "entities.yaml", "pack.yaml", "topics.yaml",
    ]  # fmt: skip
    assert found[0].startswith(f"{DOUBTS_FILE}:{first}: ")
    assert found[1].startswith(f"{DOUBTS_FILE}:{last}: ")


def test_broken_yaml_is_one_complaint_and_causes_no_others(tiny: TinyPack) -> None:
    line = tiny.replace(
        "entities.yaml", "kind: country\n    name: {en: Southland, ", "kind: country\n    name: {en: ]Southland, "
    )
    found = complaints_of(tiny)
    assert len(found) == 1
    assert found[0].startswith(f"entities.yaml:{line + 1}: this is no YAML (")


def test_missing_file_is_one_complaint(tiny: TinyPack) -> None:
    (tiny.folder / "topics.yaml").unlink()
    assert complaints_of(tiny) == ("topics.yaml:1: the file cannot be read; create it",)


def test_missing_folder_names_its_files(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        load_pack(tmp_path / "nowhere", relations=RELATIONS)
    assert [complaint.split(":")[0] for complaint in caught.value.complaints] == [
        "entities.yaml",
        "pack.yaml",
        "topics.yaml",
    ]


def test_file_that_is_no_mapping_or_no_utf8(tiny: TinyPack) -> None:
    (tiny.folder / "topics.yaml").write_text("- ferry\n", encoding="utf-8")
    (tiny.folder / "pack.yaml").write_bytes("title: Köln".encode("latin-1"))
    assert complaints_of(tiny) == (
        "pack.yaml:1: byte 8 is no UTF-8; save the file as UTF-8",
        "topics.yaml:1: the file must hold a mapping; begin it with a key",
    )


@pytest.mark.parametrize("way", ["modality: expected", "modality: planned", "weight: low"])
def test_what_is_planned_expected_or_light_may_lie_after_publication(tiny: TinyPack, way: str) -> None:
    tiny.replace(DOUBTS_FILE, "when: {from: 2024-03, to: 2024-03-08, about: true}", f"when: {{year: 2025}}\n    {way}")
    assert fact(tiny.load(), "island-too-early").when == Period(
        start=date(2025, 1, 1), end=date(2025, 12, 31), precision="year"
    )


def test_month_of_publication_is_not_after_publication(tiny: TinyPack) -> None:
    tiny.replace(DOUBTS_FILE, "when: {from: 2024-03, to: 2024-03-08, about: true}", "when: {month: 2024-03}")
    assert fact(tiny.load(), "island-too-early").when is not None


def test_marked_words_may_leave_out_the_comma_that_the_quote_has(tiny: TinyPack) -> None:
    tiny.replace(FERRY_FILE, "“We open in May.”", "“open in May,” in her words.")
    assert fact(tiny.load(), "harbour-opens-in-may").sentence.endswith("in her words.")


def test_pack_error_is_a_kankei_error() -> None:
    assert issubclass(PackError, KankeiError)


def test_python_without_the_c_parser_reads_the_same(
    tiny: TinyPack, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.yaml_nodes.LOADER", yaml.SafeLoader)
    assert tiny.load() == pack


# The pack we ship


def test_shipped_pack_loads() -> None:
    needed = [SHIPPED / "pack.yaml", SHIPPED / "entities.yaml", SHIPPED / "topics.yaml", SHIPPED_RELATIONS]
    missing = [path.name for path in needed if not path.exists()]
    if missing:
        pytest.skip(f"not written yet: {', '.join(missing)}")
    pack = load_pack(SHIPPED)
    assert len(pack.articles) == 5
    assert all(any(each.article == article.id for each in pack.facts) for article in pack.articles)
