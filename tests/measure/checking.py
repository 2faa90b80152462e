"""Claims made from the pack, true and false ones, and what checking a message says of them.

    python -m tests.measure.checking [-v] [--articles DIR...] [--found] [FAMILY...]

True ones are facts in other words: as they stand, shorter, with short names, synonyms, the other voice, as people put
them in a chat, and claims of readers with "right?" behind them. False ones have one thing changed: who acts, on whom,
who speaks, the place, the year, a number, the verb or a "not", two names put in each other's place, words in quotation
marks; and claims of which readers say that a fact refutes them. A table with 95 % intervals (Wilson) is printed, and
with -v each true claim called contradicted and each false one called supported.

With --articles the knowledge base is built from these folders' articles alone, and nothing in it is reviewed; with
--found as well, the claims are made from what was found in the articles in place of the pack. A claim in which nothing
is swapped but what nobody has reviewed may then be neither true nor false: look at what -v prints.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from bot.answers.deciding.unreviewed import NOTE
from bot.checking import check_message
from bot.shipped import RESOURCES, SHIPPED_PACK
from knowledge.build import build_knowledge
from knowledge.extract.folder import extract_folder, find_articles
from knowledge.model import Fact, Pack
from knowledge.packs import load_pack
from knowledge.store import Store, open_store
from tests.measure.safety import NUMBER, TODAY, WORDS_OF_NUMBERS, YEAR, Asked, Maker, find_interval, is_place

_WORDS = Path(__file__).with_suffix(".yaml")
_CASES_OF_AN_ARTICLE = 4
_CASES = 100
"""Cases of a family; at most, where the pack does not give so many."""

VERDICTS = ("supported", "contradicted", "partly", "no_source", "no claim")

_ASIDE = re.compile(r" \([^)]*\)")
_APPOSITION = re.compile(r", (?!(?:and|but|which|who|while|where|when|so|because)\b)[^,“”:;]{3,60},(?= [a-z])")
_OPENING = re.compile(r"^(?:In|On|At|As of|By|Before|After|To) [^,“”]{3,80}, (?=[A-Z])")
_LAST_DATE = re.compile(r" on (?:[A-Z][a-z]+day,? )?\d{1,2} [A-Z][a-z]+ \d{4}(?=\.$)")
_TITLE = re.compile(
    r"(?:(?:Japan's|Japanese|China's|Chinese|South Korean) )?"
    r"(?:Foreign Minister|foreign minister|Prime Minister|President|Premier|State Councillor|counterpart),? (?=[A-Z])"
)
_GIVEN = re.compile(r"\b(?:Yoko|Takeshi|Fumio|Shigeru|Shinzo|Shotaro|Hiroshige|Yoshimasa) (?=[A-Z])")
_TAGGED = re.compile(r"(?:,|\.|\?| -)?\s*(?:right|correct|true|yeah|am i right)\s*\?\s*$", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]+”")
_FIRST_WORDS = re.compile(
    r"(?:so )?(?:did|does|do|is|are|was|were|has|have|had|can|could|who|what|why|when|which|how|where)\b", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim and whether it is true."""

    family: str
    text: str
    is_true: bool


class _Statements(Maker):
    """Makes changed statements of facts, where its base makes changed questions."""

    def _read_asked(self) -> Iterator[Asked]:
        for fact in self.pack.facts:
            if fact.weight != "low":
                same = frozenset({fact.id, *fact.links.same_as})
                yield Asked(text=_shorter(fact.sentence), fact=fact, facts=same)


