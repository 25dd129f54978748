import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import simple_history.models
import uuid
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name='Reference',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(help_text='What citations in texts say. Never changes.', max_length=80, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9_:.-]{0,79}$', 'A key has only a–z, 0–9 and “_ : . -”, like “lane1998”.')])),
                ('kind', models.CharField(choices=[('guideline', 'Guideline'), ('systematic_review', 'Systematic review'), ('research', 'Research'), ('drug_label', 'Drug label'), ('book', 'Book'), ('web_page', 'Web page'), ('other', 'Other')], max_length=20)),
                ('csl', models.JSONField(help_text='As references.formats.csl.clean_csl gives it; without “id”.', verbose_name='CSL-JSON')),
                ('title', models.TextField(blank=True)),
                ('year', models.IntegerField(blank=True, null=True)),
                ('doi', models.CharField(blank=True, help_text='In lower case, without “https://doi.org/”.', max_length=300, verbose_name='DOI')),
                ('pmid', models.CharField(blank=True, max_length=12, verbose_name='PMID')),
                ('first_author', models.CharField(blank=True, max_length=300)),
                ('search_text', models.TextField(blank=True, help_text='All that a search looks in, in plain lower case.')),
                ('fingerprint', models.CharField(blank=True, help_text='Equal when probably the same work.', max_length=300)),
                ('standing', models.CharField(choices=[('good', 'Good'), ('corrected', 'Corrected'), ('concern', 'Expression of concern'), ('retracted', 'Retracted'), ('superseded', 'Superseded')], default='good', max_length=12)),
                ('standing_note', models.TextField(blank=True, help_text='What readers are told about it.')),
                ('standing_changed_at', models.DateTimeField(blank=True, null=True)),
                ('thin', models.BooleanField(default=False, help_text='Too little is known to identify the work.')),
                ('thin_why', models.CharField(blank=True, max_length=300)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='references_added', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='references.reference')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='references.reference')),
            ],
            options={
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalReference',
            fields=[
                ('history_user_name', models.CharField(blank=True, max_length=200)),
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('key', models.CharField(help_text='What citations in texts say. Never changes.', max_length=80, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9_:.-]{0,79}$', 'A key has only a–z, 0–9 and “_ : . -”, like “lane1998”.')])),
                ('kind', models.CharField(choices=[('guideline', 'Guideline'), ('systematic_review', 'Systematic review'), ('research', 'Research'), ('drug_label', 'Drug label'), ('book', 'Book'), ('web_page', 'Web page'), ('other', 'Other')], max_length=20)),
                ('csl', models.JSONField(help_text='As references.formats.csl.clean_csl gives it; without “id”.', verbose_name='CSL-JSON')),
                ('title', models.TextField(blank=True)),
                ('year', models.IntegerField(blank=True, null=True)),
                ('doi', models.CharField(blank=True, help_text='In lower case, without “https://doi.org/”.', max_length=300, verbose_name='DOI')),
                ('pmid', models.CharField(blank=True, max_length=12, verbose_name='PMID')),
                ('first_author', models.CharField(blank=True, max_length=300)),
                ('search_text', models.TextField(blank=True, help_text='All that a search looks in, in plain lower case.')),
                ('fingerprint', models.CharField(blank=True, help_text='Equal when probably the same work.', max_length=300)),
                ('standing', models.CharField(choices=[('good', 'Good'), ('corrected', 'Corrected'), ('concern', 'Expression of concern'), ('retracted', 'Retracted'), ('superseded', 'Superseded')], default='good', max_length=12)),
                ('standing_note', models.TextField(blank=True, help_text='What readers are told about it.')),
                ('standing_changed_at', models.DateTimeField(blank=True, null=True)),
                ('thin', models.BooleanField(default=False, help_text='Too little is known to identify the work.')),
                ('thin_why', models.CharField(blank=True, max_length=300)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('history_change_reason', models.TextField(blank=True, default='')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='references.reference')),
                ('replaced_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='references.reference')),
            ],
            options={
                'verbose_name': 'historical reference',
                'verbose_name_plural': 'historical references',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='StandingChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('old', models.CharField(choices=[('good', 'Good'), ('corrected', 'Corrected'), ('concern', 'Expression of concern'), ('retracted', 'Retracted'), ('superseded', 'Superseded')], max_length=12)),
                ('new', models.CharField(choices=[('good', 'Good'), ('corrected', 'Corrected'), ('concern', 'Expression of concern'), ('retracted', 'Retracted'), ('superseded', 'Superseded')], max_length=12)),
                ('at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
                ('source', models.CharField(help_text='Where it was learned: “desk”, or a data source.', max_length=60)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standing_changes', to=settings.AUTH_USER_MODEL)),
                ('reference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standing_changes', to='references.reference')),
            ],
            options={
                'ordering': ['reference', 'at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='reference',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='reference_search_trigrams', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='reference',
            index=models.Index(condition=models.Q(('fingerprint', ''), _negated=True), fields=['fingerprint'], name='reference_by_fingerprint'),
        ),
        migrations.AddIndex(
            model_name='reference',
            index=models.Index(condition=models.Q(('standing', 'good'), _negated=True), fields=['standing'], name='reference_at_risk'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.UniqueConstraint(fields=('key',), name='reference_key_unique'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=models.Q(('key__regex', '^[a-z0-9][a-z0-9_:.-]{0,79}$')), name='reference_key_syntax'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['guideline', 'systematic_review', 'research', 'drug_label', 'book', 'web_page', 'other'])), name='reference_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['good', 'corrected', 'concern', 'retracted', 'superseded'])), name='reference_standing_known'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=models.Q(('standing', 'good'), ('standing_changed_at__isnull', False), _connector='OR'), name='reference_standing_has_date'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func(models.F('csl'), function='jsonb_typeof', output_field=models.TextField()), models.Value('object')), name='reference_csl_is_object'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=models.Q(('doi', ''), models.Q(('doi__regex', '^10\\.[0-9]{4,9}(\\.[0-9]+)*/[^[:space:]]+$'), ('doi', django.db.models.functions.text.Lower('doi'))), _connector='OR'), name='reference_doi_syntax'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=models.Q(('pmid', ''), ('pmid__regex', '^[1-9][0-9]{0,8}$'), _connector='OR'), name='reference_pmid_syntax'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('doi', ''), _negated=True), ('merged_into__isnull', True)), fields=('doi',), name='reference_doi_unique'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('pmid', ''), _negated=True), ('merged_into__isnull', True)), fields=('pmid',), name='reference_pmid_unique'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=models.Q(('year__isnull', True), ('year__range', (1, 2999)), _connector='OR'), name='reference_year_range'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('thin', True), models.Q(('thin_why', ''), _negated=True)), models.Q(('thin', False), ('thin_why', '')), _connector='OR'), name='reference_thin_has_why'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='reference_not_merged_into_self'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.CheckConstraint(condition=models.Q(('replaced_by__isnull', True), models.Q(('replaced_by', models.F('id')), _negated=True), _connector='OR'), name='reference_not_replaced_by_self'),
        ),
        migrations.AddIndex(
            model_name='standingchange',
            index=models.Index(fields=['at', 'id'], name='standingchange_by_time'),
        ),
        migrations.AddConstraint(
            model_name='standingchange',
            constraint=models.CheckConstraint(condition=models.Q(('old__in', ['good', 'corrected', 'concern', 'retracted', 'superseded'])), name='standingchange_old_known'),
        ),
        migrations.AddConstraint(
            model_name='standingchange',
            constraint=models.CheckConstraint(condition=models.Q(('new__in', ['good', 'corrected', 'concern', 'retracted', 'superseded'])), name='standingchange_new_known'),
        ),
        migrations.AddConstraint(
            model_name='standingchange',
            constraint=models.CheckConstraint(condition=models.Q(('old', models.F('new')), _negated=True), name='standingchange_is_a_change'),
        ),
    ]
