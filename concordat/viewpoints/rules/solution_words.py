"""How a solution was made, in words: every choice, every step of the log, every formula with its source."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from concordat.papers.document import Source
from concordat.qmethod.results import Analysis, Mode

EXTRACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "pca": "principal components",
        "centroid": "Brown’s centroid",
        "horst": "Horst’s centroid",
        "principal-axis": "principal axis factors",
    }
)
ROTATIONS: Mapping[str, str] = MappingProxyType(
    {
        "none": "no rotation by a criterion",
        "varimax": "varimax",
        "raw-varimax": "varimax without Kaiser’s normalisation",
        "quartimax": "quartimax",
        "oblimin": "direct oblimin (oblique)",
        "promax": "promax (oblique)",
    }
)
CORRELATIONS: Mapping[str, str] = MappingProxyType(
    {"pearson": "Pearson’s", "spearman": "Spearman’s rank", "kendall": "Kendall’s tau-b"}
)
CORRECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "holm": "Holm’s",
        "bh": "Benjamini and Hochberg’s",
        "by": "Benjamini and Yekutieli’s",
        "none": "no",
    }
)
MODES: Mapping[Mode, str] = MappingProxyType(
    {
        Mode.STANDARD: "standard: full precision, every step iterated until it stands still",
        Mode.QMETHOD: "qmethod: the arithmetic of the R package qmethod 1.8.4, step by step",
        Mode.KADE: "kade: the arithmetic of KADE 1.4.0, its rounding at every step included",
    }
)


def choices(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    """What was chosen at each step, as (step, choice)."""
    study, record = analysis.study, analysis.record
    told = [
        ("Mode", MODES[analysis.mode]),
        ("Sorts and statements", f"{len(study.sorts)} sorts of {len(study.statements)} statements"),
        ("Grid", grid(analysis)),
        ("Correlation of sorts", CORRELATIONS.get(str(record.get("correlation")), "Pearson’s")),
        ("Extraction", EXTRACTIONS.get(str(record.get("extraction")), str(record.get("extraction")))),
        ("Factors", str(record.get("factors", analysis.factors))),
        ("Rotation", rotation(record)),
        ("Flags", flags(record)),
        ("Scores", _scores(str(record.get("scores", "spearman")))),
        ("Reliability of one sort", reliability(record)),
    ]
    if analysis.mode is Mode.STANDARD:
        told += [
            (
                "Many comparisons",
                f"{CORRECTIONS.get(str(record.get('correction')), 'Holm’s')} correction over all "
                "statements and all pairs of views",
            ),
            (
                "Consensus",
                f"a pair of views agrees where its difference is shown to be less than {_margin(record)} "
                "standard deviations, by two one-sided tests",
            ),
        ]
    told += [
        ("Version", f"Concordat {record.get('version', '')}".strip()),
        ("Fingerprint of the sorts", study.fingerprint),
    ]
    return tuple(told)


def _margin(record: Mapping[str, Any]) -> str:
    return f"{float(record.get('equivalence', 0.5)):g}"


def grid(analysis: Analysis) -> str:
    """The values of the grid with how many cards each holds, and whether everybody kept to it."""
    values = analysis.record.get("grid") or analysis.study.nominal_grid
    counts: dict[float, int] = {}
    for value in sorted(float(each) for each in values):
        counts[value] = counts.get(value, 0) + 1
    columns = ", ".join(f"{value:g}".replace("-", "−") + f" × {count}" for value, count in counts.items())
    if analysis.record.get("forced", analysis.study.is_forced):
        return f"{columns}; every sort keeps to it"
    return f"{columns}; sorts were free, so the columns of a view are only an order of its statements"


def rotation(record: Mapping[str, Any]) -> str:
    first = ROTATIONS.get(str(record.get("rotation")), str(record.get("rotation")))
    steps = record.get("log") or ()
    if not steps:
        return first
    count = len(steps)
    return f"{first}, then {count} {'step' if count == 1 else 'steps'} by hand (see the log)"


def flags(record: Mapping[str, Any]) -> str:
    told = record.get("flagging") or {}
    rule = str(told.get("rule", "significant"))
    if rule == "qfactor":
        words = "at least 2/√N, and at least half of what the sort shares with all factors"
    elif rule == "majority alone":
        words = "more shared with this factor than with all others together"
    else:
        words = f"a loading beyond chance at p < {float(told.get('level', 0.05)):g}"
        if told.get("majority", True):
            words += ", and more shared with this factor than with all others together"
    how = str(record.get("flags") or "")
    return f"{words}; {how}" if how else words


def _scores(name: str) -> str:
    if name == "regression":
        return "regression scores (not usual in Q studies)"
    if name == "bartlett":
        return "Bartlett’s scores (not usual in Q studies)"
    return "weighted means of the sorts that define a view, standardised"


def reliability(record: Mapping[str, Any]) -> str:
    told = record.get("reliability") or {}
    value = told.get("value", 0.8) if isinstance(told, Mapping) else told
    source = told.get("source", "") if isinstance(told, Mapping) else ""
    if source == "repeated sorts":
        return f"{float(value):.2f}, from people who sorted twice"
    if float(value) == 0.8:
        return "0.80, a convention and not measured in this study"
    return f"{float(value):.2f}, as told by those who made the study"


def step(entry: Mapping[str, Any]) -> str:
    """One entry of the rotation log as a sentence."""
    why = f" Why: {entry['why']}" if entry.get("why") else ""
    when = f" ({entry['at']})" if entry.get("at") else ""
    return f"{_deed(entry)}{when}.{why}"


def _deed(entry: Mapping[str, Any]) -> str:
    match entry.get("op"):
        case "rotate":
            one, other = entry.get("factors", (1, 2))
            degrees = float(entry.get("degrees", 0))
            way = "clockwise" if degrees >= 0 else "anticlockwise"
            return f"Factors {one} and {other} were turned {abs(degrees):g} degrees {way}"
        case "invert":
            return f"Factor {entry.get('factor')} was turned upside down"
        case "split":
            return f"Factor {entry.get('factor')} was split into its two ends, each a view of its own"
        case "flag":
            to = "made to count towards" if entry.get("value") else "no longer counted towards"
            return f"The sort {entry.get('participant')} was {to} factor {entry.get('factor')}"
        case "undo":
            return "The step before was taken back"
        case "target":
            return "The factors were rotated towards a target"
        case operation:
            name = ROTATIONS.get(str(operation), str(operation))
            return f"The factors were rotated by {name}, from the unrotated ones"


def log(analysis: Analysis) -> tuple[str, ...]:
    return tuple(step(entry) for entry in analysis.record.get("log") or ())


# Each line: what is worked out, how, and after whom. Years and titles only: whoever cites one looks it up.
FORMULAS: tuple[tuple[str, str, str], ...] = (
    (
        "Correlation of two sorts",
        "r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²), over the statements",
        "Stephenson 1953; Brown 1980",
    ),
    ("Loading by chance", "|l| > 1.96/√N has p < .05; N statements", "Brown 1980"),
    (
        "Flag",
        "l² larger than the sum of l² on all other factors, and beyond chance",
        "Brown 1980; Zabala 2014",
    ),
    ("Weight of a sort that defines a view", "w = l / (1 − l²)", "Spearman 1927; Brown 1980"),
    (
        "z-score of a statement",
        "Σ w · x over the sorts of the view, x standardised sort by sort; then mean 0 and standard "
        "deviation 1",
        "Brown 1980",
    ),
    (
        "Grid of a view",
        "statements in order of z take the values of the grid in order; of equal ones the first in the "
        "study takes the higher value",
        "Brown 1980; our tie rule",
    ),
    ("Reliability of a view of n sorts", "r = ρn / (1 + (n − 1)ρ)", "Spearman 1910; Brown 1910"),
    (
        "Standard error of a z-score, and of a difference",
        "SE = √(1 − r); SED = √(SE₁² + SE₂²)",
        "Brown 1980",
    ),
)
_OURS: tuple[tuple[str, str, str], ...] = (
    (
        "Shown to differ",
        "p = 2(1 − Φ(|z₁ − z₂| / SED)), corrected for all comparisons made",
        "Brown 1980; Holm 1979",
    ),
    (
        "Shown to agree",
        "|z₁ − z₂| + 1.645 · SE smaller than the margin that was set before",
        "Schuirmann 1987; Lakens 2017",
    ),
)
_THEIRS: tuple[tuple[str, str, str], ...] = (
    (
        "Differs from every other view",
        "|z₁ − z₂| beyond 1.96 · SED (p < .05), 2.58 · SED (p < .01) for every other view; not corrected",
        "Brown 1980; the program named by the mode",
    ),
)


def formulas(analysis: Analysis) -> tuple[tuple[str, str, str], ...]:
    """What is worked out, how, and after whom: with the comparisons that this mode makes."""
    return FORMULAS + (_OURS if analysis.mode is Mode.STANDARD else _THEIRS)


_EXTRACTED: Mapping[str, str] = MappingProxyType(
    {
        "pca": (
            "Hotelling H (1933). Analysis of a complex of statistical variables into principal components."
        ),
        "centroid": "Thurstone LL (1947). Multiple-Factor Analysis.",
        "horst": "Horst P (1965). Factor Analysis of Data Matrices.",
        "principal-axis": "Harman HH (1976). Modern Factor Analysis.",
    }
)
_ROTATED: Mapping[str, str] = MappingProxyType(
    {
        "varimax": "Kaiser HF (1958). The varimax criterion for analytic rotation in factor analysis.",
        "raw-varimax": "Kaiser HF (1958). The varimax criterion for analytic rotation in factor analysis.",
        "quartimax": "Neuhaus JO, Wrigley C (1954). The quartimax method.",
        "oblimin": "Jennrich RI, Sampson PF (1966). Rotation for simple loadings.",
        "promax": "Hendrickson AE, White PO (1964). Promax.",
    }
)


def sources(analysis: Analysis) -> tuple[Source, ...]:
    """The works behind the steps that this solution took."""
    record = analysis.record
    told = [
        "Stephenson W (1953). The Study of Behavior: Q-Technique and Its Methodology.",
        "Brown SR (1980). Political Subjectivity: Applications of Q Methodology in Political Science.",
        "Watts S, Stenner P (2012). Doing Q Methodological Research.",
        _EXTRACTED.get(str(record.get("extraction")), ""),
        _ROTATED.get(str(record.get("rotation")), ""),
    ]
    if analysis.mode is Mode.STANDARD:
        told += [
            "Holm S (1979). A simple sequentially rejective multiple test procedure.",
            "Schuirmann DJ (1987). A comparison of the two one-sided tests procedure and the power approach.",
        ]
    if analysis.mode is Mode.QMETHOD:
        told.append("Zabala A (2014). qmethod: A Package to Explore Human Perspectives Using Q Methodology.")
    if analysis.mode is Mode.KADE:
        told.append("Banasick S (2019). KADE: A desktop application for Q methodology.")
    found = tuple(Source(each) for each in told if each)
    return (
        *found,
        Source(
            "Churruca K and others (2021), on how Q studies are reported.",
            href="https://pmc.ncbi.nlm.nih.gov/articles/PMC8215808/",
        ),
    )


def cannot_tell() -> Sequence[str]:
    """What nobody may read out of a Q study, whatever its numbers are."""
    return (
        "How many people hold a view. Those who sorted were chosen for their difference, not drawn by "
        "lot: a view of two sorts may be common outside, and a view of twenty may not.",
        "What a person thinks. A sort is near a view or far from it; nobody is a view.",
        "That there are no other views. Only what the statements allow to be said can be found, and only "
        "among those who sorted.",
        "That views agree where no difference was found. Agreement is claimed only where it was shown.",
        "How many views there “really” are. The number is a judgement, made with several pieces of "
        "evidence that do not always say the same.",
        "Whether a view is right.",
    )
