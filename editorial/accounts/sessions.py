"""Sessions as Django keeps them in the database. Every page begins with reading one: what is asked is put together once
in a process."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from editorial.shared.compiled import compiled


class SessionStore(db.SessionStore):
    """Rows, keys and what is said of them are Django's."""

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_running(self.session_key, timezone.now())), None)
        if found is None:
            self._session_key = None
        return found


@compiled
def _running(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).order_by()
