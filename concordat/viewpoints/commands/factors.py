"""`concordat qmethod factors`: the evidence on how many factors a study has, in one table."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from concordat.viewpoints.commands import telling
from concordat.viewpoints.commands.telling import (
    AsJson,
    Committee,
    Council,
    Extraction,
    Grid,
    On,
    Papers,
    Participants,
    Seed,
    Sorts,
    Statements,
    Title,
    Xlsx,
)

if TYPE_CHECKING:
    from concordat.qmethod.retention import Evidence


def factors(
    sorts: Sorts,
    most: Annotated[int, typer.Option(help="The largest number of factors to look at.", min=1)] = 8,
    permutations: Annotated[int, typer.Option(help="Shuffled studies, for what chance gives.", min=0)] = 1000,
    splits: Annotated[int, typer.Option(help="Random halves, for whether they find the same.", min=0)] = 200,
    steps: Annotated[
        int, typer.Option(help="Resamples for each number of factors. 0 leaves stability out.", min=0)
    ] = 0,
    seed: Seed = 1,
    extraction: Annotated[Extraction, typer.Option(help="How factors are extracted.")] = "pca",
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
    """Gather the evidence on how many factors to keep."""
    with telling.clearly():
        telling.can_be_written(papers=papers, others={"--xlsx": xlsx}, read=(sorts, statements, participants))
        day = telling.day(on)
        study = telling.study_in(
            sorts, statements=statements, participants=participants, grid=grid, title=title
        )
        from concordat.qmethod.retention import evidence as gathered

        with telling.stoppable("Gathering evidence") as progress:
            found = gathered(
                study,
                most=most,
                permutations=permutations,
                bootstrap_steps=steps,
                splits=splits,
                seed=seed,
                progress=progress,
                extraction=extraction,
            )
        contents: dict[Path, bytes] = {}
        if papers:
            from concordat.viewpoints.rules.evidence_paper import paper

            made = paper(study, found, council=council, committee=committee, date=day)
            contents = {path: telling.rendered(made, path.suffix.lower()) for path in papers}
        if xlsx is not None:
            contents[xlsx] = _xlsx(found)
        telling.write(contents, quietly=as_json)
        if as_json:
            telling.print_json(found.as_json())
        else:
            _summary(found)


def _xlsx(found: "Evidence") -> bytes:
    from concordat.papers.data import to_xlsx
    from concordat.viewpoints.rules import solution_tables

    return to_xlsx({"How many factors": solution_tables.retention(found)}, title="How many factors")


def _summary(found: "Evidence") -> None:
    from concordat.viewpoints.commands import summing_up
    from concordat.viewpoints.rules import evidence_paper

    screen = summing_up.console()
    summing_up.sheet(evidence_paper.turned(found), title="Evidence on the number of factors")
    screen.print(evidence_paper.NO_ANSWER)
    summing_up.cautions(screen, found.cautions)
