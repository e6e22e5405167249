"""What the rehearsal says of a package that student code cannot import."""

import sys

from autograder.engine.rehearsal import remedy


def test_a_package_that_only_the_grader_sees_is_named_with_its_place(tmp_path, monkeypatch):
    (tmp_path / "for_one_user").mkdir()
    (tmp_path / "for_one_user" / "__init__.py").write_text("")
    assert (
        remedy("for_one_user")
        == f"install for_one_user for the Python that grades, {sys.executable}, and not for one user alone"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert str(tmp_path / "for_one_user") in remedy("for_one_user") and "without -e" in remedy("for_one_user")
