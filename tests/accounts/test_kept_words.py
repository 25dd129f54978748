"""What is given back to be copied, where its form is gone."""

from uuid import uuid4

from django.http import QueryDict

from editorial.accounts.kept import Kept, Owner


def test_only_what_somebody_typed_or_chose_is_shown_and_by_a_name_for_people():
    version = str(uuid4())
    sent = QueryDict(mutable=True)
    sent[f"{version}-note"] = "What should change."
    sent[f"{version}-verdict"] = "approve"
    sent[f"{version}-screen"] = f"{'0a' * 32}.{'1b' * 32}.-"
    sent["must_be_answered"] = "on"
    sent["version"] = version
    sent["digest"] = "9f" * 32
    sent["number"] = "0.5"
    sent["empty"] = " "

    words = Kept("key", Owner("1"), "/sent/", "/page/", sent).words()

    assert words == [
        ("Note", "What should change."),
        ("Verdict", "approve"),
        ("Number", "0.5"),
        ("Must be answered", "on"),
    ]
