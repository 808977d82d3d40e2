"""Practice: each expectation of the protocol beside what both sides say of it and what the records show."""
