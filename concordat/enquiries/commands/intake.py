"""Taking in a mailbox: each councillor's e-mail becomes an enquiry, or more on one."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from concordat.enquiries.rules import post
from concordat.enquiries.rules.mailbox import NoMailbox, emails_in
from concordat.enquiries.rules.post import NotAnEmail

Mailbox = typer.Argument(help="A Maildir, an mbox, a folder of .eml files, or one .eml file.")
Slug = typer.Option(help="The council, as it stands in its address: marlbridge.")
DryRun = typer.Option("--dry-run", help="Say what is there, and take nothing in.")
AsJson = typer.Option("--json", help="Print what became of each as JSON.")


def intake(
    path: Annotated[Path, Mailbox],
    council: Annotated[str, Slug],
    dry_run: Annotated[bool, DryRun] = False,
    as_json: Annotated[bool, AsJson] = False,
) -> None:
    """Turn councillors' e-mails into enquiries. The mailbox stays as it is, and nothing doubles."""
    try:
        emails = emails_in(path)
        first = next(emails, None)
    except (NoMailbox, OSError) as wrong:
        refuse(str(wrong) if isinstance(wrong, NoMailbox) else f"“{path.name}” cannot be read.")
    found = council_called(council)
    rows = []
    while first is not None:
        rows.append(row(*first, council=found, dry_run=dry_run))
        first = next(emails, None)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for told in rows:
        typer.echo(f"{told['name']}: {told['became']}" + (f" ({told['why']})" if told["why"] else ""))
    counts = Counter(told["became"] for told in rows)
    typer.echo(", ".join(f"{became}: {n}" for became, n in sorted(counts.items())) or "The mailbox is empty.")
    if dry_run:
        typer.echo("Nothing was taken in: this is a dry run.")


def council_called(slug: str) -> Any:
    # Late, so that a bad path is refused, and help is given, without waiting for the database.
    import django

    django.setup()
    from concordat.people import queries as people

    found = people.council_called(slug)
    if found is None:
        refuse(f"There is no council called {slug!r}.")
    return found


def row(name: str, content: bytes, *, council: Any, dry_run: bool) -> dict[str, str]:
    """What became of one e-mail. Its words and its writer are not printed: terminals keep what they show."""
    from django.conf import settings
    from django.utils.timezone import now

    from concordat.enquiries import actions

    try:
        email = post.read(content, checked_by=settings.MAIL_CHECKED_BY)
    except NotAnEmail as wrong:
        return {"name": name, "became": "not taken in", "why": str(wrong), "reference": ""}
    if dry_run:
        sure = "its sender is vouched for" if email.vouched_for else "nobody vouches for its sender"
        return {"name": name, "became": "an e-mail", "why": sure, "reference": ""}
    taken = actions.take_in(council_id=council.id, email=email, at=now())
    why = taken.reference or taken.why
    return {
        "name": name,
        "became": taken.became.value,
        "why": why if taken.is_new else "taken in before",
        "reference": taken.reference,
    }


def refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
