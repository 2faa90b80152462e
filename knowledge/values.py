"""Values with slots, written as dataclasses are, whose classes cost a question next to nothing.

The standard library writes and compiles up to seven methods for each class when its module is imported, half a
millisecond in all, and a question needs ninety classes. Here all classes share their methods, and `__init__`, the one
that must be fast, is compiled when more than a few values of its class are made. To the type checker these are the
standard library's own `dataclass`, `field`, `fields` and `replace`, so it knows every field.
"""
# ruff: noqa: ANN401 - fields hold anything

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass, field, fields, replace  # noqa: TID251 - here alone

__all__ = ("dataclass", "field", "fields", "replace")

_REQUIRED: Any = object()
"""The default of a field that has none."""

_FEW = 3
"""Values of a class that are not worth a compiled `__init__`: a question makes no more of most classes."""


class _Field:
    """What is known of one field."""

    __slots__ = ("compare", "default", "default_factory", "name", "repr")

    def __init__(
        self, *, default: Any = _REQUIRED, default_factory: Any = None, repr: bool = True, compare: bool = True
    ) -> None:
        self.name = ""
        self.default = default
        self.default_factory = default_factory
        self.repr = repr
        self.compare = compare


def _fields(kind: Any) -> tuple[_Field, ...]:
    """The fields of a class of values, or of a value, in their order."""
    found: tuple[_Field, ...] = kind.__value_fields__
    return found


def _replace(value: Any, /, **changes: Any) -> Any:
    """The value with some fields changed."""
    for each in _fields(value):
        if each.name not in changes:
            changes[each.name] = getattr(value, each.name)
    return type(value)(**changes)


def _dataclass(*, slots: bool, frozen: bool = False, kw_only: bool = False, eq: bool = True) -> Callable[[type], Any]:
    """Make values of a class from the fields that it annotates; `slots` must be said, and true."""
    if not slots:
        raise TypeError("values have slots")

    def make(plain: type) -> Any:
        inside = {name: item for name, item in vars(plain).items() if name not in ("__dict__", "__weakref__")}
        own = [_take_field(name, inside) for name in inside.get("__annotations__", ())]
        every = (*getattr(plain, "__value_fields__", ()), *own)
        shared = _shared_methods(every, frozen=frozen, eq=eq)
        slotted = {
            "__slots__": tuple(each.name for each in own),
            "__value_fields__": every,
            "__match_args__": () if kw_only else tuple(each.name for each in every),
            "__dataclass_fields__": _Standard("__dataclass_fields__"),
            "__dataclass_params__": _Standard("__dataclass_params__"),
        }
        made: Any = type(plain)(plain.__name__, plain.__bases__, shared | inside | slotted)
        made.__qualname__ = plain.__qualname__
        made.__init__ = _late_init(made, frozen=frozen, kw_only=kw_only)
        return made

    return make


class _Standard:
    """What the standard library knows of its dataclasses: found out for whoever asks, so that its functions work."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, _: object, made: Any) -> Any:
        import dataclasses  # noqa: TID251 - it is this that takes time

        described = []
        for each in _fields(made):
            default = {} if each.default is _REQUIRED else {"default": each.default}
            made_by = {} if each.default_factory is None else {"default_factory": each.default_factory}
            described.append(
                (each.name, Any, dataclasses.field(repr=each.repr, compare=each.compare, **default, **made_by))
            )
        twin = dataclasses.make_dataclass(made.__name__, described, kw_only=True, frozen="__getstate__" in vars(made))
        setattr(made, self.name, getattr(twin, self.name))
        return getattr(made, self.name)


def _take_field(name: str, inside: dict[str, Any]) -> _Field:
    """The field of this name; its default leaves the class, where its slot will be."""
    default = inside.pop(name, _REQUIRED)
    found = default if isinstance(default, _Field) else _Field(default=default)
    found.name = name
    return found


def _shared_methods(every: tuple[_Field, ...], *, frozen: bool, eq: bool) -> dict[str, Any]:
    methods: dict[str, Any] = {"__repr__": _show}
    if eq:
        compared = [each.name for each in every if each.compare]
        methods["__value_key__"] = staticmethod(attrgetter(*compared) if compared else _no_key)
        methods["__eq__"] = _equal
        methods["__hash__"] = _hash if frozen else None
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse, "__getstate__": _state, "__setstate__": _set_state}
    return methods


def _show(self: Any) -> str:
    shown = [f"{each.name}={getattr(self, each.name)!r}" for each in _fields(self) if each.repr]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _no_key(_: object) -> tuple[()]:
    return ()


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self.__value_key__(self) == self.__value_key__(other)


def _hash(self: Any) -> int:
    return hash(self.__value_key__(self))


def _refuse(self: object, name: str, *_: object) -> None:
    raise AttributeError(f"{name} of a {type(self).__name__} stays as it is; `replace` makes another value")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in _fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for each, content in zip(_fields(self), state, strict=True):
        object.__setattr__(self, each.name, content)


def _late_init(made: Any, *, frozen: bool, kw_only: bool) -> Callable[..., None]:
    """An `__init__` that sets the first few values field by field, and then lets a compiled one take its place."""
    left = _FEW

    def late(self: Any, *given: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0 or given or not _sets_all(_fields(made), named):  # what is wrong the compiled one says
            made.__init__ = _compile_init(made, frozen=frozen, kw_only=kw_only)
            made.__init__(self, *given, **named)
            return
        for each in _fields(made):
            content = named.get(each.name, each.default)
            content = each.default_factory() if content is _REQUIRED else content
            object.__setattr__(self, each.name, content)
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    return late


def _sets_all(every: tuple[_Field, ...], named: dict[str, Any]) -> bool:
    """Whether each name is a field's, and no field is left without a value."""
    names = {each.name for each in every}
    optional = {each.name for each in every if each.default is not _REQUIRED or each.default_factory is not None}
    return named.keys() <= names <= named.keys() | optional


def _compile_init(made: Any, *, frozen: bool, kw_only: bool) -> Callable[..., None]:
    """An `__init__` with a parameter for each field; a slot of a frozen value is set past its `__setattr__`."""
    names: dict[str, Any] = {"required": _REQUIRED}
    parameters = ["self", "*"] if kw_only and _fields(made) else ["self"]
    steps = []
    for each in _fields(made):
        name = content = each.name
        names |= {f"set_{name}": getattr(made, name).__set__, f"default_{name}": each.default}
        if each.default_factory is not None:
            names[f"make_{name}"] = each.default_factory
            content = f"make_{name}() if {name} is required else {name}"
        must_be_given = each.default is _REQUIRED and each.default_factory is None
        parameters.append(name if must_be_given else f"{name}=default_{name}")
        steps.append(f"set_{name}(self, {content})" if frozen else f"self.{name} = {content}")
    if hasattr(made, "__post_init__"):
        steps.append("self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(steps or ["pass"]), names)
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


if not TYPE_CHECKING:
    dataclass, field, fields, replace = _dataclass, _Field, _fields, _replace
