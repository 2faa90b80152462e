"""Whether a fact is beside the point: near the question in its words, and yet not what is asked.

What would be or will be is not told by what was, what came of a plan not by the plan, what a document says not by there
being one, an office not by another, who is stronger not by what both did, and whose words or reply are asked for not by
what others said.
"""

from __future__ import annotations

from itertools import pairwise

from bot.answers.deciding.said_where import is_said_elsewhere
from bot.answers.finding.found import Found
from bot.answers.finding.guard import acts, stands_for
from bot.answers.question import Question, verbs_of
from bot.intents.model import AnswerKind, Item
from knowledge.gazetteer import find_latin_words
from knowledge.model import Fact

_PROSPECTIVE = ("plan", "demand")
_TO_COME = ("planned", "expected", "asked")
_NOT_DONE = (*_TO_COME, "alleged")
_ASKED_BEFORE = 2
"""Tokens before a place among which it is asked what it did: "what does the Taiwanese government think"."""

_RANKED_WITHIN = 6
"""Tokens from its beginning in which a question asks who is more: "which country has the larger army"."""

_ASKING = frozenset("how when where what who which why".split())
_BEING = frozenset({"is", "was", "were", "been", "be"})
_OF_WORDS: frozenset[AnswerKind] = frozenset({"statement", "quote", "fact"})
_SPEAKING = "c:office-spokesperson"
_OF_AN_OUTCOME: frozenset[AnswerKind] = frozenset({"time", "place", "claim", "latest", "person"})
_RESULTS = frozenset({"agree", "decide", "reaffirm", "reject"})
"""What comes of talks, which nobody knows who only tells that they are to be held."""

_OF_A_SPEAKER = ("agreement", "demand", "statement", "position")
"""Kinds of facts that are what was said or settled, though it is to be done yet."""

_REPLYING = "r:respond"
_SUBJECT = ("は", "が", "側は", "側が")
_OWNING = "的"
_STANDING = frozenset({"disagree", "worsen"})
_MEETING = frozenset({"meet", "talk", "discuss", "attend", "host", "visit"})
"""Of these it is asked what came of them."""

_SETTLING = frozenset({"agree", "discuss", "talk"})
"""Relations of facts that tell of an act only as what was to come."""


def is_beside_the_point(found: Found, question: Question) -> bool:
    """Whether what would be or will be is asked for, and the fact tells what was; or what a document says, and the fact
    tells that there is one; or another office; or the words of a place, and the fact speaks of it; or what somebody
    wants of another, and the fact only tells that they met."""
    fact, signs = found.record.fact, question.asked.signs
    if "consequence" in signs and not question.scoring.supposed.holds(fact.sentence):
        return True
    ahead = fact.kind in _PROSPECTIVE or fact.modality in _TO_COME or "will" in find_latin_words(fact.sentence)
    if asks_what_will_be(question) and not ahead:
        return True
    if "meaning" in signs and question.asked.of_kind("unknown"):
        return True  # what one word of a term means says not what the term does
    if (
        _is_of_another_ministry(found, question)
        or _is_of_another_office(found, question)
        or _is_silent_place(found, question)
    ):
        return True
    if "preceding" in signs and found.wrong_date is not None and question.asked.answer in _OF_AN_OUTCOME:
        return True  # "where was the summit before that one" is not answered by that one
    if _is_not_on_it(found, question) or is_said_elsewhere(fact, question) or _ranks_nobody(fact, question):
        return True
    if _only_stands_between(found, question) or _is_only_meeting(found, question):
        return True
    if _is_only_foreseen(fact, question) or _is_no_reply(fact, question):
        return True
    if "wanting" in signs and fact.relation in _MEETING and fact.speaker is None and fact.kind == "event":
        return True
    return "contents" in signs and _only_names_document(found, question)


def _only_stands_between(found: Found, question: Question) -> bool:
    """Whether the words of one side are asked for, and the fact only says how several stand to each other: that two are
    at odds is what neither has said."""
    fact, asked = found.record.fact, question.asked
    if asked.answer not in ("statement", "quote") or asked.symmetric or fact.relation not in _STANDING:
        return False
    sides = [i for i in asked.of_kind("entity") if i.role == "agent" and question.is_kind(i, "country", "person")]
    told = verbs_of(question) & {fact.relation, *fact.also}
    return len(sides) == 1 and len(fact.agents) > 1 and fact.statement == "narration" and not told


