"""What is said beside the results when a ballot could not be read."""


def remarks(atom: str, spoiled: int) -> list[str]:
    if not spoiled:
        return []
    ballots = "1 ballot" if spoiled == 1 else f"{spoiled} ballots"
    return [
        f"{atom[:1].upper()}{atom[1:]}: {ballots} could not be read, and so could not be counted. Ballots "
        "are sealed when they are sent, so someone with access to the database may have changed the box. "
        "Ask for this to be looked into."
    ]
