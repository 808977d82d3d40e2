"""Enquiries for trying the figures: the worked data set, and made-up ones of any shape."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

WORKED = json.loads((Path(__file__).parent / "impartiality_vectors.json").read_text())
EXPECTED = WORKED["expected"]


@dataclass(frozen=True)
class Enquiries:
    cluster: np.ndarray
    second: np.ndarray
    stratum: np.ndarray
    on_time: np.ndarray
    time: np.ndarray
    event: np.ndarray

    @property
    def counted(self) -> dict[str, np.ndarray]:
        """The columns of the share on time, without those that are not due."""
        due = ~np.isnan(self.on_time)
        return {
            "outcome": self.on_time[due],
            "second": self.second[due],
            "stratum": self.stratum[due],
            "cluster": self.cluster[due],
        }


def worked() -> Enquiries:
    data = WORKED["data"]
    cluster = np.array(data["councillor"])
    group = np.array(WORKED["group_of_councillor"])
    return Enquiries(
        cluster=cluster,
        second=group[cluster] == "B",
        stratum=np.array(data["stratum"]),
        on_time=np.array(data["on_time"], dtype=float),
        time=np.array(data["time"]),
        event=np.array(data["event"]),
    )


def made(seed: int, *, sizes=(9, 6), enquiries=400, strata=6, spread=0.3, gap=0.0) -> Enquiries:
    """Waits on quarters of a day, so that many are equal; some enquiries are still open."""
    chance = np.random.default_rng(seed)
    councillors = sum(sizes)
    volume = chance.lognormal(0, 0.8, councillors)
    # Everybody asks at least twice, or a council could have one group fewer than it was made with.
    who = np.concatenate(
        [
            np.repeat(np.arange(councillors), 2),
            chance.choice(councillors, enquiries - 2 * councillors, p=volume / volume.sum()),
        ]
    )
    second = who >= sizes[0]
    stratum = chance.integers(0, strata, enquiries)
    pace = chance.normal(0, spread, councillors)[who] + chance.normal(0, 0.4, strata)[stratum] + gap * second
    time = np.round(4 * chance.exponential(5 * np.exp(pace))) / 4
    censored = np.round(4 * chance.uniform(5, 40, enquiries)) / 4
    event = time <= censored
    seen = np.minimum(time, censored)
    on_time = np.where(event | (seen > 10), (event & (seen <= 10)).astype(float), np.nan)
    return Enquiries(who, second, stratum, on_time, seen, event.astype(int))
