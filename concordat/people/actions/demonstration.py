"""What is done in the demonstration alone."""

from datetime import datetime

from django.db import transaction

from concordat.people.models import Office, Person
from concordat.trail import actions as trail


@transaction.atomic
def lend(*, office: Office, why: str, at: datetime) -> None:
    """Let visitors of the demonstration look around as the holder of this office.

    why   what one sees as this person
    """
    Person.objects.filter(id=office.person_id).update(look_around=why)
    trail.record(did="lent an office to visitors", thing=office, by=None, council_id=office.council_id, at=at)
