"""The words of the library, so that a mistyped or otherwise spelled word finds those that are meant (ADR 43).

``spelling`` is what :func:`references.library.spelling.spelling` says of a word; PostgreSQL makes it itself, so both say
the same. What the library holds already is read from the index of its words: references are read once and stay
unlocked. A trigger adds what comes after (``references/sql/learn_words.sql``).
"""

from django.db import migrations

ADD = r"""
CREATE TABLE references_word (
    word text NOT NULL,
    spelling text NOT NULL GENERATED ALWAYS AS (
        regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
                word, 'z', 's'), 'ph', 'f'), 'ae', 'e'), 'oe', 'e'), 'our', 'or'), 'll', 'l'), 'leuc', 'leuk'),
                'ciclosp', 'cyclosp'), 'aluminium', 'aluminum'), 'grey', 'gray'),
            '([bcdfgkmnptv])re(s?)$', '\1er\2'), 'ogue(s?)$', 'og\1'), 'mme(s?)$', 'm\1'),
            '(defen|licen|offen|preten|practi)c(e|es|ed|ing)$', '\1s\2')
    ) STORED
);
INSERT INTO references_word (word)
    SELECT word FROM ts_stat('SELECT search_words FROM references_reference') WHERE word ~ '^[[:alpha:]]{3,40}$';
CREATE INDEX reference_word ON references_word (word);
CREATE INDEX reference_word_spelling ON references_word (spelling text_pattern_ops);
CREATE INDEX reference_word_inside ON references_word USING gin (word gin_trgm_ops) WITH (fastupdate = off);
ANALYZE references_word;
"""
REMOVE = "DROP TABLE references_word;"


class Migration(migrations.Migration):
    dependencies = [("references", "0007_notice_indexes")]

    operations = [migrations.RunSQL(ADD, REMOVE)]
