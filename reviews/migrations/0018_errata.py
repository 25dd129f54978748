"""Corrections of what readers are told beside the signed words."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0014_dismissals'),
        ('reviews', '0017_file_hands'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Erratum',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('of', models.CharField(choices=[('note', 'What changed'), ('reason', 'Why the page is gone')], max_length=10)),
                ('before', models.TextField(help_text='What readers were told until then.')),
                ('text', models.TextField(help_text='What it should have said.')),
                ('reason', models.TextField(help_text='For the board; readers see only both texts.')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='errata', to='articles.edition')),
            ],
            options={
                'ordering': ['at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('before', ''), _negated=True)), name='erratum_corrects_words'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='erratum_says_why'), models.CheckConstraint(condition=models.Q(('text', models.F('before')), _negated=True), name='erratum_changes_words'), models.CheckConstraint(condition=models.Q(('of__in', ['note', 'reason'])), name='erratum_of_known_words')],
            },
        ),
        # Words of a person: what the record holds of the row gives nothing away once it is erased.
        migrations.RunSQL(
            "ALTER TABLE reviews_erratum ADD COLUMN nonce uuid NOT NULL DEFAULT gen_random_uuid();",
            "ALTER TABLE reviews_erratum DROP COLUMN nonce;",
        ),
    ]
