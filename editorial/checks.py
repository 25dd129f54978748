"""What ``manage.py check --deploy`` says about an installation, beyond Django's own checks."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connection

from editorial.shared.issues import Refused
from references.csl_style import our_styles, style_problem
from reviews.editorial_policy import policy_text
from reviews.models import ReviewPolicy

OWNED = """
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind = 'r' AND pg_has_role(current_user, c.relowner, 'MEMBER')
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
def check_policy(app_configs, databases, **kwargs):
    """Without a board and a default policy nothing can be submitted."""
    if not databases or ReviewPolicy.objects.filter(is_default=True).exists():
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
