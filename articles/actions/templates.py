"""Keeping the templates, saying what an article is about, and adding what its template has."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from articles.enums import Subject
from articles.locks import lock_article
from articles.models import Article, ArticleTemplate, Edition, Section
from articles.permissions import may_keep_templates, require_edit
from articles.templates import id_of_template, lacking_in, last_change_of_template, read_lines
from articles.text import clean_line
from articles.words.content import Wording
from editorial.accounts.models import User
from editorial.record.actions import SITE, append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, Refused, refuse

from .articles import subject_issues
from .drafting import NewSection, add_sections, lock_draft


@transaction.atomic
def save_template(*, by: User, subject: str, lines: str, base: int | None = None) -> ArticleTemplate:
    """Say with which sections an article of this kind begins: a section a line. The same again writes nothing.
    ``base`` is the :func:`~articles.templates.last_change_of_template` that the change started from."""
    if not may_keep_templates(by):
        raise PermissionDenied(gettext("Only administrators keep the templates."))
    refuse([] if subject in Subject.values else [Issue("subject", gettext("There is no such template."))])
    pk = id_of_template(subject)
    row = ArticleTemplate.objects.select_for_update().filter(pk=pk).first() or ArticleTemplate(pk=pk, subject=subject)
    if base is not None and base != last_change_of_template(subject):
        raise Refused(_changed_meanwhile())
    row.lines = "\n".join(line for one in lines.splitlines() if (line := clean_line(one, where="lines")))
    refuse(read_lines(row.lines)[1])
    try:
        with transaction.atomic():
            saved = save_audited(row, by=by, reason="Kept")
    except IntegrityError as error:  # somebody else has just kept the same template for the first time
        raise Refused(_changed_meanwhile()) from error
    if saved:
        append_event(chain=SITE, verb="template.saved", subject=f"template:{row.pk}", by=by, of=subject)
    return row


def _changed_meanwhile() -> Issue:
    message = gettext("Somebody else has changed this template since you opened it. Open it again to see what it says.")
    return Issue("changed", message)


@transaction.atomic
def set_subject(*, article: Article, subject: str, by: User) -> Article:
    """Say what kind of thing an article is about; empty: nothing is said, and checks go by its title."""
    article = lock_article(article.pk)
    require_edit(by, article)
    refuse(subject_issues(subject))
    article.about = subject
    if save_audited(article, by=by, reason="Kind of article"):
        chain = article_chain(article.pk)
        append_event(chain=chain, verb="article.subject_set", subject=f"article:{article.pk}", by=by, about=subject)
    return article


@transaction.atomic
def add_from_template(*, edition: Edition, by: User) -> list[Section]:
    """Add to a draft the sections that its template has and it lacks, in the template's order, at the end: with their
    headings, and no words."""
    edition = lock_draft(edition, by)
    taken = set(edition.article.sections.values_list("anchor", flat=True))
    wanted = [one for one in lacking_in(edition) if one.anchor not in taken]
    new = [NewSection(one.anchor, one.kind, Wording(heading=one.heading)) for one in wanted]
    return add_sections(edition=edition, new=new, by=by) if new else []