def _is_only_meeting(found: Found, question: Question) -> bool:
    """Whether it is asked what somebody said to another, and the fact only tells that they met."""
    asked, told = question.asked, found.record.fact.relation in _MEETING and not found.kind_given
    return asked.answer in ("statement", "quote") and "saying" in asked.signs and not asked.polar and told


def _is_not_on_it(found: Found, question: Question) -> bool:
    """Whether somebody's words on "it" are asked for, and the fact lacks what that is."""
    spoken = question.asked.follow_up and question.asked.answer in ("statement", "quote")
    return spoken and any(item.kind == "topic" and item.hard and not item.carried for item in found.missing)


def _ranks_nobody(fact: Fact, question: Question) -> bool:
    """Whether it is asked who is more of something than others, and the fact sets nobody above anybody: "which country
    is stronger", and that their rivalry has grown."""
    if question.asked.answer != "person":
        return False
    words = question.knowledge.resource("grammar")["rating"]
    typed = [token.folded for token in question.utterance.tokens[:_RANKED_WITHIN]]
    ranking = {word for word in typed if word in words["more"]}
    for one, other in pairwise(typed):
        if one in words["leading"] and other in words["adjectives"]:
            ranking |= {other}
    return bool(ranking) and ranking.isdisjoint(find_latin_words(fact.sentence.casefold()))


def _is_of_another_office(found: Found, question: Question) -> bool:
    """Whether the fact lacks the office that is asked for, or the rank of it: a minister is neither the ambassador nor
    the vice minister."""
    missing = [item for item in found.missing if not item.carried]
    office = any(option.startswith("c:office-") for item in missing for option in item.options)
    holder = found.record.fact.relation == "be" or question.asked.answer == "person"
    below = any(question.is_below(item) and not _is_spokesman_of_rank(item, found, question) for item in missing)
    return below or (office and holder)


def _is_of_another_ministry(found: Found, question: Question) -> bool:
    """Whether the words of some ministry are asked for, and the fact has none of it: what Beijing said of a report is
    not what its defence ministry said."""
    missing = (option for item in found.missing if not item.carried for option in item.options)
    return question.asked.answer in _OF_WORDS and not question.asked.polar and "c:other-ministry" in missing


def _is_spokesman_of_rank(item: Item, found: Found, question: Question) -> bool:
    """Whether a rank is asked for before "spokesman", and the fact has it before some office: whoever speaks for a
    cabinet may be its deputy chief secretary."""
    behind = [other for other in question.asked.items if other.position == item.position + 1]
    speaks = any(_SPEAKING in other.options for other in behind)
    return speaks and item.text in found.record.fact.sentence.lower().split()


def asks_what_will_be(question: Question) -> bool:
    """Whether the question itself, not a clause in it, is in the future: "Will …?", "How will …?", "Is … going to?",
    次の…はいつ, or asks with whom, when or where somebody would like to do something: 想和谁举行峰会."""
    if "wished" in question.asked.signs and question.asked.answer in ("person", "time", "place"):
        return True
    if question.asked.answer in ("time", "place") and not question.asked.timexes:
        coming, text = question.knowledge.resource("grammar")["coming"], question.utterance.text
        if any(word in text for word in coming["words"]) and not any(word in text for word in coming["counted"]):
            return True
    words = [token.folded for token in question.utterance.tokens]
    opening = words[:1] if words[:1] == ["will"] else words[1:2] if set(words[:1]) & _ASKING else []
    going = set(words[:1]) & _BEING and ("gonna" in words or "going to" in " ".join(words))
    return opening == ["will"] or bool(going)


def _only_names_document(found: Found, question: Question) -> bool:
    """Whether a document's contents are asked for, and the fact tells of it without being its words."""
    documents = [i for i in question.asked.of_kind("entity") if not i.carried and question.is_kind(i, "document")]
    own = (item for item in documents if acts(item, found.record.fact, question.knowledge))
    parts = question.knowledge.resource("grammar")["contents"]["parts"]
    if not documents and any(option[2:] in parts for i in question.asked.of_kind("concept") for option in i.options):
        return True  # "the individual items of the accord": nothing here is the words of one
    return bool(documents) and (found.record.fact.relation == "be" or not any(own))


