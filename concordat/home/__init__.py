"""Home: the front door; one page for each role, with what needs you today."""
