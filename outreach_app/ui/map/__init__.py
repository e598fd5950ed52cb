"""The map of a team's spots: records brought onto the map widget, and back from it."""
