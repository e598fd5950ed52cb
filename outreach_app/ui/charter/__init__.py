"""The charter as a compass: its path, and how the work of a year spreads over its principles."""
