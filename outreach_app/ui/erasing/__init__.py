"""Erasing for good in the window: what it takes along, who is asked, and how far it has come."""
