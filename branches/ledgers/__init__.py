"""Ledgers that come in and go out: cells → tables with known columns → records, and folders → cells in a known shape.

Nothing here asks the database; ``selectors.imports`` compares records with it, ``services.imports`` writes them;
``selectors.exports`` fetches what ``services.exports`` has written.
"""
