"""The one path from a question to a reply, for every surface: pure and synchronous."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from bot.answers.compose import compose
from bot.answers.events.before_told import answer_before_told, ask_before_told
from bot.answers.events.occasion import date_by_meeting
from bot.answers.handlers.ambiguity import find_readings
from bot.answers.handlers.dispatch import answer_kind
from bot.answers.model import Dialogue, Reply, ReplyLanguage
from bot.answers.offices.office_then import answer_office_then, choose_holder
from bot.answers.offices.succession import answer_succession
from bot.answers.outcome import Answered, NotFound, Outcome
from bot.answers.question import Question
from bot.cited_reply import reply_from_cited
from bot.engine import read_engine
from bot.intents.interpret import interpret
from bot.intents.items.event_dates import date_by_events
from bot.intents.items.setting import without_setting
from bot.intents.items.slots import Grammar
from bot.intents.messages.courtesy import without_courtesy
from bot.intents.messages.hearsay import without_hearsay
from bot.intents.messages.mentions import ask_both_for_words, ask_for_words_on_it
from bot.intents.messages.occasions import is_being_claimed, split_occasion
from bot.intents.messages.parts import Ending, find_ending, find_first_choice, split_questions
from bot.intents.messages.plain_claim import as_plain_claim
from bot.intents.model import AnswerKind, IntentName, Interpretation
from bot.intents.of_articles.article_questions import with_articles
from bot.intents.turns.asking_again import ask_again
from bot.intents.turns.changing import find_change, turn_to
from bot.intents.turns.dialogue import carry_over, find_pronoun, on_its_matter, on_what_was_told
from bot.intents.turns.going_on import asks_more
from bot.intents.turns.posts import beside_named_holder
from bot.intents.turns.returning import return_to_opening
from bot.intents.turns.rewording import Reworded
from bot.readings import (
    find_whole,
    is_plain,
    list_readings,
    name_pronouns,
    names_only_speaker,
    take_first_answered,
)
from bot.utterance import Utterance, read_utterance
from knowledge.model import ArticleId
from knowledge.question_terms import find_terms
from knowledge.script import writes_traditional
from knowledge.store import Store
from knowledge.values import replace

LONGEST_QUESTION = 1000
"""Characters of a question that are read; a longer one is cut, so that work stays bounded."""

_MOST_PARTS = 3
"""Questions of one message that are answered."""

_WHOLE = 2
"""Things that a question names from which on it can be asked without what was told before it."""

_THINGS = ("topic", "document", "event", "event_series", "organisation")
"""Kinds of names that "it" may mean."""

_OVERVIEWS: frozenset[AnswerKind] = frozenset({"latest", "timeline", "comparison", "relations", "articles", "contents"})
"""Answers that are made of several facts."""


def respond(
    text: str,
    *,
    store: Store,
    today: date,
    dialogue: Dialogue | None = None,
    frame: IntentName | None = None,
    language: ReplyLanguage | None = None,
    as_of: date | None = None,
) -> Reply:
    """Answer one question, where it cites an article by what it is on from the articles on that.

    Args:
        text: what the person typed; any string.
        today: what relative dates count from.
        dialogue: the `dialogue` of the conversation's last reply.
        frame: the intent, where a command has fixed it.
        language: the language of the reply's frame; that of the question where None.
        as_of: answer from what had been reported by this day; from all where None. A question may say so itself.
    """

    def reply_to(words: str, articles: tuple[ArticleId, ...] = ()) -> Reply:
        return _respond(
            words, store=store, today=today, before=dialogue or Dialogue(), frame=frame, language=language,
            as_of=as_of, told_in=articles,
        )  # fmt: skip

    def read(words: str) -> Question:
        return understand(words, store=store, today=today, dialogue=dialogue or Dialogue())

    told = None
    if frame is None:
        asked = text[:LONGEST_QUESTION]
        told = reply_from_cited(asked, reply_to, read, engine=read_engine(store), store=store, today=today)
    return told or reply_to(text)


def _respond(
    text: str,
    *,
    store: Store,
    today: date,
    before: Dialogue,
    frame: IntentName | None,
    language: ReplyLanguage | None,
    as_of: date | None,
    told_in: tuple[ArticleId, ...] = (),
) -> Reply:
    """Answer one question, of some articles alone where there are any."""
    engine = read_engine(store)
    asked_now, before = return_to_opening(_chosen(text, before)[:LONGEST_QUESTION], before, engine.grammar)
    typed = without_hearsay(without_courtesy(asked_now, engine.grammar), engine.grammar)
    typed = as_plain_claim(typed, engine.grammar) if frame is None else typed

    def read(words: str, dialogue: Dialogue) -> Question:
        return understand(
            words, store=store, today=today, dialogue=dialogue, frame=frame, language=language, as_of=as_of,
            told_in=told_in,
        )  # fmt: skip

    def answer_then(words: str, dialogue: Dialogue) -> Outcome | None:
        occasion = split_occasion(words, engine.grammar) if frame is None else None
        return _answer_then(read(occasion.asked, dialogue), read(occasion.told, Dialogue())) if occasion else None

    def read_whole(whole: Reworded, dialogue: Dialogue) -> Question:
        alone = read(whole.text, Dialogue())
        leans = find_pronoun(alone.utterance, alone.asked, engine.grammar) is not None
        return read(whole.text, _without(dialogue, whole.instead_of)) if leans else alone

    def ask(as_typed: Question, words: str, dialogue: Dialogue) -> tuple[Question, Outcome, str | None]:
        """The reading that is answered, the answer, and the whole question that the words are a rest of."""

        def read_named(question: Question) -> Iterator[Question]:
            return (read(text, Dialogue()) for text in name_pronouns(question, dialogue, engine, store))

        if dialogue.text and asks_more(as_typed.utterance, engine.grammar):
            as_typed = replace(as_typed, terms=read(dialogue.text, Dialogue()).terms)
        of_articles = as_typed.asked.article_question is not None or bool(as_typed.asked.publishers)
        fixed = frame is not None or of_articles  # says by itself what it asks
        whole, is_rest = (None, False) if fixed else find_whole(words, dialogue, engine, store, today)
        reworded = read_whole(whole, dialogue) if whole is not None else None
        by_itself = read(words, Dialogue()) if dialogue.turns and not fixed else as_typed
        again = ask_again(by_itself.asked, dialogue) if as_typed.asked.follow_up and not fixed else None
        if again is not None and not _tells_first(as_typed, again, dialogue):
            more = replace(as_typed, asked=again, terms=read(f"{words} {dialogue.text}", Dialogue()).terms)
            told = _answer(more)
            if isinstance(told, Answered) and told.confidence >= 100 * more.confidence.least["again"]:
                return more, told, dialogue.text
        if reworded is not None and is_rest and whole is not None and dialogue.facts and names_only_speaker(reworded):
            first = store.find_fact(dialogue.facts[0])
            there = understand(
                whole.text, store=store, today=today, dialogue=Dialogue(), language=language, as_of=as_of,
                told_in=(first.fact.article,) if first is not None else told_in,
            )  # fmt: skip
            told = _answer(there)
            if isinstance(told, Answered) and is_plain(told):
                return there, told, whole.text
        leaning = dialogue.turns and not fixed and (reworded is None or not is_rest)
        of_state = reworded or by_itself
        for on_it in on_what_was_told(of_state.asked, dialogue, store) if leaning else ():
            told = _answer(replace(of_state, asked=on_it))
            if isinstance(told, Answered):
                return replace(of_state, asked=on_it), told, None
        readings = list_readings(
            as_typed, reworded, engine.grammar, is_rest=is_rest, named=read_named,
            read=lambda text: read(text, Dialogue()), otherwise=whole.otherwise if whole is not None else None,
            when=dialogue.when,
        )  # fmt: skip
        then = answer_then(words, dialogue)
        found = (as_typed, then) if then is not None else take_first_answered(readings, as_typed, _answer)
        of_matter = None if isinstance(found[1], Answered) else on_its_matter(as_typed.asked, dialogue, store)
        if of_matter is not None:
            on_matter = replace(as_typed, asked=of_matter)
            told, least = _answer(on_matter), 100 * on_matter.confidence.least["by_itself"]
            if isinstance(told, Answered) and is_plain(told) and told.confidence >= least:
                found = on_matter, told
        of_rest = dialogue.text if is_rest and not isinstance(found[1], Answered) else None
        return *found, _text_of(whole, found[0]) if whole is not None else of_rest

    change = find_change(typed, engine.grammar) if before.turns else None
    if change is not None:
        after = turn_to(change, read(change.topic, Dialogue()).asked if change.topic else None, before, store)
        turned = read(change.question, after) if after is not None else None
        if turned is not None and (not change.topic or turned.asked.follow_up):
            typed = change.question
        before = after or before
    as_typed = read(typed, before)
    on_it = ask_for_words_on_it(typed, engine.grammar) if frame is None else None
    if on_it is not None:
        question, outcome, whole = ask(read(on_it, before), on_it, before)
        if isinstance(outcome, Answered) and not question.asked.polar and _stays_there(outcome, question, before):
            return compose(question, outcome, before)
    question, outcome, whole = ask(as_typed, typed, before)
    if frame is None and question.asked.polar and isinstance(outcome, NotFound):
        named = (typed, *name_pronouns(as_typed, before, engine, store)) if before.turns else (typed,)
        both = next(filter(None, (ask_both_for_words(words, engine.grammar) for words in named)), None)
        if both is not None:
            from bot.answers.handlers.talked_over import join_words_there  # few questions ask whether two spoke of it

            talk = join_words_there([(each, _answer(each)) for each in (read(words, Dialogue()) for words in both)])
            if talk is not None:
                return compose(question, talk, before)
    ending = find_ending(typed, engine.grammar) if frame is None else None
    if ending is not None and (ending.personal or not isinstance(outcome, Answered)):
        alone = _by_itself(ending, read, before)
        told = _answer(alone) if alone is not None else outcome
        if alone is not None and isinstance(told, Answered):
            return compose(alone, told, before)
    if ending is not None:
        earlier = ask_before_told(read(ending.before, Dialogue()), read(ending.question, Dialogue()))
        if earlier is not None:
            return compose(earlier, answer_before_told(earlier, _answer), before)
    first = find_first_choice(typed, engine.grammar) if frame is None else None
    if first is not None and not isinstance(outcome, Answered):
        chosen = read(first, before)
        told = _answer(chosen) if chosen.asked.of_kind("relation", "topic") else outcome
        if isinstance(told, Answered):
            return compose(chosen, told, before)
    parts = split_questions(typed, engine.grammar) if frame is None else ()
    if len(parts) > 1:
        from bot.answers.handlers.parts import join_parts  # few messages ask twice

        outcomes: list[Outcome] = []
        after = before
        for part in parts[:_MOST_PARTS]:
            asked = _within(read(part, after), after) if outcomes else read(part, after)
            asked, each, rest_of = ask(asked, part, after)
            outcomes.append(each)
            after = _with_text(compose(asked, each, after).dialogue, rest_of)
        joined = join_parts(question, outcome, outcomes)
        reply = compose(question, joined, before)
        return reply if joined is outcome else replace(reply, dialogue=_after_parts(after, reply.dialogue))
    reply = compose(question, outcome, before)
    return replace(reply, dialogue=_with_text(reply.dialogue, whole))


def _tells_first(as_typed: Question, again: Interpretation, dialogue: Dialogue) -> bool:
    """Whether what was told first has the day that is asked for: "when was that?" is answered from it."""
    usual = _answer(as_typed) if again.answer == "time" else None
    return isinstance(usual, Answered) and any(r.fact.id in dialogue.facts[:1] for r in usual.lead.records)


def _stays_there(outcome: Answered, question: Question, dialogue: Dialogue) -> bool:
    """Whether it is told of the occasion that was spoken of, where it is asked of "him" or "her"."""
    if not question.asked.pronoun or not dialogue.events:
        return True
    return any(record.fact.event in dialogue.events for record in outcome.lead.records)


def _text_of(whole: Reworded, answered: Question) -> str:
    """The question that a rest stood for: of two that it may be the one that was answered."""
    other = whole.otherwise
    return other if other is not None and answered.utterance.text == other else whole.text


def _with_text(dialogue: Dialogue, whole: str | None) -> Dialogue:
    return replace(dialogue, text=whole) if whole is not None else dialogue


def _after_parts(last: Dialogue, whole: Dialogue) -> Dialogue:
    """The conversation after a message of several questions: its last one is that which is gone on from."""
    facts = tuple(dict.fromkeys((*last.facts, *whole.facts)))
    return replace(last, facts=facts, turns=whole.turns, opening=whole.opening)


def _without(dialogue: Dialogue, options: frozenset[str]) -> Dialogue:
    """The conversation without what the question puts something else in the place of."""
    kept = tuple(item for item in dialogue.items if not options & set(item.options))
    return replace(dialogue, items=kept)


def understand(
    text: str,
    *,
    store: Store,
    today: date,
    dialogue: Dialogue,
    frame: IntentName | None = None,
    language: ReplyLanguage | None = None,
    as_of: date | None = None,
    told_in: tuple[ArticleId, ...] = (),
) -> Question:
    """What one question asks, with all that answering it needs; the arguments are those of `respond`.

    Args:
        told_in: the articles from which it may be answered; any where there are none.
    """
    engine = read_engine(store)
    utterance = read_utterance(text, engine.words, today)
    asked = interpret(utterance, engine.catalogue, store, engine.grammar, frame=frame)
    asked = without_setting(asked, utterance, store, engine.grammar)
    asked = beside_named_holder(asked, utterance, store, engine.grammar)
    if frame is None:
        asked = with_articles(asked, utterance, store, engine.grammar, dialogue)
    aside = _names_aside(asked, utterance)
    asked = date_by_events(asked, utterance, dialogue.events, store, engine.grammar)
    asked, day = _take_as_of(asked, utterance, engine.grammar)
    days = [some for some in (day, as_of) if some is not None]
    knowledge = store.told_in(told_in) if told_in else store
    return Question(
        utterance=utterance,
        asked=carry_over(asked, utterance, dialogue, store, engine.grammar),
        terms=find_terms(
            _telling_words(utterance, asked, engine.grammar, aside),
            engine.words.find_aliases,
            engine.words.irregular_forms(),
        ),
        knowledge=knowledge.as_of(min(days)) if days else knowledge,
        as_of=min(days, default=None),
        scoring=engine.scoring,
        confidence=engine.confidence,
        claim_confidence=engine.claim_confidence,
        gap_words=engine.gap_words,
        near_words=engine.near_words,
        relations=engine.relations,
        wording=engine.wording[_wording_for(language or utterance.language, utterance, dialogue)],
        today=today,
    )


def _wording_for(language: ReplyLanguage, utterance: Utterance, dialogue: Dialogue) -> str:
    """Which of the wordings a reply is in: Chinese is answered in the characters that it is asked in."""
    if language != "zh" or not writes_traditional(utterance.raw, before=dialogue.traditional):
        return language
    return "zh-Hant"


def _take_as_of(asked: Interpretation, utterance: Utterance, grammar: Grammar) -> tuple[Interpretation, date | None]:
    """The day behind "as of", which is no date of what is asked about but of what was known."""
    words = grammar.words["as_of"]
    for timex in asked.timexes:
        before, after = utterance.text[: timex.start], utterance.text[timex.end :].lstrip()
        own = utterance.text[timex.start : timex.end].lower()
        said = any(own.startswith(word) or before.rstrip().lower().endswith(word) for word in words["before"])
        if timex.last is not None and (said or after.startswith(tuple(words["after"]))):
            kept = tuple(t for t in asked.timexes if t is not timex)
            return replace(asked, timexes=kept, signs=asked.signs | {"as_of"}), timex.last
    return asked, None


def _names_aside(asked: Interpretation, utterance: Utterance) -> frozenset[int]:
    """Places of names that only describe what else is named: Ishiba in "Ishiba's foreign minister"."""
    meant = {item.position for item in asked.items}
    return asked.aside | frozenset(
        place
        for piece in utterance.pieces
        if piece.first not in meant and any(target.kind == "entity" for target in piece.targets)
        for place in range(piece.first, piece.last)
    )


def _telling_words(utterance: Utterance, asked: Interpretation, grammar: Grammar, aside: frozenset[int]) -> str:
    """The words of a question that tell its fact from others: none that only stress one, or show a mood."""
    stressing = grammar.words["emphasis"]["words"]
    words = _without_cue(utterance, asked, aside).split(" ")
    return " ".join(word for word in words if word.lower().strip(",.?!") not in stressing)


def _without_cue(utterance: Utterance, asked: Interpretation, aside: frozenset[int]) -> str:
    """The words of a question without names aside, and without those that ask for an overview, which no question about
    a fact has."""
    left_out = aside | (asked.cue if asked.answer in _OVERVIEWS else frozenset())
    text = utterance.text
    for place in sorted(left_out, reverse=True):
        token = utterance.tokens[place]
        text = f"{text[: token.start]} {text[token.end :]}"
    return replace(utterance, text=text).spelled_right


def _by_itself(ending: Ending, read: Callable[[str, Dialogue], Question], dialogue: Dialogue) -> Question | None:
    """The question at the end of a message without what is told before it; None where it does not stand alone.

    What its "it" must mean, the only thing that was named before, stands in front of it.
    """
    question = read(ending.question, dialogue)
    if ending.points_back:
        told = read(ending.before, Dialogue())
        things = [i for i in told.asked.of_kind("entity", "topic") if told.is_kind(i, *_THINGS)]
        if len({thing.options for thing in things}) != 1 or not ending.personal:
            return None
        question = read(f"{told.name_of(things[0])}: {ending.question}", dialogue)
    own = [item for item in question.asked.items if not item.carried and item.position >= 0]
    named = [item for item in own if item.kind in ("entity", "topic")]
    if ending.of_somebody and not any(question.is_kind(item, "person", "country") for item in named):
        return None
    return question if named and len(own) >= _WHOLE else None


def _answer_then(asked: Question, told: Question) -> Outcome | None:
    """What answers a question for how things stood, or what somebody said, on an occasion that it tells."""
    if is_being_claimed(asked.utterance.text):
        from bot.answers.handlers.claims import check_office_then  # few claims tell an occasion

        return check_office_then(asked, told)
    office = answer_office_then(asked, told)
    if office is not None:
        return office
    dated = date_by_meeting(asked, told)
    outcome = _answer(dated) if dated is not None else None
    return outcome if isinstance(outcome, Answered) else None


def _within(question: Question, dialogue: Dialogue) -> Question:
    """A later question of one message that names nobody speaks of what the earlier one was answered from."""
    if any(item.kind == "entity" and not item.carried for item in question.asked.items):
        return question
    return replace(question, asked=replace(question.asked, only_articles=dialogue.articles))


def _answer(question: Question) -> Outcome:
    if question.as_of is not None and question.knowledge.coverage is None:
        return NotFound(lead=question.wording.say("none_by", date=question.wording.day(question.as_of)), nearest=())
    return answer_succession(question) or choose_holder(question) or find_readings(question) or answer_kind(question)


def _chosen(text: str, dialogue: Dialogue) -> str:
    """A bare number picks one of the choices offered before."""
    number = text.strip().rstrip(".)")
    # Not isdigit, which "²" passes; and no number of thousands of digits, which int refuses.
    if number.isdecimal() and len(number) < 3 and 1 <= int(number) <= len(dialogue.choices):
        return dialogue.choices[int(number) - 1]
    return text
