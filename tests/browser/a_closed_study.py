"""Lays a study that is closed, with 24 made-up sorts of three views, into a Concordat's database.

python -m tests.browser.a_closed_study     with the environment of `tests.browser.house`
"""

import random
from datetime import UTC, datetime, timedelta

import django

PEOPLE = 24


def main() -> None:
    django.setup()
    from django.utils.timezone import localdate

    from concordat.people.models import Office
    from concordat.viewpoints import actions, queries
    from concordat.viewpoints.models import Sort
    from concordat.viewpoints.rules.drafts import starter

    at, today = datetime.now(UTC), localdate()
    office = {office.name.split()[0]: office for office in Office.objects.select_related("person", "council")}
    mona, isaac = office["Mona"], office["Isaac"]
    study = actions.design_study(
        name="How we work together",
        purpose="To learn which views there are.",
        researcher=isaac.id,
        committee="Standards Committee",
        closes_on=today + timedelta(days=14),
        keep_until=today + timedelta(days=200),
        begin=starter(),
        by=mona,
        at=at,
    )
    asked = [each.id for name, each in office.items() if name not in {"Mona", "Isaac"}]
    actions.ask(study=study, add=asked, by=mona, at=at)
    actions.open_study(study=study, by=mona, at=at)
    dice = random.Random(3)
    keys = [card.key for card in queries.cards_of(study)]
    values = [value for value, cards in study.grid for _ in range(cards)]
    views = [[dice.gauss(0, 1) for _ in keys] for _ in range(3)]
    Sort.objects.bulk_create(
        Sort(
            council_id=study.council_id,
            study=study,
            pseudonym=f"P{101 + number}",
            side="councillors" if number % 2 else "officers",
            values=laid(dice, keys, values, views[number % 3]),
            comments={keys[number]: "This is what keeps me awake, and nobody asks."},
            may_quote=number % 4 == 0,
            consent=1,
            language="en-gb",
        )
        for number in range(PEOPLE)
    )
    actions.close_study(study=study, by=mona, at=at)


def laid(dice, keys, values, view) -> dict[str, int]:
    leaning = {key: weight + dice.gauss(0, 0.7) for key, weight in zip(keys, view, strict=True)}
    return dict(zip(sorted(keys, key=leaning.__getitem__), values, strict=True))


if __name__ == "__main__":
    main()
