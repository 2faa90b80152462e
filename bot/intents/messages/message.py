"""Cut a message of a chat into the sentences that may claim something, in order and as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knowledge.loaded import Loaded
from knowledge.patterns import compile_late
from knowledge.text import find_sentences, fold_text
from knowledge.values import dataclass

_CODE = compile_late(r"```.*?(?:```|\Z)|``.+?``|`[^`\n]+`", re.DOTALL)
_QUOTED_REST = compile_late(r"^\s*>>> .*", re.MULTILINE | re.DOTALL)
_QUOTED_LINE = compile_late(r"^\s*>(?:\s.*)?$", re.MULTILINE)
_MASKED_LINK = compile_late(r"\[([^\]\n]+)\]\(<?https?://[^)\s]+\)")
_MARKUP = compile_late(r"<(?:@[!&]?|#|/|a?:\w+:|t:|id:)[^>\n]*>|<?https?://\S+|(?<![\w.])@\w+|(?<!\w):\w{2,}:(?!\w)")
_MARKS = compile_late(
    r"\*{1,3}|_{2,3}|~~|\|\||(?<!\w)_(?=\w)|(?<=\w)_(?!\w)|^\s*(?:#{1,3}|-#|[-*•+]|\d{1,2}[.)])\s+", re.MULTILINE
)
_ARTICLE = compile_late(r"\b(?:the|a|an|is|was|are|were|very)\s*$")
"""Before "right" and "true" where they are no tag: "on the right"."""

_EDGES = " \t,，、:：-–—…()（）"
_END = ".!。！~～"
_QUESTION = "?？"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWords:
    """The lists of `checking.yaml` by which a message is cut."""

    hedges: tuple[str, ...]
    hedges_cjk: tuple[str, ...]
    tails: tuple[str, ...]
    tails_cjk: tuple[str, ...]
    kept: Mapping[str, str]
    asking: frozenset[str]
    asking_cjk: tuple[str, ...]
    stance: frozenset[str]
    stance_cjk: tuple[str, ...]
    saying: frozenset[str]
    joints: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a message, without what only frames it."""

    text: str
    asks: bool
    """It is a question, and not a claim with "right?" behind it."""

    stance: bool
    """It tells what its writer feels, wishes or does."""


def read_message_words(data: Loaded) -> MessageWords:
    """The value of the parsed `checking.yaml`."""

    def longest_first(words: list[str]) -> tuple[str, ...]:
        return tuple(sorted(map(str, words), key=lambda word: (-len(word), word)))

    return MessageWords(
        hedges=longest_first(data["hedges"]["en"]),
        hedges_cjk=longest_first(data["hedges"]["cjk"]),
        tails=longest_first(data["tails"]["en"]),
        tails_cjk=longest_first(data["tails"]["cjk"]),
        kept={str(tail): str(kept) for tail, kept in data["kept_tail"].items()},
        asking=frozenset(map(str, data["asking"]["first"])),
        asking_cjk=tuple(map(str, data["asking"]["cjk"])),
        stance=frozenset(map(str, data["stance"]["en"])),
        stance_cjk=tuple(map(str, data["stance"]["cjk"])),
        saying=frozenset(map(str, data["saying"]["en"])),
        joints=tuple(map(str, (*data["joints"]["en"], *data["joints"]["cjk"]))),
    )


def find_message_sentences(text: str, words: MessageWords) -> tuple[Sentence, ...]:
    """The sentences of a message; code, quoted lines, links, mentions and emoji are none."""
    plain = _plain(text)
    spans = find_sentences(plain)
    return tuple(_read(plain[span.start : span.end], words) for span in spans)


def find_halves(text: str, words: MessageWords) -> Iterator[tuple[str, str]]:
    """Every way to take a sentence apart at an "and" or a "but"."""
    folded = text.lower()
    for joint in words.joints:
        start = folded.find(joint)
        while start > 0:
            left, right = text[:start].strip(_EDGES), text[start + len(joint) :].strip(_EDGES)
            if left and right and all(left.count(a) == left.count(b) for a, b in ("“”", "「」", "()")):
                yield left, right
            start = folded.find(joint, start + 1)


def _plain(text: str) -> str:
    text = _CODE.sub(" ", text)
    text = _QUOTED_LINE.sub("", _QUOTED_REST.sub("", text))
    text = _MASKED_LINK.sub(r"\1", text)
    return _MARKS.sub("", _MARKUP.sub(" ", text))


def _read(sentence: str, words: MessageWords) -> Sentence:
    asked = sentence.rstrip('"”’)」』 ').endswith(tuple(_QUESTION)) or sentence.rstrip().endswith(tuple(_QUESTION))
    body = sentence.strip().rstrip(_END + _QUESTION + " ")
    body, tagged = _without_tails(body, words)
    body = _without_hedges(body, words)
    first = re.findall(r"[a-z']+", fold_text(body))[:1]
    opened = bool(first) and first[0] in words.asking
    opened = opened or any(fold_text(body).startswith(f"{opener} ") for opener in words.asking if " " in opener)
    cjk = any(word in body for word in words.asking_cjk)
    return Sentence(text=body, asks=opened or cjk or (asked and not tagged), stance=_has_stance(body, words))


def _without_hedges(body: str, words: MessageWords) -> str:
    before = None
    while body != before:
        before = body
        folded = body.lower().replace("’", "'")
        for hedge in words.hedges:
            if (
                folded.startswith(hedge)
                and not folded[len(hedge) : len(hedge) + 1].isalnum()
                and folded[len(hedge) : len(hedge) + 1] not in ("-", "'")
            ):
                body = body[len(hedge) :].lstrip(_EDGES)
                break
        else:
            for hedge in words.hedges_cjk:
                if body.startswith(hedge):
                    body = body[len(hedge) :].lstrip(_EDGES)
                    break
    return body


def _without_tails(body: str, words: MessageWords) -> tuple[str, bool]:
    before, tagged = None, False
    while body != before:
        before = body
        folded = body.lower().replace("’", "'")
        for tail in words.tails:
            start = len(body) - len(tail)
            if (
                start > 0
                and folded.endswith(tail)
                and not folded[start - 1].isalnum()
                and folded[start - 1] not in "-'"
                and not _ARTICLE.search(folded[:start])
            ):
                body, tagged = body[:start].rstrip(_EDGES + _END + _QUESTION), True
                break
        else:
            for tail in words.tails_cjk:
                if body.endswith(tail) and len(body) > len(tail):
                    body, tagged = (body[: -len(tail)] + words.kept.get(tail, "")).rstrip(_EDGES), True
                    if tail in words.kept:
                        return body, True
                    break
    return body, tagged


def _has_stance(body: str, words: MessageWords) -> bool:
    if set(re.findall(r"[a-z']+", fold_text(body))) & words.saying:
        return False  # it reports what somebody else thinks
    unquoted = re.sub(r"[“\"「『].*?[”\"」』]", " ", body)
    typed = re.findall(r"[a-z']+", fold_text(unquoted))
    capitals = set(re.findall(r"\b[A-Z]{2,}\b", unquoted))
    if any(word in words.stance and word.upper() not in capitals for word in typed):
        return True
    return any(word in unquoted for word in words.stance_cjk)
