"""Locking: when it happens, what it closes, and what it keeps so that unlocking goes on where one was."""
