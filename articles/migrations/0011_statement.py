"""What editions say of themselves: the kind of change, who paid, what part AI had."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_named_hands'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='ai_tool',
            field=models.CharField(blank=True, help_text='Which AI tool was used.', max_length=200),
        ),
        migrations.AddField(
            model_name='edition',
            name='ai_use',
            field=models.CharField(blank=True, choices=[('none', 'None'), ('wording', 'To improve the wording'), ('drafted', 'To draft text')], help_text='What part AI had in the writing.', max_length=20),
        ),
        migrations.AddField(
            model_name='edition',
            name='funding',
            field=models.TextField(blank=True, help_text='Who paid for the work.'),
        ),
        migrations.AddField(
            model_name='edition',
            name='significance',
            field=models.CharField(blank=True, choices=[('correction', 'Correction'), ('update', 'Update'), ('new_evidence', 'New evidence')], help_text='What kind of change it is, for readers of the one before.', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('significance__in', ['', 'correction', 'update', 'new_evidence'])), name='edition_significance_known'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ai_tool', ''), ('ai_use__in', ['', 'none'])), models.Q(('ai_use__in', ['wording', 'drafted']), models.Q(('ai_tool', ''), _negated=True)), _connector='OR'), name='edition_ai_use_with_its_tool'),
        ),
    ]
