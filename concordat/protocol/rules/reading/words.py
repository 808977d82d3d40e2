"""The words of `words.toml`, as patterns."""

import re
import tomllib
from pathlib import Path

WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)

GROUP = re.compile(r"(?<!\\)\((?!\?)")


def any_of(*names: str) -> str:
    """One pattern for all words of these lists; it captures nothing."""
    words = "|".join(each for name in names for each in WORDS[name])
    return f"(?:{GROUP.sub('(?:', words)})"


def pattern(*names: str, begin: str = "", end: str = "", exact: bool = False) -> re.Pattern[str]:
    """``exact``: capitals matter."""
    return re.compile(f"{begin}{any_of(*names)}{end}", 0 if exact else re.IGNORECASE)


def word(*names: str) -> re.Pattern[str]:
    """One of them as a whole word."""
    return pattern(*names, begin=r"\b", end=r"\b")
