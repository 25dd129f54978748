"""Addresses of boards; who may approve under a policy, and how long signatures hold by kind of section."""

from django.db import migrations, models
from django.utils.text import slugify


def give_addresses(apps, schema_editor):
    """Every board gets an address from its name."""
    for name in ("Board", "HistoricalBoard"):
        taken = set()
        for board in apps.get_model("reviews", name).objects.order_by("name"):
            slug = slugify(board.name)[:70] or "board"
            number = 2
            while name == "Board" and slug in taken:
                slug, number = f"{slugify(board.name)[:70] or 'board'}-{number}", number + 1
            taken.add(slug)
            board.slug = slug
            board.save()


# Which day it is at the site is Python's to say; that only a chair signs under such a policy is certain.
APPROVER = """
CREATE OR REPLACE FUNCTION reviews_approval_approver() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_policy record;
BEGIN
    SELECT v.approvers, p.board_id INTO the_policy
        FROM reviews_editionpolicy e JOIN reviews_policyversion v ON v.id = e.version_id
        JOIN reviews_reviewpolicy p ON p.id = v.policy_id
        WHERE e.edition_id = NEW.edition_id ORDER BY e.id DESC LIMIT 1;
    IF the_policy.approvers = 'chair' AND NOT EXISTS (SELECT 1 FROM reviews_boardmember m
        WHERE m.board_id = the_policy.board_id AND m.user_id = NEW.by_id AND m.role = 'chair') THEN
        RAISE EXCEPTION 'under this policy only the chair approves' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_approval_has_approver BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION reviews_approval_approver();
"""
APPROVER_BACK = "DROP TRIGGER reviews_approval_has_approver ON reviews_approval;"
SLUG_HELP = 'Of its public page; made from its first name for ever.'


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0007_declarations'),
    ]

    operations = [
        migrations.AddField('board', 'slug', models.CharField(max_length=80, default='')),
        migrations.AddField('historicalboard', 'slug', models.CharField(max_length=80, default='')),
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
        migrations.AlterField('board', 'slug', models.SlugField(editable=False, help_text=SLUG_HELP, max_length=80, unique=True)),
        migrations.AlterField('historicalboard', 'slug', models.SlugField(editable=False, help_text=SLUG_HELP, max_length=80)),
        migrations.AddField(
            model_name='policyversion',
            name='months_by_kind',
            field=models.JSONField(blank=True, default=dict, help_text='Other numbers for some kinds of section: {“dosing”: 12}.'),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='approvers',
            field=models.CharField(choices=[('leaders', 'The chair or a deputy'), ('chair_first', 'The chair; a deputy only where the chair may not'), ('chair', 'The chair alone')], default='leaders', help_text='Who signs the edition as a whole.', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(('approvers__in', ['leaders', 'chair_first', 'chair'])), name='policy_approvers_known'),
        ),
        migrations.RunSQL(APPROVER, APPROVER_BACK),
        migrations.AlterModelOptions('articlepolicy', {'verbose_name_plural': 'article policies'}),
        migrations.AlterModelOptions(
            name='historicalarticlepolicy',
            options={'get_latest_by': ('history_date', 'history_id'), 'ordering': ('-history_date', '-history_id'), 'verbose_name': 'historical article policy', 'verbose_name_plural': 'historical article policies'},
        ),
    ]
