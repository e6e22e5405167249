"""`python -m autograder` is the command `autograder`."""

from .app import main

if __name__ == "__main__":
    main()
