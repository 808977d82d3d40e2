"""Every model that there is: each edition, nation and form of governance."""

from concordat.people.rules.councils import Governance, Nation, Tier
from concordat.protocol.rules.model import Model, model_for

KINDS = [(Tier.DISTRICT, nation, form) for nation in Nation for form in Governance] + [
    (Tier.PARISH, Nation.ENGLAND, Governance.OTHER),
    (Tier.COMMUNITY, Nation.WALES, Governance.OTHER),
]
PRINCIPAL = model_for(Tier.DISTRICT, Nation.ENGLAND, Governance.LEADER_AND_CABINET)
LOCAL = model_for(Tier.PARISH, Nation.ENGLAND)


def every_model() -> list[Model]:
    return [model_for(*kind) for kind in KINDS]
