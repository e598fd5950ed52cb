"""The parts of round entry: the round, its visits, the encounters at each. All of them write into one draft."""
