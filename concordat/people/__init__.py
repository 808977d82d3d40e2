"""People: who holds which office in which council, from which day; and the gate that every page stands behind."""
