"""Charts: figures as server-side SVG, each with its title, its description in sentences and its table."""
