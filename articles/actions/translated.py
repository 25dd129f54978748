"""What a new version of a translation's section is still made from."""

from articles.models import Edition, SectionVersion, TranslatedFrom
from editorial.accounts.models import User


def stay_made_from(edition: Edition, before: SectionVersion, version: SectionVersion, *, by: User) -> None:
    """Whatever changes a section of a translation (a mended comma, a proposal, another outline), it stays made from
    what it was made from, and so behind if it was: only who writes it beside its source says otherwise. Few queries;
    none for what is no translation."""
    if edition.article.translation_of_id is None or version.section_id != before.section_id or version.pk == before.pk:
        return
    row = TranslatedFrom.objects.filter(version=before).order_by("-id").first()
    if row is not None:
        how = TranslatedFrom.How.MADE
        TranslatedFrom.objects.get_or_create(version=version, source_id=row.source_id, how=how, defaults={"by": by})
