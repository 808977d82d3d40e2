"""A script that works a solution out again in R, with the package qmethod: for readers who trust R."""

from collections.abc import Mapping
from types import MappingProxyType

from concordat.qmethod.results import Analysis, Mode

EXTRACTIONS: Mapping[str, str] = MappingProxyType({"pca": "PCA", "centroid": "centroid"})
# Without na.strings a participant called NA would be a missing name.
READING = (
    "rows_of <- function(file) read.csv(file, row.names = 1, check.names = FALSE,",
    '                                   na.strings = "", fileEncoding = "UTF-8-BOM")',
)
ROTATIONS = ("none", "varimax", "quartimax", "promax", "oblimin")


def r_script(analysis: Analysis, *, sorts: str = "sorts.csv", loadings: str = "loadings.csv") -> str:
    """R source that reads the plain CSV of the sorts, analyses it, and says how far it is from ours.

    R has neither principal axis, Horst's centroid nor rotation by hand. For such a solution, and for flags
    changed by hand, the script takes loadings and flags from our files and works out all that follows.
    """
    record = analysis.record
    extraction = str(record.get("extraction", "pca"))
    rotation = str(record.get("rotation", "varimax"))
    by_hand = bool(record.get("log"))
    whole = extraction in EXTRACTIONS and rotation in ROTATIONS and not by_hand
    grid = sorted(analysis.study.nominal_grid)
    parts = [
        _opening(analysis, sorts),
        _whole(analysis, EXTRACTIONS[extraction], rotation, grid)
        if whole
        else _from_our_loadings(analysis, grid),
        _compared(loadings) if whole else "",
        _printed(),
    ]
    return "\n".join(part for part in parts if part)


def _opening(analysis: Analysis, sorts: str) -> str:
    study = analysis.study
    told = [
        f"# {_one_line(study.title or 'A Q study')}",
        f"# {len(study.sorts)} sorts of {len(study.statements)} statements, {analysis.factors} factors.",
        f"# Written by Concordat; fingerprint of the sorts {study.fingerprint}.",
        '# It needs the package qmethod:  install.packages("qmethod")',
    ]
    if analysis.mode is not Mode.QMETHOD:
        told += [
            f"# The solution was made in mode {analysis.mode.value}. R stops its varimax early, and treats",
            "# ties and unforced sorts in its own way, so small differences are to be expected; the same",
            "# analysis in mode qmethod agrees with R to nine decimals.",
        ]
    return "\n".join(
        [
            *told,
            "",
            "library(qmethod)",
            "",
            *READING,
            f"sorts <- rows_of({_quoted(sorts)})",
            f"stopifnot(nrow(sorts) == {len(study.statements)}, ncol(sorts) == {len(study.sorts)})",
            "",
        ]
    )


def _whole(analysis: Analysis, extraction: str, rotation: str, grid: list[int | float]) -> str:
    correlation = str(analysis.record.get("correlation", "pearson"))
    forced = analysis.study.is_forced
    lines = [
        f"solution <- qmethod(sorts, nfactors = {_asked_for(analysis)}, extraction = {_quoted(extraction)},",
        f"                    rotation = {_quoted(rotation)}, forced = {_logical(forced)},",
    ]
    if not forced:
        lines.append(f"                    distribution = {_vector(grid)},")
    lines.append(f"                    cor.method = {_quoted(correlation)})")
    return "\n".join([*lines, ""])


def _asked_for(analysis: Analysis) -> int:
    return int(analysis.unrotated.shape[1])


def _from_our_loadings(analysis: Analysis, grid: list[int | float]) -> str:
    forced = analysis.study.is_forced
    distribution = "" if forced else f", distribution = {_vector(grid)}"
    return "\n".join(
        [
            "# R cannot extract or rotate as this solution was; the loadings and flags are ours.",
            'loadings <- as.matrix(rows_of("loadings.csv"))',
            'flags <- as.matrix(rows_of("flags.csv")) == 1',
            f"solution <- qzscores(sorts, nfactors = {analysis.factors}, loa = loadings, flagged = flags,",
            f"                     forced = {_logical(forced)}{distribution})",
            "",
        ]
    )


def _compared(loadings: str) -> str:
    """R's factors may come in another order or upside down: each is set beside the one it is most like."""
    return "\n".join(
        [
            f"if (file.exists({_quoted(loadings)})) {{",
            f"  ours <- as.matrix(rows_of({_quoted(loadings)}))",
            "  theirs <- as.matrix(solution$loa)",
            "  alike <- cor(ours, theirs)",
            "  match <- apply(abs(alike), 1, which.max)",
            "  turned <- sign(alike[cbind(seq_along(match), match)])",
            "  gap <- max(abs(ours - sweep(theirs[, match, drop = FALSE], 2, turned, `*`)))",
            '  cat("Largest difference between the loadings of R and of Concordat:", format(gap), "\\n")',
            "}",
            "",
        ]
    )


def _printed() -> str:
    return "\n".join(
        [
            "print(solution)",
            'write.csv(solution$zsc, "zscores-in-r.csv")',
            'write.csv(solution$zsc_n, "arrays-in-r.csv")',
            "",
        ]
    )


def _quoted(words: str) -> str:
    """As R reads a string: nothing that a study is called can end it early."""
    return '"' + _one_line(words).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _one_line(words: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())


def _logical(value: bool) -> str:
    return "TRUE" if value else "FALSE"


def _vector(values: list[int | float]) -> str:
    return f"c({', '.join(f'{value:g}' for value in values)})"
