from __future__ import annotations


class UnreadableReport(Exception):
    """A file that no report can be read from; the message says why and what to do, for the person who sent it."""
