"""An invented article and what a program might have found in it, drafted beside the two articles of the tiny pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tiny_pack import RELATIONS, TinyPack, copy_tiny_pack

from knowledge.articles.model import NewsArticle
from knowledge.draft.drafting import DraftReport, write_draft
from knowledge.model import (
    Alias,
    Article,
    ArticleId,
    Entity,
    EntityId,
    Fact,
    FactId,
    Names,
    Pack,
    PackId,
    Period,
    Quote,
    QuoteId,
    RelationId,
    Sentence,
    Span,
)
from knowledge.packs import load_pack
from knowledge.review.reviewing import Review
from knowledge.text import find_sentences, hash_text

NAME = "toll.txt"
TEXT = """\
Sea toll divides the strait

Southland’s envoy Jonas Lind rejected the new sea toll on Friday and named it “a wall of paper.”

“We pay for water that is nobody’s,” Łucja Ørsted, a skipper from Port Hale, told the Tide – she has sailed since 2009.

Northland did not answer. It will open talks on the toll in May.

Share this page
"""
ID = ArticleId("toll")
_DAY = Period(start=date(2024, 3, 15), end=date(2024, 3, 15), precision="day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The tiny pack with the drafted article."""

    tiny: TinyPack
    report: DraftReport

    @property
    def file(self) -> Path:
        return self.tiny.folder / "articles" / "toll.yaml"

    @property
    def text(self) -> str:
        return self.file.read_bytes().decode("utf-8")

    def load(self) -> Pack:
        return load_pack(self.tiny.folder, relations=RELATIONS)

    def review(self) -> Review:
        return Review(self.tiny.folder, self.tiny.texts, relations=RELATIONS)


def draft_toll(where: Path, *, text: str = TEXT) -> Drafted:
    """Draft the article into a copy of the tiny pack."""
    tiny = copy_tiny_pack(where)
    (tiny.texts / NAME).write_bytes(text.encode())
    report = write_draft(make_toll(text), make_news(text), tiny.folder, relations=RELATIONS)
    return Drafted(tiny=tiny, report=report)


def make_news(text: str = TEXT, *, name: str = NAME) -> NewsArticle:
    """The article as it was read."""
    return NewsArticle(
        name=name, text=text, blocks=(), headline="Sea toll divides the strait", publisher="The Tide", byline=None,
        published_on=date(2024, 3, 16), published_how="page", url=None, dateline=None, encoding="utf-8",
    )  # fmt: skip


def make_toll(text: str = TEXT) -> Pack:
    """What a program found: people, facts and quotes, none of them reviewed."""
    # Headline and button are none of the body.
    spans = find_sentences(text)[1:-1]
    hashes = {span: hash_text(text[span.start : span.end])[:16] for span in spans}
    sentences = tuple(
        Sentence(number=number, span=span, sha256=hashes[span], opening="", closing="", paragraph=2)
        for number, span in enumerate(spans, start=1)
    )  # fmt: skip
    article = Article(
        id=ID, publisher="The Tide", publisher_country=None, state_media=None, headline="Sea toll divides the strait",
        byline=None, published_on=date(2024, 3, 16), published_how="page", url=None, sha256=hash_text(text),
        sentences=sentences,
    )  # fmt: skip
    return Pack(
        id=PackId("toll"), title="toll", description="toll", pair=(), languages=("en",), articles=(article,),
        entities=(
            _person("jonas-lind", "Jonas Lind", "Lind"),
            _person("łucja-ørsted", "Łucja Ørsted", "Ørsted"),
            Entity(id=EntityId("northland"), kind="country", name=Names(en="Northland", ja="北国", zh="北国")),
        ),
        topics=(), shared_aliases=(), skipped=(),
        facts=(
            _fact("toll-1",
                  "Southland’s envoy Jonas Lind rejected the new sea toll on Friday and named it “a wall of paper.”", 1,
                  agents=("jonas-lind",), targets=("northland",), when=_DAY, speaker="jonas-lind"),
            _fact("toll-2", 'Łucja Ørsted told the Tide: "We pay for [sea] water."', 2,
                  agents=("łucja-ørsted",), speaker="łucja-ørsted"),
            _fact("toll-3", "Northland did not answer.", 3, agents=("northland",)),
            _fact("toll-4", "It [Northland] will open talks on the toll in May [2024].", 4, agents=("northland",),
                  when=Period(start=date(2024, 5, 1), end=date(2024, 5, 31), precision="month")),
        ),
        quotes=(
            _quote("toll-q1", text, "a wall of paper.", 1, speaker="jonas-lind", fact="toll-1"),
            _quote("toll-q2", text, "We pay for water that is nobody’s,", 2, speaker="łucja-ørsted", fact="toll-2"),
        ),
    )  # fmt: skip


def _person(id: str, name: str, alias: str) -> Entity:
    return Entity(
        id=EntityId(id), kind="person", name=Names(en=name, ja=name, zh=name),
        aliases=(Alias(text=alias, language="en"),),
    )  # fmt: skip


def _fact(
    id: str, sentence: str, number: int, *, agents: tuple[str, ...], targets: tuple[str, ...] = (),
    when: Period | None = None, speaker: str | None = None,
) -> Fact:  # fmt: skip
    return Fact(
        id=FactId(id), article=ID, sentence=sentence, kind="statement", relation=RelationId("say"), when=when,
        agents=tuple(map(EntityId, agents)), targets=tuple(map(EntityId, targets)), sentences=(number,), reviewed=False,
        statement="direct" if speaker else "narration", speaker=EntityId(speaker) if speaker else None,
    )  # fmt: skip


def _quote(id: str, text: str, words: str, sentence: int, *, speaker: str, fact: str) -> Quote:
    start = text.index(words)
    return Quote(
        id=QuoteId(id), article=ID, text=words, span=Span(start=start, end=start + len(words)), sentence=sentence,
        speaker=EntityId(speaker), cue="say", attributed=True, facts=(FactId(fact),), reviewed=False,
    )  # fmt: skip
