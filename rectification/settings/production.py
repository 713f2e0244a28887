"""On the office's server. Refuses to start unless the operator has said what it must know (docs/production.md)."""

from rectification.settings.base import *
from rectification.settings.base import SILENCED_SYSTEM_CHECKS, database, env

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DATABASES = {"default": database(env.str("DATABASE_URL"))}

MEDIA_ROOT = env.str("FILES_ROOT")

if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
    REMINDERS_BY_EMAIL = True
    DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM")
    SITE_URL = env.str("SITE_URL")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Offices sit behind a proxy that ends TLS; without one, set HTTPS=0 and mind that passwords travel in the clear.
HTTPS = env.bool("HTTPS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60 if HTTPS else 0
# Other names under this domain are not ours to bind, nor is the list that browsers are shipped with.
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W005", "security.W021"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]

# Behind the proxy every request comes from its address; the client's stands in the header it sets.
AXES_IPWARE_PROXY_COUNT = env.int("PROXY_COUNT", default=1)
AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"]
