"""Rows of somebody else, named under a parent that one may use (threats 16, 17): found by no verb, changed by none."""

import pytest

from articles.models import Contributor
from reviews.models import BoardMember, PolicyVersion

from .checksum import changed, checksums
from .routes import DOORS, NOBODY, address_of, declared_routes
from .values import group_of, values_for
from .world import World, section_of

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "post", "put", "patch", "delete")
NOWHERE = {
    "board": "no-such-board",
    "sha256": "0" * 64,
    "user": "00000000-0000-4000-8000-000000000000",
    "anchor": "no-such-part",
    "number": 99,
    "audience": "nobody",
    "role": "nobody",
    "key": "nothing1900",
    "format": "nothing",
    "of": "nothing",
    "subject": "nothing",
    "secret": "nothing",
    "token": "nothing",
    "lookup": "00000000-0000-4000-8000-000000000000",
    "load": "00000000-0000-4000-8000-000000000000",
    "word": "00000000-0000-4000-8000-000000000000",
}
# The editor's own bylines are rearranged; a person or role that is not among them is nothing to arrange.
NOTHING_TO_DO = {"desk:arrange", "desk:uninvite", "desk:move_section"}
# A file that is not kept for somebody any more leads them back to choosing it.
NOTHING_TO_DO |= {"review:look_at_file"}
# Addresses of readers lead from an audience they do not have to the default page.
TO_THE_DEFAULT = {"article_for": 302, "article_by_id_for": 302}


def strange_addresses(world: World, name: str):
    """The route's address with each of its parameters in turn taken from elsewhere."""
    ours, theirs = values_for(name, world), values_for(name, world, foreign=True)
    route = next(route for route in declared_routes() if route.name == name)
    for parameter in route.parameters:
        strange = theirs[parameter] if theirs[parameter] != ours[parameter] else NOWHERE[parameter]
        if parameter == "user" and group_of(name) == "profile":
            strange = NOWHERE["user"]  # administrators keep the profiles of all people that there are
        if parameter == "slug" and DOORS[name].public:
            strange = world.foreign_draft.slug
        if parameter == "digest":
            strange = world.foreign_draft.article.media.get().file_id
        if parameter == "article" and DOORS[name].public:
            strange = world.foreign_draft.article.pk
        yield parameter, address_of(route, world, **{parameter: strange})


def routes_with_parameters() -> list[str]:
    return sorted(route.name for route in declared_routes() if route.parameters)


def who_passes(name: str) -> str:
    """Somebody who may do everything that the route is for, on articles of their own."""
    door = DOORS[name]
    candidates = ("owner", "chair", "member", "interested", "administrator")
    return next(role for role in candidates if door.public or role in door.let_in)


@pytest.mark.parametrize("name", routes_with_parameters())
def test_what_belongs_elsewhere_is_not_found(world, client_of, name):
    role = who_passes(name)
    client = client_of(role)
    before, wrong = checksums(), {}

    for parameter, url in strange_addresses(world, name):
        for method in METHODS:
            got = getattr(client, method)(url, {} if method == "post" else None).status_code
            allowed = {404, 405, TO_THE_DEFAULT.get(name, 404) if parameter == "audience" else 404}
            allowed |= {302} if name in NOTHING_TO_DO else set()
            if got not in allowed:
                wrong[f"{method} {parameter}"] = got
            if tables := changed(before):
                wrong[f"{method} {parameter} changed"] = tables
                before = checksums()

    assert wrong == {}


def bodies(world: World) -> dict[str, tuple[str, str, dict]]:
    """What a form names, taken from elsewhere: role, route and body."""
    theirs, mine = world.foreign_reviewed, world.reviewed
    their_version, their_draft = section_of(theirs).version, section_of(world.foreign_draft).version
    foreign_member = BoardMember.objects.get(user=world.others["member"])
    foreign_policy = PolicyVersion.objects.exclude(
        policy__board=BoardMember.objects.get(user=world.people["chair"]).board
    )
    sign = {f"{their_version.pk}-verdict": "approve"}
    return {
        "sign a version of another article": ("member", "review:sign", sign),
        "sign a draft": ("member", "review:sign", {f"{section_of(world.draft).version.pk}-verdict": "approve"}),
        "comment on another article": ("member", "review:comment", {"version": their_version.pk, "text": "Words"}),
        "comment on a draft": ("member", "review:comment", {"version": their_draft.pk, "text": "Words"}),
        "answer another article's comment": (
            "owner",
            "desk:comment",
            {"in_reply_to": theirs.comment.pk, "text": "Words"},
        ),
        "answer another section's comment": (
            "owner",
            "desk:comment",
            {"in_reply_to": mine.comment.pk, "text": "Words"},
        ),
        "assign another board's member": ("chair", "review:assign", {"members": foreign_member.pk}),
        "assign a section of another article": (
            "chair",
            "review:assign",
            {
                "members": BoardMember.objects.get(user=world.people["member"]).pk,
                "sections": section_of(theirs).section.pk,
            },
        ),
        "judge by another board's policy": (
            "chair",
            "review:policy",
            {"version": foreign_policy.first().pk, "reason": "Because."},
        ),
        "retire for a draft": ("chair", "review:retire", {"reason": "Because.", "successor": world.draft.article.pk}),
        "save over another article's version": (
            "owner",
            "desk:section",
            {"base_version": their_draft.pk, "everyone-heading": "New", "everyone-html": "<p>New.</p>"},
        ),
        "restore over another article's version": (
            "owner",
            "desk:restore_words",
            {"version": "1", "base_version": their_draft.pk},
        ),
        "invite somebody who is no editor": ("owner", "desk:invite", {"user": world.people["member"].pk}),
        "invite a deactivated editor": ("owner", "desk:invite", {"user": world.people["deactivated"].pk}),
        "name nobody": ("owner", "desk:name_known", {"contributor": "1", "role": "author"}),
        "name somebody with no role": (
            "owner",
            "desk:name_known",
            {"contributor": Contributor.objects.first().pk, "role": "reviewer"},
        ),
        "confirm for nobody": ("owner", "desk:confirm", {"audience": "nobody"}),
    }


def test_what_a_form_names_from_elsewhere_is_refused(world, client_of):
    client_of("deactivated")
    before, wrong = checksums(), {}

    for what, (role, name, body) in bodies(world).items():
        route = next(route for route in declared_routes() if route.name == name)
        client = client_of(role)
        before |= {
            table: digest for table, digest in checksums().items() if table.startswith("accounts_")
        }  # the sign-in
        got = client.post(address_of(route, world), body).status_code
        if got >= 500:
            wrong[what] = got
        if tables := changed(before):
            wrong[f"{what} changed"] = tables
            before = checksums()

    assert wrong == {}


def test_this_walk_knows_every_group():
    assert {group_of(name) for name in routes_with_parameters()} >= {"desk", "review", "references", "import"}
    assert NOBODY == ("anonymous", "deactivated")
