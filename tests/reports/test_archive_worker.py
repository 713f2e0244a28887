"""A real worker, killed while it packs: another takes the job up, and there is one whole ZIP."""

import contextlib
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import connections
from django.utils import timezone

from branches.choices import ENDED, JobState
from branches.models import Job
from branches.services import jobs
from reports.services import archives
from tests.factories import make_folder, make_report, make_user
from tests.polling import until
from tests.transactional import TRANSACTIONAL

pytestmark = TRANSACTIONAL
COUNT = 4


@pytest.fixture
def worker():
    """Starts a worker on this test's database and files, and ends whatever is left of it."""
    started = []

    def start():
        here = connections["default"].settings_dict
        given, name = os.environ.get("DATABASE_URL", ""), here["NAME"]
        on_server = urlsplit(given)._replace(path=f"/{name}").geturl()
        places = {
            "DATABASE_URL": f"sqlite:///{name}" if here["ENGINE"].endswith("sqlite3") else on_server,
            "TEST_FILES": str(settings.MEDIA_ROOT),
            "TEST_JOBS": str(settings.CACHES["jobs"]["LOCATION"]),
        }
        process = subprocess.Popen(
            [sys.executable, "manage.py", "qcluster"],
            cwd=settings.BASE_DIR,
            env={**os.environ, **places},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)


def kill(process):
    """The worker with all its processes, as when the machine is switched off."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def stuck(path):
    """Who reads this file waits, as on a share that has gone away: nobody writes into the pipe in its place."""
    aside = path.with_suffix(".aside")
    path.rename(aside)
    os.mkfifo(path)
    try:
        yield
    finally:
        aside.replace(path)


def test_a_killed_worker_loses_nothing(tree, worker):
    reports = [make_report(make_folder(township=tree.township)) for _ in range(COUNT)]
    issued = make_report(make_folder(township=tree.township), "submit", "approve", "issue")
    keys = [report.pk for report in [*reports, issued]]
    job = archives.order(reports=keys, form="pdf", title="汇报", by=make_user("supervisor", tree.county))
    parts = Path(default_storage.path(f"jobs/{job.pk}.parts"))
    with stuck(Path(issued.pdf.path)):
        first = worker()
        until(lambda: len(list(parts.glob("*.pdf"))) == COUNT, "all that is to be set")
        kill(first)
    job.refresh_from_db()
    assert (job.state, bool(job.file)) == (JobState.RUNNING, False)
    next(parts.glob("*.pdf")).write_bytes(b"set by the first")
    long_ago = timezone.now() - 2 * jobs.STALE
    caches["jobs"].set(f"beat-{job.pk}", long_ago)
    Job.objects.filter(pk=job.pk).update(created_at=long_ago)
    jobs.revive()
    worker()
    until(lambda: Job.objects.get(pk=job.pk).state in ENDED, "the end of the job")
    job.refresh_from_db()
    assert (job.state, job.attempts, job.message) == (JobState.DONE, 2, "")
    with zipfile.ZipFile(job.file.path) as archive:
        assert (archive.testzip(), len(archive.namelist())) == (None, COUNT + 2)
        assert [archive.read(name) for name in archive.namelist()].count(b"set by the first") == 1
    assert [path.name for path in parts.parent.glob(f"{job.pk}*")] == [f"{job.pk}.zip"]
