"""The councillors of a council in a Popolo file: JSON with persons, organizations, memberships, posts, areas.

A seat is a membership of the council itself. `on_behalf_of` names the political group, the area of the
membership or of its post the ward. Other memberships (committees, parties) and officers are left out.
"""

import json
import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from json import decoder, scanner
from typing import Any

from concordat.people.rules.duties import OF_OFFICERS, OF_OTHERS
from concordat.people.rules.moderngov import Term, last_run, said_of_anybody
from concordat.people.rules.roster_tables import BadRoster, Problem, Row

COUNCILS = frozenset({"legislature", "council", "local authority", "chamber"})
PARTIES = frozenset({"party", "political party", "group", "political group", "parliamentary group"})
OFFICER = re.compile(r"\b(officer|clerk|director|chief executive|secretary)\b", re.IGNORECASE)
LINE = "\0line"  # in each object: where it stands. No key of a file is written like this.

Thing = Mapping[str, Any]


def table(content: bytes, *, name: str, on: date | None = None) -> tuple[Row, list[Row]]:
    """A roster's first line and the others, with the lines on which each person stands in the JSON.

    on   with it, whoever left before and has no address is passed over: nobody could be told apart by it

    Raises ``BadRoster``.
    """
    told = _told(content, name=name)
    persons = _things(told, "persons")
    organizations = {str(one.get("id")): one for one in _things(told, "organizations")}
    posts = {str(one.get("id")): one for one in _things(told, "posts")}
    areas = {str(one.get("id")): one for one in _things(told, "areas")}
    theirs = _memberships(told, persons)
    council = _council(organizations, theirs.values(), name=name)
    problems: list[Problem] = []
    rows = []
    for person in persons:
        mine = theirs[str(person.get("id"))]
        seats = [one for one in mine if str(one.get("organization_id")) == council and not _is_officer(one)]
        if not seats:
            continue
        dated = [(_term(seat, problems), seat) for seat in seats]
        begins_on, ends_on = last_run([term for term, _seat in dated])
        seat = max(dated, key=lambda pair: pair[0][0] or date.min)[1]
        email = _email(person)
        if not email and on and ends_on and ends_on < on:
            continue
        ward = _ward(seat, posts, areas)
        group = _group(seat, mine, organizations)
        cells = ("councillor", _words(person.get("name")), email, ward, group, begins_on, ends_on)
        rows.append(Row(person[LINE], cells))
    if problems:
        raise BadRoster(*problems)
    if not rows:
        raise BadRoster(Problem(None, f"{name} lists nobody who sits in the council."))
    return said_of_anybody(rows)


def _memberships(told: Thing, persons: Iterable[Thing]) -> defaultdict[str, list[Thing]]:
    """By person. Some programs write them within each person."""
    found: defaultdict[str, list[Thing]] = defaultdict(list)
    for one in _things(told, "memberships"):
        found[str(one.get("person_id"))].append(one)
    for person in persons:
        found[str(person.get("id"))] += _things(person, "memberships")
    return found


def _council(organizations: Mapping[str, Thing], theirs: Iterable[list[Thing]], *, name: str) -> str:
    """Which organization is the council: the one that says so, or else the only one that says nothing."""
    kinds = {key: _words(one.get("classification")).casefold() for key, one in organizations.items()}
    said = [key for key, kind in kinds.items() if kind in COUNCILS]
    behind = {str(one.get("on_behalf_of_id")) for memberships in theirs for one in memberships}
    silent = [key for key, kind in kinds.items() if not kind and key not in behind]
    for found in (said, silent):
        if len(found) == 1:
            return found[0]
        if found:
            break
    raise BadRoster(
        Problem(
            None,
            f"{name} does not say which organization is the council. "
            "Give one of them, and only that one, the classification “legislature”.",
        )
    )


def _is_officer(membership: Thing) -> bool:
    role = _words(membership.get("role")).casefold()
    return role in OF_OFFICERS | OF_OTHERS or bool(OFFICER.search(role))


def _term(membership: Thing, problems: list[Problem]) -> Term:
    def day(word: str) -> date | None:
        words = _words(membership.get(word))
        try:
            return date.fromisoformat(words[:10]) if words else None
        except ValueError:
            problems.append(
                Problem(membership[LINE], f"The {word} {words!r} is not a day, as 2026-05-07 is.")
            )
            return None

    return day("start_date"), day("end_date")


def _email(person: Thing) -> str:
    ways = _things(person, "contact_details")
    return _words(person.get("email")) or next(
        (_words(way.get("value")) for way in ways if _words(way.get("type")).casefold() == "email"), ""
    )


def _ward(seat: Thing, posts: Mapping[str, Thing], areas: Mapping[str, Thing]) -> str:
    post = posts.get(str(seat.get("post_id")), {})
    for thing in (seat, post):
        area = thing.get("area") or areas.get(str(thing.get("area_id")), {})
        if isinstance(area, dict) and _words(area.get("name")):
            return _words(area.get("name"))
    return ""


def _group(seat: Thing, mine: Iterable[Thing], organizations: Mapping[str, Thing]) -> str:
    named = organizations.get(str(seat.get("on_behalf_of_id")))
    if named is not None:
        return _words(named.get("name"))
    joined = [one for one in mine if not one.get("end_date")]
    for one in (organizations.get(str(membership.get("organization_id")), {}) for membership in joined):
        if _words(one.get("classification")).casefold() in PARTIES:
            return _words(one.get("name"))
    return ""


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _things(told: Thing, word: str) -> list[Thing]:
    found = told.get(word)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _told(content: bytes, *, name: str) -> Thing:
    try:
        text = content.decode("utf-8-sig")
        told = Lined(text).decode(text)
    except UnicodeDecodeError:
        raise BadRoster(Problem(None, f"{name} is not in UTF-8. Save it again in that encoding.")) from None
    except json.JSONDecodeError as wrong:
        raise BadRoster(Problem(wrong.lineno, f"This is not JSON ({wrong.msg}).")) from None
    except (RecursionError, ValueError):
        raise BadRoster(Problem(None, f"{name} cannot be read as a Popolo file.")) from None
    if not isinstance(told, dict) or "persons" not in told:
        raise BadRoster(Problem(1, f"{name} is not a Popolo file: it has no “persons”."))
    return told


class Lined(json.JSONDecoder):
    """Reads JSON, and notes in each object the line on which it begins."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ends = [place for place, sign in enumerate(text) if sign == "\n"]
        plainly: Callable[..., tuple[Any, int]] = decoder.JSONObject  # type: ignore[attr-defined]  # no stub

        def noting(begun: tuple[str, int], *said: Any) -> tuple[Any, int]:
            found, place = plainly(begun, *said)
            found[LINE] = bisect(self.ends, begun[1] - 1) + 1
            return found, place

        self.parse_object = noting
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]  # as above
