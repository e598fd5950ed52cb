"""The parts of the page Team and sync."""
