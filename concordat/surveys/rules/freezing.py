"""Frozen values to JSON and back, so that what was published once can be read again unchanged.

The classes themselves are the format: a field that is added needs a default, or older releases could
no longer be read.
"""

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def freeze(thing: Any) -> Any:
    if isinstance(thing, Enum):
        return thing.value
    if is_dataclass(thing) and not isinstance(thing, type):
        return {each.name: freeze(getattr(thing, each.name)) for each in fields(thing)}
    if isinstance(thing, tuple | list):
        return [freeze(each) for each in thing]
    return thing


def thaw(kind: type[T], data: Any) -> T:
    """The value that ``freeze`` wrote. Raises ``KeyError``, ``TypeError`` or ``ValueError`` for another."""
    thawed: T = _thaw(kind, data)
    return thawed


def _thaw(kind: Any, data: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        if data is None:
            return None
        return _thaw(next(each for each in arguments if each is not NoneType), data)
    if origin is tuple:
        kinds = [arguments[0]] * len(data) if arguments[-1] is Ellipsis else arguments
        return tuple(_thaw(each, value) for each, value in zip(kinds, data, strict=True))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _thaw(hints[name], value) for name, value in data.items() if name in hints})
    if kind is float:
        return float(data)
    if not isinstance(data, kind):
        raise TypeError(f"{data!r} is not {kind.__name__}")
    return data


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
