"""The first start: a new team, joining one, or a look around in the demo."""
