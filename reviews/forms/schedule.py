"""When an edition is published, as one fills it in: by the site's clock, also in the hour that a night has twice."""

from datetime import UTC, datetime
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from articles.models import Edition
from reviews.models import EditionSet

SHOWN = "%Y-%m-%dT%H:%M"
FORMATS = [SHOWN, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


class ClockField(forms.DateTimeField):
    """A day and time as clocks show it; which moment that is, the form decides."""

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        shown = cast(datetime, super(forms.DateTimeField, self).to_python(value))
        if not 2000 <= shown.year < 3000:
            raise forms.ValidationError(gettext("Choose a year from 2000 to 2999."))
        return shown


def moments_of(shown: datetime) -> list[datetime]:
    """The moments at which clocks here show this time: mostly one; none in the hour that a night in spring leaves out,
    two in the one that a night in autumn has twice, the earlier first."""
    zone = timezone.get_current_timezone()
    both = {shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(one for one in both if one.astimezone(zone).replace(tzinfo=None) == shown)


class ScheduleForm(forms.Form):
    """When an edition, or all of a set, is published once it is approved. ``which`` is asked only where the time comes
    twice."""

    publish_at = ClockField(
        label=gettext_lazy("Publish on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input-medium"}, format=SHOWN),
        input_formats=FORMATS,
    )
    which = forms.ChoiceField(label=gettext_lazy("Which of the two"), required=False, widget=forms.RadioSelect)

    def __init__(self, what: Edition | EditionSet, data: QueryDict | None = None):
        at = what.publish_at
        super().__init__(data, initial={"publish_at": at, "which": at.isoformat() if at else ""})
        self.fields["publish_at"].help_text = gettext(
            "Time zone: %(time_zone)s. Leave it empty to publish as soon as the edition is approved."
        ) % {"time_zone": settings.TIME_ZONE}
        if isinstance(what, EditionSet):
            self.fields["publish_at"].help_text = gettext(
                "Time zone: %(time_zone)s. Leave it empty to publish as soon as all are approved."
            ) % {"time_zone": settings.TIME_ZONE}
        self.moments = self._moments(timezone.make_naive(at) if at else None)
        if len(self.moments) == 2:
            which = cast(forms.ChoiceField, self.fields["which"])
            which.choices = [(one.isoformat(), _named(one)) for one in self.moments]
        else:
            del self.fields["which"]

    def _moments(self, kept: datetime | None) -> list[datetime]:
        """Those of the time that was sent, or that is kept; none where there is no such time."""
        try:
            shown = self.fields["publish_at"].to_python(self.data.get("publish_at")) if self.is_bound else kept
        except forms.ValidationError:  # said by the field itself
            return []
        return moments_of(shown) if shown else []

    def clean(self) -> dict[str, Any]:
        """``publish_at`` as a moment, or None."""
        sent = dict(self.cleaned_data)
        which = sent.pop("which", "")
        if sent.get("publish_at") is None:
            return sent
        if not self.moments:
            self.add_error("publish_at", gettext("Clocks are put forward in that night: there is no such time."))
        elif len(self.moments) == 2 and not which:
            self.add_error("which", gettext("Clocks are put back in that night: choose which of the two is meant."))
        else:
            sent["publish_at"] = datetime.fromisoformat(which) if which else self.moments[0]
        return sent


def _named(moment: datetime) -> str:
    """The moment with what its clock is ahead of the world's, as people say it."""
    local = timezone.localtime(moment)
    ahead = local.strftime("%z")
    return gettext("%(time)s (%(zone)s, UTC%(ahead)s)") % {
        "time": local.strftime("%H:%M"),
        "zone": local.tzname(),
        "ahead": f"{ahead[:3]}:{ahead[3:]}",
    }
