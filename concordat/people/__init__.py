"""People: who holds which office in which council, and when; and the gate before every page."""
