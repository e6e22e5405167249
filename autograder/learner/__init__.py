"""What a learner meets in a notebook: quick questions, guesses to commit, and what is said of them."""