def _is_silent_place(found: Found, question: Question) -> bool:
    """Whether the words of a place are asked for, and the fact only speaks of it: "what did Taiwan say", and what two
    ministers said of Taiwan."""
    grammar, fact = question.knowledge.resource("grammar")["en"], found.record.fact
    if question.asked.answer not in ("statement", "quote") or not fact.reviewed:
        return False
    for item in question.asked.of_kind("entity", "topic"):
        kinds = ("place", "topic") if "saying" in question.asked.signs else ("place",)
        place = item.role == "agent" and not item.carried and question.kind_of(item) in kinds
        before = question.utterance.tokens[max(0, item.position - _ASKED_BEFORE) : item.position]
        asked = question.utterance.language != "en" or any(token.folded in grammar["finite"] for token in before)
        if place and asked and not acts(item, fact, question.knowledge):
            return True
    return False


def _is_only_foreseen(fact: Fact, question: Question) -> bool:
    """Whether it is asked what came of something in the end, and the fact tells of the plan, the wish or the rumour:
    "did the summit take place in the end", and that there were speculations about one."""
    asked, verbs = question.asked, verbs_of(question)
    if asked.answer in _OF_WORDS and not asked.polar and "to_come" not in asked.signs:
        awaited = fact.modality in _TO_COME and fact.kind not in _OF_A_SPEAKER and fact.relation in _MEETING
        told = {fact.relation, *fact.also}
        if awaited and ("outcome" in asked.signs or verbs & _RESULTS) and not told & _RESULTS:
            return True  # "what did they end up deciding", and that they were expected to meet
        if "outcome" in asked.signs and fact.relation == "be":
            return True  # who reported on the talks is not what came of them
    if "outcome" not in asked.signs or asked.answer not in _OF_AN_OUTCOME:
        return False
    if fact.modality in _NOT_DONE or fact.kind == "plan":
        return not verbs & _SETTLING  # "did they really talk about a summit"
    if fact.relation == "be":  # what a summit would be says nothing of whether it was
        return bool(verbs) and not (asked.polar and verbs & {"be", *fact.also})
    only_spoken_of = fact.relation in _SETTLING | question.scoring.prospective_relations
    return bool(verbs) and only_spoken_of and fact.relation not in verbs


def _is_no_reply(fact: Fact, question: Question) -> bool:
    """Whether somebody's reply is asked for, and the fact has nothing of him: "how did Yang defend it when Yachi
    complained", and Yachi's complaint."""
    asked = question.asked
    if "reply" not in asked.signs or asked.polar or asked.answer not in _OF_WORDS:
        return False
    parties = [i for i in asked.of_kind("entity") if question.is_kind(i, "person", "country")]
    replying = [i for i in parties if i.role == "agent" and not _is_replied_to(i, question)]
    if question.utterance.language != "en" and len(parties) > 1:
        replying = _replying_in_cjk(parties, question) or replying
    voices = (*filter(None, (fact.speaker, fact.relayed_by)), *fact.agents)
    return bool(replying) and not any(stands_for(item, voices, question.knowledge) for item in replying)


def _replying_in_cjk(parties: list[Item], question: Question) -> list[Item]:
    """Of several who are named whoever stands next before the word for the reply, and acts there: after Yachi's
    criticism Yang, in 谷内批评之后，杨洁篪怎么回应."""
    verbs = [item.position for item in question.asked.of_kind("relation") if _REPLYING in item.options]
    language, grammar = question.utterance.language, question.knowledge.resource("grammar")
    ends = {piece.first: piece.last for piece in question.utterance.pieces}
    tokens, acting = [token.folded for token in question.utterance.tokens], []
    for item in parties:
        behind = "".join(tokens[ends.get(item.position, item.position + 1) :][:2])
        if language == "ja":
            acts = behind.startswith(_SUBJECT)
        else:
            before = "".join(tokens[max(0, item.position - 1) : max(0, item.position)])
            acts = before not in grammar["zh"]["other_before"] and not behind.startswith(_OWNING)
        if acts and verbs and item.position < verbs[-1]:
            acting.append(item)
    return acting[-1:]


def _is_replied_to(item: Item, question: Question) -> bool:
    """Whether somebody stands behind "to" or the like: "the secretary's reply to Seoul's protest"."""
    before = question.utterance.tokens[item.position - 1 : item.position] if item.position > 0 else ()
    return any(token.folded in question.knowledge.resource("grammar")["en"]["other_before"] for token in before)
