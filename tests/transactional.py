"""The mark for tests whose writes other threads or a browser must see, so that they are committed."""

import pytest
from django.apps import apps

# Naming the apps makes the clean-up cascade: auditlog's stock table, which we do not use, points at Django's own. All
# such tests name them: who does not would find the content types of the one before gone.
TRANSACTIONAL = pytest.mark.django_db(
    transaction=True, available_apps=[config.name for config in apps.get_app_configs()]
)