def make_claims(pack: Pack) -> Mapping[str, tuple[Claim, ...]]:
    """The claims of each family, each once."""
    words: dict[str, Any] = yaml.load(_WORDS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    maker = _Statements(pack)
    true: dict[str, Iterable[str]] = {
        "as it stands": (fact.sentence for fact in _facts(maker)),
        "shortened": (_shorter(fact.sentence) for fact in _facts(maker)),
        "short names": (_short_names(_shorter(fact.sentence)) for fact in _facts(maker)),
        "synonyms": _synonyms(maker, words),
        "other voice": _voices(maker, words),
        "chat": _chats(maker, words),
        "readers, right": _of_readers(maker, refuted=False),
    }
    false: dict[str, Iterable[str]] = {
        "actor swapped": (c.text for c in maker.swapped("", lambda fact: fact.agents)),
        "target swapped": (c.text for c in maker.swapped("", lambda fact: (*fact.targets, *fact.mentions))),
        "speaker swapped": (c.text for c in maker.swapped("", lambda fact: (fact.speaker,))),
        "place swapped": (
            c.text
            for c in maker.swapped("", lambda fact: (fact.place, *(m for m in fact.mentions if is_place(m, maker))))
        ),
        "names exchanged": _exchanged(maker),
        "year shifted": (c.text for c in maker.years()),
        "number changed": _numbers(maker),
        "polarity flipped": _flipped(maker, words),
        "denied": _denied(maker),
        "quote invented": _misquoted(maker, words),
        "readers, refuted": _of_readers(maker, refuted=True),
    }
    made: dict[str, tuple[Claim, ...]] = {}
    for truth, families in ((True, true), (False, false)):
        for family, texts in families.items():
            own = list(dict.fromkeys(_first(texts, 12 * _CASES)))[:_CASES]
            made[family] = tuple(Claim(family=family, text=text, is_true=truth) for text in own)
    return made


def make_found_claims(packs: Iterable[Pack]) -> Mapping[str, tuple[Claim, ...]]:
    """The claims of each family from what a program found, some of each article."""
    made: dict[str, list[Claim]] = {}
    for pack in packs:
        plain = replace(pack, facts=tuple(replace(fact, sentence=NOTE.sub("", fact.sentence)) for fact in pack.facts))
        for family, claims in make_claims(plain).items():
            made.setdefault(family, []).extend(claims[:_CASES_OF_AN_ARTICLE])
    return {family: tuple(claims) for family, claims in made.items() if claims}


def _first(texts: Iterable[str], most: int) -> Iterator[str]:
    for number, text in enumerate(texts):
        if number >= most:
            return
        if len(text) <= 300:
            yield text


def _facts(maker: Maker) -> list[Fact]:
    return [asked.fact for asked in maker.shuffled(maker.asked)]


def _shorter(sentence: str) -> str:
    """A fact's sentence without asides, the circumstances at its beginning and the day at its end."""
    text = _ASIDE.sub("", sentence)
    text = _APPOSITION.sub("", text, count=1)
    rest = _OPENING.sub("", text)
    text = rest if len(rest.split()) > 5 else text
    rest = _LAST_DATE.sub("", text)
    return rest if YEAR.search(rest) or len(rest) < len(text) - 40 else text


def _short_names(text: str) -> str:
    return _GIVEN.sub("", _TITLE.sub("", text))


def _synonyms(maker: Maker, words: Mapping[str, Any]) -> Iterator[str]:
    pairs = {a: b for one, other in words["synonyms"] for a, b in ((one, other), (other, one))}
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(pairs, key=len, reverse=True))})\b")
    for fact in _facts(maker):
        text = _shorter(fact.sentence)
        plain = _QUOTED.sub("", text)
        found = pattern.search(plain)
        if found and found.group() in text:
            yield text.replace(found.group(), pairs[found.group()], 1)


def _voices(maker: Maker, words: Mapping[str, Any]) -> Iterator[str]:
    for fact in _facts(maker):
        text = _shorter(fact.sentence).rstrip(".")
        for pattern, other in words["voices"]:
            made = re.sub(pattern, other, text)
            if made != text:
                yield f"{made[0].upper()}{made[1:]}."
                break


def _chats(maker: Maker, words: Mapping[str, Any]) -> Iterator[str]:
    for fact in _facts(maker):
        text = _short_names(_shorter(fact.sentence)).rstrip(".")
        frame = maker.dice.choice(words["chats"])
        yield frame.format(text.lower() if maker.dice.random() < 0.5 else text)


def _of_readers(maker: Maker, *, refuted: bool) -> Iterator[str]:
    asked = [
        question.text
        for question in maker.pack.asked
        if question.language == "en" and question.facts and question.refuted == refuted
        and _TAGGED.search(question.text) and not _FIRST_WORDS.match(question.text)
    ]  # fmt: skip
    yield from maker.dice.sample(asked, len(asked))


def _exchanged(maker: Maker) -> Iterator[str]:
    """Two people, or two states, of a fact in each other's place."""
    for fact in _facts(maker):
        text = _short_names(_shorter(fact.sentence))
        if fact.relation in (
            "meet",
            "agree",
            "talk",
            "disagree",
            "shake-hands",
            "host",
            "reaffirm",
            "discuss",
            "cooperate",
            "photograph",
            "be",
            "co-host",
            "invite",
        ):
            continue
        parties = dict.fromkeys((*fact.agents, *fact.targets, *fact.mentions, *filter(None, (fact.speaker,))))
        named = [(e, place) for p in parties if (e := maker.entities.get(p)) and (place := maker.find_name(text, e))]
        for kind in ("person", "country"):
            pair = [(e, place) for e, place in named if e.kind == kind][:2]
            if len(pair) == 2:
                (_, a), (_, b) = sorted(pair, key=lambda item: item[1])
                if a[1] <= b[0] and not re.fullmatch(r"['’]?s? ?(?:and|,|to|with) ?", text[a[1] : b[0]]):
                    yield text[: a[0]] + text[slice(*b)] + text[a[1] : b[0]] + text[slice(*a)] + text[b[1] :]
                    break


