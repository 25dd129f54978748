"""Titles and headings are found by the beginnings of their words: see ``articles.headings``, which asks for the same
expression. What a version says never changes, so nothing is ever indexed twice."""

from django.db import migrations

WORDS = r"""
    to_tsvector('simple', regexp_replace(
        regexp_replace(normalize(lower((content::jsonb) #>> '{base,heading}'), NFKD), '[\u0300-\u036f]', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g'
    ))
"""
ADD = f"""
CREATE INDEX version_by_title ON articles_sectionversion USING gin ({WORDS}) WITH (fastupdate = off)
    WHERE (content::jsonb) ->> 'kind' = 'front';
CREATE INDEX version_by_heading ON articles_sectionversion USING gin ({WORDS}) WITH (fastupdate = off)
    WHERE (content::jsonb) ->> 'kind' <> 'front';
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_translations")]

    operations = [migrations.RunSQL(ADD, "DROP INDEX version_by_title, version_by_heading;")]
