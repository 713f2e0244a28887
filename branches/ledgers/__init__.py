"""Ledgers that come in: cells → tables with known columns → records, and the shapes that tables have.

Nothing here asks the database; ``selectors.imports`` compares records with it, ``services.imports`` writes them.
"""
