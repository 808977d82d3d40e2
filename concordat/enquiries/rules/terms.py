"""An edition of a council's service levels: what is promised for which office, topic and fact.

Each of the three sets an acknowledgement and a reply, and the faster holds, each for itself. So a topic
that is beside safeguarding is answered fast whoever asks, and the leader waits no longer than they would
for anything. Where the council has chosen equal levels, the office changes nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from concordat.calendar.rules.calendars import Calendar
from concordat.enquiries.rules.clock_targets import Target
from concordat.enquiries.rules.service_levels import Promise, ServiceLevel, Tier, swiftness
from concordat.enquiries.rules.urgency import Fact

ALWAYS = datetime.min.replace(tzinfo=UTC)


class Because(StrEnum):
    """What set a reply's target."""

    OFFICE = "office"
    TOPIC = "topic"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Level:
    """The two targets of a cell of the table."""

    acknowledge: Target
    reply: Target

    @classmethod
    def of(cls, acknowledge: str, reply: str) -> "Level":
        return cls(Target.parse(acknowledge), Target.parse(reply))

    @property
    def promise(self) -> Promise:
        return Promise(reply=self.reply, acknowledge=self.acknowledge)

    def to_json(self) -> list[str]:
        return [str(self.acknowledge), str(self.reply)]


@dataclass(frozen=True, slots=True)
class Promised:
    """The level that holds for one enquiry, and what set its reply."""

    level: Level
    because: Because


@dataclass(frozen=True)
class Terms:
    """``offices`` has an entry for each tier. With ``equal``, that of a ward councillor holds for
    everyone."""

    offices: Mapping[Tier, Level]
    topics: Mapping[str, Level] = field(default_factory=dict)  # by the topic's slug
    facts: Mapping[Fact, Level] = field(default_factory=dict)
    safeguarding: Level | None = (
        None  # of every topic that is beside safeguarding and has no level of its own
    )
    equal: bool = False
    keep_in_touch: int = 5  # working days without a word to the member; 0: not promised
    review: Target = field(default_factory=lambda: Target.parse("10wd"))

    def promised(
        self,
        *,
        tier: Tier,
        topic: str = "",
        safeguarding: bool = False,
        facts: Collection[str] = (),
        received: datetime | None = None,
        calendar: Calendar | None = None,
    ) -> Promised:
        """The fastest of what applies at receipt: what falls due earlier, by this calendar."""
        of_topic = self.topics.get(topic) or (self.safeguarding if safeguarding else None)
        table = ServiceLevel(
            edition=0,
            holds_from=ALWAYS,
            offices={each: level.promise for each, level in self.offices.items()},
            topics={topic: of_topic.promise if of_topic else None},
            alike=self.equal,
        )
        chosen = table.choose(topic=topic, offices=[tier], received=received, calendar=calendar)
        because = Because.TOPIC if chosen.because.startswith("the topic") else Because.OFFICE
        found = [(chosen.reply, because)]
        acknowledging = [chosen.acknowledge] if chosen.acknowledge else []
        for fact, level in self.facts.items():
            if fact in facts:
                found.append((level.reply, Because.FACT))
                acknowledging.append(level.acknowledge)

        def swift(target: Target) -> tuple[float, bool]:
            return swiftness(target, received=received, calendar=calendar)

        reply, because = min(found, key=lambda each: swift(each[0]))
        return Promised(Level(min(acknowledging, key=swift), reply), because)

    def to_json(self) -> dict[str, Any]:
        return {
            "offices": {tier.value: level.to_json() for tier, level in self.offices.items()},
            "topics": {topic: level.to_json() for topic, level in self.topics.items()},
            "facts": {fact.value: level.to_json() for fact, level in self.facts.items()},
            "safeguarding": self.safeguarding.to_json() if self.safeguarding else None,
            "equal": self.equal,
            "keep_in_touch": self.keep_in_touch,
            "review": str(self.review),
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Terms":
        return cls(
            offices={Tier(tier): Level.of(*level) for tier, level in said["offices"].items()},
            topics={topic: Level.of(*level) for topic, level in said["topics"].items()},
            facts={Fact(fact): Level.of(*level) for fact, level in said["facts"].items()},
            safeguarding=Level.of(*said["safeguarding"]) if said["safeguarding"] else None,
            equal=said["equal"],
            keep_in_touch=said["keep_in_touch"],
            review=Target.parse(said["review"]),
        )


# Ours, until a council decides: equal for all, at the standard that councils publish most
# (docs/enquiries.md).
SUGGESTED = Terms(
    offices=dict.fromkeys(Tier, Level.of("1wd", "10wd")),
    facts={Fact.HARM: Level.of("4wh", "1wd"), Fact.HOME: Level.of("1wd", "2wd")},
    safeguarding=Level.of("4wh", "24h"),
    equal=True,
)
