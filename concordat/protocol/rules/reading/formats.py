"""Which reader a file goes to: by what it holds, and only then by its name."""

import io
import re
import zipfile

from concordat.protocol.rules.reading import plain_text, web_page
from concordat.protocol.rules.reading.lines import Layout
from concordat.protocol.rules.reading.refusing import CannotRead
from concordat.protocol.rules.reading.telling import Progress

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
READ = "Word (.docx), PDF, HTML, Markdown and plain text are read."


def layout_of(data: bytes, *, name: str, told: Progress) -> Layout:
    """The lines of a file, whatever it is. Raises ``CannotRead``."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if data.startswith(OLE):
        raise CannotRead(_old_word(data))
    if data.startswith(b"PK"):
        return _packed(data, told)
    if b"%PDF-" in data[:1024]:
        from concordat.protocol.rules.reading import pdf

        return pdf.layout(data, told)
    if data.startswith(b"{\\rtf"):
        raise CannotRead("This is RTF. Open it in Word and save it as .docx.")
    if data.startswith(PICTURES):
        raise CannotRead(f"This is a picture, and holds no text. {READ}")
    if ending in ("docx", "docm", "pdf"):
        raise CannotRead(f"The name says .{ending}, but the file is not one, or it is broken. Save it again.")
    if ending in ("html", "htm", "xhtml") or MARKUP.match(data[:6000].removeprefix(b"\xef\xbb\xbf")):
        return web_page.layout(data)
    if ending in ("md", "markdown"):
        from concordat.protocol.rules.reading import markdown_text

        return markdown_text.layout(data)
    return plain_text.layout(data)


def _old_word(data: bytes) -> str:
    if LOCKED in data:
        return (
            "The file is locked with a password. Open it in Word, take the password away and save it again."
        )
    return "This is a .doc file of an old Word. Open it in Word and save it as .docx."


def _packed(data: bytes, told: Progress) -> Layout:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise CannotRead("The Word file is broken: it cannot be unpacked. Save it again.") from None
    if "word/document.xml" in names:
        from concordat.protocol.rules.reading import word

        return word.layout(data, told)
    if "content.xml" in names:
        raise CannotRead("This is an OpenDocument file. Open it in its own program and save it as .docx.")
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise CannotRead(f"This is a spreadsheet or a presentation. {READ}")
    raise CannotRead(f"This is an archive with other files in it. {READ}")
