"""Trail: who did what to which thing, and when; written once, chained, never changed."""
