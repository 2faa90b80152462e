"""What a question asks for and an unreviewed claim does not have, told by its wording: a place, somebody's words,
what they are about.

A program knows few places by name and few offices by their holder: what it has recognised is not enough to go by.
"""

from __future__ import annotations

from bot.answers.deciding.unreviewed import NOTE
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.stems import find_stems, find_words
from bot.answers.question import Question
from knowledge.model import Entity

_HEAD = 2
"""Words behind a preposition of which one tells that it is a time or a manner."""


def lacks_any_place(found: Found, question: Question) -> bool:
    """Whether a claim has neither a place that is known nor words such as "off the coast" of its own."""
    if found.kind_given:
        return False
    words = question.gap_words
    asked = find_stems(question.utterance.text) | words.known
    told = NOTE.sub("", found.record.fact.sentence)
    return not any(
        find_stems(rest) - asked and not words.no_places & set(find_words(rest)[:_HEAD]) and not _counts(rest)
        for rest in words.places.find_rests(told)
    )


def _counts(rest: str) -> bool:
    """Whether what stands behind "to" or "at" begins with a number: "at 7:40", "to 480"."""
    return rest.lstrip()[:1].isdigit()


def lacks_voice(found: Found, question: Question) -> bool:
    """Whether somebody's words are asked for whom the question describes and who does not speak in a claim."""
    fact, knowledge, words = found.record.fact, question.knowledge, question.gap_words
    who = words.find_asked_voice(question.utterance.text)
    voices = tuple(filter(None, (fact.speaker, fact.relayed_by)))
    if who is None or not voices:
        return False
    wanted = find_stems(who) - words.light
    if not wanted or words.pronouns & set(who.lower().split()):
        return False
    if any(stands_for(item, (*voices, *fact.agents), knowledge) for item in question.asked.of_kind("entity")):
        return False
    speakers = filter(None, (knowledge.entity(voice) for voice in (*voices, *fact.agents)))
    return not any(wanted & _describe(speaker) for speaker in speakers)


def lacks_matter(found: Found, question: Question) -> bool:
    """Whether a claim has nothing of what words are asked about: "say about the gargoyle parade in Kandy"."""
    words, tokens = question.gap_words, question.utterance.tokens
    start = next((place for place, token in enumerate(tokens) if token.folded in words.about), None)
    if start is None:
        return False
    ends = (place for place, token in enumerate(tokens) if place > start and token.folded in words.behind_matter)
    end = next(ends, len(tokens))
    matter = [item for item in question.asked.items if start < item.position < end and not item.carried]
    lost = {item.position for item in found.missing}
    return bool(matter) and all(item.position in lost for item in matter)


def _describe(speaker: Entity) -> frozenset[str]:
    names = (alias.text for alias in speaker.aliases)
    titles = (office.title.en for office in speaker.offices)
    return find_stems(" ".join((speaker.name.en, speaker.gloss or "", *names, *titles)))
