"""Word files that came back, and what they say; a comment may be one of their remarks."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_named_hands'),
        ('files', '0001_initial'),
        ('reviews', '0015_guest_question'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReturnedRemark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(help_text='Its place among the file’s remarks.')),
                ('what', models.CharField(max_length=30)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('said_on', models.CharField(blank=True, max_length=60)),
                ('part', models.CharField(blank=True, max_length=20)),
                ('start', models.PositiveIntegerField(default=0)),
                ('end', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['file', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ReturnedFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('content', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returned_files', to='articles.article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='returned_files', to='articles.edition')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returned_files', to='files.storedfile')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.AddField(
            model_name='comment',
            name='returned',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comment', to='reviews.returnedremark'),
        ),
        migrations.AddField(
            model_name='historicalcomment',
            name='returned',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.returnedremark'),
        ),
        migrations.AddField(
            model_name='returnedremark',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='reviews.returnedfile'),
        ),
        migrations.CreateModel(
            name='ReturnedName',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='names', to='reviews.returnedfile')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.contributor')),
            ],
            options={
                'ordering': ['file', 'name'],
            },
        ),
        migrations.CreateModel(
            name='RemarkConfirmation',
            fields=[
                ('remark', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='confirmation', serialize=False, to='reviews.returnedremark')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.AddConstraint(
            model_name='returnedremark',
            constraint=models.UniqueConstraint(fields=('file', 'number'), name='returned_remark_once'),
        ),
        migrations.AddConstraint(
            model_name='returnedname',
            constraint=models.UniqueConstraint(fields=('file', 'name'), name='returned_name_once'),
        ),
    ] + [
        # Words and names of people: what the record holds of the row gives nothing away once they are erased.
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD COLUMN nonce uuid NOT NULL DEFAULT gen_random_uuid();",
            f"ALTER TABLE {table} DROP COLUMN nonce;",
        )
        for table in ("reviews_returnedfile", "reviews_returnedremark", "reviews_returnedname")
    ]
