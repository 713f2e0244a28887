"""For the test suite: any database by DATABASE_URL, fast password hashes."""

import atexit
import shutil
import tempfile
from pathlib import Path

from rectification.settings.base import *
from rectification.settings.base import database, env

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A file like the real one, since the browser's requests come from other threads; but no waiting for the disk.
TEST_DIR = Path(tempfile.mkdtemp(prefix="rectification-tests-"))
atexit.register(shutil.rmtree, TEST_DIR, ignore_errors=True)
STATIC_ROOT = TEST_DIR / "static"
# A worker that a test starts works on the files of that test.
MEDIA_ROOT = Path(env.str("TEST_FILES", default=str(TEST_DIR / "files")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Tests take their writes back, and the next one gives the same keys out again.
SUMS_KEPT_SECONDS = 0
CACHES["jobs"]["LOCATION"] = Path(env.str("TEST_JOBS", default=str(TEST_DIR / "jobs")))
CACHES["pages"]["LOCATION"] = TEST_DIR / "pages"
DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{TEST_DIR / 'unused.sqlite3'}"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": TEST_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

WHITENOISE_USE_FINDERS = True
