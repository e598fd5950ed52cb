"""Vindplaats: registration of youth outreach work, and the signals that come of it."""

__version__ = "0.1.0"
