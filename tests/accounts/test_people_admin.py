"""Looking after people in the admin."""

import pytest

from editorial.accounts.models import User

PASSWORD = "correct horse battery"
ADD = "/admin/accounts/user/add/"


def person(email: str, **flags) -> User:
    return User.objects.create_user(email, PASSWORD, display_name=email.split("@")[0].title(), **flags)


@pytest.fixture
def administrator(db) -> User:
    return person("admin@example.org", is_staff=True)


def change_url(user: User) -> str:
    return f"/admin/accounts/user/{user.pk}/change/"


def fields_of(user: User, **changes) -> dict:
    fields = {"email": user.email, "display_name": user.display_name, "credentials": "", "orcid": "", "bio": ""}
    flags = {name: "on" for name in ("is_active", "is_editor", "is_staff") if getattr(user, name)}
    return {**fields, **flags, **changes}


def test_administrator_adds_a_person_with_a_reason(client, administrator):
    client.force_login(administrator)

    response = client.post(
        ADD,
        {
            "email": "New@Example.org",
            "display_name": "New Person",
            "usable_password": "true",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "reason": "Joins the desk",
        },
    )

    added = User.objects.get(email="new@example.org")
    line = added.history.get()
    assert response.status_code == 302
    assert (line.history_user_name, line.history_change_reason) == ("Admin", "Joins the desk")


def test_address_of_another_person_in_other_case_is_refused(client, administrator):
    person("taken@example.org")
    client.force_login(administrator)

    response = client.post(ADD, {"email": "TAKEN@example.org", "display_name": "Second", "usable_password": "false"})

    assert response.context["adminform"].form.errors["email"] == ["Another person has this e-mail address."]


def test_administrator_changes_a_person_and_the_history_says_so(client, administrator):
    editor = person("ed@example.org", is_editor=True)
    client.force_login(administrator)

    client.post(change_url(editor), fields_of(editor, credentials="PhD", reason="Doctorate"))

    editor.refresh_from_db()
    assert editor.printed_name == "Ed, PhD"
    assert editor.history.first().history_change_reason == "Doctorate"
    assert client.get(f"/admin/accounts/user/{editor.pk}/history/").status_code == 200


def test_saving_a_person_unchanged_adds_no_line(client, administrator):
    editor = person("ed@example.org", is_editor=True)
    client.force_login(administrator)
    lines = editor.history.count()

    client.post(change_url(editor), fields_of(editor))

    assert editor.history.count() == lines


def test_administrator_cannot_make_a_superuser(client, administrator):
    editor = person("ed@example.org")
    client.force_login(administrator)

    client.post(change_url(editor), fields_of(editor, is_superuser="on", credentials="MD"))

    editor.refresh_from_db()
    assert (editor.is_superuser, editor.credentials) == (False, "MD")


def test_administrator_cannot_change_a_superuser(client, administrator):
    owner = person("owner@example.org", is_staff=True, is_superuser=True)
    client.force_login(administrator)

    changed = client.post(change_url(owner), fields_of(owner, credentials="MD"))
    password = client.post(f"/admin/accounts/user/{owner.pk}/password/", {"password1": "x" * 12, "password2": "x" * 12})

    assert (changed.status_code, password.status_code) == (403, 403)


def test_nobody_is_deleted(client, administrator):
    editor = person("ed@example.org")
    client.force_login(administrator)

    response = client.post(f"/admin/accounts/user/{editor.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert User.objects.filter(pk=editor.pk).exists()


def test_editor_may_not_enter_the_admin(client, db):
    client.force_login(person("ed@example.org", is_editor=True))

    assert client.get("/admin/login/").status_code == 403


def test_admin_sign_in_is_the_sites_own(client, db):
    response = client.get("/admin/login/?next=/admin/")

    assert (response.status_code, response.url) == (302, "/accounts/login/?next=%2Fadmin%2F")


def test_a_name_hides_nothing(client, administrator):
    editor = person("ed@example.org", is_editor=True)
    client.force_login(administrator)

    response = client.post(change_url(editor), fields_of(editor, display_name="Ed\u202eitor", credentials="M\u200bD"))

    errors = response.context["adminform"].form.errors
    assert sorted(errors) == ["credentials", "display_name"]
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in errors["display_name"][0]


def test_names_are_kept_in_one_form_of_letters(client, administrator):
    editor = person("ed@example.org", is_editor=True)
    client.force_login(administrator)

    client.post(change_url(editor), fields_of(editor, display_name="Zoe\u0308"))

    editor.refresh_from_db()
    assert editor.display_name == "Zoë"
