"""nbgrader settings of the course. The repository root is the course root."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "microdosing"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.pyc", "*.py"]

c.ClearSolutions.code_stub = {"python": "...  # your code here"}
c.ClearSolutions.text_stub = "*Write your answer here.*"
c.ClearMarkScheme.begin_mark_scheme_delimeter = "=== BEGIN MARK SCHEME ==="
c.ClearMarkScheme.end_mark_scheme_delimeter = "=== END MARK SCHEME ==="

# nbgrader's own steps, the gradebook told of a notebook at once, and a last look at what is attached to model answers.
c.ClearMarkScheme.check_attachment_leakage = False
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "autograder.nbgrader_plugin.transactions.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "autograder.nbgrader_plugin.attachments.DropUnshownAttachments",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# `nbgrader autograde` and formgrader's button grade in isolation, as `autograder grade` does.
c.Autograde.exporter_class = "autograder.nbgrader_plugin.preprocessors.SubmissionExporter"
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_plugin.preprocessors.IsolatedExecute",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.nbgrader_plugin.preprocessors.SaveVerdicts",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.IsolatedExecute.cell_seconds = 10

# Students see a summary and their verdicts, not the hidden tests.
c.GenerateFeedback.exporter_class = "autograder.nbgrader_plugin.feedback_page.FeedbackExporter"
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.nbgrader_plugin.feedback_lines.SummariseParts",
    "autograder.nbgrader_plugin.feedback_preprocessors.HideTests",
    "autograder.nbgrader_plugin.feedback_preprocessors.HideMarkScheme",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# Markers see model answer and mark scheme beside an answer in formgrader; no page for students has them. Long code stands there plain.
c.HTMLExporter.preprocessors = [
    "autograder.nbgrader_plugin.mark_schemes.ShowMarkSchemes",
    "autograder.nbgrader_plugin.long_code.PlainLongCode",
]
