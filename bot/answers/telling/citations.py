"""Provenance as a reader sees it: numbered citations with a link to the passage."""

from __future__ import annotations

from urllib.parse import quote

from bot.answers.finding.knowledge import Knowledge
from bot.answers.model import Citation
from knowledge.model import Article, Sentence
from knowledge.store import Record


class CitationList:
    """Numbers citations in the order in which a reply uses them; one a passage."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Start an empty list."""
        self._knowledge = knowledge
        self._numbers: dict[tuple[str, int], int] = {}
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far."""
        return tuple(self._citations)

    def mark(self, records: tuple[Record, ...]) -> str:
        """The marks of the passages that facts rest on, such as `[1][3]`."""
        numbers: list[int] = []
        for record in records:
            for sentence in record.fact.sentences:
                numbers.append(self._number(record, sentence))
        return "".join(f"[{number}]" for number in dict.fromkeys(numbers))

    def mark_article(self, article: Article) -> str:
        """The mark of an article as a whole."""
        key = (article.id, 0)
        if key not in self._numbers:
            self._add(key, article, url=article.url, paragraph=1, excerpt=article.headline)
        return f"[{self._numbers[key]}]"

    def mark_fact_sentence(self, record: Record, sentence: int) -> str:
        """The mark of one of the sentences that a fact rests on."""
        return f"[{self._number(record, sentence)}]"

    def _number(self, record: Record, number: int) -> int:
        key = (record.fact.article, number)
        if key not in self._numbers:
            article = self._knowledge.article(record.fact.article)
            sentence = next(s for s in article.sentences if s.number == number)
            quoted = [q.text for q in self._knowledge.quotes_of(record.number) if q.sentence == number]
            excerpt = "“" + "” … “".join(quoted) + "”" if quoted else _ends(sentence)
            self._add(key, article, url=_link(article, sentence), paragraph=sentence.paragraph, excerpt=excerpt)
        return self._numbers[key]

    def _add(self, key: tuple[str, int], article: Article, *, url: str | None, paragraph: int, excerpt: str) -> None:
        number = len(self._citations) + 1
        self._numbers[key] = number
        self._citations.append(
            Citation(
                number=number, article=article.id, publisher=article.publisher, title=article.headline,
                published_on=article.published_on, url=url, paragraph=paragraph, excerpt=excerpt, sentence=key[1],
            )
        )  # fmt: skip


def _ends(sentence: Sentence) -> str:
    return f"{sentence.opening} … {sentence.closing}" if sentence.closing else sentence.opening


def _link(article: Article, sentence: Sentence) -> str | None:
    """The article's address with a text fragment: https://wicg.github.io/scroll-to-text-fragment/ ."""
    if article.url is None:
        return None
    ends = [quote(end, safe="").replace("-", "%2D") for end in (sentence.opening, sentence.closing) if end]
    return f"{article.url}#:~:text={','.join(ends)}"
