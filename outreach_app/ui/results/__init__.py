"""What a year of signals yielded, as cards."""
