"""Help in the window: a topic for every place, in the language of the window."""
