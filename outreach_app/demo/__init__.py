"""The demo team of Lindervoorde: everything is entered, synced, merged and printed by the real use cases."""

from outreach_app.demo.build import Built, build

__all__ = ["Built", "build"]
