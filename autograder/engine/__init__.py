"""The isolated grading engine: student code in a sandboxed child, grading cells in a trusted one, plain data between."""
