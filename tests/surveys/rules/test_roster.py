import pytest

from concordat.surveys.rules import roster
from concordat.surveys.rules.roster import AskedTwice, Line, NotASplit, Someone


def someone(name: str, side: str | None, **facts) -> Someone:
    return Someone(office=hash(name) % 1000, side=side, name=name, email=f"{name}@x.example", **facts)


PEOPLE = [
    someone("amara", "councillors", group="Independent", duties=frozenset({"cabinet member"})),
    someone("bilal", "councillors", group="Labour"),
    someone("owen", "officers", service="Highways"),
    someone("mona", "officers", service="Legal"),
    someone("isaac", None),
]


def test_everyone_of_either_side_is_asked_and_nobody_else():
    assert [(line.atom, line.name) for line in roster.draw_up(PEOPLE)] == [
        ("councillors", "amara"),
        ("councillors", "bilal"),
        ("officers", "mona"),
        ("officers", "owen"),
    ]


@pytest.mark.parametrize("declared", ["", *roster.splits_open_to(PEOPLE)])
def test_atoms_never_overlap_and_leave_nobody_out(declared):
    lines = roster.draw_up(PEOPLE, declared=declared)
    assert sorted(line.name for line in lines) == ["amara", "bilal", "mona", "owen"]
    assert {line.atom for line in lines} == {atom.name for atom in roster.atoms(declared)}


def test_a_split_is_offered_only_where_somebody_stands_on_each_side_of_it():
    assert set(roster.splits_open_to(PEOPLE)) == {
        "councillors:duty:cabinet member",
        "councillors:group:Independent",
        "councillors:group:Labour",
        "officers:service:Highways",
        "officers:service:Legal",
    }
    assert roster.splits_open_to(PEOPLE[:1]) == ()


@pytest.mark.parametrize(
    "declared", ["x", "councillors", "councillors:age:50", "both:group:Labour", "officers:group:"]
)
def test_what_does_not_divide_a_side_is_refused(declared):
    with pytest.raises(NotASplit):
        roster.atoms(declared)


def test_a_value_may_hold_a_colon():
    split = roster.read_split("officers:service:Legal: contracts")
    assert split is not None
    assert split.value == "Legal: contracts"


def test_the_hash_is_of_names_groups_and_addresses_in_no_order():
    lines = list(roster.draw_up(PEOPLE))
    signed = roster.roster_hash(lines)
    assert roster.roster_hash(lines[::-1]) == signed
    moved = [Line("officers", *(lines[0].name, lines[0].email, lines[0].office)), *lines[1:]]
    renamed = [Line(lines[0].atom, "other", lines[0].email, lines[0].office), *lines[1:]]
    turned = [Line(lines[0].atom, lines[0].name, "other@x.example", lines[0].office), *lines[1:]]
    for other in (moved, renamed, turned, lines[1:], [*lines, Line("officers", "dummy", "d@x.example", 1)]):
        assert roster.roster_hash(other) != signed


def test_one_address_is_asked_once():
    twice = [*PEOPLE, Someone(office=9, side="officers", name="amara", email="amara@x.example")]
    with pytest.raises(AskedTwice, match="amara holds two offices"):
        roster.draw_up(twice)


def test_change_counts_those_who_joined_and_those_who_left():
    assert roster.changed_by([1, 2, 3], [2, 3, 4, 5]) == 3
