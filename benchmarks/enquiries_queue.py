"""An officer's queue with 100,000 enquiries in the database, beside the bare indexed query.

    python -m benchmarks.enquiries_queue [--enquiries 100000] [--runs 30] [--databases sqlite,postgresql]

All of them are open, of eight services, so that nothing is left out of the index: the hardest case. The page
is the first of an officer's queue, in order of due time, as the web server would make it: session, gate,
form, the list and its count, template. Two peers, in turns with it, in seconds of the clock:

bare      one cursor that fetches what a row shows of the first 25 of the same service, by the same index
few       the same page of a council that has no more enquiries than fit on it

The first says what everything around the query costs, the second whether the page grows with the database.
Beside them stands what the list alone takes, as the page fetches it: a count, the numbers, the rows.
Ends with status 1 if the page takes more than GROWS times as long as that of a council with few, or more
than LIMIT of the bare query.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from tests import machine

GROWS, LIMIT = 2.0, 300.0
HERE = Path(__file__).parents[1]
SERVICES = (
    "Highways", "Housing", "Planning", "Waste", "Parks", "Licensing", "Schools", "Revenues",
)  # fmt: skip
ON_A_PAGE, COUNCILLORS, DRAWN = 25, 24, 1_000
BARE = """
SELECT cycle.id, cycle.queue_at, cycle.due_at, cycle.due_unpaused_at, cycle.paused_at, cycle.service,
       cycle.acknowledged_at, enquiry.reference, enquiry.set_date, topic.name, person.name
FROM enquiries_cycle AS cycle
JOIN enquiries_enquiry AS enquiry ON enquiry.id = cycle.enquiry_id
JOIN enquiries_topic AS topic ON topic.id = enquiry.topic_id
JOIN people_office AS office ON office.id = enquiry.asked_by_id
JOIN people_person AS person ON person.id = office.person_id
WHERE cycle.council_id = %s AND cycle.is_open AND cycle.service = %s
ORDER BY cycle.queue_at, cycle.id LIMIT 25
"""


@contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/queue.sqlite3"


# ------------------------------------------------------- what happens in a process of its own, with Django


def measured(enquiries: int, runs: int) -> dict[str, object]:
    """A large council and a small one in one database, and both officers' pages in turns."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.utils.timezone import now

    from concordat.enquiries import queries

    call_command("migrate", verbosity=0)
    at = now()
    began = time.perf_counter()
    large = council_with(enquiries, slug="largewick", at=at)
    filled = time.perf_counter() - began
    small = council_with(ON_A_PAGE, slug="smallwick", services=SERVICES[:1], at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    pages = {}
    for owen in (large, small):
        pages[owen.council.slug] = client = Client(headers={"host": "localhost"})
        client.force_login(owen.person)

    def page(slug: str) -> Callable[[], None]:
        def look() -> None:
            answer = pages[slug].get(f"/{slug}/enquiries/")
            assert answer.status_code == 200, answer.status_code
            shown = answer.content.count(b"govuk-task-list__link")
            assert shown == ON_A_PAGE, f"{shown} rows"

        return look

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [large.council_id, large.service])
            assert len(cursor.fetchall()) == ON_A_PAGE

    def list_() -> None:
        assert len(queries.queue_of(large, wanted=queries.Wanted(), at=at)) == ON_A_PAGE

    works = {"page": page("largewick"), "few": page("smallwick"), "list": list_, "bare": bare}
    taken: dict[str, list[float]] = {name: [] for name in works}
    for run in range(runs + 3):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            if run >= 3:  # the first ones fill caches
                taken[name].append(time.perf_counter() - began)
    return {"filled": filled, **taken}


def council_with(enquiries: int, *, slug: str, at: datetime, services: tuple[str, ...] = SERVICES):
    """A council, and an officer of the first service. One enquiry is asked by its own door and the rest are
    like it, because 100,000 deeds, each with its letters and its line in the trail, would take an
    hour."""
    from django.utils.timezone import localdate

    from concordat.enquiries import actions, queries
    from concordat.enquiries.models import Cycle, Enquiry
    from concordat.people import actions as people
    from concordat.people.rules.duties import Duty, Kind

    council = people.found_council(name=slug.title(), slug=slug, tier="unitary", nation="England", at=at)
    chance = random.Random(2026)  # enquiries for a race, not for a secret

    def appoint(name: str, kind: Kind, *duties: Duty, **other: str):
        return people.appoint(
            council=council, name=name, email=f"{name}@{slug}.example", kind=kind, begins_on=localdate(at),
            duties=frozenset(duties), by=None, at=at, **other,
        )  # fmt: skip

    clerk = appoint("clerk", Kind.OFFICER, Duty.MONITORING_OFFICER)
    owen = appoint("owen", Kind.OFFICER, service=services[0])
    councillors = [
        appoint(f"councillor{number}", Kind.COUNCILLOR, ward=f"Ward {number % 12}")
        for number in range(min(COUNCILLORS, enquiries))
    ]
    topics = [actions.add_topic(name=name, service=name, by=clerk, at=at) for name in services]
    first = actions.ask(topic=topics[0], question="Why?" * 40, by=councillors[0], at=at)
    like = queries.cycle_of(first)
    asked, cycles = [], []
    for number in range(1, min(enquiries, DRAWN)):
        topic, received = topics[number % len(topics)], at - timedelta(minutes=chance.randrange(30_000))
        due = received + timedelta(minutes=chance.randrange(20_000))
        asked.append(
            {
                "id": first.pk + number,
                "reference": f"Q{number:08}",
                "asked_by_id": chance.choice(councillors).pk,
                "asked_at": received,
                "topic_id": topic.pk,
                "key": UUID(int=chance.getrandbits(128)),
            }
        )
        cycles.append(
            {
                "id": like.pk + number,
                "enquiry_id": first.pk + number,
                "service": topic.service,
                "received_at": received,
                "acknowledge_due_at": received + timedelta(days=1),
                **dict.fromkeys(("queue_at", "due_at", "due_unpaused_at"), due),
            }
        )
    put_copies(first, asked)
    put_copies(like, cycles)
    double(Enquiry, first.pk, enquiries)
    double(Cycle, like.pk, enquiries)
    return owen


