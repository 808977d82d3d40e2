"""Every form of the demonstration, filled in by somebody who means harm: 0 server errors.

    python -m benchmarks.fuzz [--requests 20000] [--seed 7]

It makes Marlbridge in a database of its own, serves it (granian, two processes), walks through it as each
person of the cast and as nobody, and collects every form that it meets, those behind personal links among
them. Then it sends them back, spoilt: fields too long, left out, sent twice or of another kind, control
characters, noughts, half characters, numbers beyond every limit, nested JSON, wrong tokens, files that are
none, addresses with nonsense in them. Prints a line of JSON, and ends with status 1 if a page answered with
500 or more, or showed a traceback.
"""

# ruff: noqa: E501 (what is hostile is long)

import argparse
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote, urldefrag, urlencode, urljoin, urlsplit

from benchmarks.ballots import HERE
from benchmarks.faults import Server

URLENCODED = "application/x-www-form-urlencoded"
BOUNDARY = "b0undary"
# Whoever signs out, or starts to look around as another, is not who they were for the rest of the storm.
LEFT_ALONE = re.compile(r"^/(sign-out|look-around|static/|account/sessions)")
PAGES = 220  # of one visitor, and no more of any one kind than this:
ALIKE = 4
NESTED = '{"a":' * 900 + "1" + "}" * 900

HOSTILE = (
    "", " ", "\0", "a\0b", "\x01\x1b[31m", "\r\nX-Injected: 1", "A" * 60_000, "é" * 5_000, "\u202e\u0000",
    "9" * 5_000, "-1", "0", "1e309", "NaN", "Infinity", "٣", "²", "½", "0x10", str(2**31), str(2**63), str(2**64),
    "-" + str(2**70), "0000-00-00", "2026-13-45", "9999-12-31", "10000-01-01", "32/13/2026", "'; DROP TABLE x;--",
    "{{ 7|add:7 }}", "<script>alert(1)</script>", "../../../etc/passwd", "[]", "{}", "null", "true", NESTED,
    "[" * 2_000, "\ud800", "\udfff\ud800", "on", "a@b", "@", "=1+1", "%00", "%", "\ufeff", "🏛" * 300,
)  # fmt: skip
BODIES = (
    (URLENCODED, b""), (URLENCODED, b"%ED%A0%80=%FF%FE&%00=%00"), (URLENCODED, b"&&==&;&%&%zz=%zz"),
    (URLENCODED, b"&".join(b"f%d=1" % n for n in range(1_500))), (URLENCODED, b"\xff\xfe\x00\x80"),
    ("application/json", NESTED.encode()), ("application/json", b'{"moves": [{"number": 1e999}]}'),
    ("application/json", b'[[[[null]]]]'), ("application/json", b'{"moves": "\\ud800"}'), ("application/json", b"{"),
    ("application/json", b'{"moves": [{"to": null, "card": [], "at": {}, "version": -1}], "version": "x"}'),
    ("text/plain", b"go=seal"), ("multipart/form-data", b"no boundary"), ("", b"go=seal"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"a\r\n"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"go=%2BADw-"), ("nonsense; charset=none", b"a=b"),
)  # fmt: skip
FILES = (
    b"", b"\0" * 2_000, b"\xff\xfe" + b"x" * 500, b"PK\x03\x04" + b"\0" * 400, b"%PDF-1.7", b"a,b\n1,2,3\n\"",
    b"first name,last name\n" + b"x," * 5_000, "\ud800".encode("utf-8", "surrogatepass"), b"<?xml version='1.0'?><a/>",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM '/etc/passwd'>]><a>&b;</a>", NESTED.encode(), b"\x1f\x8b\x08" + b"\0" * 64,
)  # fmt: skip

# A right token in a form; a spoilt one is left as it is.
TOKEN = re.compile(rb'(csrfmiddlewaretoken=|name="csrfmiddlewaretoken"\r\n\r\n)\w{64}')

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Form:
    page: str
    action: str
    method: str
    pairs: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


@dataclass(frozen=True)
class Sent:
    """A request, as bytes would go over the wire."""

    method: str
    path: str
    kind: str = ""
    body: bytes = b""


@dataclass
class Answer:
    status: int
    body: bytes
    location: str = ""


