"""The sorts of the reference studies as matrices."""

from pathlib import Path

import numpy as np

from concordat.qmethod.results import Floats
from tests.qmethod.studies import MADE, PUBLIC, made, public, read_study

STUDIES = [*MADE, *(folder.name for folder in PUBLIC)]


def folder_of(name: str) -> Path:
    """Where a study lies; the test is skipped where a public one is not on this machine."""
    return made(name) if name in MADE else public(name)


def sorts_of(name: str) -> Floats:
    """Shape (statements, sorts)."""
    return np.array([sort.values for sort in read_study(folder_of(name)).sorts], dtype=np.float64).T
