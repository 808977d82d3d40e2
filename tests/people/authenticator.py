"""A passkey in software: it makes and uses keys as a telephone would, and can be told to misbehave."""

import json
import re
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
HERE = "https://testserver"


@dataclass
class Key:
    origin: str = HERE
    place: str = ""  # for which it says it was made; left out: that of its origin
    verifies: bool = True  # a finger, a face or a PIN
    id: bytes = field(default_factory=lambda: token_bytes(16))
    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    owner: str = ""
    counter: int = 0

    def data(self, *, flags: int = 0, credential: bytes = b"") -> AuthenticatorData:
        self.counter += 1
        verified = FLAG.UV if self.verifies else FLAG(0)
        place = self.place or self.origin.removeprefix("https://")
        return AuthenticatorData.create(
            sha256(place.encode()).digest(), FLAG.UP | verified | flags, self.counter, credential
        )

    def answer(self, response: dict[str, str]) -> dict[str, str]:
        said = {"id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key"}
        return {"credential": json.dumps({**said, "clientExtensionResults": {}, "response": response})}

    def make(self, asked: dict) -> dict[str, str]:
        """What the form sends when this key was made."""
        asked = asked["publicKey"]
        self.owner = asked["user"]["id"]
        told = CollectedClientData.create("webauthn.create", asked["challenge"], self.origin)
        public = ES256.from_cryptography_key(self.secret.public_key())
        kept = AttestedCredentialData.create(bytes(16), self.id, public)
        attested = AttestationObject.create("none", self.data(flags=FLAG.AT, credential=kept), {})
        return self.answer(
            {"clientDataJSON": websafe_encode(told), "attestationObject": websafe_encode(attested)}
        )

    def use(self, asked: dict, *, owner: str | None = None) -> dict[str, str]:
        """What the form sends when this key was used."""
        told = CollectedClientData.create("webauthn.get", asked["publicKey"]["challenge"], self.origin)
        data = self.data()
        signature = self.secret.sign(data + told.hash, ec.ECDSA(SHA256()))
        return self.answer(
            {
                "clientDataJSON": websafe_encode(told),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": self.owner if owner is None else owner,
            }
        )


def asked_on(page) -> dict:
    """What a page asks of the browser's authenticator."""
    return json.loads(re.search(r'<script id="passkey-asked"[^>]*>(.*?)</script>', page.content.decode())[1])
