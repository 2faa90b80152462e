"""A draft is a pack that loads and verifies, is marked unreviewed throughout, and leaves what people wrote alone."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from drafted_pack import TEXT, Drafted, draft_toll, make_news, make_toll
from hypothesis import given
from hypothesis import strategies as st
from tiny_pack import FIXTURES, RELATIONS, copy_tiny_pack

from knowledge.articles.reader import read_article
from knowledge.draft.claims import mark_words
from knowledge.draft.drafting import DraftReport, write_draft
from knowledge.errors import DraftError, PackError
from knowledge.extract.corpus import make_article_pack
from knowledge.extract.extraction import extract_article
from knowledge.extract.relations import load_relation_finder
from knowledge.identifiers import identify_article
from knowledge.model import Period, Precision
from knowledge.pack_yaml import quote_scalar, render_period
from knowledge.packs import load_pack
from knowledge.verify import verify_pack
from knowledge.wording import blank_marked_words, find_marked_words

TIN = """\
Tin treaty back on the table

By Odile Varga
The Lantern Gazette, 14 May 2031

LIMA (Lantern Gazette) -- Peru and Bolivia agreed on Monday to take up their talks on a tin treaty again.

"We are neighbours before we are rivals," Peruvian Trade Minister Inés Quispe told reporters in Lima. Her Bolivian
counterpart, Mateo Arce, said the text was "nearly done" but did not give a date.

