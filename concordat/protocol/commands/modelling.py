"""`concordat protocol gaps FILE` and `concordat protocol model`: without a server or a database."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from concordat.people.rules.councils import Governance, Nation, Tier
from concordat.protocol.commands.outgoing import can_be_written, day_of, write
from concordat.protocol.commands.reading import reading_of, refuse

if TYPE_CHECKING:
    from concordat.protocol.rules.gap_findings import GapReport
    from concordat.protocol.rules.writing.copies import Copy

File = Annotated[Path, typer.Argument(help="The protocol to be looked at.", show_default=False)]
OfTier = Annotated[Tier, typer.Option("--tier", help="What kind of council it is.")]
OfNation = Annotated[Nation, typer.Option("--nation", help="Under whose law it stands.")]
Governed = Annotated[Governance, typer.Option(help="How a principal council is governed.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for another program.")]
Files = Annotated[
    list[Path] | None,
    typer.Option("--out", help="Write this file; its ending says as what. May be repeated."),
]
Council = Annotated[str, typer.Option(help="The council’s name, by which another’s words are noticed.")]
Principal = Annotated[str, typer.Option(help="The name of the principal council above a local one.")]
Committee = Annotated[str, typer.Option(help="Whom the paper goes to.")]
On = Annotated[
    str, typer.Option("--date", help="The day whose law counts, as 2027-03-04. Today, if left out.")
]

MODEL_FORMS = ("md", "txt", "html", "docx", "pdf", "json")


def gaps(
    file: File,
    tier: OfTier = Tier.DISTRICT,
    nation: OfNation = Nation.ENGLAND,
    as_json: AsJson = False,
    out: Files = None,
    council: Council = "",
    principal: Principal = "",
    committee: Committee = "Full Council",
    on: On = "",
) -> None:
    """Say what a protocol lacks beside the model, and what in it is no longer law."""
    from concordat.protocol.rules import gap_data, gap_files
    from concordat.protocol.rules import gaps as reporting

    day, wanted = day_of(on), out or []
    _known(wanted, forms=tuple(gap_files.FORMS))
    can_be_written(wanted, read=(file,))
    reading = reading_of(file)
    report = reporting.gaps(
        reading.clauses, tier=tier, nation=nation, today=day, council=council, principal=principal
    )
    named = {"instrument": reading.title or file.stem, "council": council or "The council"}
    write({path: gap_files.made(_form(path), report, committee=committee, **named) for path in wanted})
    if as_json:
        typer.echo(json.dumps(gap_data.as_data(report), ensure_ascii=False, indent=1).encode())
    else:
        typer.echo(_told(report).encode())


def model(
    tier: OfTier = Tier.DISTRICT,
    nation: OfNation = Nation.ENGLAND,
    governance: Governed = Governance.LEADER_AND_CABINET,
    out: Files = None,
    council: Council = "",
    principal: Principal = "",
    on: On = "",
) -> None:
    """Write out our model protocol for a kind of council; as Markdown, if no file is named."""
    from concordat.protocol.rules.model import NoModel, filled, model_for
    from concordat.protocol.rules.writing.copies import Copy
    from concordat.protocol.rules.writing.markdown import markdown

    day, wanted = day_of(on), out or []
    _known(wanted, forms=MODEL_FORMS)
    can_be_written(wanted, read=())
    try:
        made = model_for(tier, nation, governance)
    except NoModel as none:
        refuse(str(none))
    clauses = filled(made.clauses, {"council": council, "principal council": principal})
    copy = Copy(
        title=made.title,
        council=council or "A model for councils to begin from",
        clauses=clauses,
        on=day,
        facts=(("Model", f"edition {made.version}, {made.reach} council, {made.nation}"),),
    )
    write({path: _written(_form(path), copy) for path in wanted})
    if not wanted:
        typer.echo(markdown(clauses, title=made.title).encode(), nl=False)


def _known(wanted: list[Path], *, forms: tuple[str, ...]) -> None:
    for path in wanted:
        if _form(path) not in forms:
            *some, last = (f".{form}" for form in forms)
            refuse(f"--out: “{path.name}” must end in {', '.join(some)} or {last}.")


def _form(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")


def _written(form: str, copy: "Copy") -> bytes:
    if form == "md":
        from concordat.protocol.rules.writing.markdown import markdown

        return markdown(copy.clauses, title=copy.title).encode()
    if form == "docx":
        from concordat.protocol.rules.writing.edition_word import to_word

        return to_word(copy)
    if form == "pdf":
        from concordat.protocol.rules.writing.edition_pdf import to_pdf

        return to_pdf(copy)
    from concordat.protocol.rules.writing import edition_json, edition_page, plain_text

    as_text = {"html": edition_page.to_html, "json": edition_json.to_json, "txt": plain_text.to_text}
    return as_text[form](copy).encode()


def _told(report: "GapReport") -> str:
    """The report as a person reads it on a screen: what to mend first comes first."""
    from concordat.protocol.rules.gap_findings import URGENT
    from concordat.protocol.rules.gap_paper import CAUTION, how_sure, where

    lines = [f"{len(report.present)} of {len(report.families)} subjects are dealt with.", ""]
    kind = None
    for finding in report.findings:
        if finding.kind is not kind:
            kind = finding.kind
            lines += [f"{kind.capitalize()}{' (look at this first)' if kind in URGENT else ''}"]
        places = where(finding, report)
        lines.append(f"  - {finding.what} [{how_sure(finding.confidence)}]")
        lines += [f"      where: {places}"] * bool(places)
        lines.append(f"      mend: {finding.mend}")
    return "\n".join([*lines, "", CAUTION])
