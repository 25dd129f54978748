"""Profiles: what people say of themselves, and photographs of which nothing but the picture survives."""

import hashlib
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image, ImageFile

from editorial.accounts.models import Photograph
from editorial.accounts.photographs import MOST_BYTES, SIDE, portrait_of
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import remove_photograph, save_profile, set_photograph
from reviews.rules.profiles import initials_of, last_change_of
from tests.builders import codes, make_administrator, make_board, make_editor, make_member, make_user

pytestmark = pytest.mark.django_db
PAGE = "/profile/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><script>alert(1)</script></svg>'


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (640, 480), colour: str = "navy", mode: str = "RGB", **saving
) -> bytes:
    kept = BytesIO()
    Image.new(mode, size, colour).save(kept, kind, **saving)
    return kept.getvalue()


def tagged() -> bytes:
    """A photograph that says where it was taken, and has something hidden behind its end."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0112], exif[0x8825] = "Secret place", 6, {1: "N", 2: (51.0, 30.0, 0.0)}
    return picture(exif=exif.tobytes(), comment=b"Secret words") + b"<script>alert('Secret tail')</script>"


@pytest.fixture
def member():
    return make_member(make_board(), "Dr Able")


@pytest.fixture
def here(member):
    client = Client()
    client.force_login(member)
    return client


# ── Photographs ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_kept_is_a_square_jpeg_of_our_own(kind):
    kept = Image.open(BytesIO(portrait_of(picture(kind))))

    assert (kept.format, kept.size, kept.mode) == ("JPEG", (SIDE, SIDE), "RGB")


def test_nothing_of_an_upload_survives_but_the_picture():
    kept = portrait_of(tagged())

    assert b"Secret" in tagged()
    assert b"Secret" not in kept
    assert dict(Image.open(BytesIO(kept)).getexif()) == {}


def test_a_transparent_picture_stands_on_white():
    kept = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(kept, "PNG")

    assert Image.open(BytesIO(portrait_of(kept.getvalue()))).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (SVG, "no-picture"),
        (b"", "no-picture"),
        (b"GIF89a" + b"\0" * 400, "no-picture"),
        (b"<html><script>alert(1)</script>", "no-picture"),
        (picture("BMP"), "no-picture"),
        (picture("TIFF"), "no-picture"),
        (picture()[:-600], "no-picture"),
        (picture("PNG")[:200], "no-picture"),
        (picture("WEBP")[:-40], "no-picture"),
        (picture(size=(199, 400)), "too-small"),
        (picture("PNG", (7100, 7100), "white", "1"), "too-many-pixels"),
        (b"\xff\xd8\xff" + b"\0" * MOST_BYTES, "too-large"),
    ],
)
def test_what_is_no_photograph_is_refused(upload, code):
    with pytest.raises(Refused) as refused:
        portrait_of(upload)

    assert codes(refused) == [code]


def test_a_picture_that_is_cut_off_is_refused_whatever_else_runs_in_the_process(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    for kind in ("JPEG", "PNG", "WEBP"):
        with pytest.raises(Refused):
            portrait_of(picture(kind)[:-20])


def test_a_photograph_is_named_by_its_content_and_gone_when_replaced(member):
    first = set_photograph(person=member, upload=picture(), by=member)
    set_photograph(person=member, upload=picture(colour="teal"), by=member)

    kept = Photograph.objects.get()
    assert kept.pk == hashlib.sha256(bytes(kept.content)).hexdigest() != first.pk
    remove_photograph(person=member, by=member)
    assert Photograph.objects.count() == 0
    assert Event.objects.filter(verb="profile.changed", subject=f"user:{member.pk}").count() == 3


def test_two_people_with_one_picture_keep_it_while_one_has_it(member):
    other = make_user("Twin")
    for person in (member, other):
        set_photograph(person=person, upload=picture(), by=person)

    remove_photograph(person=member, by=member)

    assert list(Photograph.objects.values_list("people__display_name", flat=True)) == ["Twin"]


def test_postgresql_takes_no_picture_under_another_name():
    with pytest.raises(IntegrityError, match="named_by_content"), transaction.atomic():
        Photograph.objects.create(sha256="0" * 64, content=b"x")


def test_a_members_portrait_is_served_as_what_it_is_and_only_while_it_is_theirs(client, member):
    kept = set_photograph(person=member, upload=picture(), by=member)
    url = f"/people/photographs/{kept.pk}.jpg"

    response = client.get(url)
    again = client.get(url, headers={"If-None-Match": response["ETag"]})
    remove_photograph(person=member, by=member)

    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content == bytes(kept.content)
    assert (again.status_code, "Set-Cookie" in response, client.get(url).status_code) == (304, False, 404)


def test_the_portrait_of_nobody_on_a_board_is_nobodys(client):
    person = make_editor()
    kept = set_photograph(person=person, upload=picture(), by=person)

    answers = {client.get(f"/people/photographs/{name}.jpg").status_code for name in (kept.pk, "0" * 64, "x")}

    assert answers == {404}


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_member_uploads_and_removes_a_photograph(here, member):
    sent = here.post(f"{PAGE}photograph/", {"photograph": SimpleUploadedFile("me.svg", picture(), "image/svg+xml")})
    member.refresh_from_db()
    shown = here.get(PAGE).content.decode()
    wrong = here.post(f"{PAGE}photograph/", {"photograph": SimpleUploadedFile("me.jpg", SVG, "image/jpeg")})
    removed = here.post(f"{PAGE}photograph/", {"remove": "1"})

    assert (sent.status_code, wrong.status_code, removed.status_code) == (302, 409, 302)
    assert f"/people/photographs/{member.photograph_id}.jpg" in shown
    assert "cannot be read as a picture" in wrong.content.decode()
    member.refresh_from_db()
    assert member.photograph is None


def test_a_member_writes_of_themselves_and_not_their_credentials(here, member):
    data = {"bio": "Works at a hospital.", "orcid": "0000-0002-1825-0097", "base": last_change_of(member)}
    response = here.post(PAGE, {**data, "credentials": "PhD", "credentials_expire_on": "2099-01-01"})

    member.refresh_from_db()
    assert response.status_code == 302
    assert (member.bio, member.orcid) == ("Works at a hospital.", "0000-0002-1825-0097")
    assert (member.credentials, member.credentials_expire_on) == ("MD", None)


@pytest.mark.parametrize("wrong", [{"orcid": "12"}, {"bio": "Hid\u202eden"}])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(here, member, wrong):
    data = {"bio": "Works at a hospital.", "orcid": "", "base": last_change_of(member), **wrong}

    response = here.post(PAGE, data)

    assert response.status_code == 409
    assert data["bio"].split()[0] in response.content.decode()
    member.refresh_from_db()
    assert (member.bio, member.orcid) == ("", "")


def test_a_change_of_somebody_else_meanwhile_is_not_overwritten(here, member):
    base = last_change_of(member)
    administrator = make_administrator()
    save_profile(person=member, bio="From the hospital’s page.", orcid="", base=base, by=administrator)

    response = here.post(PAGE, {"bio": "Mine.", "orcid": "", "base": base})

    assert response.status_code == 409
    assert "Somebody changed this profile meanwhile" in response.content.decode()
    assert "Mine." in response.content.decode()


def test_administrators_keep_everybodys_profile_and_nobody_else_does(member):
    administrator, other = make_administrator(), make_member(make_board(name="Another"), "Other")
    answers = {}
    for name, user in (("administrator", administrator), ("other", other), ("self", member)):
        client = Client()
        client.force_login(user)
        answers[name] = client.get(f"{PAGE}of/{member.pk}/").status_code

    assert answers == {"administrator": 200, "other": 404, "self": 200}
    save_profile(person=member, bio="Set.", orcid="", base=last_change_of(member), by=administrator)
    with pytest.raises(PermissionDenied):
        save_profile(person=member, bio="No.", orcid="", base=last_change_of(member), by=other)
    with pytest.raises(PermissionDenied):
        set_photograph(person=member, upload=picture(), by=other)


def test_the_page_reminds_of_what_runs_out(here, member):
    assert "See to this" not in here.get(PAGE).content.decode()
    newcomer = make_member(member.board_terms.get().board, declares=False)
    client = Client()
    client.force_login(newcomer)

    assert "Declare your interests before you sign." in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Board Neurologist", "BN"),
        ("A. Clinician", "AC"),
        ("Anna-Maria van den Berg", "AB"),
        ("Prince", "P"),
        ("42", ""),
    ],
)
def test_initials_stand_for_who_has_no_photograph(name, initials):
    assert initials_of(name) == initials