Sign up for our newsletter
"""
PAGE = """\
<!doctype html><html><head><meta charset="utf-8"><title>Reefs &amp; rafts | The Lantern Gazette</title>
<meta property="og:site_name" content="The Lantern Gazette">
<meta property="article:published_time" content="2031-06-02T08:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Reefs &amp; rafts</h1>
<p>Fiji and Tonga signed a pact on reefs &amp; rafts in Suva on Sunday, the first of its kind.</p>
<p>“The sea does not ask for passports,” said Sione Havili, the environment minister of Tonga, at the ceremony.</p>
</article><footer>© The Lantern Gazette</footer></body></html>
"""


def draft(path: Path, folder: Path) -> DraftReport:
    article = read_article(path)
    return write_draft(make_article_pack(extract_article(article), load_relation_finder()), article, folder)


def save(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text.encode())
    return folder / name


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def drafted(tmp_path: Path) -> Drafted:
    return draft_toll(tmp_path)


def test_a_draft_loads_and_verifies_and_nothing_of_it_is_reviewed(tmp_path: Path) -> None:
    report = draft(save(tmp_path / "articles", "tin-treaty.txt", TIN), tmp_path / "pack")
    pack = load_pack(tmp_path / "pack")
    assert report.is_new_pack
    assert (report.facts, report.quotes) == (len(pack.facts), len(pack.quotes))
    assert pack.facts
    assert {quote.text for quote in pack.quotes} >= {"nearly done"}
    assert not any(item.reviewed for item in (*pack.facts, *pack.quotes))
    assert set(pack.pair) == {"peru", "bolivia"}
    found = verify_pack(pack, tmp_path / "articles")
    assert found.complaints == ()
    assert found.articles[0].facts.total == 0
    assert found.articles[0].unreviewed_facts.verified == len(pack.facts)


def test_a_draft_says_whose_words_it_has_and_which_sentence_each_fact_is_from(drafted: Drafted) -> None:
    assert "put a fact in your own\n# words before you publish it" in drafted.text
    assert "  # sentence 2\n  - id: toll-2\n    reviewed: false\n" in drafted.text
    assert max(map(len, drafted.text.splitlines())) <= 125


def test_a_long_sentence_is_wrapped_and_read_back_as_it_was(tmp_path: Path) -> None:
    pack = make_toll()
    long = replace(pack.facts[2], sentence=f"{'The sea toll is a matter of the strait ' * 5}and of “a wall of paper.”")
    draft_in(tmp_path, replace(pack, facts=(long,)))
    text = (tmp_path / "tiny-pack" / "articles" / "toll.yaml").read_text(encoding="utf-8")
    assert "    sentence: >-\n      The sea toll" in text
    assert load_pack(tmp_path / "tiny-pack", relations=RELATIONS).facts[-1].sentence == long.sentence


def draft_in(where: Path, pack: object, *, news: object = None) -> DraftReport:
    if not (where / "tiny-pack").exists():
        copy_tiny_pack(where)
    return write_draft(pack, news or make_news(), where / "tiny-pack", relations=RELATIONS)  # type: ignore[arg-type]


def test_what_people_wrote_stays_byte_for_byte(drafted: Drafted) -> None:
    folder = drafted.tiny.folder
    for path in (FIXTURES / "tiny-pack").rglob("*.yaml"):
        before = path.read_text(encoding="utf-8").splitlines()
        after = (folder / path.relative_to(FIXTURES / "tiny-pack")).read_text(encoding="utf-8").splitlines()
        assert not [line for line in difflib.ndiff(before, after) if line.startswith("- ")], path.name
    assert (folder / "topics.yaml").read_bytes() == (FIXTURES / "tiny-pack" / "topics.yaml").read_bytes()


def test_windows_line_ends_of_a_file_are_kept(tmp_path: Path) -> None:
    path = copy_tiny_pack(tmp_path).folder / "entities.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    draft_in(tmp_path, make_toll())
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_entities_that_the_pack_has_are_used_and_only_new_ones_added(drafted: Drafted) -> None:
    assert drafted.report.reused_entities == ("northland",)
    assert drafted.report.new_entities[0] == "jonas-lind"
    assert len(drafted.report.new_entities) == 2


def test_an_entity_is_found_by_its_name_under_another_identifier(tmp_path: Path) -> None:
    pack = make_toll()
    lind = replace(pack.entities[0], id="lind-m", name=replace(pack.entities[0].name, en="mara lind"), aliases=())
    facts = tuple(replace(fact, agents=("lind-m",), targets=(), speaker=None) for fact in pack.facts)
    quotes = tuple(replace(quote, speaker="lind-m") for quote in pack.quotes)
    report = draft_in(tmp_path, replace(pack, entities=(lind,), facts=facts, quotes=quotes))
    assert (report.new_entities, report.reused_entities) == ((), ("mara-lind",))


def test_a_shared_name_gets_a_rule(drafted: Drafted) -> None:
    assert drafted.report.shared_aliases == ("Lind",)
    rule = next(rule for rule in drafted.load().shared_aliases if rule.alias == "Lind")
    assert (rule.entities, rule.rule) == (("mara-lind", "jonas-lind"), "ambiguous")


def test_a_rule_that_people_wrote_is_not_touched(tmp_path: Path) -> None:
    pack = make_toll()
    brandt = replace(pack.entities[0], aliases=(replace(pack.entities[0].aliases[0], text="Brandt"),))
    draft_in(tmp_path, replace(pack, entities=(brandt, *pack.entities[1:])))
    loaded = load_pack(tmp_path / "tiny-pack", relations=RELATIONS)
    assert [rule.entities for rule in loaded.shared_aliases if rule.alias == "Brandt"] == [
        ("oto-brandt", "anna-brandt")
    ]
    assert next(entity for entity in loaded.entities if entity.id == "jonas-lind").aliases == ()


def test_identifiers_of_other_scripts_become_such_as_a_pack_takes(drafted: Drafted) -> None:
    ids = [entity.id for entity in drafted.load().entities]
    assert sum(re.fullmatch(r"[a-z0-9-]*-[0-9a-f]{8}", id) is not None for id in ids) == 1
    assert identify_article("海峡の通行料.html") != identify_article("海峡の通行.html")
    assert re.fullmatch(r"x-[0-9a-f]{8}", identify_article("海峡の通行料.html"))


def test_a_pack_of_articles_in_japanese_loads(tmp_path: Path) -> None:
    text = (
        "日本と韓国、漁業協議を再開\n\n日本と韓国は3日、東京で漁業協議を再開した。外務省が発表した。両国は「海の資源を守る」ことで一致した。"
        "次の協議は9月にソウルで開かれる予定だ。\n\n両国の代表は、協議のあとで共同の記者会見を開いた。\n"
    )
    path = save(tmp_path / "articles", "漁業協議.txt", text)
    report = draft(path, tmp_path / "pack")
    pack = load_pack(tmp_path / "pack")
    assert report.article == pack.articles[0].id
    assert verify_pack(pack, tmp_path / "articles").complaints == ()
    assert max(len(sentence.opening) for sentence in pack.articles[0].sentences) < 50


def test_words_in_curly_marks_are_quotes_and_others_get_single_ones(drafted: Drafted) -> None:
    sentences = {fact.id: fact.sentence for fact in drafted.load().facts}
    assert "“a wall of paper.”" in sentences["toll-1"]  # type: ignore[index]
    assert sentences["toll-2"] == "Łucja Ørsted told the Tide: ‘We pay for [sea] water.’"  # type: ignore[index]


def test_what_lies_after_the_article_is_expected(drafted: Drafted) -> None:
    fact = next(fact for fact in drafted.load().facts if fact.id == "toll-4")
    assert (fact.modality, fact.when and fact.when.precision) == ("expected", "month")


def test_an_html_page_is_drafted_and_verified_by_its_text(tmp_path: Path) -> None:
    path = save(tmp_path / "articles", "reefs-and-rafts.html", PAGE)
    draft(path, tmp_path / "pack")
    pack = load_pack(tmp_path / "pack")
    found = verify_pack(pack, tmp_path / "articles")
    assert found.complaints == ()
    assert [quote.text for quote in pack.quotes] == ["The sea does not ask for passports,"]
    path.write_text(PAGE.replace("passports", "paper"), encoding="utf-8")
    assert any("SHA-256" in complaint for complaint in verify_pack(pack, tmp_path / "articles").complaints)


def test_a_page_is_found_by_the_identifier_that_its_name_makes(tmp_path: Path) -> None:
    draft(save(tmp_path / "articles", "Reefs & Rafts.html", PAGE), tmp_path / "pack")
    assert verify_pack(load_pack(tmp_path / "pack"), tmp_path / "articles").complaints == ()


def test_two_files_that_could_be_the_article_are_named(tmp_path: Path) -> None:
    draft(save(tmp_path / "articles", "reefs.html", PAGE), tmp_path / "pack")
    save(tmp_path / "articles", "reefs.md", "# Reefs")
    complaints = verify_pack(load_pack(tmp_path / "pack"), tmp_path / "articles").complaints
    assert complaints == ("reefs: reefs.html, reefs.md could each be the article; leave one of them in the folder",)


def test_a_second_draft_of_an_unreviewed_article_changes_nothing(drafted: Drafted) -> None:
    before = snapshot(drafted.tiny.folder)
    report = write_draft(make_toll(), make_news(), drafted.tiny.folder, relations=RELATIONS)
    assert (report.replaced, report.new_entities) == (True, ())
    assert snapshot(drafted.tiny.folder) == before


def test_a_second_draft_of_a_reviewed_article_is_refused(drafted: Drafted) -> None:
    drafted.review().accept()
    before = snapshot(drafted.tiny.folder)
    with pytest.raises(DraftError, match=r"toll: .* people have reviewed toll-q1; go on with `kankei review`"):
        write_draft(make_toll(), make_news(), drafted.tiny.folder, relations=RELATIONS)
    assert snapshot(drafted.tiny.folder) == before


def test_a_second_draft_does_not_propose_what_was_rejected(drafted: Drafted) -> None:
    review = drafted.review()
    said = [review.reject(), review.reject()]
    before = drafted.text
    report = write_draft(make_toll(), make_news(), drafted.tiny.folder, relations=RELATIONS)
    assert said == ["toll-q1 rejected", "toll-1 rejected"]
    assert (report.facts, report.quotes, report.refused) == (3, 1, 2)
    assert drafted.text == before


def test_what_was_rejected_stays_so_when_the_text_moves(drafted: Drafted) -> None:
    review = drafted.review()
    review.put_off()
    review.reject()
    text = "An update.\n\n" + TEXT
    report = write_draft(make_toll(text), make_news(text), drafted.tiny.folder, relations=RELATIONS)
    assert "toll-1" not in {fact.id for fact in drafted.load().facts}
    assert report.refused == 1


def test_one_country_makes_no_pair(tmp_path: Path) -> None:
    write_draft(make_toll(), make_news(), tmp_path / "new", relations=RELATIONS)
    assert load_pack(tmp_path / "new", relations=RELATIONS).pair == ()


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    save(tmp_path / "new", "notes.txt", "mine")
    with pytest.raises(DraftError, match="holds other things than a pack"):
        write_draft(make_toll(), make_news(), tmp_path / "new", relations=RELATIONS)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_an_empty_folder_becomes_a_pack(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    assert write_draft(make_toll(), make_news(), tmp_path / "new", relations=RELATIONS).is_new_pack
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_a_broken_pack_is_left_as_it_is(tmp_path: Path) -> None:
    tiny = copy_tiny_pack(tmp_path)
    tiny.replace("topics.yaml", "id: ferry", "id: Ferry")
    before = snapshot(tiny.folder)
    with pytest.raises(PackError):
        draft_in(tmp_path, make_toll())
    assert snapshot(tiny.folder) == before


def test_a_list_on_one_line_is_refused_with_its_place(tmp_path: Path) -> None:
    tiny = copy_tiny_pack(tmp_path)
    (tiny.folder / "entities.yaml").write_text(
        "entities: [{id: northland, kind: country, name: {en: Northland, ja: 北国, zh: 北国}}]\n", encoding="utf-8"
    )
    for path in (tiny.folder / "articles").iterdir():
        path.unlink()
    tiny.replace("pack.yaml", "[northland, southland]", "[]")
    tiny.replace("topics.yaml", "    involves: [northland, southland]\n", "")
    before = snapshot(tiny.folder)
    with pytest.raises(DraftError, match=r'entities.yaml:1: the list "entities" stands on one line'):
        draft_in(tmp_path, make_toll())
    assert snapshot(tiny.folder) == before


@pytest.mark.parametrize("bounds", ["[0, 27, 30]", "[27, 0]"])
def test_what_is_left_out_has_a_start_and_an_end(drafted: Drafted, bounds: str) -> None:
    text = re.sub(r"left_out: \[[^]]*\]", f"left_out: {bounds}", drafted.text)
    drafted.file.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match='"left_out" is'):
        drafted.load()


@given(st.text(), st.lists(st.text(), max_size=3))
def test_marks_are_always_such_as_a_pack_takes(sentence: str, quotes: list[str]) -> None:
    marked = mark_words(sentence, tuple(quotes))
    assert not re.search('["“”]', blank_marked_words(marked))
    assert all(any(words in quote for quote in quotes) for words in find_marked_words(marked))


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_scalar_is_read_back_as_it_was(text: str) -> None:
    node = yaml.compose(f"- {quote_scalar(text)}\n- {{a: {quote_scalar(text)}}}\n", Loader=yaml.SafeLoader)
    assert [node.value[0].value, node.value[1].value[0][1].value] == [text, text]


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.integers(-3, 800),
    st.sampled_from(("day", "month", "year", "about")),
)
def test_a_period_is_written_with_its_days(start: date, days: int, precision: Precision) -> None:
    period = Period(start=start, end=start + timedelta(days=days), precision=precision)
    written = render_period(period)
    if days < 0:
        assert written is None
    else:
        assert written is not None
        values = [str(value) for key, value in yaml.load(written, Loader=yaml.BaseLoader).items() if key != "about"]
        assert start.isoformat().startswith(values[0])
        assert period.end.isoformat().startswith(values[-1])
