"""`concordat protocol compare OLD NEW`: the redline of two instruments, without a server or a database."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from concordat.protocol.commands.outgoing import can_be_written, day_of, write
from concordat.protocol.commands.reading import reading_of, refuse

if TYPE_CHECKING:
    from concordat.protocol.rules.clauses import Reading
    from concordat.protocol.rules.comparing import Comparison

Old = Annotated[
    Path, typer.Argument(help="The earlier text, the model, or the neighbour's.", show_default=False)
]
New = Annotated[Path, typer.Argument(help="The text to be looked at.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for another program.")]
Mask = Annotated[
    list[str] | None,
    typer.Option(
        help="A name that means nothing in a rule: a council, a district, a clerk. May be repeated."
    ),
]
Docx = Annotated[Path | None, typer.Option(help="Write Word with tracked changes to this file.")]
Html = Annotated[Path | None, typer.Option(help="Write a page, side by side and in one text.")]
Pdf = Annotated[Path | None, typer.Option(help="Write a paper to committee with the change table.")]
Council = Annotated[
    str, typer.Option(help="Whose text it is, for what is written. As the text names it, if left out.")
]
Committee = Annotated[str, typer.Option(help="Whom the paper goes to.")]
On = Annotated[
    str, typer.Option("--date", help="The date on what is written, as 2027-03-04. Today, if left out.")
]


@dataclass(frozen=True)
class _Named:
    """Both readings under the names that they bear in a file."""

    old: str
    new: str
    title: str
    council: str
    committee: str
    on: date


def compare(
    old: Old,
    new: New,
    as_json: AsJson = False,
    docx: Docx = None,
    html: Html = None,
    pdf: Pdf = None,
    mask: Mask = None,
    council: Council = "",
    committee: Committee = "The committee",
    on: On = "",
) -> None:
    """Say what became of each clause: aligned by what it says, not by its number."""
    from concordat.protocol.rules.comparing import masking

    day = day_of(on)
    wanted = [
        (path, kind) for path, kind in ((docx, "docx"), (html, "html"), (pdf, "pdf")) if path is not None
    ]
    can_be_written([path for path, _ in wanted], read=(old, new))
    before, after = reading_of(old), reading_of(new)
    comparison = compared(before, after, mask=mask or [])
    told = _Named(
        old=f"{before.title} ({old.name})" if before.title else old.name,
        new=f"{after.title} ({new.name})" if after.title else new.name,
        title=f"{after.title or new.stem}: what changed",
        council=council or masking.council_of(after) or "The council",
        committee=committee,
        on=day,
    )
    made = {path: _made(kind, comparison, before, after, told) for path, kind in wanted}
    write(made)
    _tell(comparison, as_json=as_json)


def compared(before: "Reading", after: "Reading", *, mask: list[str]) -> "Comparison":
    """The redline, with the names masked that the two texts bear in their own heads."""
    from concordat.protocol.rules import comparing
    from concordat.protocol.rules.comparing.masking import names_of

    try:
        return comparing.compare(before.clauses, after.clauses, mask=[*mask, *names_of(before, after)])
    except comparing.TooLarge as why:
        refuse(str(why))


def _made(kind: str, comparison: "Comparison", before: "Reading", after: "Reading", told: _Named) -> bytes:
    if kind == "docx":
        from concordat.protocol.rules.writing import redline_word

        return redline_word.to_word(
            before.clauses, after.clauses, comparison, title=told.title, author=told.council, on=told.on
        )
    if kind == "html":
        from concordat.protocol.rules.writing import redline_page

        return redline_page.to_html(
            comparison, title=told.title, old=told.old, new=told.new, council=told.council, on=told.on
        ).encode()
    from concordat.protocol.rules.writing import redline_paper

    try:
        from concordat.papers.pdf import to_pdf
    except ImportError as missing:
        refuse(str(missing))
    setting = redline_paper.Setting(council=told.council, committee=told.committee, on=told.on)
    return to_pdf(
        redline_paper.paper(comparison, title=told.title, old=told.old, new=told.new, setting=setting)
    )


def _tell(comparison: "Comparison", *, as_json: bool) -> None:
    from concordat.protocol.rules.writing import redline_json, redline_text

    words = redline_json.to_json(comparison) if as_json else redline_text.to_text(comparison)
    # As bytes: no terminal's encoding may spoil it.
    typer.echo(words.encode(), nl=False)
