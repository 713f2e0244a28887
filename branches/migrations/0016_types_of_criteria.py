from django.db import migrations

from branches.criteria import NATIONAL_CRITERIA


def name_types(apps, editor):
    """A criterion that still has the wording of one of the national ten belongs to its column of the annual form."""
    criterion = apps.get_model("branches", "Criterion")
    for number, label, _short in NATIONAL_CRITERIA:
        criterion.objects.filter(label=label, national_type=None).update(national_type=number)


class Migration(migrations.Migration):
    dependencies = [("branches", "0015_annual_figures")]

    operations = [migrations.RunPython(name_types, migrations.RunPython.noop)]
