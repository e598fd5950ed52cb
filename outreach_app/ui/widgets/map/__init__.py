"""A map that needs no network: outlines, names and pins, drawn, moved and walked through. Knows no records."""
