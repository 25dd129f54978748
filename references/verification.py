"""What this app adds to the verification of the record: what sources said, as it was read."""

from collections.abc import Iterator

from editorial.record.verification import Failure, check
from references.models import StandingNotice
from references.standing.queries import report_of


@check("notices of standing", count=StandingNotice.objects.count)
def check_notices() -> Iterator[Failure | None]:
    for row in StandingNotice.objects.order_by("pk").iterator():
        same = report_of(row).digest == row.digest
        yield None if same else Failure(f"notice {row.pk}", "its digest is not that of what it says")
