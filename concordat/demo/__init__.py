"""Demo: Marlbridge, a made-up district with two parishes: a year of life, acted through the rooms' own doors."""
