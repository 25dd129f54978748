"""Give a database role exactly what the running product needs, and nothing with which it could go round its guards."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg import sql

GUARDED = """
    SELECT DISTINCT c.relname FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE n.nspname = current_schema() AND p.proname = 'imprimatur_refuse_change' AND t.tgname LIKE '%_immutable'
"""
# Written by the functions of the record alone, which run as the owner: the product's own role only reads them.
OF_THE_RECORD = {
    "record_event",
    "record_chainhead",
    "record_pending",
    "record_namedrow",
    "record_shape",
}
ALL = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"


class Command(BaseCommand):
    help = (
        "Run as the owner of the tables, after every migration: lets ROLE read and write rows, only add to the "
        "immutable tables, and own nothing. Safe to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument("role", help="An existing role that can log in and owns no tables.")

    @transaction.atomic
    def handle(self, *args, role, **options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
            row = cursor.fetchone()
            if row is None:
                raise CommandError(f"There is no role “{role}”: create it first (CREATE ROLE … LOGIN PASSWORD …).")
            if row[0]:
                raise CommandError(f"“{role}” is a superuser: nothing can be kept from it. Use an ordinary role.")
            cursor.execute(GUARDED)
            guarded = {name for (name,) in cursor.fetchall()}
            cursor.execute(ALL)
            tables = [name for (name,) in cursor.fetchall()]
            self.grant(cursor, role, tables, guarded)
        self.stdout.write(f"“{role}” may use {len(tables)} tables; {len(guarded)} of them it can only add to.")

    def grant(self, cursor, role: str, tables: list[str], guarded: set[str]) -> None:
        """Take everything away, then give back what is needed."""
        name = sql.Identifier(role)
        for statement in (
            "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=name))
        for table in tables:
            rights = "SELECT, INSERT" if table in guarded else "SELECT, INSERT, UPDATE, DELETE"
            rights = "SELECT" if table in OF_THE_RECORD else rights
            cursor.execute(
                sql.SQL("GRANT " + rights + " ON {table} TO {role}").format(table=sql.Identifier(table), role=name)
            )
