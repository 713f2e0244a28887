"""Waiting for what another process does, with an end to it."""

import threading
import time

PATIENCE = 90
_PAUSE = threading.Event()


def until(done, what):
    """Ask ``done`` again and again until it answers with something; fails after ``PATIENCE`` seconds."""
    end = time.monotonic() + PATIENCE
    while not (found := done()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        _PAUSE.wait(0.05)
    return found
