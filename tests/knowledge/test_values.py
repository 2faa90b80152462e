"""Values are what the standard library's dataclasses would be, field by field."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import pytest

from knowledge.values import dataclass, field, fields, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Boat:
    name: str
    crew: tuple[str, ...] = ()
    log: dict[str, int] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ferry(Boat):
    lanes: int

    def __post_init__(self) -> None:
        if self.lanes < 1:
            raise ValueError("no lanes")


@dataclass(slots=True)
class Quay:
    name: str
    boats: list[Boat] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


def test_fields_are_given_by_name_with_their_defaults() -> None:
    boat = Boat(name="Kamome")
    assert (boat.name, boat.crew, boat.log) == ("Kamome", (), {})
    assert Boat(name="Kamome").log is not boat.log
    assert Quay("North").boats == []
    assert [each.name for each in fields(Ferry)] == ["name", "crew", "log", "lanes"]


def test_later_values_are_as_the_first_ones() -> None:
    """Only after a few values is the way compiled in which they are made."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Buoy:
        colour: str
        lights: list[str] = field(default_factory=list)
        height: int = 2

    buoys = [Buoy(colour="red", height=3) for _ in range(10)]
    assert {(buoy.colour, tuple(buoy.lights), buoy.height) for buoy in buoys} == {("red", (), 3)}
    assert len({id(buoy.lights) for buoy in buoys}) == len(buoys)


@pytest.mark.parametrize("given", [{}, {"name": "a", "sail": 1}])
def test_a_field_too_few_or_too_many_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Boat\.__init__"):
        Boat(**given)


def test_a_value_never_changes() -> None:
    boat = Boat(name="Kamome")
    with pytest.raises(AttributeError, match="name of a Boat"):
        boat.name = "Tsuru"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del boat.name
    assert replace(boat, crew=("Sato",)) == Boat(name="Kamome", crew=("Sato",))
    quay = Quay("North")
    quay.name = "South"
    assert quay == Quay("South")


def test_values_are_equal_by_the_fields_that_are_compared() -> None:
    assert Boat(name="Kamome", log={"nm": 3}) == Boat(name="Kamome", log={"nm": 4})
    assert Boat(name="Kamome") != Boat(name="Tsuru")
    assert Ferry(name="Kamome", lanes=2) != Boat(name="Kamome")
    assert len({Boat(name="Kamome"), Boat(name="Kamome"), Nothing(), Nothing()}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Quay("North"))


def test_what_a_value_checks_is_checked_whenever_it_is_made() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="no lanes"):
            Ferry(name="Kamome", lanes=0)
    with pytest.raises(ValueError, match="no lanes"):
        replace(Ferry(name="Kamome", lanes=1), lanes=0)


def test_a_value_shows_itself_as_a_dataclass_does() -> None:
    like = dataclasses.make_dataclass("Quay", [("name", str), ("boats", list[Boat])])
    assert repr(Quay("North", [Boat(name="Kamome")])) == repr(like("North", [Boat(name="Kamome")]))
    assert repr(Ferry(name="a", lanes=1)) == "Ferry(name='a', crew=(), lanes=1)"
    assert repr(Nothing()) == "Nothing()"


def test_fields_match_by_place_unless_they_are_given_by_name() -> None:
    match Quay("North"):
        case Quay(name, boats):
            assert (name, boats) == ("North", [])
    assert not hasattr(Boat(name="a"), "__dict__")
    assert Boat.__match_args__ == ()  # type: ignore[attr-defined]


def test_values_go_from_process_to_process() -> None:
    ferry = Ferry(name="Kamome", crew=("Sato",), lanes=2)
    assert pickle.loads(pickle.dumps(ferry)) == ferry
    assert pickle.loads(pickle.dumps(Quay("North", [ferry]))) == Quay("North", [ferry])


def test_functions_of_the_standard_library_take_values_too() -> None:
    ferry = Ferry(name="Kamome", lanes=2)
    assert dataclasses.replace(ferry, lanes=3) == replace(ferry, lanes=3)
    assert dataclasses.asdict(ferry) == {"name": "Kamome", "crew": (), "log": {}, "lanes": 2}
    assert [each.name for each in dataclasses.fields(Quay)] == ["name", "boats"]
