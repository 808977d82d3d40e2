"""Demo: Marlbridge, a made-up district with two parishes, its year acted through the rooms' own doors."""
