"""What the ground floor tells the floors above, which it may not import."""

from django.dispatch import Signal

# Sent inside the transaction that moved ``organisation`` (with its subtree) under another parent, so that
# rows which repeat their city and county follow. Arguments: organisation.
organisation_moved = Signal()
