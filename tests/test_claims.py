"""Every claim that introductions to microdosing make is taught, or corrected, at the place that claims.yaml names."""

from pathlib import Path

import pytest
import yaml
from chapters import LAST_PRINCIPLE, PATHS, place, plain

TOPICS = yaml.safe_load((Path(__file__).parent / "claims.yaml").read_text(encoding="utf-8"))
CLAIMS = [entry for entries in TOPICS.values() for entry in entries]


def test_every_topic_and_every_chapter_of_the_principles_is_there():
    assert len(TOPICS) >= 11 and len(CLAIMS) >= 90
    at = [entry.get("cell", entry.get("question")).replace(".", " ").split()[0] for entry in CLAIMS]
    named = {int(number) for number in at}
    assert set(range(1, LAST_PRINCIPLE + 1)) <= named <= set(PATHS)


@pytest.mark.parametrize("entry", CLAIMS, ids=lambda entry: entry["claim"][:60])
def test_claim_is_taught(entry):
    assert plain(entry["says"]) in plain(place(entry)), entry.get("cell", entry.get("question"))


def test_no_place_teaches_two_claims_by_the_same_words():
    taught = [(entry.get("cell", entry.get("question")), entry["says"]) for entry in CLAIMS]
    assert len(set(taught)) == len(taught)