def _numbers(maker: Maker) -> Iterator[str]:
    for fact in _facts(maker):
        text = _shorter(fact.sentence)
        for found in NUMBER.finditer(text):
            own = found.group()
            others = [word for word in WORDS_OF_NUMBERS if word != own]
            other = str(int(own) + maker.dice.choice((1, 2, 7))) if own.isdecimal() else maker.dice.choice(others)
            if not re.match(r"\s*[A-Z]", text[found.end() :]):
                yield f"{text[: found.start()]}{other}{text[found.end() :]}"


def _flipped(maker: Maker, words: Mapping[str, Any]) -> Iterator[str]:
    contrary = {a: b for one, other in words["opposites"] for a, b in ((one, other), (other, one))}
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(contrary, key=len, reverse=True))})\b")
    for fact in _facts(maker):
        text = _shorter(fact.sentence)
        found = pattern.search(_QUOTED.sub("", text))
        if found and found.group() in text:
            yield text.replace(found.group(), contrary[found.group()], 1)


def _denied(maker: Maker) -> Iterator[str]:
    """The first helping verb with a "not" behind it."""
    for fact in _facts(maker):
        text = _shorter(fact.sentence)
        made = re.sub(r"\b(was|were|is|are|had|has|would|will)\b(?! not)", r"\1 not", text, count=1)
        if made != text and " not " not in text and fact.polarity == "affirmed":
            yield made


def _misquoted(maker: Maker, words: Mapping[str, Any]) -> Iterator[str]:
    for fact in _facts(maker):
        text = _shorter(fact.sentence)
        if _QUOTED.search(text):
            yield _QUOTED.sub(f"“{maker.dice.choice(words['quoted'])}”", text, count=1)


def find_verdict(store: Store, text: str) -> str:
    """What checking says of a text that makes one claim; of its parts the one that speaks most against it."""
    checked = check_message(text, store=store, today=TODAY)
    verdicts = [claim.verdict for claim in checked.claims]
    order = ("contradicted", "no_source", "partly", "supported")
    return next((verdict for verdict in order if verdict in verdicts), "no claim")


def count_verdicts(store: Store, claims: Iterable[Claim]) -> Iterator[tuple[Claim, str]]:
    """Each claim with its verdict."""
    for claim in claims:
        yield claim, find_verdict(store, claim.text)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", help="families to check (default: all)")
    parser.add_argument("--articles", nargs="+", type=Path, default=[], metavar="DIR", help="of these articles alone")
    parser.add_argument("--found", action="store_true", help="make the claims from what is found in the articles")
    parser.add_argument("-v", action="store_true", help="print every claim with a wrong verdict")
    parser.add_argument("--no-source", action="store_true", help="print every true claim that is not supported")
    options = parser.parse_args()
    files = [file for folder in options.articles for file in find_articles(folder)]
    extracted = extract_folder(files, jobs=1, cache=None).packs
    totals = {True: Counter[str](), False: Counter[str]()}
    with TemporaryDirectory() as place:
        path = Path(place, "shipped.sqlite")
        packs = () if options.articles else (SHIPPED_PACK,)
        build_knowledge(packs=packs, output=path, resources=RESOURCES, extracted=extracted)
        store = open_store(path)
        print(f"{'family':22}{'claims':>7}" + "".join(f"{verdict:>14}" for verdict in VERDICTS) + "   wrong, 95 %")
        made = make_found_claims(extracted) if options.found else make_claims(load_pack(SHIPPED_PACK))
        for family, claims in made.items():
            if options.families and family not in options.families:
                continue
            counted = Counter[str]()
            shown: list[str] = []
            for claim, verdict in count_verdicts(store, claims):
                counted[verdict] += 1
                totals[claim.is_true][verdict] += 1
                wrong = verdict == ("contradicted" if claim.is_true else "supported")
                if (wrong and options.v) or (options.no_source and claim.is_true and verdict != "supported"):
                    shown.append(f"    {verdict}: {claim.text}")
            _print_row(family, counted, is_true=claims[0].is_true if claims else True)
            print(*shown, sep="\n", end="\n" if shown else "")
        for is_true, counted in totals.items():
            _print_row("all true" if is_true else "all false", counted, is_true=is_true)
        store.close()


def _print_row(name: str, counted: Counter[str], *, is_true: bool) -> None:
    cases = sum(counted.values())
    if not cases:
        return
    wrong = counted["contradicted" if is_true else "supported"]
    low, high = find_interval(wrong, cases)
    row = "".join(f"{counted[verdict]:14}" for verdict in VERDICTS)
    print(f"{name:22}{cases:7}{row}   {wrong / cases:.1%} ({low:.1%} to {high:.1%})")


if __name__ == "__main__":
    main()
