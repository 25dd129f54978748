"""What was left out of a set may join it again once all of it is held back."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reviews", "0019_sets")]

    operations = [migrations.RemoveConstraint(model_name="setmember", name="setmember_once")]
