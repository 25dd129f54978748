"""A column for texts of many thousand signs, of which several rows are written in one statement."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Text = models.TextField[str, str]
else:
    Text = models.TextField  # not generic while the program runs


class LongTextField(Text):
    """A ``TextField`` (for migrations, nothing else) whose values are sent one by one.

    Django sends the rows of a ``bulk_create`` as one array for each column, in which every quotation mark and backslash
    is escaped twice, by Python: for pages of HTML that took longer than composing them.
    """

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """That there is one keeps Django from arrays (``SQLInsertCompiler.assemble_as_sql``)."""
        return "%s"

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
