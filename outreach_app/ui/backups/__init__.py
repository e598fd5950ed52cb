"""Backups in the window: listed, made, put back, also where the vault cannot be opened; and care for its file."""
