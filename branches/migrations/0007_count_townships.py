from django.db import migrations
from django.db.models import Count
from django.db.models.functions import TruncMonth


def count_what_is_there(apps, schema_editor):
    """What each folder counts for, and the sums of it, as services.township_counts.cells_of has them."""
    Problem, Rectification = apps.get_model("branches", "Problem"), apps.get_model("branches", "Rectification")
    TownshipCount = apps.get_model("branches", "TownshipCount")
    sums = {}
    for folder in Rectification.objects.iterator():
        cells = {f"folders/{folder.stage}": 1}
        problems = Problem.objects.filter(rectification=folder).order_by()
        months = problems.annotate(found=TruncMonth("found_on"), closed=TruncMonth("closed_on"))
        for row in months.values("status", "found", "closed").annotate(number=Count("id")):
            keys = [f"problems/{row['status']}", f"found/{row['found']:%Y-%m}"]
            keys += [f"signed_off/{row['closed']:%Y-%m}"] if row["status"] == "closed" else []
            for key in keys:
                cells[key] = cells.get(key, 0) + row["number"]
        Rectification.objects.filter(pk=folder.pk).update(cells=cells)
        for key, number in cells.items():
            cell = (folder.campaign_id, folder.city_id, folder.county_id, folder.township_id, *key.split("/"))
            sums[cell] = sums.get(cell, 0) + number
    columns = ("campaign_id", "city_id", "county_id", "township_id", "what", "cell")
    rows = [TownshipCount(**dict(zip(columns, cell)), number=number) for cell, number in sums.items()]
    TownshipCount.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):

    dependencies = [("branches", "0006_township_counts_and_snapshots")]

    operations = [migrations.RunPython(count_what_is_there, migrations.RunPython.noop)]
