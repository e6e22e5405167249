"""The command `autograder`, also `python -m autograder`. Its workers import this module too, and nothing more than they need."""


def main() -> None:
    """Run the command line."""
    from autograder.cli.app import AutograderApp

    AutograderApp.launch_instance()


if __name__ == "__main__":
    main()
