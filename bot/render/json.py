"""A reply as one JSON object for programs."""

from __future__ import annotations

from bot.answers.model import Citation, Reply
from bot.render.text import render_text
from knowledge.values import replace


def render_record(question: str, reply: Reply) -> dict[str, object]:
    """The question with its reply, as JSON can hold it."""
    return {
        "question": question,
        "status": reply.status,
        "intent": reply.intent,
        "answer": render_answer(reply),
        "confidence": reply.confidence,
        "citations": [_citation(citation) for citation in reply.citations],
        "language": reply.language,
        "choices": list(reply.choices),
        "suggestions": list(reply.suggestions),
    }


def render_failure(question: str, answer: str) -> dict[str, object]:
    """A record for what could not be asked: the same keys, status `error`, and what to do as the answer."""
    return {
        "question": question,
        "status": "error",
        "intent": "",
        "answer": answer,
        "confidence": 0,
        "citations": [],
        "language": "en",
        "choices": [],
        "suggestions": [],
    }


def render_answer(reply: Reply) -> str:
    """Lead, lines and notes as plain text with their citation marks; what is offered has its own keys."""
    return render_text(replace(reply, citations=(), choices=(), suggestions=(), suggestions_lead=""))


def _citation(citation: Citation) -> dict[str, object]:
    return {
        "number": citation.number,
        "article": citation.article,
        "publisher": citation.publisher,
        "title": citation.title,
        "date": citation.published_on.isoformat(),
        "url": citation.url,
        "paragraph": citation.paragraph,
        "excerpt": citation.excerpt,
    }
