"""Given names that tell "he" or "she", and those that tell nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given as any_of
from hypothesis import strategies as st

import knowledge
from knowledge.extract.people.given_names import find_gender
from knowledge.text import fold_text
from knowledge.yaml_nodes import LOADER

FILE = Path(knowledge.__file__).parent / "data" / "extract" / "given_names.yaml"
NAMES: dict[str, list[str]] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=LOADER)

SHE = """
    Elizabeth Hillary Hélène Thérèse Anne-Marie Begoña Dilma Inês Giulia Ursula Mette Solveig Kaja Ingrida Małgorzata
    Zuzana Zsuzsanna Jelena Ioana Eleni Svetlana Olha Ketevan Anahit Ayşe Zeynep Mehriban Dinara Fatima Rania Shirin
    Fatemeh Tzipi Ayelet Priyanka Nirmala Hasina Chandrika Haruka Yoko Naomi Ji-young Geun-hye Mei-ling Thuy Yingluck
    Siti Megawati Aminata Ngozi Nomvula Selamawit Jacinda Salote
""".split()
HE = """
    William Donald Keir François Jean-Claude Jean-Pierre José João Matteo Giuseppe Heinrich Søren Bjørn Jukka Gitanas
    Łukasz Jiří Viktor Zoltán Zoran Mihai Kostas Sergei Volodymyr Mykola Giorgi Tigran Recep İbrahim Nursultan Mohammed
    Abdullah Hossein Reza Benjamin Yitzhak Narendra Shehbaz Ranil Kenji Shinzo Min-jun Jong-un Jinping Tuan Thaksin
    Joko Mahathir Kwame Abiy Sipho Olusegun Sitiveni
""".split()
BOTH = "Kim Jean Andrea Sasha Nikita Noor Robin Ming Yuri Ilham Jan Simone Nicola Michal Minh Yuki Ji-won Deniz".split()
WORDS = "Grace Hope Will Mark Rose Summer May April June Bill Joy Ai Marine Rich Grant Line Per Said Made No".split()


@pytest.mark.parametrize("name", SHE)
def test_name_of_women(name: str) -> None:
    assert find_gender(name) == "she"


@pytest.mark.parametrize("name", HE)
def test_name_of_men(name: str) -> None:
    assert find_gender(name) == "he"


@pytest.mark.parametrize("name", BOTH)
def test_name_of_both_tells_nothing(name: str) -> None:
    assert find_gender(name) is None


@pytest.mark.parametrize("name", WORDS)
def test_word_that_may_begin_a_sentence_tells_nothing(name: str) -> None:
    assert find_gender(name) is None


@pytest.mark.parametrize(
    ("written", "gender"),
    [
        ("HÉLÈNE", "she"),
        ("helene", "she"),
        ("He\u0301le\u0300ne", "she"),
        ("jose", "he"),
        ("IBRAHIM", "he"),
        ("Ji-Young", "she"),
        ("Ji‑young", "she"),
        ("Marie-Louise", "she"),
        ("Maria Elena", "she"),
        ("José-María", "he"),
        ("Jean-Claude", "he"),
        ("Jean-Unheard", None),
        ("Ji", None),
        ("-", None),
        ("", None),
        ("J.", None),
    ],
)
def test_case_accents_and_hyphens(written: str, gender: str | None) -> None:
    assert find_gender(written) == gender


def test_no_name_stands_twice_or_in_both_lists() -> None:
    counted = Counter(fold_text(name) for names in NAMES.values() for name in names)
    assert [name for name, count in counted.items() if count > 1] == []


def test_names_are_names() -> None:
    for name in (name for names in NAMES.values() for name in names):
        assert name[0].isupper(), name
        assert name.replace("-", "").replace("'", "").isalpha(), name


def test_file_reads_well() -> None:
    assert set(NAMES) == {"she", "he"}
    assert max(map(len, FILE.read_text(encoding="utf-8").splitlines())) <= 120


@any_of(st.text(max_size=30))
def test_any_string_is_answered(text: str) -> None:
    assert find_gender(text) in ("he", "she", None)


# Not "Barış": the capital of its dotless ı is the one of a dotted i.
@any_of(st.sampled_from([name for names in NAMES.values() for name in names if name.upper().lower() == name.lower()]))
def test_letter_case_does_not_matter(name: str) -> None:
    assert find_gender(name) == find_gender(name.lower()) == find_gender(name.upper()) is not None
