"""Calendar: the days on which a council works, by nation and by its own closures, each with its source."""
