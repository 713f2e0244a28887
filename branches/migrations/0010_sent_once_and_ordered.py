import itertools

from django.db import migrations, models


def number_members(apps, schema_editor):
    """The task force stood in the order in which it was written down."""
    members = apps.get_model("branches", "TaskForceMember").objects.order_by("rectification_id", "pk")
    for _, of_folder in itertools.groupby(members.iterator(), key=lambda member: member.rectification_id):
        for number, member in enumerate(of_folder, 1):
            type(member).objects.filter(pk=member.pk).update(number=number)


def key():
    return models.UUIDField(editable=False, null=True, unique=True)


class Migration(migrations.Migration):

    dependencies = [
        ('branches', '0009_ledger_views'),
    ]

    operations = [
        migrations.AddField(model_name='problem', name='key', field=key()),
        migrations.AddField(model_name='cause', name='key', field=key()),
        migrations.AddField(model_name='measure', name='key', field=key()),
        migrations.AddField(model_name='followupplan', name='key', field=key()),
        migrations.AddField(model_name='taskforcemember', name='key', field=key()),
        migrations.AddField(
            model_name='taskforcemember',
            name='number',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='number'),
            preserve_default=False,
        ),
        migrations.RunPython(number_members, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name='taskforcemember',
            options={'ordering': ['number'], 'verbose_name': 'task force member', 'verbose_name_plural': 'task force'},
        ),
        migrations.AddConstraint(
            model_name='taskforcemember',
            constraint=models.UniqueConstraint(fields=('rectification', 'number'), name='member_number_once_per_folder', violation_error_code='number', violation_error_message='This number is already taken in this folder.'),
        ),
    ]
