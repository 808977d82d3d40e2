"""How somebody wants to see the ballot paper: large, in high contrast, Welsh first, or on a shared device.

All of it stands in the address and in the form, and is stored nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from concordat.surveys.rules import welsh

# So many minutes without turning a page lead back to the start. The longest is ten times the shortest, and
# anyone may choose it before they begin (WCAG 2.2.1).
MINUTES = (3, 10, 30)
GRACE = 60  # seconds: whoever presses a button as the page goes back is still heard
AFTER_SENDING = 15
CODE, STAMP = "kiosk-code", "kiosk-at"


@dataclass(frozen=True)
class Way:
    large: bool = False
    contrast: bool = False
    welsh_first: bool = False
    in_both: bool = False  # asked for where no ballot paper says it: while a code is typed
    kiosk: bool = False
    minutes: int = MINUTES[0]
    code: str = ""

    @classmethod
    def asked(cls, query: Mapping[str, str], *, kiosk: bool = False) -> "Way":
        pause = query.get("pause", "")
        return cls(
            large=query.get("size") == "large",
            contrast=query.get("contrast") == "high",
            welsh_first=query.get("first") == "cy",
            in_both=query.get("languages") == "both",
            kiosk=kiosk,
            minutes=int(pause) if pause in map(str, MINUTES) else MINUTES[0],
        )

    @property
    def query(self) -> str:
        """As it stands after an address; a question mark alone forgets what stood there before."""
        told = {
            "size": "large" if self.large else "",
            "contrast": "high" if self.contrast else "",
            "first": "cy" if self.welsh_first else "",
            "languages": "both" if self.in_both else "",
            "pause": str(self.minutes) if self.minutes != MINUTES[0] else "",
        }
        return f"?{urlencode({name: word for name, word in told.items() if word})}"

    @property
    def other_size(self) -> str:
        return replace(self, large=not self.large).query

    @property
    def other_contrast(self) -> str:
        return replace(self, contrast=not self.contrast).query

    @property
    def other_order(self) -> str:
        return replace(self, welsh_first=not self.welsh_first).query

    @property
    def other_languages(self) -> str:
        """In both languages, the one that was just asked for first; or in English alone again."""
        return replace(self, in_both=not self.in_both, welsh_first=not self.in_both).query

    def languages(self, *, in_both: bool = False) -> tuple[str, ...]:
        """The languages of a page. ``in_both``: whether what is shown has its Welsh."""
        asked = self.in_both or self.welsh_first
        return welsh.languages(in_both=in_both or asked, welsh_first=self.welsh_first)

    @property
    def pauses(self) -> list[tuple[int, str]]:
        return [(minutes, replace(self, minutes=minutes).query) for minutes in MINUTES]

    # ------------------------------------------------------------------------- on a shared device

    @property
    def start(self) -> str:
        """Where a shared device returns to; it stays in large print or high contrast, as it was set."""
        return reverse("surveys:kiosk") + replace(self, minutes=MINUTES[0], welsh_first=False).query

    @property
    def idle(self) -> int:
        return self.minutes * 60

    @property
    def after_sending(self) -> int:
        return AFTER_SENDING

    def along(self) -> list[tuple[str, str]]:
        """What travels in the form on a shared device: the code, which no address may show, and the time.

        The time is in the page alone. By it a page that somebody left cannot be brought back later.
        """
        return [(CODE, self.code), (STAMP, TimestampSigner(salt=STAMP).sign("shown"))] if self.kiosk else []

    def is_over(self, typed: Mapping[str, str]) -> bool:
        """Whether this comes from a page that was shown too long ago, or was never shown."""
        try:
            TimestampSigner(salt=STAMP).unsign(typed.get(STAMP, ""), max_age=self.idle + GRACE)
        except BadSignature:
            return True
        return False
