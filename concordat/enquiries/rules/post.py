"""Reading an e-mail that a councillor sent to the council's mailbox for enquiries.

Anybody can write any name into an e-mail. Whether its sender is who it says is told by the council's own
mail server alone, in the header that RFC 8601 gives it for that (``Authentication-Results``). What it has not
vouched for is held until the councillor says on their own page that it is theirs.

An e-mail can also be a bomb: files within files within files. What may come is bounded before it is taken
apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from hashlib import sha256

from lxml import etree, html

from concordat.enquiries.rules import attachments, references
from concordat.enquiries.rules.attachments import File, NotTaken

LARGEST = 60 * 1024 * 1024  # five files of ten megabytes, as e-mail wraps them
LARGEST_HEAD = 128 * 1024
MOST_PARTS = 60
LONGEST_WORDS = 20_000  # as much as the form takes
QUOTED = re.compile(
    r"(?m)^(?:-{2,}\s*(?:original message|forwarded message|neges wreiddiol)\s*-{2,}"
    r"|on\b.{5,200}\bwrote:\s*$|ar\b.{5,200}\bysgrifennodd\b.{0,80}:\s*$|_{20,}\s*$)",
    re.IGNORECASE,
)
UNSEEN = {"script", "style", "head"}
ENDS_A_LINE = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"}
BY_A_PROGRAM = {"bulk", "junk", "list", "auto_reply"}


class NotAnEmail(Exception):
    """What lies in the mailbox cannot be read as an e-mail: the words say why."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An e-mail, as far as an enquiry needs it.

    sender        the one address in its From, in small letters; empty where there is none or more than one
    vouched_for   whether the council's own mail server found that it comes from that address's own domain
    words         what was written, without what it quotes; all of it where there is nothing else
    references    of enquiries, in the order in which they stand: in the subject, then in the words
    arrived_at    when the council's mail server took it; nothing where no server says so
    files         what may come with an enquiry
    not_taken     of every other file its name and why, as a word (``attachments.NotTaken``)
    by_a_program  an out-of-office reply, a list, a report of delivery: no councillor asked anything
    digest        the same for the same e-mail, so that it is taken once however often it is handed in
    """

    sender: str
    vouched_for: bool
    subject: str
    words: str
    references: tuple[str, ...]
    arrived_at: datetime | None
    files: tuple[File, ...]
    not_taken: tuple[tuple[str, str], ...]
    by_a_program: bool
    digest: str


def read(content: bytes, *, checked_by: str = "") -> Incoming:
    """Read one e-mail. Raises ``NotAnEmail``.

    checked_by   the name under which the council's mail server vouches (its authserv-id); empty where
                 none does: then nobody is vouched for
    """
    message = taken_apart(content)
    sender = only_sender(message)
    subject = one_line(header(message, "Subject"))
    whole = words_of(message)
    files, not_taken = files_of(message)
    return Incoming(
        sender=sender,
        vouched_for=bool(sender)
        and vouches(message, checked_by=checked_by, domain=sender.rpartition("@")[2]),
        subject=subject,
        words=without_quotations(whole)[:LONGEST_WORDS],
        references=tuple(dict.fromkeys(references.references_in(f"{subject}\n{whole}"))),
        arrived_at=arrival(message),
        files=files,
        not_taken=not_taken,
        by_a_program=is_by_a_program(message),
        digest=sha256(content).hexdigest(),
    )


def taken_apart(content: bytes) -> EmailMessage:
    if not content.strip():
        raise NotAnEmail("It is empty.")
    if len(content) > LARGEST:
        raise NotAnEmail(f"It is larger than {LARGEST // 1024 // 1024} MB.")
    head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0]
    if len(head) > LARGEST_HEAD:
        raise NotAnEmail("Its head is larger than any real one.")
    if not re.search(rb"(?im)^(from|received|date|subject|message-id):", head):
        raise NotAnEmail("It does not begin like an e-mail.")
    # Before it is taken apart, for the parser goes one step deeper with every part within a part.
    if len(re.findall(rb"(?i)boundary\s*=|message/rfc822", content)) > MOST_PARTS:
        raise NotAnEmail(f"It holds more than {MOST_PARTS} parts within parts.")
    try:
        message = BytesParser(policy=policy.default).parsebytes(content)
        parts = sum(1 for _part in message.walk())
    except (MessageError, ValueError, LookupError, RecursionError) as broken:
        raise NotAnEmail("It is not put together as an e-mail should be.") from broken
    if parts > MOST_PARTS:
        raise NotAnEmail(f"It holds more than {MOST_PARTS} parts.")
    return message


def header(message: Message, name: str) -> str:
    """A header's words; empty where it is missing or cannot be read."""
    try:
        return str(message.get(name, ""))
    except (ValueError, LookupError, IndexError, AttributeError):
        return ""


