"""`python -m autograder` is the command `autograder`."""


def main():
    """Run the command line, imported here so that worker processes, which import this module too, are up sooner."""
    from .app import main

    main()


if __name__ == "__main__":
    main()
