"""The calendar of what is due: read back by a reader of calendars, and silent about what was asked."""

from datetime import UTC, datetime

from icalendar import Calendar

from concordat.enquiries.rules.feed import Entry, written

JUNE = datetime(2026, 6, 18, 16, tzinfo=UTC)


def entry(reference="ENQ-7KQ4MX", due_at=JUNE):
    page = f"https://concordat.example.gov.uk/marlbridge/enquiries/{reference}"
    return Entry(reference, f"{reference} is due", due_at, page, changed_at=JUNE)


def read(content):
    return Calendar.from_ical(content)


def test_a_reader_of_calendars_finds_each_enquiry_at_its_time():
    events = read(written([entry()], name="Enquiries", host="concordat.example.gov.uk")).walk("VEVENT")
    assert [(event.decoded("dtend"), str(event["summary"])) for event in events] == [
        (JUNE, "ENQ-7KQ4MX is due")
    ]


def test_an_enquiry_that_becomes_due_later_moves_and_does_not_double():
    first = read(written([entry()], name="Enquiries", host="example"))
    second = read(written([entry(due_at=JUNE.replace(day=22))], name="Enquiries", host="example"))
    assert first.walk("VEVENT")[0]["uid"] == second.walk("VEVENT")[0]["uid"]
    assert first.walk("VEVENT")[0].decoded("dtend") < second.walk("VEVENT")[0].decoded("dtend")


def test_two_enquiries_do_not_take_each_others_place():
    both = read(written([entry(), entry("ENQ-2BBBBB")], name="Enquiries", host="example"))
    assert len({str(event["uid"]) for event in both.walk("VEVENT")}) == 2


def test_the_same_entries_give_the_same_bytes_in_whatever_order():
    entries = [entry(), entry("ENQ-2BBBBB")]
    assert written(entries, name="E", host="h") == written(entries[::-1], name="E", host="h")


def test_a_name_with_line_breaks_and_signs_cannot_add_a_line_of_its_own():
    content = written([entry()], name="Enquiries\r\nATTACH:http://elsewhere", host="example")
    assert not read(content).get("attach")
