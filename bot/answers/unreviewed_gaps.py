"""What a question asks for and an unreviewed claim does not have, told by its wording: a place, somebody's words.

A program knows few places by name and few offices by their holder: what it has recognised is not enough to go by.
"""

from __future__ import annotations

import re

from bot.answers.guard import stands_for
from bot.answers.lookup import Found
from bot.answers.question import Question
from bot.answers.stems import find_stems
from bot.answers.unreviewed import NOTE
from knowledge.model import Entity

_PLACED = re.compile(
    r"\b(?:in|at|on|near|off|inside|outside|along|across|over|through|into|from|to|towards?|under|between|beside|behind"
    r"|aboard|around|within|beyond|north|south|east|west|[^\W\d_]+ern|\d+\s*(?:km|miles?|kilomet(?:re|er)s?|nautical))"
    r"\s+(?P<rest>[^,.;:“”\"?!]+)",
    re.IGNORECASE,
)
_ASKS_WORDS = re.compile(
    r"(?:what|how)\s+(?:did|does|do|has|have|had)\s+(?P<who>.+?)\s+(?:say|said|tell|told|think|argue|answer|reply|claim"
    r"|describe|respond|react|want|make of)\b"
    r"|(?:which|what)\s+(?:remarks?|comments?|words|statements?|claims?)\s+(?:did|does|has|have|had)\s+(?P<maker>.+?)\s+"
    r"(?:make|made|say|said|use|give)\b",
    re.IGNORECASE,
)
_LIGHT = find_stems("the a an of in at on for his her its their and or s side official officials government country")
_PRONOUNS = frozenset("he she it they we you i who people anyone somebody someone articles".split())


def lacks_any_place(found: Found, question: Question) -> bool:
    """Whether a claim has neither a place that is known nor words such as "off the coast" of its own."""
    if found.kind_given:
        return False
    asked = find_stems(question.utterance.text) | find_stems("the a an its his her their")
    told = NOTE.sub("", found.record.fact.sentence)
    return not any(find_stems(place["rest"]) - asked for place in _PLACED.finditer(told))


def lacks_voice(found: Found, question: Question) -> bool:
    """Whether somebody's words are asked for whom the question describes and who does not speak in a claim."""
    fact, knowledge = found.record.fact, question.knowledge
    asks = _ASKS_WORDS.search(question.utterance.text)
    voices = tuple(filter(None, (fact.speaker, fact.relayed_by)))
    if asks is None or not voices:
        return False
    who = (asks["who"] or asks["maker"]).lower()
    wanted = find_stems(who) - _LIGHT
    if not wanted or _PRONOUNS & set(who.split()):
        return False
    if any(stands_for(item, (*voices, *fact.agents), knowledge) for item in question.asked.of_kind("entity")):
        return False
    speakers = filter(None, (knowledge.entity(voice) for voice in (*voices, *fact.agents)))
    return not any(wanted & _describe(speaker) for speaker in speakers)


def _describe(speaker: Entity) -> frozenset[str]:
    names = (alias.text for alias in speaker.aliases)
    titles = (office.title.en for office in speaker.offices)
    return find_stems(" ".join((speaker.name.en, speaker.gloss or "", *names, *titles)))
