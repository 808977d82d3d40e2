"""`concordat qmethod bootstrap`: how far the viewpoints would move with other people."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from concordat.viewpoints.commands import telling
from concordat.viewpoints.commands.telling import (
    AsJson,
    Committee,
    Correlation,
    Council,
    Extraction,
    Grid,
    Mode,
    On,
    Papers,
    Participants,
    Rotation,
    Seed,
    Sorts,
    Statements,
    Title,
    Xlsx,
)

if TYPE_CHECKING:
    from concordat.papers.data import Sheet
    from concordat.qmethod.bootstrap import Bootstrap
    from concordat.qmethod.results import Analysis


def bootstrap(
    sorts: Sorts,
    factors: Annotated[int, typer.Option(help="How many factors to extract and rotate.", min=1)],
    steps: Annotated[int, typer.Option(help="How many times to draw the participants anew.", min=2)] = 1000,
    seed: Seed = 1,
    extraction: Annotated[Extraction, typer.Option(help="How factors are extracted.")] = "pca",
    rotation: Annotated[Rotation, typer.Option(help="How they are rotated.")] = "varimax",
    mode: Annotated[Mode, typer.Option(help="Whose arithmetic.")] = "standard",
    correlation: Annotated[Correlation, typer.Option(help="How two sorts are compared.")] = "pearson",
    groups: Annotated[
        str, typer.Option(help="Draw within the groups of this column of --participants, such as “group”.")
    ] = "",
    as_json: AsJson = False,
    xlsx: Xlsx = None,
    papers: Papers = None,
    statements: Statements = None,
    participants: Participants = None,
    grid: Grid = "",
    title: Title = "",
    council: Council = "The council",
    committee: Committee = "Those who asked for the study",
    on: On = "",
) -> None:
    """See how sure the viewpoints are: draw the participants again and again, and look how far they move.

    Ctrl+C ends it early; what was drawn until then is told all the same.
    """
    with telling.clearly():
        telling.can_be_written(papers=papers, others={"--xlsx": xlsx}, read=(sorts, statements, participants))
        day = telling.day(on)
        study = telling.study_in(
            sorts, statements=statements, participants=participants, grid=grid, title=title
        )
        from concordat.qmethod import analyse

        analysis = analyse(
            study,
            factors=factors,
            extraction=extraction,
            rotation=rotation,
            mode=mode,
            correlation=correlation,
            grid=study.grid if grid else None,
        )
        found = resampled(analysis, steps=steps, seed=seed, groups=groups or None)
        setting = {"council": council, "committee": committee, "date": day}
        contents: dict[Any, bytes] = {}
        if papers:
            made = _paper(analysis, found, setting)
            contents = {path: telling.rendered(made, path.suffix.lower()) for path in papers}
        if xlsx is not None:
            contents[xlsx] = _xlsx(analysis, found)
        telling.write(contents, quietly=as_json)
        if as_json:
            names = {
                "participants": list(analysis.study.participants),
                "statements": [each.id for each in analysis.study.statements],
            }
            telling.print_json(names | found.as_json())
        else:
            _summary(analysis, found)


def resampled(analysis: "Analysis", *, steps: int, seed: int, groups: str | None = None) -> "Bootstrap":
    """The bootstrap with its progress told; Ctrl+C ends it with what it has."""
    from concordat.qmethod.bootstrap import bootstrap as run

    with telling.stoppable("Resampling") as progress:
        found = run(analysis, steps=steps, seed=seed, groups=groups, progress=progress)
    if found.done < found.steps:
        typer.echo(f"Stopped after {found.done} of {found.steps} resamples; they are told below.", err=True)
    return found


def with_intervals(analysis: "Analysis", *, steps: int, seed: int) -> "Analysis":
    """The analysis with bootstrap intervals of every difference between views."""
    from concordat.qmethod.bootstrap import apply

    return apply(analysis, resampled(analysis, steps=steps, seed=seed))


def _paper(analysis: "Analysis", found: "Bootstrap", setting: dict[str, Any]) -> Any:
    from concordat.qmethod.bootstrap import apply
    from concordat.viewpoints.rules import solution_appendices
    from concordat.viewpoints.rules.solution_paper import Setting, paper

    known = apply(analysis, found)
    appendix = solution_appendices.how_sure(known, found)
    return paper(known, setting=Setting(**setting), more=(appendix,))


def _xlsx(analysis: "Analysis", found: "Bootstrap") -> bytes:
    from concordat.papers.data import to_xlsx
    from concordat.qmethod.bootstrap import apply
    from concordat.viewpoints.rules import solution_data, solution_tables

    sheets = {**solution_tables.stability(analysis, found), **solution_data.sheets(apply(analysis, found))}
    return to_xlsx(sheets, title=analysis.study.title or "A Q study, resampled")


def _summary(analysis: "Analysis", found: "Bootstrap") -> None:
    from concordat.viewpoints.commands import summing_up
    from concordat.viewpoints.rules import solution_tables

    screen = summing_up.console()
    screen.print(
        f"{found.done} resamples of {len(analysis.study.sorts)} sorts, seed {found.seed}; "
        f"{found.unmatched} in which a view found no counterpart, {len(found.failed)} that could not be "
        f"analysed."
    )
    sheets: dict[str, Sheet] = solution_tables.stability(analysis, found)
    for title in ("Stability of views", "Sorts, resampled"):
        summing_up.sheet(sheets[title], title=title)
    words = "every view is stable" if found.is_stable else "not every view is stable"
    screen.print(f"By our rule (congruence of .85, two sorts flagged in 80%): {words}.")
    summing_up.cautions(screen, (*analysis.cautions, *found.cautions))
