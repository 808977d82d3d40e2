"""Bytes into characters. A text in an encoding that would have to be guessed at is sent back."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from concordat.protocol.rules.reading.refusing import CannotRead

MARKED = (
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
HOW = "Open it in its own program and save it again as UTF-8 text."
# What an English or Welsh text saved by Windows holds beyond ASCII. Other signs are more likely to come from
# another alphabet read wrongly.
FROM_WINDOWS = frozenset("‘’‚“”„–—…•·€£§©®°±²³´¼½¾«»×\xa0\xad")
LATIN = frozenset("ÀÁÂÄÇÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜÝàáâäçèéêëìíîïñòóôöùúûüýÿŸßæœ")
CONTROLS = frozenset(chr(n) for n in range(32)) - frozenset("\t\n\r\f\v\x1a")


def text_of(data: bytes) -> str:
    """The characters of a text file, with every kind of line end made one.

    Raises ``CannotRead`` for what is no text, or is in an encoding that cannot be told for certain.
    """
    for mark, encoding in MARKED:
        if data.startswith(mark):
            return _sound(_decoded(data, encoding))
    if wide := _wide(data):
        return _sound(_decoded(data, wide))
    try:
        return _sound(data.decode("utf-8"))
    except UnicodeDecodeError as fault:
        return _sound(_windows(data, fault))


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise CannotRead(
            f"The file begins as {encoding.upper()} text and is broken further on. {HOW}"
        ) from None


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of an English text is nought."""
    sample = data[:4000]
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.7 and sample[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.7 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _windows(data: bytes, fault: UnicodeDecodeError) -> str:
    line = data.count(b"\n", 0, fault.start) + 1
    unknown = CannotRead(f"Line {line} is neither UTF-8 nor the encoding of Windows in English. {HOW}")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise unknown from None
    beyond = [sign for sign in text if ord(sign) > 127]
    strange = sum(sign not in FROM_WINDOWS and sign not in LATIN for sign in beyond)
    letters = sum(sign in LATIN for sign in beyond)
    # Cyrillic or Greek read as Windows English is nothing but accented letters.
    if strange > len(beyond) * 0.1 or letters > len(text) * 0.05:
        raise unknown
    return text


def _sound(text: str) -> str:
    if "\0" in text or sum(sign in CONTROLS for sign in text[:100_000]) > len(text[:100_000]) // 200:
        raise CannotRead("This is not text. Word (.docx), PDF, HTML, Markdown and plain text are read.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
