"""Who somebody is, told by the words beside a name; what is only said within the talk tells it to nobody."""

from __future__ import annotations

from pathlib import Path

from knowledge.extract.folder import extract_folder

ARTICLE = """Consul leaves after three years

By Ilse Brandt
ROSTOCK, 12 May 2025

Mr. Voss: I will teach in Lund, where my mother lives. My successor, Mr. Kaj Lindqvist, comes from Ottawa.

The Danish transport minister, Mette Skov, thanked the consul.
"""


def test_only_an_office_says_who_somebody_is(tmp_path: Path) -> None:
    article = tmp_path / "consul.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    (pack,) = extract_folder((article,), jobs=1, cache=None).packs
    told = [fact.sentence for fact in pack.facts if fact.relation == "be"]
    assert any(sentence.startswith("Mette Skov: ") for sentence in told)
    assert not any(": my " in sentence.lower() for sentence in told)
