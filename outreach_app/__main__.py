"""`python -m outreach_app` and the `vindplaats` command."""

import sys

from outreach_app.hardening import leave_no_crash_files
from outreach_app.paths import has_display


def main() -> None:
    leave_no_crash_files()
    if len(sys.argv) == 1 and has_display():  # the window: it need not wait for what only commands use
        from outreach_app.app import run as show

        sys.exit(show(None, None))
    from outreach_app.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
