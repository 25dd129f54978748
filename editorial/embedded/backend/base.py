"""Django's PostgreSQL backend, which starts the embedded server before it connects."""

from django.conf import settings
from django.db import OperationalError
from django.db.backends.postgresql import base, client

from editorial.embedded.config import POSTGRES_FOLDER
from editorial.embedded.manager import ensure_running
from editorial.embedded.places import Places
from editorial.embedded.programs import postgres_programs
from editorial.embedded.servers import ServerError


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell`, with the psql that belongs to the server."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, object], parameters: list[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        _start()
        command, environment = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [str(postgres_programs(None) / "psql"), *command[1:]], environment


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded PostgreSQL; everything else is Django's."""

    client_class = DatabaseClient

    def get_new_connection(self, conn_params: dict[str, object]) -> object:
        _start()
        return super().get_new_connection(conn_params)


def _start() -> None:
    try:
        ensure_running(Places(settings.DATA_DIR), POSTGRES_FOLDER)
    except ServerError as error:
        raise OperationalError(str(error)) from error
