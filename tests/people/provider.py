"""An OpenID Connect provider of our own, on this machine: discovery, authorize, token and keys.

It checks what a real one would (the code once, PKCE, the secret, the way back) and can be told to lie.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from concordat.people.rules.single_sign_on import Provider

CLIENT, SECRET = "concordat", "a secret: with / signs"


@cache
def key(name: str = "theirs") -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public(name: str) -> dict[str, Any]:
    shown = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key(name).public_key()))
    return {**shown, "kid": name, "use": "sig", "alg": "RS256"}


@dataclass
class Pretender:
    """``account``: who sits before it. ``lies``: claims that it puts in place of the true ones."""

    issuer: str = ""
    account: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    signs_as: str = "theirs"
    algorithm: str = "RS256"
    discovery: dict[str, Any] = field(default_factory=dict)
    garbled: bytes | None = None  # what the door for tokens answers instead
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def settings(self) -> Provider:
        return Provider(
            issuer=self.issuer,
            client_id=CLIENT,
            client_secret=SECRET,
            name="Larkfield account",
            domains=frozenset({"larkfield.example"}),
        )

    def but(self, **said: Any) -> Provider:
        return replace(self.settings, **said)

    def authorize(self, address: str) -> str:
        """What a browser does there: whoever sits before it agrees. Returns the query of the way back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return urlencode({"code": code, "state": asked["state"]})

    def token(self, said: dict[str, str], authorization: str) -> dict[str, Any] | None:
        asked = self.codes.pop(said.get("code", ""), None)  # once
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        digest = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
        fits = asked is not None and (
            asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            and asked["redirect_uri"] == said.get("redirect_uri")
            and pair == "concordat:a%20secret%3A%20with%20%2F%20signs"
        )
        if not fits or asked is None:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = {**claims, **self.account, **self.lies}
        claims = {name: value for name, value in claims.items() if value is not None}
        with_what: Any = {"none": None, "HS256": SECRET * 2}.get(self.algorithm, key(self.signs_as))
        token = jwt.encode(claims, with_what, algorithm=self.algorithm, headers={"kid": "theirs"})
        return {"id_token": token, "access_token": "unused", "token_type": "Bearer"}

    def answer(self, path: str, said: dict[str, str], authorization: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            doors = {
                "authorization_endpoint": "authorize",
                "token_endpoint": "token",
                "jwks_uri": "keys",
            }
            told = {name: f"{self.issuer}/{end}" for name, end in doors.items()}
            return {"issuer": self.issuer, **told, **self.discovery}
        if path == "/keys":
            return {"keys": [public("theirs"), {**public("another"), "kid": "another"}]}
        return self.token(said, authorization) if path == "/token" else None


@contextmanager
def open_for_business() -> Iterator[Pretender]:
    pretender = Pretender()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            said = {name: words[0] for name, words in parse_qs(self.rfile.read(length).decode()).items()}
            told = pretender.answer(self.path, said, self.headers.get("Authorization", ""))
            content = json.dumps(told).encode()
            if self.path == "/token" and pretender.garbled is not None:
                told, content = {}, pretender.garbled
            self.send_response(400 if told is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    pretender.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield pretender
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
