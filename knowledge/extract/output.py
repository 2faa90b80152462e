"""An extraction as one JSON object: metadata, body, quotes, dates, events and facts with their places."""

from __future__ import annotations

from typing import Any

from knowledge.extract.extraction import Extraction
from knowledge.extract.model import Speaker
from knowledge.extract.quotes.quotes import Speech
from knowledge.model import Fact, Pack, Span
from knowledge.text import hash_text


def write_extraction(extraction: Extraction, pack: Pack) -> dict[str, Any]:
    """The record of an article; every `span` counts characters in the text whose SHA-256 is `text_sha256`.

    Args:
        pack: the same article's facts, as `make_article_pack` gives them.
    """
    article = extraction.article
    return {
        "article": article.name,
        "encoding": article.encoding,
        "text_sha256": hash_text(article.text),
        "metadata": {
            "headline": article.headline,
            "publisher": article.publisher,
            "byline": article.byline,
            "published": article.published_on.isoformat() if article.published_on else None,
            "published_how": article.published_how,
            "url": article.url,
        },
        "body": article.body,
        "quotes": [
            {
                "text": quote.text,
                "speaker": name_speaker(quote.speaker) if quote.attributed else None,
                "attributed": quote.attributed,
                "cue": quote.cue,
                "span": _places(quote.span),
                "role": quote.speaker.person.role if quote.speaker and quote.speaker.person else None,
            }
            for quote in extraction.speech.quotes
        ],
        "speech": [
            {"speaker": turn.speaker or turn.label, "span": _places(turn.span)} for turn in extraction.speech.turns
        ],
        "dates": [
            {"text": found.text, "value": found.value, "type": found.type, "span": _places(found.span)}
            for found in extraction.dates
        ],
        "events": [
            {
                "date": event.value,
                "text": event.text,
                "participants": list(event.participants),
                "where": event.place,
                "modality": event.modality,
                "speaker": name_speaker(event.speaker),
                "span": _places(extraction.speech.units[event.sentence].span),
            }
            for event in extraction.events
        ],
        "people": [
            {
                "name": person.name,
                "role": person.role,
                "affiliation": person.affiliation,
                "spans": [_places(span) for span in person.mentions],
            }
            for person in extraction.speech.people
        ],
        "facts": [_fact(fact, extraction.speech) for fact in pack.facts],
    }


def name_speaker(speaker: Speaker | None) -> str | None:
    """The name of a person, or the description of somebody unnamed."""
    if speaker is None:
        return None
    return speaker.person.name if speaker.person is not None else speaker.description


def _fact(fact: Fact, speech: Speech) -> dict[str, Any]:
    when = fact.when
    return {
        "id": fact.id,
        "sentence": fact.sentence,
        "kind": fact.kind,
        "relation": fact.relation,
        "also": list(fact.also),
        "agents": list(fact.agents),
        "targets": list(fact.targets),
        "mentions": list(fact.mentions),
        "topics": list(fact.topics),
        "place": fact.place,
        "speaker": fact.speaker,
        "statement": fact.statement,
        "modality": fact.modality,
        "polarity": fact.polarity,
        "when": {"from": when.start.isoformat(), "to": when.end.isoformat(), "precision": when.precision}
        if when
        else None,
        "numbers": [number.value for number in fact.numbers],
        "spans": [_places(speech.units[number - 1].span) for number in fact.sentences],
    }


def _places(span: Span) -> list[int]:
    return [span.start, span.end]
