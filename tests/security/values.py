"""What the parameters of an address stand for, in the world of the tests."""

from typing import Any

from articles.models import ImportDraft
from articles.plain_terms import id_of
from editorial.accounts.models import User
from reviews.models import Board, Notice

from .world import Place, World


def group_of(name: str) -> str:
    """The part of the site that a route belongs to."""
    return "import" if name.startswith("import") else name.split(":")[0]


def place_of(name: str, world: World, *, foreign: bool = False) -> Place:
    """The article that a route is tried on."""
    prefix = "foreign_" if foreign else ""
    what = {
        "desk": "draft",
        "review": "reviewed",
        "medium_of": "reviewed",
        "guest_medium": "reviewed",
        "preview_medium": "draft",
    }.get(name.split(":")[0], "live")
    if name in ("desk:close_question", "desk:reopen_question"):
        what = "live"
    return getattr(world, f"{prefix}{what}")


def values_for(name: str, world: World, *, foreign: bool = False) -> dict[str, Any]:
    """A value for every parameter that any route has."""
    place = place_of(name, world, foreign=foreign)
    people = world.others if foreign else world.people
    rows = {
        parameter: getattr(place, attribute).pk
        for parameter, attribute in (
            ("comment", "comment"),
            ("question", "comment"),
            ("interest", "interest"),
            ("link", "preview"),
            ("recusal", "recusal"),
            ("sign_off", "sign_off"),
            ("person", "contributor"),
            ("assignment", "assignment"),
            ("guest", "guest"),
            ("source", "source"),
            ("file", "returned"),
        )
        if getattr(place, attribute) is not None
    }
    if name.startswith("references:import"):
        waiting = world.foreign_references if foreign else world.references
        return {"pk": waiting.pk, "number": 1}
    if group_of(name) == "import":
        draft = world.foreign_import if foreign else world.imported
        return {"pk": draft.pk, "anchor": draft.document["sections"][0]["anchor"], "key": _first_reference(draft)}
    if group_of(name) == "evidence":
        return {"key": "doubted2001"}
    return rows | {
        "slug": place.slug,
        "number": place.edition.number,
        "audience": "patient",
        "anchor": "part-1",
        "article": place.article.pk,
        "user": people["collaborator"].pk,
        "role": "author",
        "format": "bib",
        "of": "note",
        "key": "settle" if name == "chair:group" else "boyer2005",
        "board": Board.objects.get(name="Medical advisory board").slug,
        "sha256": User.objects.get(pk=world.people["member"].pk).photograph_id,
        "digest": place.article.media.get().file_id,
        "notice": Notice.objects.filter(person=people["member"]).earliest("at").pk,
        "load": world.load.pk,
        "lookup": world.lookup.pk,
        "passage": (world.foreign_passage if foreign else world.passage).article.pk,
        "edition_set": (world.foreign_set if foreign else world.set).pk,
        "member": (world.foreign_set if foreign else world.set).members.earliest("pk").pk,
        "token": "no-such-file",
        "word": id_of("oedema"),
        "subject": "test",
        "copy": (world.foreign_typed if foreign else world.typed).pk,
        "secret": world.secret_for(name),
    }


def _first_reference(draft: ImportDraft) -> str:
    return draft.document["references"][0]["key"]
