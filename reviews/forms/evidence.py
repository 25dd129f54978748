"""What is decided of a sentence that rests on changed evidence."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from references.enums import Standing
from references.models import Reference
from reviews.enums import EvidenceVerdict
from reviews.rules.evidence import Sentence


class DecisionForm(forms.Form):
    """One sentence's form. Which sentence it is about stands in hidden fields, by its section, audience and digest."""

    section = forms.UUIDField(widget=forms.HiddenInput)
    audience = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    digest = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"), choices=EvidenceVerdict.choices, widget=forms.RadioSelect
    )
    replacement = forms.CharField(
        label=gettext_lazy("Replace it by"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Key of the other reference, like lane1998."),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))

    @classmethod
    def about(cls, sentence: Sentence) -> "DecisionForm":
        """An empty form on this sentence."""
        place = {"section": sentence.section.pk, "audience": sentence.audience, "digest": sentence.digest}
        form = cls(initial=place, auto_id=f"d-{sentence.section.pk}-{sentence.audience}-{sentence.digest[:12]}-%s")
        if sentence.reference.replaced_by:
            form.fields["replacement"].help_text = gettext("Key of the other reference; %(key)s is newer.") % {
                "key": sentence.reference.replaced_by.key
            }
        if sentence.reference.standing == Standing.RETRACTED:
            words = gettext("Still right: it is cited as retracted")
            form.fields["verdict"].choices = [
                (value, words if value == EvidenceVerdict.STILL_RIGHT else label)
                for value, label in EvidenceVerdict.choices
            ]
        return form

    def is_about(self, sentence: Sentence) -> bool:
        said = (self.data.get("section"), self.data.get("audience", ""), self.data.get("digest"))
        return said == (str(sentence.section.pk), sentence.audience, sentence.digest)

    def clean_replacement(self) -> Reference | None:
        key = self.cleaned_data["replacement"].strip()
        if not key:
            return None
        found = Reference.objects.select_related("merged_into").filter(key=key).first()
        if found is None:
            raise forms.ValidationError(gettext("There is no reference with this key in the library."))
        return found.merged_into or found
