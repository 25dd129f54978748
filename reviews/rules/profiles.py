"""What every page and action about a person needs of their account. Reads."""

from editorial.accounts.models import User


def last_change_of(person: User) -> int:
    """Numbers the last change of somebody's account: what a form that changes the profile started from."""
    return person.history.values_list("history_id", flat=True).first() or 0


def initials_of(name: str) -> str:
    """What stands where there is no photograph: of “A. Clinician” it is “AC”."""
    letters = [word[0] for word in name.replace("-", " ").split() if word[0].isalpha()]
    return "".join(letters[:1] + letters[-1:] if len(letters) > 1 else letters).upper()
