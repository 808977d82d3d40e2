"""`concordat qmethod analyse`: the sorts of a study in, its viewpoints out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from concordat.viewpoints.commands import telling
from concordat.viewpoints.commands.telling import (
    AsJson,
    Committee,
    Correction,
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
    Wrong,
    Xlsx,
)

if TYPE_CHECKING:
    from concordat.qmethod.results import Analysis
    from concordat.qmethod.study import Study

LARGEST_LOG = 5_000_000


def analyse(
    sorts: Sorts,
    factors: Annotated[int, typer.Option(help="How many factors to extract and rotate.", min=1)],
    extraction: Annotated[Extraction, typer.Option(help="How factors are extracted.")] = "pca",
    rotation: Annotated[Rotation, typer.Option(help="How they are rotated.")] = "varimax",
    mode: Annotated[
        Mode, typer.Option(help="Our own arithmetic, or that of the R package qmethod, or that of KADE.")
    ] = "standard",
    correlation: Annotated[Correlation, typer.Option(help="How two sorts are compared.")] = "pearson",
    as_json: AsJson = False,
    xlsx: Xlsx = None,
    papers: Papers = None,
    package: Annotated[
        Path | None, typer.Option(help="Write a .zip of everything: sorts in every format, tables, R script.")
    ] = None,
    log_file: Annotated[
        Path | None, typer.Option("--log", help="Steps of rotation and flags by hand, as JSON.")
    ] = None,
    statements: Statements = None,
    participants: Participants = None,
    grid: Grid = "",
    flag_level: Annotated[
        float, typer.Option(help="How unlikely by chance a flagged loading must be.")
    ] = 0.05,
    majority: Annotated[
        bool, typer.Option(help="Whether a flagged loading must outweigh all others of its sort.")
    ] = True,
    correction: Annotated[Correction, typer.Option(help="For many comparisons, in mode standard.")] = "holm",
    equivalence: Annotated[
        float, typer.Option(help="How near z-scores must be shown to be, to be called consensus.")
    ] = 0.5,
    reliability: Annotated[
        str, typer.Option(help="Of one sort: a number, “repeated” where people sorted twice, or .80.")
    ] = "",
    steps: Annotated[
        int, typer.Option("--bootstrap", help="Resample so many times, for intervals.", min=0)
    ] = 0,
    seed: Seed = 1,
    title: Title = "",
    council: Council = "The council",
    committee: Committee = "Those who asked for the study",
    on: On = "",
) -> None:
    """Find the viewpoints in a file of sorts."""
    with telling.clearly():
        telling.can_be_written(
            papers=papers,
            others={"--xlsx": xlsx, "--package": package},
            read=(sorts, statements, participants, log_file),
        )
        day = telling.day(on)
        study = telling.study_in(
            sorts, statements=statements, participants=participants, grid=grid, title=title
        )
        log = _log(log_file)
        from concordat.qmethod import analyse as analysed
        from concordat.qmethod.flagging import Flagging

        analysis = analysed(
            study,
            factors=factors,
            extraction=extraction,
            rotation=rotation,
            mode=mode,
            correlation=correlation,
            flagging=Flagging(level=flag_level, majority=majority),
            log=log,
            reliability=_reliability(reliability),
            correction=correction,
            equivalence=equivalence,
            grid=study.grid if grid else None,
        )
        if steps:
            from concordat.viewpoints.commands import bootstrapping

            analysis = bootstrapping.with_intervals(analysis, steps=steps, seed=seed)
        contents = _contents(
            analysis, study, xlsx=xlsx, papers=papers or [], package=package,
            setting={"council": council, "committee": committee, "date": day},
        )  # fmt: skip
        telling.write(contents, quietly=as_json)
        if as_json:
            telling.print_json(analysis.as_json())
        else:
            from concordat.viewpoints.commands import summing_up

            summing_up.solution(analysis)


def _log(path: Path | None) -> list[dict[str, Any]]:
    if path is None:
        return []
    if path.stat().st_size > LARGEST_LOG:
        raise Wrong(f"--log: {path.name} is larger than 5 MB. Is it the right file?")
    try:
        told = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise Wrong(f"--log: {path.name} is not JSON.") from None
    steps = told.get("log") if isinstance(told, dict) else told
    if not isinstance(steps, list):
        raise Wrong(f"--log: {path.name} must hold a list of steps, or an object with such a list as “log”.")
    return steps


def _reliability(words: str) -> float | str | None:
    if not words or words == "repeated":
        return words or None
    try:
        return float(words)
    except ValueError:
        raise Wrong(f"--reliability: “{words}” is neither a number nor “repeated”.") from None


def _contents(
    analysis: "Analysis",
    study: "Study",
    *,
    xlsx: Path | None,
    papers: list[Path],
    package: Path | None,
    setting: Mapping[str, Any],
) -> dict[Path, bytes]:
    contents: dict[Path, bytes] = {}
    if papers:
        from concordat.viewpoints.rules.solution_paper import Setting, paper

        made = paper(analysis, setting=Setting(**setting))
        contents |= {path: telling.rendered(made, path.suffix.lower()) for path in papers}
    if xlsx is not None:
        from concordat.viewpoints.rules import solution_data

        contents[xlsx] = solution_data.as_xlsx(analysis)
    if package is not None:
        from concordat.viewpoints.rules import solution_data

        contents[package] = solution_data.package(analysis, study=study)
    return contents
