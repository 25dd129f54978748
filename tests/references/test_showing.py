"""A reference at a glance, as lists and the picker show it."""

import pytest

from references.library.entries import at_a_glance


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (["Boyer", "Shannon"], "Boyer, Shannon"),
        (["Dunkley", "Isbister", "Sibbritt", "Dawson"], "Dunkley, Isbister, Sibbritt et al"),
        (["Elbers", "et al."], "Elbers, et al"),
    ],
)
def test_people_bring_no_full_stop_of_their_own(names, people):
    shown = at_a_glance({"title": "A", "author": [{"literal": name} for name in names]})

    assert shown.people == people
