"""Who everybody is: a fact of each person of whom an article says what he is."""

from __future__ import annotations

from knowledge.extract.claims.parties import ClaimParties
from knowledge.extract.extraction import Extraction
from knowledge.extract.people.model import Referent
from knowledge.extract.world.parties import Parties
from knowledge.extract.world.world import load_world
from knowledge.model import ArticleId, Fact, FactId, RelationId


def make_identities(extraction: Extraction, article: ArticleId, own: ClaimParties, parties: Parties) -> list[Fact]:
    """ "Goro Imanishi: fisheries minister (Japan)." for everybody of whom the article says what he is."""
    made: list[Fact] = []
    for referent in extraction.speech.discourse.people:
        role = next((role for role in referent.roles if role.head and role.text), None)
        if role is None or referent.name is None or not _tells_office(role.text):
            continue
        index = _unit_of(extraction, referent)
        person = own.find_entity(referent, index)
        if person is None:
            continue
        told = _office(role.text, referent.nations[0] if referent.nations else None)
        made.append(
            Fact(
                id=FactId(f"{article}-{person}"),
                article=article,
                sentence=f"{referent.name}: {told}.",
                kind="background",
                relation=RelationId("be"),
                agents=(person,),
                when=own.published(),
                modality="ongoing",
                sentences=(index + 1,),
                reviewed=False,
                mentions=(parties.of_world(referent.nations[0]),) if referent.nations else (),
            )
        )
    return made


def _tells_office(title: str) -> bool:
    """Whether words beside a name tell who that is to everybody: not "my mother", nor the slug "ADDS" of a wire."""
    return not title.isupper() and title.split()[0].lower() not in ("my", "our", "your")


def _unit_of(extraction: Extraction, referent: Referent) -> int:
    return next((m.unit for m in extraction.speech.discourse.mentions if m.referent is referent), 0)


def _office(title: str, nation: str | None) -> str:
    """A title with whose it is: "transport minister (Poland)", but "Greek Foreign Minister" as it stands."""
    if nation is None:
        return title
    said = title.lower()
    if any(name.removeprefix("the ").lower() in said for name in load_world().names_of(nation)):
        return title
    return f"{title} ({load_world().entities[nation].en})"
