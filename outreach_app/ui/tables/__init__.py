"""Consultations, their meetings, and what they have in common."""
