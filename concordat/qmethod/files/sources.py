"""A file as it came: its name, its bytes, and the text in them."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.study import Refused, Value

LARGEST = 50_000_000  # bytes: a thousand people's sorts with comments are under two million

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Source:
    """``grid`` is what the caller says of the grid: it comes before whatever the file says."""

    name: str
    data: bytes
    grid: tuple[Value, ...] | None = None

    @cached_property
    def _decoded(self) -> tuple[str, tuple[Caution, ...]]:
        return _decoded(self.data, name=self.name)

    @property
    def text(self) -> str:
        """The text with plain line ends. Raises ``Refused`` when it is no text."""
        return self._decoded[0]

    @property
    def cautions(self) -> tuple[Caution, ...]:
        return self._decoded[1]


def _decoded(data: bytes, *, name: str) -> tuple[str, tuple[Caution, ...]]:
    cautions: tuple[Caution, ...] = ()
    try:
        text = data.decode("utf-16" if data[:2] in _UTF_16 else "utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise Refused(f"{name} is neither UTF-8 nor Windows-1252 text; save it again as UTF-8.") from None
        sentence = f"{name} is not in UTF-8; it was read as Windows-1252, so look at accented letters."
        cautions = (Caution(About.ENCODING, sentence),)
    if "\0" in text:
        raise Refused(f"{name} is not a text file of a kind that is known here; export it as CSV or XLSX.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), cautions


def quoted(words: object, *, most: int = 40) -> str:
    """The words as a message may repeat them: on one line, and not for ever."""
    plain = "".join(
        each if unicodedata.category(each)[0] not in "CZ" or each == " " else " " for each in str(words)
    )
    return f"“{plain if len(plain) <= most else plain[: most - 1] + '…'}”"
