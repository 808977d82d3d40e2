"""A quarter's figures: right where they are shown, and silent where somebody could be known by them."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.enquiries.rules import performance_paper as papers
from concordat.enquiries.rules.performance import Judged, Quarter, performance
from concordat.smallsample.cells import COUNCILLOR_FLOOR, ENQUIRY_FLOOR, Withheld, why_withheld

SUMMER = Quarter(2026, 3)


def row(councillor=1, *, service="Highways", topic="Roads", in_time=True, unpaused=None, waited=5.0, **more):
    day = more.pop("on", date(2026, 8, 3))
    answered = more.pop("answered", in_time is not None)
    unpaused = in_time if unpaused is None else unpaused
    return Judged(
        councillor, service, topic, day, in_time, unpaused, waited, answered, more.pop("paused", False)
    )


def many(n=20, councillors=6, **more):
    return [row(number % councillors, **more) for number in range(n)]


def mixed(n, **more):
    """Every third is late."""
    return [row(number % 6, in_time=number % 3 > 0, **more) for number in range(n)]


def test_a_quarter_is_told_by_its_day_of_receipt():
    assert Quarter.of(date(2026, 9, 30)) == SUMMER
    assert (SUMMER.before, SUMMER.after) == (Quarter(2026, 2), Quarter(2026, 4))
    assert (Quarter(2026, 1).before, Quarter(2026, 4).after) == (Quarter(2025, 4), Quarter(2027, 1))
    told = performance([*many(), *many(on=date(2026, 10, 1))], quarter=SUMMER)
    assert told.whole.received == 20


def test_both_clocks_stand_beside_each_other():
    rows = many(15) + many(5, in_time=True, unpaused=False, paused=True)
    told = performance(rows, quarter=SUMMER).whole
    assert (told.in_time, told.in_time_unpaused, told.paused) == (100, 75, 25)


def test_what_is_open_and_not_yet_due_counts_as_neither():
    told = performance(many(15) + many(5, in_time=None), quarter=SUMMER).whole
    assert (told.received, told.due, told.in_time) == (20, 15, 100)


def test_the_open_ones_are_counted_as_far_as_they_waited_and_do_not_flatter():
    rows = many(10, waited=2.0) + many(10, in_time=False, answered=False, waited=30.0)
    told = performance(rows, quarter=SUMMER).whole
    assert told.median == 2.0
    assert told.slowest is None
    alone = performance(many(10, waited=2.0), quarter=SUMMER).whole
    assert alone.slowest == 2.0


def test_a_cell_of_few_councillors_or_enquiries_or_one_persons_is_not_shown():
    for rows, why in (
        (many(20, councillors=4), Withheld.FEW_COUNCILLORS),
        (many(9, councillors=9), Withheld.FEW_ENQUIRIES),
        (many(10, councillors=5) + [row(99) for _ in range(11)], Withheld.ONE_DOMINATES),
    ):
        told = performance(rows, quarter=SUMMER)
        assert told.whole.withheld is why
        assert (told.whole.received, told.services, told.curve) == (0, (), ())


def test_beside_one_small_service_another_is_left_out_so_that_it_cannot_be_subtracted():
    rows = mixed(40) + mixed(30, service="Housing") + mixed(3, service="Parks")
    told = performance(rows, quarter=SUMMER)
    away = [service.whole.name for service in told.services if service.whole.withheld]
    assert "Parks" in away
    assert len(away) == 2


def test_of_a_service_that_is_not_shown_no_topic_is():
    told = performance(mixed(40) + mixed(30, service="Housing") + mixed(3, service="Parks"), quarter=SUMMER)
    assert all(not service.topics for service in told.services if service.whole.withheld)


# By the heap, so that a service or a topic of very few stands beside large ones.
HEAPS = st.lists(
    st.tuples(
        st.sampled_from(["Highways", "Housing", "Parks"]),
        st.sampled_from(["Roads", "Homes", "Trees", "Bins"]),
        st.sampled_from([1, 2, 5, 12, 20, 30]),
        st.integers(1, 9),
        st.sampled_from([True, False, None]),
    ),
    max_size=8,
).map(
    lambda heaps: [
        row(number % councillors, service=service, topic=topic, in_time=in_time and number % 3 > 0)
        for service, topic, count, councillors, in_time in heaps
        for number in range(count)
    ]
)


@settings(max_examples=150, deadline=None)
@given(HEAPS)
def test_nothing_that_is_shown_or_can_be_subtracted_is_of_too_few(rows):
    told = performance(rows, quarter=SUMMER)
    if told.whole.withheld:
        return

    def fit(part):
        sent = [sum(r.councillor == who for r in part) for who in {r.councillor for r in part}]
        return why_withheld(sent) is None

    def looked_at(parts, shown):
        for name, part in parts.items():
            assert name not in shown or fit(part)
        left = [r for name, part in parts.items() if name not in shown for r in part]
        assert not left or fit(left)  # the rest is what a reader gets by subtraction

    services = {s.whole.name for s in told.services if not s.whole.withheld}
    by_service = {}
    for r in rows:
        by_service.setdefault(r.service, []).append(r)
    looked_at(by_service, services)
    for service in told.services:
        if service.whole.name in services:
            by_topic = {}
            for r in by_service[service.whole.name]:
                by_topic.setdefault(r.topic, []).append(r)
            looked_at(by_topic, {topic.name for topic in service.topics if not topic.withheld})


def test_paper_rows_and_data_hold_the_same_and_nothing_of_what_is_withheld():
    told = performance(mixed(40) + mixed(30, service="Housing") + mixed(3, service="Parks"), quarter=SUMMER)
    rows = {row["service"]: row for row in papers.as_json([told])}
    assert rows[""]["received"] == 73
    assert rows["Parks"]["received"] is None
    assert rows["Parks"]["withheld"]
    table = papers.by_service(told)
    parks = next(row for row in table.rows if row[0] == "Parks")
    assert set(parks[1:]) == {"not shown"}


def test_the_picture_can_be_read():
    told = performance(many(), quarter=SUMMER)
    chart = papers.picture([told])
    assert chart.description
    assert chart.head[0] == "Quarter"
    assert chart.rows[0][0] == "July to September 2026"
    assert papers.picture([performance([], quarter=SUMMER)]) is None


def test_the_floors_are_those_of_the_house():
    assert (ENQUIRY_FLOOR, COUNCILLOR_FLOOR) == (10, 5)
