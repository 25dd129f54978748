"""What the settings say about database, broker and cache: the environment's servers where it names some,
else the embedded ones. Imported by the settings, so nothing here may need Django to be set up, and no
server is started.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import quote

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from editorial.embedded.places import Places

DATABASE_NAME = DATABASE_USER = "imprimatur"
POSTGRES_FOLDER = "postgres-18"
VALKEY_FOLDER = "valkey"


def data_directory(base_dir: Path) -> Path:
    """The folder of everything this installation writes: IMPRIMATUR_DATA, or .data in the checkout."""
    return Path(os.environ.get("IMPRIMATUR_DATA") or base_dir / ".data").expanduser().resolve()


def secret_key(data_dir: Path, *, production: bool) -> str:
    """SECRET_KEY, which production must set; otherwise one made for this installation and kept in its
    folder."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if production:
        raise ImproperlyConfigured("SECRET_KEY must be set when IMPRIMATUR_ENV=production.")
    try:
        make_data_directory(data_dir)
        return _kept_key(data_dir / "secret-key")
    except PermissionError as error:
        raise ImproperlyConfigured(
            f"{data_dir} belongs to another user: {error.strerror}. Run this as the user who first "
            "started it, or set IMPRIMATUR_DATA to a folder of your own."
        ) from error


def make_data_directory(data_dir: Path) -> None:
    """Makes the folder if it is not there. Made by root, it may be passed through, so that the servers,
    which never run as root, reach their own folders in it; folders that exist are left as they are."""
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    try:
        data_dir.mkdir(mode=0o700)
    except FileExistsError:
        return
    if os.geteuid() == 0:
        data_dir.chmod(0o711)


def _kept_key(path: Path) -> str:
    """Two processes starting at once end up with the same key: the first link wins."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()


def database_config(data_dir: Path) -> dict[str, object]:
    """Django's DATABASES["default"]: DATABASE_URL, which must be PostgreSQL, or the embedded server, which is
    refused in production."""
    if os.environ.get("DATABASE_URL"):
        try:
            found = dj_database_url.config(conn_max_age=60, conn_health_checks=True)
        except ValueError:  # no address, or a port that is no number
            found = {}
        if found.get("ENGINE") != "django.db.backends.postgresql":
            raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database (postgresql://…).")
        # A server that went silent must not hold a request for ever.
        patience = {"connect_timeout": 5, "tcp_user_timeout": 15000}
        return {**found, "OPTIONS": {**patience, **found.get("OPTIONS", {})}}
    _refuse_in_production("DATABASE_URL")
    return {
        "ENGINE": "editorial.embedded.backend",
        "NAME": DATABASE_NAME,
        "USER": DATABASE_USER,
        "HOST": str(Places(data_dir).sockets / POSTGRES_FOLDER),
        "PORT": "5432",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def broker_url(data_dir: Path) -> str:
    """CELERY_BROKER_URL, or the embedded Valkey, which is refused in production."""
    if url := os.environ.get("CELERY_BROKER_URL"):
        return url
    _refuse_in_production("CELERY_BROKER_URL")
    return embedded_broker_url(data_dir)


def embedded_broker_url(data_dir: Path) -> str:
    """What Celery calls the embedded Valkey."""
    return f"redis+socket://{quote(str(valkey_socket(data_dir)))}?virtual_host=0"


def cache_url(data_dir: Path) -> str:
    """CACHE_URL; or the broker's server, where that is a Redis or Valkey; or the embedded Valkey."""
    if url := os.environ.get("CACHE_URL"):
        return url
    broker = os.environ.get("CELERY_BROKER_URL", "")
    if broker.startswith(("redis://", "rediss://")):
        return broker
    _refuse_in_production("CACHE_URL")
    return embedded_cache_url(data_dir)


def embedded_cache_url(data_dir: Path) -> str:
    """What the cache calls the embedded Valkey: the same server, another of its databases."""
    return f"unix://{quote(str(valkey_socket(data_dir)))}?db=1"


def valkey_socket(data_dir: Path) -> Path:
    return Places(data_dir).sockets / VALKEY_FOLDER / "valkey.sock"


def _refuse_in_production(variable: str) -> None:
    if os.environ.get("IMPRIMATUR_ENV") == "production":
        raise ImproperlyConfigured(
            f"{variable} must be set when IMPRIMATUR_ENV=production: the embedded servers are for local use."
        )
