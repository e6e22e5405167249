"""nbgrader settings of the course. The repository root is the course root."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "microdosing"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.pyc", "*.py"]

c.ClearSolutions.code_stub = {"python": "...  # your code here"}
c.ClearSolutions.text_stub = "*Write your answer here.*"
c.ClearMarkScheme.begin_mark_scheme_delimeter = "=== BEGIN MARK SCHEME ==="
c.ClearMarkScheme.end_mark_scheme_delimeter = "=== END MARK SCHEME ==="

c.OverwriteCells.add_missing_cells = True
c.Execute.timeout = 15

c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "autograder.sanitize.KeepOneAnswer",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
