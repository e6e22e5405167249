"""What a learner meets in a notebook: check and mark, questions and guesses, practice, progress, a folder to work in."""