Send = Callable[[Sent], Answer]


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, [], []
        self._form: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self.links.append(urldefrag(urljoin(self.address, said["href"]))[0])
        elif tag == "form":
            self._form, self._pairs, self._files = said, [], []
        elif self._form is not None and tag in {"input", "textarea", "select", "button"} and said.get("name"):
            if said.get("type") == "file":
                self._files.append(said["name"])
            else:
                self._pairs.append((said["name"], said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form is not None:
            action = urljoin(self.address, self._form.get("action") or self.address)
            method = self._form.get("method", "get").upper()
            self.forms.append(Form(self.address, action, method, tuple(self._pairs), tuple(self._files)))
            self._form = None


def kind_of(address: str) -> str:
    """Addresses that differ in their names and numbers alone are of one kind."""
    return re.sub(r"[0-9a-f-]{36}|\d+(-\w+)?|(?<=/answer/).*|(?<=/sort/)[^/]*", "N", urlsplit(address).path)


def walked(send: Send, starts: Iterable[str]) -> tuple[list[str], list[Form]]:
    """Every page within reach, a few of each kind, and the forms that stand on them."""
    waiting, seen, alike = deque(starts), set(), Counter()
    pages: list[str] = []
    forms: dict[tuple[str, tuple[str, ...]], Form] = {}
    while waiting and len(pages) < PAGES:
        address = waiting.popleft()
        path = urlsplit(address).path
        if (
            address in seen
            or urlsplit(address).netloc
            or LEFT_ALONE.match(path)
            or alike[kind_of(address)] >= ALIKE
        ):
            continue
        seen.add(address)
        answer = send(Sent("GET", address))
        if answer.status in {301, 302} and answer.location:
            waiting.append(urljoin(address, answer.location))
        if answer.status != 200 or b"<html" not in answer.body[:600]:
            continue
        alike[kind_of(address)] += 1
        pages.append(address)
        page = Page(address)
        page.feed(answer.body.decode())
        waiting.extend(page.links)
        for form in page.forms:
            if not LEFT_ALONE.match(urlsplit(form.action).path):
                names = tuple(name for name, _value in form.pairs)
                forms.setdefault((kind_of(form.action), names), form)
    return pages, list(forms.values())


def spoilt(chance: random.Random, pages: Sequence[str], forms: Sequence[Form]) -> Sent:
    """One hostile request."""
    if not forms or chance.random() < 0.12:
        return _strange_address(chance, chance.choice(pages))
    form = chance.choice(forms)
    if form.method == "GET":
        pairs = _spoilt_pairs(chance, form.pairs)
        return Sent("GET", f"{urlsplit(form.action).path}?{_encoded(pairs)}")
    if chance.random() < 0.15:
        kind, body = chance.choice(BODIES)
        return Sent("POST", form.action, kind, body)
    pairs = _spoilt_pairs(chance, form.pairs)
    if form.files or chance.random() < 0.05:
        return Sent(
            "POST", form.action, f"multipart/form-data; boundary={BOUNDARY}", _parts(chance, pairs, form)
        )
    return Sent("POST", form.action, URLENCODED, _encoded(pairs).encode())


def _strange_address(chance: random.Random, page: str) -> Sent:
    parts = urlsplit(page).path.split("/")
    where = chance.randrange(len(parts))
    word = quote(chance.choice(HOSTILE)[:2_000].encode("utf-8", "surrogatepass"), safe="")
    if chance.random() < 0.5:
        parts[where] = word
    query = f"?page={word}&sort={word}&next={word}&q={word}" if chance.random() < 0.7 else ""
    method = chance.choice(("GET", "GET", "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"))
    return Sent(method, ("/".join(parts) or "/") + query)


def _spoilt_pairs(chance: random.Random, pairs: Sequence[tuple[str, str]]) -> Pairs:
    token = [pair for pair in pairs if pair[0] == "csrfmiddlewaretoken"]
    rest = [pair for pair in pairs if pair[0] != "csrfmiddlewaretoken"]
    if chance.random() < 0.04:
        token = [("csrfmiddlewaretoken", chance.choice(HOSTILE))]
    match chance.randrange(6):
        case 0 if rest:
            where = chance.randrange(len(rest))
            rest[where] = (rest[where][0], chance.choice(HOSTILE))
        case 1:
            rest = [(name, chance.choice(HOSTILE)) for name, _value in rest]
        case 2 if rest:
            del rest[chance.randrange(len(rest))]
        case 3 if rest:
            rest += [
                (name, chance.choice(HOSTILE)) for name, _value in chance.sample(rest, min(3, len(rest)))
            ]
        case 4:
            rest = [pair for pair in rest if chance.random() < 0.5] + [(chance.choice(HOSTILE)[:400], "x")]
        case _:
            rest = [
                (name, chance.choice(HOSTILE) if chance.random() < 0.3 else value) for name, value in rest
            ]
    return [*token, *rest]


def _encoded(pairs: Pairs) -> str:
    return urlencode([(_bytes(name), _bytes(value)) for name, value in pairs])


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _parts(chance: random.Random, pairs: Pairs, form: Form) -> bytes:
    body = b""
    for name, value in pairs:
        plain = _bytes(name).replace(b'"', b"%22").replace(b"\r", b"").replace(b"\n", b"")
        body += b'--%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (
            BOUNDARY.encode(), plain, _bytes(value),
        )  # fmt: skip
    for name in form.files or ("file",):
        ending = chance.choice(("csv", "xlsx", "json", "zip", "dat", "xml", "exe", "\0", ""))
        body += (
            (
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="x.{ending}"\r\n'
                "Content-Type: text/csv\r\n\r\n"
            ).encode()
            + chance.choice(FILES)
            + b"\r\n"
        )
    return body + f"--{BOUNDARY}--\r\n".encode()


def is_broken(answer: Answer) -> bool:
    return answer.status >= 500 or b"Traceback (most recent call last)" in answer.body


# -------------------------------------------------------------------------------- over a real connection


@dataclass
class Visitor:
    """A browser of sorts: it keeps its cookies and its connection."""

    port: int
    person: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""  # of the newest page; a form that was met earlier may carry another

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def send(self, sent: Sent) -> Answer:
        """A server may close a connection that was left open: then once more, over a new one."""
        for connected in (self.connection.sock is not None, False):
            try:
                return self._send(sent)
            except http.client.HTTPException:
                self.connection.close()
                if not connected:
                    break
            except (OSError, ValueError):  # the server hung up on a body that is too long
                self.connection.close()
                return Answer(400, b"")
        return Answer(599, b"")

    def _send(self, sent: Sent) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if sent.kind:
            headers["Content-Type"] = sent.kind
        if sent.method not in {"GET", "HEAD"}:
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        body_sent = TOKEN.sub(rb"\g<1>" + self.token.encode(), sent.body) if self.token else sent.body
        self.connection.request(sent.method, sent.path, body_sent or None, headers)
        answer = self.connection.getresponse()
        body = answer.read()
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if found := re.search(rb'name="csrfmiddlewaretoken" value="(\w{64})"', body):
            self.token = found[1].decode()
        return Answer(answer.status, body, answer.headers.get("Location", ""))

    def look_around(self) -> None:
        """Step in as this person; again, whenever what was sent has signed them out."""
        page = Page("/look-around")
        page.feed(self.send(Sent("GET", "/look-around")).body.decode())
        token = next(v for form in page.forms for n, v in form.pairs if n == "csrfmiddlewaretoken")
        body = urlencode({"csrfmiddlewaretoken": token, "person": self.person}).encode()
        answer = self.send(Sent("POST", "/look-around", URLENCODED, body))
        assert answer.status == 302, f"Nobody may look around as {self.person}: {answer.status}"
        self.send(Sent("GET", "/look-around"))  # signing in changes the token


def cast_of(port: int) -> list[Visitor]:
    """Nobody, and one visitor for each way to look around."""
    visitors = [Visitor(port)]
    ways_in = Page("/look-around")
    ways_in.feed(visitors[0].send(Sent("GET", "/look-around")).body.decode())
    for person in dict.fromkeys(v for form in ways_in.forms for n, v in form.pairs if n == "person"):
        visitor = Visitor(port, person)
        visitor.look_around()
        visitors.append(visitor)
    return visitors


def storm(port: int, *, starts: Sequence[str], requests: int, seed: int) -> dict[str, object]:
    visitors = cast_of(port)
    share = -(-requests // len(visitors))
    statuses: Counter[int] = Counter()
    broken: list[tuple[str, str, int]] = []
    kinds: set[tuple[str, str]] = set()
    signed_out: list[int] = []

    def press(number: int, visitor: Visitor) -> None:
        chance = random.Random(seed + number)
        pages, forms = walked(visitor.send, ["/", *starts])
        kinds.update((form.method, kind_of(form.action)) for form in forms)
        for _ in range(share):
            sent = spoilt(chance, pages, forms)
            answer = visitor.send(sent)
            statuses[answer.status] += 1
            if visitor.person and answer.location.startswith("/sign-in?next"):
                signed_out.append(number)
                visitor.look_around()
            if is_broken(answer):
                broken.append((sent.method, sent.path[:120], answer.status))

    threads = [threading.Thread(target=press, args=each) for each in enumerate(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "visitors": len(visitors),
        "kinds_of_form": len(kinds),
        "requests": statuses.total(),
        "signed_out_and_in_again": len(signed_out),
        "answers": dict(sorted(statuses.items())),
        "broken": len(broken),
        "which": sorted(set(broken))[:40],
    }


def personal_links(folder: Path) -> list[str]:
    """The ballots and sorts of the demonstration's e-mails: a few of each will do."""
    found = [
        path
        for file in sorted(folder.glob("*"))
        for path in re.findall(r"/(?:answer|sort)/[\w-]+", file.read_text(errors="replace"))
    ]
    return [path for kind in ("/answer/", "/sort/") for path in [p for p in found if kind in p][:8]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="concordat-fuzz-"))
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
            "EMAIL_FOLDER": f"{folder}/mail",
            "STATIC_ROOT": f"{folder}/static",
            "DJANGO_SETTINGS_MODULE": "concordat.settings",
            "DEMO": "yes",
            "DEBUG": "no",
        }
        subprocess.run([sys.executable, "-m", "concordat.cli", "demo"], env=environment, cwd=HERE, check=True)
        log = stack.enter_context((Path(folder) / "log").open("w+b"))
        server = Server(environment, log=log)
        stack.callback(server.kill)
        server.start()
        starts = personal_links(Path(folder) / "mail")
        told = storm(server.port, starts=starts, requests=asked.requests, seed=asked.seed)
        log.seek(0)
        words = log.read().decode(errors="replace")
    print(json.dumps(told), flush=True)
    if told["broken"]:
        print("\n".join(dict.fromkeys(re.findall(r"^\w[\w.]*(?:Error|Exception)\b.*$", words, re.MULTILINE))))
        Path(os.getenv("FUZZ_LOG", os.devnull)).write_text(words)
        raise SystemExit("SOME PAGES BROKE.")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    main()