def put_copies(row: Any, others: Sequence[dict[str, object]]) -> None:
    """Copies of a row, each with some columns of its own, in one statement and past the objects of Django."""
    from django.db import connection, transaction

    if not others:
        return
    fields = row._meta.concrete_fields
    like = {
        field.attname: field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields
    }
    own = [field for field in fields if field.attname in others[0]]
    rows = [
        list(
            (
                like
                | {field.attname: field.get_db_prep_save(other[field.attname], connection) for field in own}
            ).values()
        )
        for other in others
    ]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    put = f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(put, rows)


def double(table: Any, first: int, wanted: int) -> None:
    """Copy what is there until there are enough: the database does it by itself, in seconds. Copies are due
    at the same times, as enquiries are that are all due when the office closes."""
    from django.core.management.color import no_style
    from django.db import connection, transaction

    new = {
        "id": "id + {more}",
        "enquiry_id": "enquiry_id + {more}",
        "reference": "'C' || (id + {more})",
        "key": "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))",
    }
    name = connection.ops.quote_name
    columns = [field.column for field in table._meta.concrete_fields]
    into, told = ", ".join(map(name, columns)), ", ".join(new.get(each, name(each)) for each in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        while (there := table.objects.filter(id__gte=first).count()) < wanted:
            last = first + min(there, wanted - there) - 1
            cursor.execute(
                f"INSERT INTO {table._meta.db_table} ({into}) SELECT {told.format(more=there)}"
                f" FROM {table._meta.db_table} WHERE id BETWEEN {first} AND {last}"
            )
        for onwards in connection.ops.sequence_reset_sql(no_style(), [table]):
            cursor.execute(onwards)


def in_django(url: str, enquiries: int, runs: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as static:
        environment = os.environ | {
            "STATIC_ROOT": static,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "concordat.settings",
            "DEMO": "yes",
            "DEBUG": "no",
        }
        words = ["--measure", "--enquiries", str(enquiries), "--runs", str(runs)]
        command = [sys.executable, "-m", "benchmarks.enquiries_queue", *words]
        subprocess.run(
            [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v", "0"],
            env=environment, cwd=HERE, check=True,
        )  # fmt: skip
        done = subprocess.run(command, env=environment, cwd=HERE, check=True, stdout=subprocess.PIPE)
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--enquiries", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.measure:
        return print(json.dumps(measured(wanted.enquiries, wanted.runs)))
    made = {"sqlite": sqlite, "postgresql": machine.a_postgresql}
    broken = False
    for name in wanted.databases.split(","):
        with made[name]() as url:
            told = in_django(url, wanted.enquiries, wanted.runs)
        filled = told.pop("filled")
        print(f"{name}: {wanted.enquiries:,} enquiries, put in within {filled:.0f} s; milliseconds, ", end="")
        print(f"of {wanted.runs} runs:\n")
        for what, figures in told.items():
            least, median, most = min(figures), statistics.median(figures), max(figures)
            print(f"  {what:5}", *(f"{word} {1000 * figure:7.2f}" for word, figure in
                  (("least", least), ("median", median), ("most", most))), sep="  ")  # fmt: skip
        # Within each turn, for the machine may be busier in one than in another.
        grows, beside = (
            statistics.median(one / other for one, other in zip(told["page"], told[peer], strict=True))
            for peer in ("few", "bare")
        )
        print(f"\n  beside the page of a council with {ON_A_PAGE}: {grows:.2f} (limit {GROWS:g})")
        print(f"  beside the bare query: {beside:.1f} (limit {LIMIT:g})\n")
        broken |= grows > GROWS or beside > LIMIT
    raise SystemExit(broken)


if __name__ == "__main__":
    main()
