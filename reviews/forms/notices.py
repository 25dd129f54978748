"""How people want to be told."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from reviews.enums import Delivery

WHAT = {
    Delivery.DAILY: gettext_lazy("What is urgent, or due within two days, comes at once."),
    Delivery.AT_ONCE: gettext_lazy("Each thing as it happens; what happens together comes together."),
    Delivery.NEVER: gettext_lazy("Not even what is urgent. You look at your notices yourself."),
}


class PreferenceForm(forms.Form):
    """Once a day at an hour, at once, or never."""

    delivery = forms.ChoiceField(label=gettext_lazy("Mail"), widget=forms.RadioSelect)
    hour = forms.TypedChoiceField(
        label=gettext_lazy("Hour of the daily message"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"class": "input-medium"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delivery"].choices = [(one.value, f"{one.label}. {WHAT[one]}") for one in Delivery]
        usual = gettext("The usual one: %(digest_hour)s:00") % {"digest_hour": f"{settings.DIGEST_HOUR:02}"}
        self.fields["hour"].choices = [("", usual), *((hour, f"{hour:02}:00") for hour in range(24))]
        self.fields["hour"].help_text = gettext("In the site’s time zone, %(time_zone)s.") % {
            "time_zone": settings.TIME_ZONE
        }
