"""What is typed about the words."""

from django import forms
from django.http import QueryDict
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from reviews.room.comparison import TEXT_FOR_EVERYONE
from reviews.room.sections import SectionReview


class CommentForm(forms.Form):
    """A remark on one section. ``wordings`` are those of the section as the page shows it."""

    use_required_attribute = False  # words proposed need no comment beside them

    text = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=5000,
        error_messages={"required": gettext_lazy("Write your comment first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=mark_safe("<kbd>@</kbd> and a name tells that person."),  # words of our own
    )
    quote = forms.CharField(
        label=gettext_lazy("Words it is about"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Copied from the text. They are found again in later editions."),
    )
    audience = forms.ChoiceField(label=gettext_lazy("In which wording"), required=False)
    proposal = forms.CharField(
        label=gettext_lazy("Words that should stand there instead"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "The editor can accept them with one click. You then had a hand in the section, and cannot sign it."
        ),
    )
    must_be_answered = forms.BooleanField(
        label=gettext_lazy("Must be answered before the edition can be approved"), required=False
    )
    board_only = forms.BooleanField(
        label=gettext_lazy("For the board only: the article’s editors and authors never see it"), required=False
    )

    def __init__(self, section: SectionReview, data: QueryDict | None = None):
        super().__init__(data, auto_id=f"comment-{section.anchor}-%s")
        self.section = section
        self.fields["audience"].choices = [
            ("", TEXT_FOR_EVERYONE),
            *((wording.key, wording.label) for wording in section.wordings if wording.key),
        ]
        self.fields["text"].required = not (data or {}).get("proposal")
        if not section.hears_the_board:
            del self.fields["board_only"]


class ReplyForm(forms.Form):
    """An answer to a comment."""

    text = forms.CharField(label=gettext_lazy("Your answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))
