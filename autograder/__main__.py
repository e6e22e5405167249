"""The command `autograder`, also `python -m autograder`. Its workers import this module too, and nothing more than they need."""

import gc
import sys


def main() -> None:
    """Run the command line."""
    gc.disable()  # nothing that is imported goes away again, and looking for that takes a sixth of the time
    if sys.argv[1:2] == ["grade"]:
        from autograder.grading.ahead import start_ahead

        start_ahead(sys.argv[2:])
    elif sys.argv[1:2] == ["check"]:
        from autograder.learner.kernel_ahead import start_ahead

        start_ahead(sys.argv[2:])
    from autograder.cli.app import AutograderApp

    gc.freeze()
    gc.enable()
    AutograderApp.launch_instance()


if __name__ == "__main__":
    main()
