"""On one's own machine: the embedded database under ``var/``, invented data, no certificate needed."""

import secrets
from pathlib import Path

from rectification.settings.base import *
from rectification.settings.base import VAR_DIR, database, env

DEMO = True
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]


def _kept_secret(path: Path) -> str:
    """The key that signs the sessions: made once, kept beside the data, so that a restart signs nobody out."""
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


# Static files are served from where they lie: nothing to collect before the first start.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = VAR_DIR / "static"

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
SECRET_KEY = _kept_secret(VAR_DIR / "secret_key")
DATABASES = {
    "default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'rectification.sqlite3'}"))
}
