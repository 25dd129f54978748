"""Every address of the site, from the URLconf itself, and who may pass through its door."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .values import values_for
from .world import World

LOGIN = "sign in"
NOBODY = ("anonymous", "deactivated")
EDITORS = ("owner", "other_editor", "collaborator")
MEMBERS = ("member", "interested", "author_member", "chair")
# Groups that are declared as a whole.
GROUPS = ("admin:", "account_")


@dataclass(frozen=True)
class Route:
    """One address as the URLconf has it."""

    name: str
    parameters: tuple[str, ...]

    @property
    def group(self) -> str:
        return next((prefix for prefix in GROUPS if self.name.startswith(prefix)), "")


def all_routes() -> list[Route]:
    """The whole URLconf, walked."""
    return list(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, namespace: str, before: tuple[str, ...]) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        parameters = (*before, *pattern.pattern.converters, *_groups(pattern))
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner, parameters)
        elif isinstance(pattern, URLPattern):
            name = pattern.name or pattern.lookup_str
            yield Route(f"{namespace}{name}", parameters)


def _groups(pattern: Any) -> tuple[str, ...]:
    """The named groups of an address that is a regular expression."""
    return tuple(pattern.pattern.regex.groupindex) if not pattern.pattern.converters else ()


@dataclass(frozen=True)
class Door:
    """Whom a route lets in, and what the others get: ``LOGIN``, 403 or 404. ``page`` is False where only POST does
    something. ``passes`` is what a look (GET) gets where it is not a page (200)."""

    let_in: tuple[str, ...] = ()
    refused: int = 404
    refusals: dict[str, int] = field(default_factory=dict)
    page: bool = True
    passes: int = 200
    public: bool = False

    def lets_in(self, role: str) -> bool:
        return self.public or role in self.let_in

    def refusal(self, role: str) -> int | str:
        """What somebody who is not let in gets, whatever the method."""
        return LOGIN if role in NOBODY else self.refusals.get(role, self.refused)

    def on_get(self, role: str) -> int | str:
        """What a look gets: 405 for anybody who gets as far as what is no page."""
        if self.lets_in(role):
            return self.passes if self.page else 405
        return self.refusal(role)


SIGNED_IN = ("reader", *EDITORS, *MEMBERS, "past_member", "administrator")
NOT_CHAIR = dict.fromkeys(("member", "interested", "author_member"), 403)


def public(passes: int = 200) -> Door:
    return Door(public=True, passes=passes)


def own(**more: Any) -> Door:
    """An article on the desk: its owner and collaborators."""
    return Door(("owner", "collaborator"), **more)


def own_import(**more: Any) -> Door:
    """What was read from a file: its importer's alone."""
    return Door(("owner",), 403, refusals={"other_editor": 404, "collaborator": 404}, **more)


def own_references(**more: Any) -> Door:
    """References that were read from a file: their importer's alone, among those who edit the library."""
    others = dict.fromkeys(("other_editor", "collaborator", "administrator"), 404)
    return Door(("owner",), 403, refusals=others, **more)


def board(**more: Any) -> Door:
    """An article in review: the members of its board."""
    return Door(MEMBERS, **more)


def desk_and_board(**more: Any) -> Door:
    return Door(("owner", "collaborator", *MEMBERS), **more)


def of_the_sets_desk(**more: Any) -> Door:
    """A set that the board sees too, and does nothing there with it."""
    return own(refusals=dict.fromkeys(MEMBERS, 403), **more)


def led(**more: Any) -> Door:
    """What the chair decides."""
    return Door(("chair",), refusals=NOT_CHAIR, **more)


def library(**more: Any) -> Door:
    return Door((*EDITORS, "administrator"), 403, **more)


