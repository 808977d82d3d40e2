"""Other people's protocols to test with. They stand beside the repository and may not be committed."""

from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[4] / "shared" / "reference"
NOT_HERE = "The texts of other councils are not on this machine; they may not be committed."


def texts_of_others() -> dict[str, str]:
    """Every source document and protocol text by name; the test is skipped where there is none."""
    files = sorted([*REFERENCE.glob("seeds/*.txt"), *REFERENCE.glob("protocol_texts/*.txt")])
    if not files:
        pytest.skip(NOT_HERE)
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


def text_of(name: str) -> str:
    """One protocol text without the five lines of our own above it."""
    file = REFERENCE / "protocol_texts" / f"{name}.txt"
    if not file.exists():
        pytest.skip(NOT_HERE)
    return file.read_text(encoding="utf-8").partition("# ----\n")[2]


LOCAL = "full_11_seed_local_council_protocol_2021"
