"""Dates on which whoever asks heard or was asked something: they are none of what he asks about.

"A pupil asked me yesterday which channels they agreed on" asks for no channels of yesterday.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.utterance import Utterance
from knowledge.patterns import any_of
from knowledge.timex import Timex

_CLAUSE = 12
"""Words in front of a date among which a verb of hearing or asking stands with "me" behind it or "I" before it."""


def without_told_dates(utterance: Utterance, words: Mapping[str, frozenset[str]]) -> tuple[Timex, ...]:
    """The dates of an utterance without those that only say when its asker was told or asked.

    Args:
        words: the lists of `grammar.yaml`: verbs, who tells, whom, where that was, and in Japanese and Chinese what
            stands behind such a date.
    """
    return tuple(timex for timex in utterance.timexes if not _is_told_then(timex, utterance.text, words))


def _is_told_then(timex: Timex, text: str, words: Mapping[str, frozenset[str]]) -> bool:
    if timex.start >= timex.end:
        return False
    verbs, tellers, hearers, places = (any_of(words[key]) for key in ("verbs", "first", "whom", "where"))
    before, behind = text[: timex.start].casefold(), text[timex.end :].casefold()
    place = rf"(?:\s+{places})?,?\s*$"
    if re.search(rf"\b{verbs}\s+{hearers}{place}", before) or re.search(rf"\b{tellers}\s+{verbs}{place}", before):
        return True
    opening = re.search(r"(?:^|[.!?;:]\s)\W*$", before) is not None
    told = rf"\W*(?:{tellers}\s+{verbs}\b|(?:\w+\s+){{1,3}}{verbs}\s+{hearers}\b)"
    if opening and re.match(told, behind):
        return True
    clause = re.split(r"[。！？!?；;]", behind)[0][:_CLAUSE]
    return any(word in clause for word in words["cjk"])
