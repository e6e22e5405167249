"""Who has read a submission examines it, and nobody else's; the notebook is graded as well where that one is gone."""

import pytest
from corpus.notebooks import small, solved, with_answers
from engine_tools import job_of, scores, template_text

from autograder.engine import trusted_server
from autograder.engine.draws import draws_of
from autograder.engine.fork_servers import engine_for
from autograder.engine.notebook import grade_rebuilt
from autograder.engine.reading import read

FULL = {"test_squares": 3, "test_area": 2, "test_halves": 1}


@pytest.fixture(scope="module")
def jobs(tmp_path_factory):
    template = template_text(small(), tmp_path_factory.mktemp("small"))
    own = job_of(template, solved(small()))
    return own, job_of(template, with_answers(small(), squares="squares = None")), own | {"seed": "ben/ps"}


def ended(server):
    server.end()
    server.done()


def test_the_child_that_read_a_submission_examines_it(jobs):
    own = jobs[0]
    rebuilt = read(own)
    server = engine_for(own).servers[1]
    way = server.reader
    assert way is not None
    with server.examiner(draws_of(own)) as taken:
        assert taken is way and server.reader is None
    ended(server)
    assert scores(grade_rebuilt(rebuilt, own)) == FULL


@pytest.mark.parametrize("other", [1, 2])
def test_it_examines_no_other_submission_and_not_the_same_file_of_another_student(jobs, other):
    own = jobs[0]
    rebuilt = read(own)
    read(jobs[other])
    server = engine_for(own).servers[1]
    way = server.reader
    with server.examiner(draws_of(own)) as fresh:
        assert fresh is not way and server.reader is None
    ended(server)
    assert scores(grade_rebuilt(rebuilt, own)) == FULL


def test_a_reader_that_has_ended_is_replaced(jobs):
    rebuilt = read(jobs[0])
    ended(engine_for(jobs[0]).servers[1])
    assert scores(grade_rebuilt(rebuilt, jobs[0])) == FULL


def test_after_a_large_submission_or_one_that_cannot_be_read_no_reader_waits(jobs, monkeypatch):
    unreadable = read(jobs[0] | {"submitted": "bm9uZQ=="})
    assert unreadable.unreadable and engine_for(jobs[0]).servers[1].reader is None
    monkeypatch.setattr(trusted_server, "SMALL", 10)
    rebuilt = read(jobs[0])
    assert engine_for(jobs[0]).servers[1].reader is None
    assert scores(grade_rebuilt(rebuilt, jobs[0])) == FULL
