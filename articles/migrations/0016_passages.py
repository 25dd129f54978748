"""Passages: articles whose words stand in others."""

from django.db import migrations, models

KIND = models.CharField(choices=[('article', 'Article'), ('passage', 'Passage')], default='article', max_length=10)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0015_media'),
    ]

    operations = [
        migrations.AddField(model_name='article', name='kind', field=KIND),
        migrations.AddField(model_name='historicalarticle', name='kind', field=KIND),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['article', 'passage'])), name='article_kind_known'),
        ),
    ]