DOORS: dict[str, Door] = {
    "home": public(),
    "article": public(),
    "article_for": public(),
    "article_by_id": public(302),
    "article_by_id_for": public(302),
    "ask": public(),
    "asked": public(),
    "article_references": public(),
    "article_references_for": public(),
    "board": public(),
    "check": public(),
    "check_how": public(),
    "record": public(),
    "latest_checkpoint": public(404),  # none was made in the world
    "board_detail": public(),
    "photograph": public(),
    "medium": public(),
    "editorial_policy": public(),
    "sitemap": public(),
    "feed": public(),
    "robots": public(),
    "kept_words": public(),
    "typed": Door(SIGNED_IN),
    "drop_typed": Door(("owner",), page=False),
    "gallery": Door(("administrator",), 403),
    "gallery_page": Door(("administrator",), 403),
    "gallery_page_for": Door(("administrator",), 403),
    "desk:home": Door(("reader", *EDITORS, "past_member", "administrator"), 302),
    "desk:questions": Door(SIGNED_IN),
    "desk:close_question": own(page=False),
    "desk:reopen_question": own(page=False),
    "desk:evidence": Door((*EDITORS, "administrator"), 403),
    "desk:new_article": Door(EDITORS, 403),
    "desk:link_to": Door(EDITORS, 403),
    "desk:article": own(),
    "desk:here": own(page=False),
    "desk:open_next": own(page=False),
    "desk:statement": own(page=False),
    "desk:confirm": own(page=False),
    "desk:submit": own(page=False),
    "desk:take_back": own(),
    "desk:discard": own(),
    "desk:urgent": own(),
    "desk:merges": own(),
    "desk:decide_merge": own(page=False),
    "desk:schedule": own(page=False),
    "desk:policy": own(page=False),
    "desk:address": own(),
    "desk:translate": own(),
    "desk:invite": own(page=False),
    "desk:uninvite": own(page=False),
    "desk:contributors": own(),
    "desk:name_known": own(page=False),
    "desk:contributor": own(),
    "desk:arrange": own(page=False),
    "desk:passages": Door(EDITORS, 403),
    "desk:new_passage": Door(EDITORS, 403),
    "desk:passage": Door(EDITORS),  # a live one: any editor may place it
    "desk:place_passage": own(),
    "desk:renew_passage": own(page=False),
    "desk:take_out_passage": own(),
    "desk:new_section": own(),
    "desk:section": own(),
    "desk:media": own(),
    "desk:checks": own(page=False),
    "desk:paste": own(page=False),
    "desk:reading": own(page=False),
    **dict.fromkeys(("desk:templates", "desk:template"), Door(("administrator",), 403)),
    **dict.fromkeys(("desk:preview", "desk:preview_links"), own()),
    **dict.fromkeys(("desk:close_preview", "desk:fill_in"), own(page=False)),
    "preview": public(),
    "preview_medium": public(),
    "desk:plain_words": library(),
    "desk:plain_words_csv": library(),
    "desk:add_plain_word": library(),
    "desk:change_plain_word": library(),
    "desk:take_out_plain_word": library(),
    "desk:move_section": own(page=False),
    "desk:remove_section": own(),
    **dict.fromkeys(("desk:split_section", "desk:merge_next", "desk:section_kind"), own()),
    "desk:restore_section": own(page=False),
    "desk:comment": own(page=False),
    "desk:resolve_comment": own(page=False),
    "desk:accept_proposal": own(page=False),
    "desk:decline_proposal": own(page=False),
    "desk:history": own(),
    "desk:section_history": own(),
    "desk:restore_words": own(page=False),
    **dict.fromkeys(
        ("medium_of", "dossier", "dossier_pdf", "dossier_proof"),
        Door(("owner", "collaborator", *MEMBERS, "administrator")),
    ),
    "my_work": Door(SIGNED_IN),
    **dict.fromkeys(("find", "find_json"), Door((*EDITORS, *MEMBERS, "administrator"), 403)),
    "notices": Door(SIGNED_IN),
    "notices_read": Door(SIGNED_IN, page=False),
    "notice_preferences": Door(SIGNED_IN),
    "notice": Door(("member",), passes=302),
    "import": Door(EDITORS, 403),
    "import_preview": own_import(),
    "import_source": own_import(),
    "import_text": own_import(),
    "import_reference": own_import(),
    "import_discard": own_import(page=False),
    "import_paste": own_import(page=False),
    "references:import": library(),
    "references:export": Door((*EDITORS, "administrator"), 403, passes=302),
    "references:import_preview": own_references(),
    "references:import_entry": own_references(),
    "references:import_discard": own_references(page=False),
    "evidence:alarms": Door((*EDITORS, *MEMBERS, "administrator"), 403),
    "evidence:reference": Door((*EDITORS, "administrator")),
    "evidence:decide": Door((*EDITORS, "administrator"), page=False),
    "references:list": library(),
    "references:new": library(),
    "references:look_up": library(page=False),
    "references:lookup": library(),
    "references:duplicates": library(),
    "references:quick": library(page=False),
    "references:search": library(),
    "references:detail": library(),
    "references:edit": library(),
    "references:standing": library(),
    "references:merge": library(),
    "references:standings": library(),
    "references:standing_load": library(),
    "chair:dashboard": Door(("chair",), 403),
    "chair:due": Door(("chair",), 403),
    "chair:group": Door(("chair",), 403),
    "profile:interests": Door(MEMBERS, 403),
    "profile:own": Door(SIGNED_IN),
    "profile:photograph": Door(SIGNED_IN, page=False),
    "profile:of": Door(("administrator", "collaborator")),
    "profile:photograph_of": Door(("administrator", "collaborator"), page=False),
    "review:queue": Door(MEMBERS, 403),
    "review:latest": board(passes=302),
    "review:edition": board(),
    "review:history": board(),
    "review:section_history": board(),
    "review:preview": board(),
    "review:section": board(),
    "review:word": board(),
    "review:sign": board(page=False),
    "review:keep": board(page=False),
    "review:renew": board(),
    "review:begin": board(page=False),
    "review:comment": board(page=False),
    "review:reply": board(),
    "review:resolve": board(page=False),
    "review:reopen": board(page=False),
    "review:accept": board(),
    "review:decline": Door(("member",)),
    "review:more_time": Door(("member",)),
    "review:declare_interest": board(),
    "review:end_interest": Door(
        ("interested", "chair"), refusals=dict.fromkeys(("member", "author_member"), 403), page=False
    ),
    "review:recuse": board(),
    "review:end_recusal": led(page=False),
    "review:approve": led(),
    "review:approve_urgently": led(),
    "review:return": led(),
    "review:revoke": led(),
    "review:retire": led(),
    "review:correct": led(),
    "review:corrections": led(),
    "review:hand_over": Door(("chair", "administrator"), refusals=NOT_CHAIR),
    "review:settle": led(),
    "review:assign": led(),
    "review:reassign": led(),
    "review:release": led(),
    "review:answer_time": led(),
    "review:guests": led(),
    "review:revoke_guest": led(page=False),
    "guest": public(),
    "guest_word": public(),
    "guest_medium": public(),
    "request": public(),
    "review:policy": led(),
    "desk:word": own(),
    "desk:source": own(),
    "desk:source_file": own(),
    "review:source": board(),
    "review:source_file": board(),
    "review:schedule": led(),
    **dict.fromkeys(("review:leave_out", "review:withdraw"), led()),
    "sets:list": Door((*EDITORS, *MEMBERS), 403),
    "sets:new": Door(EDITORS, 403),
    "sets:set": desk_and_board(),
    "sets:add": of_the_sets_desk(),
    "sets:submit": of_the_sets_desk(),
    "sets:take_out": of_the_sets_desk(page=False),
    "sets:approve": Door(("chair",), refusals=NOT_CHAIR | dict.fromkeys(("owner", "collaborator"), 403)),
    "sets:time": Door(("owner", "collaborator", "chair"), refusals=NOT_CHAIR),
    "review:bring_file": desk_and_board(),
    "review:look_at_file": desk_and_board(passes=302),
    "review:returned_file": own(),
    "review:who_wrote": own(page=False),
    "review:confirm_remark": desk_and_board(page=False),
}


def address_of(route: Route, world: World, **instead: Any) -> str:
    """The route's address in this world. What every route is tried on stays the same, and is looked up once."""
    if route.name not in world.values:
        world.values[route.name] = values_for(route.name, world)
    values = world.values[route.name] | instead
    return reverse(route.name, kwargs={name: values[name] for name in route.parameters})


def declared_routes() -> list[Route]:
    """Those with a door of their own. One that has none fails a test of its own."""
    return [route for route in all_routes() if route.name in DOORS]