def headers(message: Message, name: str) -> list[str]:
    try:
        return [str(value) for value in message.get_all(name, [])]
    except (ValueError, LookupError, IndexError, AttributeError):
        return []


def only_sender(message: Message) -> str:
    """The address in From. Two of them, or two Froms, are what nobody writes who means well."""
    froms = headers(message, "From")
    if len(froms) != 1 or froms[0].count("@") != 1:
        return ""
    return parseaddr(one_line(froms[0]))[1].strip().lower()


def vouches(message: Message, *, checked_by: str, domain: str) -> bool:
    """Whether the council's mail server found the sender's own domain behind this e-mail.

    Only the uppermost line of that name counts: the server writes its own above everything that came with it.
    """
    if not checked_by:
        return False
    for line in headers(message, "Authentication-Results"):
        server, _semicolon, results = one_line(line).partition(";")
        if server.split()[:1] != [checked_by]:
            continue
        results = results.lower()
        passed = re.search(r"\bdmarc\s*=\s*pass\b[^;]*\bheader\.from\s*=\s*([^\s;]+)", results)
        return bool(passed and passed[1].strip("\"'") == domain)
    return False


def is_by_a_program(message: Message) -> bool:
    automatic = header(message, "Auto-Submitted").strip().lower() not in {"", "no"}
    kept_apart = header(message, "Precedence").strip().lower() in BY_A_PROGRAM
    report = message.get_content_type() == "multipart/report"
    return automatic or kept_apart or report or bool(message.get("List-Id"))


def arrival(message: Message) -> datetime | None:
    """When the last server on its way took it. The sender's own Date is only what the sender says."""
    received = headers(message, "Received")
    if not received:
        return None
    try:
        at = parsedate_to_datetime(received[0].rpartition(";")[2].strip())
    except (ValueError, IndexError, TypeError):
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def words_of(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = content_of(part)
    return tidy(from_html(text) if part.get_content_type() == "text/html" else text)


def content_of(part: Message) -> str:
    """A part's text, whatever it says of its own letters."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    for encoding in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", errors="replace")


def from_html(text: str) -> str:
    """The words of a page, with its line breaks; nothing of it is fetched, run or shown."""
    # A declared encoding would be refused: these are letters already.
    text = re.sub(r"<\?xml[^>]*\?>", "", text[: LONGEST_WORDS * 20])
    try:
        page = html.document_fromstring(text)
    except (ValueError, etree.ParserError):
        return ""
    words: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(page, events=("start", "end", "comment", "pi")):
        if event in {"start", "end"}:
            unseen += (1 if event == "start" else -1) * (element.tag in UNSEEN)
        if event == "end" and element.tag in ENDS_A_LINE:
            words.append("\n")
        after = element.text if event == "start" else element.tail
        if after and not unseen:
            words.append(str(after))
    return "".join(words)


def tidy(text: str) -> str:
    """Without signs that no keyboard writes, and with no more than one empty line at a stretch."""
    plain = "".join(sign for sign in text.replace("\r\n", "\n") if sign in "\n\t" or sign.isprintable())
    lines = [line.rstrip() for line in plain.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def without_quotations(text: str) -> str:
    """What was newly written: neither what is quoted below it nor the signature. All of it if that is all."""
    above = QUOTED.split(text, maxsplit=1)[0]
    above = re.split(r"(?m)^-- ?$", above, maxsplit=1)[0]
    lines = [line for line in above.split("\n") if not line.startswith(">")]
    return "\n".join(lines).strip() or text


def files_of(message: EmailMessage) -> tuple[tuple[File, ...], tuple[tuple[str, str], ...]]:
    files: list[File] = []
    not_taken: list[tuple[str, str]] = []
    for name, content in enclosed(message):
        try:
            if len(files) == attachments.MOST:
                raise NotTaken("many")
            files.append(attachments.taken(name=name, content=content))
        except NotTaken as refused:
            not_taken.append((attachments.tidied(name), refused.why))
    return tuple(files), tuple(not_taken)


def enclosed(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Every file of the e-mail. An e-mail that is enclosed in it is named, and not opened."""
    for part in message.iter_attachments():
        if part.get_content_maintype() in {"message", "multipart"}:
            yield f"{one_line(part.get_filename() or 'message')}.eml", b"."
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield one_line(part.get_filename() or "file"), content


def one_line(words: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
