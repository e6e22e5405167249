"""Where the grader meets nbgrader: preprocessors, templates, rows of the gradebook, feedback."""
