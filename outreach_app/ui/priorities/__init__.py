"""Neighbourhoods ranked by hand, beside what figures and signals say."""
