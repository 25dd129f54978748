"""Until when a person’s credentials hold."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicaluser',
            name='credentials_expire_on',
            field=models.DateField(blank=True, help_text='The last day on which they hold; empty: until further notice. Expired credentials sign nothing.', null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='credentials_expire_on',
            field=models.DateField(blank=True, help_text='The last day on which they hold; empty: until further notice. Expired credentials sign nothing.', null=True),
        ),
    ]
