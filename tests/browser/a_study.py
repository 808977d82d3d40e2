"""Opens a study of forty statements in a running Concordat's own database, and prints its codes as JSON.

python -m tests.browser.a_study     with the environment of `tests.browser.house`
"""

import json
from datetime import UTC, date, datetime, timedelta

import django

GRID = [[-4, 2], [-3, 4], [-2, 5], [-1, 6], [0, 6], [1, 6], [2, 5], [3, 4], [4, 2]]
CODES = 12


def main() -> None:
    django.setup()
    from django.utils.timezone import localdate

    from concordat.people import actions as people
    from concordat.people.rules.councils import Nation, Tier
    from concordat.people.rules.duties import Duty, Kind
    from concordat.viewpoints import actions
    from concordat.viewpoints.models import Ticket
    from concordat.viewpoints.rules import codes
    from concordat.viewpoints.rules.drafts import AskedAfter, Beginning, starter

    at, today = datetime.now(UTC), localdate()
    council = people.found_council(
        name="Larkfield Borough Council", slug="larkfield", tier=Tier.BOROUGH, nation=Nation.ENGLAND, at=at
    )

    def appointed(name: str, kind: Kind, *duties: Duty, **facts: str):
        return people.appoint(
            council=council, name=name, email=f"{name.split()[0].lower()}@larkfield.example", kind=kind,
            begins_on=date(2025, 5, 2), duties=frozenset(duties), by=None, at=at, **facts,
        )  # fmt: skip

    mona = appointed("Mona Lindqvist", Kind.OFFICER, Duty.MONITORING_OFFICER, service="Legal")
    isaac = appointed("Isaac Mensah", Kind.OTHER, Duty.INDEPENDENT_PERSON)
    asked = [
        appointed(name, Kind.COUNCILLOR, ward="Mill Lane", group="Labour")
        for name in ("Amara O’Neill", "Bilal Rahman", "Carys Vaughan", "Dev Patel")
    ]
    study = actions.design_study(
        name="How we work together",
        purpose="To learn which views there are.",
        researcher=isaac.id,
        committee="Standards Committee",
        closes_on=today + timedelta(days=14),
        keep_until=today + timedelta(days=200),
        begin=Beginning(
            statements=starter().statements[:40],
            questions=(
                AskedAfter("text", "What was missing?"),
                AskedAfter(
                    "radio", "How long have you been here?", options=("Under a year", "Longer"), required=True
                ),
            ),
            grid=GRID,
        ),
        by=mona,
        at=at,
    )
    actions.ask(study=study, add=[office.id for office in asked], by=mona, at=at)
    actions.open_study(study=study, by=mona, at=at)
    given = [codes.new_code() for _ in range(CODES)]
    Ticket.objects.bulk_create(
        Ticket(council=council, study=study, fingerprint=codes.fingerprint(code), side="councillors")
        for code in given
    )
    print(json.dumps(given))


if __name__ == "__main__":
    main()
