from decimal import Decimal

from django.db import migrations

from branches import schemes


def give(apps, editor):
    """A campaign that was started before there were schemes is given the one that a new campaign starts from."""
    scheme_model, item_model = (apps.get_model("branches", name) for name in ("AcceptanceScheme", "SchemeItem"))
    for campaign in apps.get_model("branches", "Campaign").objects.filter(schemes=None):
        scheme = scheme_model.objects.create(
            campaign=campaign,
            edition=1,
            pass_mark=Decimal(schemes.PASS_MARK),
            dissatisfied_over=schemes.DISSATISFIED_OVER,
        )
        for number, (title, text, full_marks) in enumerate(schemes.ITEMS, 1):
            item_model.objects.create(scheme=scheme, number=number, title=title, text=text, full_marks=full_marks)


class Migration(migrations.Migration):
    dependencies = [("branches", "0012_oversight")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
