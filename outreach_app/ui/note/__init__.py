"""The parts of the note page: what a note consists of, writing it, and what it looks like on paper."""
