"""The security log."""

from typing import Any

from ..models import Denial


def record_denial(*, user: Any, method: str, path: str, reason: str = "") -> Denial:
    """Write one line of the security log."""
    user = user if user is not None and user.is_authenticated else None
    clean_path = path.encode("unicode_escape").decode("ascii")[:500]
    return Denial.objects.create(user=user, method=method[:10], path=clean_path, reason=reason[:200])
