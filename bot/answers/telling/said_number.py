"""How the number that is asked for is said in Japanese or Chinese: 約4人, 约20个月."""

from __future__ import annotations

from bot.answers.finding.kinds import find_number
from bot.answers.question import Question
from knowledge.loaded import Loaded
from knowledge.model import FactNumber
from knowledge.patterns import compile_late
from knowledge.store import Record

_ORDINAL = compile_late(r"\d+(?:st|nd|rd|th)")


def say_number(record: Record, question: Question) -> str | None:
    """The number of a fact that is asked for: as the fact words it in English, else in the words of the reply."""
    number = find_number(record, question.asked)
    said: Loaded = question.wording.frames["amounts"]
    if number is None or not said:
        return None if number is None else number.value
    return _say(number, said, question.utterance.text)


def _say(number: FactNumber, said: Loaded, asked: str) -> str | None:
    text = number.value.casefold()
    frame = next((frame for word, frame in said["asking_ordinal"].items() if word in asked), None)
    if text in said["ordinals"] or _ORDINAL.fullmatch(text):
        return frame.format(number.n) if frame is not None else None
    before = next((words for words in said["qualifiers"] if text.startswith(f"{words} ")), None)
    words = text.removeprefix(before or "").split()
    unit = said["units"].get(words[-1]) if len(words) > 1 else None
    if unit is None and len(words) > 1 and words[0] not in said["articles"]:
        return number.value  # of a sort that the tables do not have: "3.66 trillion yen"
    if frame is not None or (unit != said["units"]["times"] and any(word in asked for word in said["times"])):
        return None  # how often it was is asked for, and this counts something else
    counter = next((counter for word, counter in said["counters"].items() if word in asked), said["things"])
    amount = unit.format(number.n) if unit is not None else f"{number.n}{counter}"
    return str(said["qualifiers"][before].format(amount)) if before is not None else str(amount)
