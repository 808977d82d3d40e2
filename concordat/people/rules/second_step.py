"""What a second step of signing in is, and when it may be reset for someone."""

from dataclasses import dataclass
from datetime import datetime


class NotReset(Exception):
    """A second step cannot be reset from here: the words say why, and who can."""


class StillNeeded(Exception):
    """The last second step of somebody who needs one was to be removed."""


@dataclass(frozen=True)
class Passkey:
    id: int
    name: str
    made_at: datetime


@dataclass(frozen=True)
class SecondSteps:
    """The ways in which somebody can take the second step."""

    passkeys: tuple[Passkey, ...] = ()
    authenticator: bool = False
    codes_left: int = 0

    def __bool__(self) -> bool:
        # Recovery codes are for when the others are lost: alone they would soon be used up.
        return self.authenticator or bool(self.passkeys)

    @property
    def is_last(self) -> bool:
        return len(self.passkeys) + self.authenticator == 1
