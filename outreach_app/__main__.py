"""`python -m outreach_app` and the `vindplaats` command."""


def main() -> None:
    from outreach_app.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
