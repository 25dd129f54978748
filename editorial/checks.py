"""What ``manage.py check --deploy`` says about an installation, beyond Django's own checks."""

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection

from articles.clinical.medicines import names_problem
from articles.languages import canonical
from editorial.record.actions.sending import places
from editorial.record.keys import signing_key
from editorial.shared.guards.catalogue import Difference, differences
from editorial.shared.guards.files import Kind
from editorial.shared.issues import Refused
from references.csl_style import our_styles, style_problem
from reviews.models import ReviewPolicy
from reviews.publishing.editorial_policy import policy_text

OWNED = """
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind = 'r' AND pg_has_role(current_user, c.relowner, 'MEMBER')
"""

# Of each name: whether this role may read the table; unknown where there is none.
READABLE = """
    SELECT name, has_table_privilege(to_regclass(quote_ident(name)), 'SELECT') FROM unnest(%s::text[]) AS names(name)
"""


@register(Tags.database, deploy=True)
def check_application_role(app_configs, databases, **kwargs):
    """In production the application's role owns no tables: who owns a table can switch its guards off."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(OWNED)
        owned = cursor.fetchone()[0]
    if not owned:
        return []
    return [
        Error(
            f"The database role owns {owned} tables, so it could switch their guards off.",
            hint="Migrate with an owner's role, run `manage.py grant_application_role ROLE`, and connect as ROLE.",
            id="imprimatur.E001",
        )
    ]


@register
def check_article_language(app_configs, **kwargs):
    """What articles are written in, where nobody says another, is a language."""
    if canonical(settings.ARTICLE_LANGUAGE):
        return []
    problem = f"ARTICLE_LANGUAGE names no language that is known: “{settings.ARTICLE_LANGUAGE}”."
    return [Error(problem, hint="Write a tag such as en-GB, de or ar.", id="imprimatur.E021")]


@register(Tags.database, deploy=True)
def check_guards(app_configs, databases, **kwargs):
    """The database has the functions, views and triggers of the files ``sql/``, and no trigger beside them."""
    return [_guard_finding(difference) for using in databases or () for difference in differences(using)]


def _guard_finding(difference: Difference) -> CheckMessage:
    """A view or function of a site's own is only mentioned; a trigger could change what is written."""
    said = f"In the database, the {difference}."
    if difference.thing:
        path = difference.thing.path.relative_to(settings.BASE_DIR)
        return Error(said, hint=f"Run `manage.py migrate` as the owner; see {path}.", id="imprimatur.E004")
    if difference.kind is Kind.TRIGGER:
        return Error(said, hint="Find out who made it, and drop it as the owner.", id="imprimatur.E005")
    return Warning(said, hint="The product does not use it: keep it in a schema of its own.", id="imprimatur.W002")


@register(deploy=True)
def check_site_address(app_configs, **kwargs):
    """Addresses in e-mails, feeds and on the pages themselves come from this setting."""
    if settings.SITE_ADDRESS.startswith("https://"):
        return []
    return [
        Error(
            f"SITE_ADDRESS is {settings.SITE_ADDRESS!r}: readers need the https address of the site.",
            hint="Set SITE_ADDRESS=https://www.example.org",
            id="imprimatur.E002",
        )
    ]


@register(Tags.database, deploy=True)
def check_grant(app_configs, databases, **kwargs):
    """The database's role may read the tables; before they are made or granted nothing else can be asked."""
    problem = _unreadable() if databases else ""
    if not problem:
        return []
    hint = "As the owner run `manage.py migrate`, then `manage.py grant_application_role ROLE`, after every upgrade."
    return [Error(problem, hint=hint, id="imprimatur.E006")]


def _unreadable() -> str:
    """Why the tables of ours cannot be read, or "". One query."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    with connection.cursor() as cursor:
        cursor.execute(READABLE, [tables])
        found = dict(cursor.fetchall())
    missing = [table for table in tables if found[table] is None]
    closed = [table for table in tables if found[table] is False]
    if missing:
        return f"{len(missing)} tables are not there yet, {missing[0]} among them."
    return f"The database role may not read {len(closed)} tables, {closed[0]} among them." if closed else ""


@register(Tags.database, deploy=True)
def check_policy(app_configs, databases, **kwargs):
    """Without a board and a default policy nothing can be submitted."""
    if not databases or _unreadable() or ReviewPolicy.objects.filter(is_default=True).exists():
        return []
    return [
        Warning(
            "There is no default review policy yet: articles cannot be submitted.",
            hint="Add a board and a policy in the administration.",
            id="imprimatur.W001",
        )
    ]


@register()
def check_reference_style(app_configs, **kwargs):
    """References can be shown in the style that the installation names."""
    problem = style_problem(settings.REFERENCE_STYLE)
    if not problem:
        return []
    ours = ", ".join(our_styles())
    hint = f"Set REFERENCE_STYLE to one of ours ({ours}) or to the path of an independent CSL 1.0 style."
    return [Error(f"REFERENCE_STYLE cannot be used. {problem}", hint=hint, id="imprimatur.E010")]


@register()
def check_medicine_names(app_configs, **kwargs):
    """The site's own names of medicines can be read."""
    problem = names_problem(settings.MEDICINE_NAMES_FILE)
    if not problem:
        return []
    hint = "One substance a line: official name = another official name: Brand, Brand."
    return [Error(f"MEDICINE_NAMES_FILE cannot be used. {problem}", hint=hint, id="imprimatur.E011")]


@register()
def check_editorial_policy(app_configs, **kwargs):
    """The page about how articles are made can be shown."""
    try:
        policy_text()
    except (OSError, UnicodeDecodeError, Refused) as problem:
        return [
            Error(
                f"EDITORIAL_POLICY_FILE ({settings.EDITORIAL_POLICY_FILE}) cannot be shown: {problem}",
                hint="It must be a readable file of our Markdown: a title (#), then sections (##).",
                id="imprimatur.E003",
            )
        ]
    return []


@register(deploy=True)
def check_checkpoint_key(app_configs, **kwargs):
    """Checkpoints can be signed, and are sent to where nobody who administers the database can change them."""
    try:
        signing_key()
    except Refused as refused:
        return [Error(str(refused), hint="See “Checkpoints” in docs/administrators.md.", id="imprimatur.E020")]
    if places():
        return []
    hint = "Set CHECKPOINT_MAIL, CHECKPOINT_DIRECTORY or CHECKPOINT_ADDRESS."
    return [Warning("Checkpoints of the record are kept nowhere but in the database.", hint=hint, id="imprimatur.W020")]
