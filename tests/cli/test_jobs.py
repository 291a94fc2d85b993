"""The jobs of four people, command by command (``tests/bench/jobs.toml``)."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from tests.bench.jobs import Job, jobs, prepared, run

PEOPLE = {person: list(of_one) for person, of_one in groupby(jobs(), key=lambda job: job.person)}


@pytest.mark.slow
@pytest.mark.parametrize("person", PEOPLE)
def test_every_job_that_a_person_tries_goes_well(person: str, tmp_path: Path) -> None:
    work = prepared(tmp_path)
    wrong: list[tuple[Job, str, str]] = []
    for job in PEOPLE[person]:
        if job.possible:
            done, _ = run(job, work)
            if done.returncode != job.status or job.prints not in done.stdout + done.stderr:
                wrong.append((job, done.stdout, done.stderr))
    assert wrong == []
