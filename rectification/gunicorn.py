"""How gunicorn serves the application: processes, not threads, because Pango keeps its state per process."""

import gc
import os
from typing import Any

from reports.renderers.pdf import warm_up

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WORKERS", "2"))
preload_app = True
# A batch of reports may take longer than gunicorn's half a minute.
timeout = 120
# Started and stopped by whoever started it; nobody steers it through a socket in the home folder.
control_socket_disable = True
max_requests = 5000
max_requests_jitter = 500


def when_ready(server: Any) -> None:
    """Set a page before the workers are forked: fonts and libraries are loaded once, the first PDF is quick."""
    warm_up()
    # What is loaded by now lives as long as the server: no search for garbage need look at it, nor copy its pages.
    gc.collect()
    gc.freeze()
