"""A nonce in every watched row that holds somebody's words or name, so that its digest in the record gives nothing away.

What an event says of a row can never be erased, and a digest of few words can be guessed. So the row has a random value
beside them that its digest covers too; erasing the words erases it, and what is left in the record is noise. The ORM
does not know this column: PostgreSQL fills it in, and nothing reads it but the digest.
"""

from django.db import migrations

PERSONAL = (
    "accounts_historicaluser",
    "articles_edition",
    "articles_removal",
    "articles_historicalcontributor",
    "references_standingchange",
    "reviews_approval",
    "reviews_carriedcorrection",
    "reviews_declaration",
    "reviews_editionpolicy",
    "reviews_evidencedecision",
    "reviews_historicalboard",
    "reviews_historicalboardmember",
    "reviews_historicalinterest",
    "reviews_historicalrecusal",
    "reviews_letter",
    "reviews_policyversion",
    "reviews_retirement",
    "reviews_revocation",
    "reviews_settlement",
    "reviews_signoff",
)


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0003_rows_named"),
        ("accounts", "0003_photographs"),
        ("articles", "0004_set_aside"),
        ("references", "0007_notice_indexes"),
        ("reviews", "0011_case"),
    ]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD COLUMN nonce uuid NOT NULL DEFAULT gen_random_uuid();",
            f"ALTER TABLE {table} DROP COLUMN nonce;",
        )
        for table in PERSONAL
    ]
