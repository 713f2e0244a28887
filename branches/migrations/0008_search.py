"""The texts that people search, the index that each database keeps over them, and what is written already.

SQLite's triggers belong to the table: a later migration that alters ``SearchText`` makes SQLite build the table anew,
and must make the triggers anew too (``index_windows``).
"""
from hashlib import blake2s

import branches.models.search
from branches.windows import windows
from django.db import migrations, models

POSTGRESQL = ["CREATE INDEX search_windows ON branches_searchtext USING gin (windows)"]
SQLITE = [
    "CREATE VIRTUAL TABLE branches_searchwindows USING fts5"
    "(windows, content='branches_searchtext', content_rowid='id', tokenize='ascii')",
    "CREATE TRIGGER search_written AFTER INSERT ON branches_searchtext BEGIN"
    " INSERT INTO branches_searchwindows (rowid, windows) VALUES (new.id, new.windows); END",
    "CREATE TRIGGER search_rewritten AFTER UPDATE OF windows ON branches_searchtext BEGIN"
    " INSERT INTO branches_searchwindows (branches_searchwindows, rowid, windows) VALUES ('delete', old.id, old.windows);"
    " INSERT INTO branches_searchwindows (rowid, windows) VALUES (new.id, new.windows); END",
    "CREATE TRIGGER search_deleted AFTER DELETE ON branches_searchtext BEGIN"
    " INSERT INTO branches_searchwindows (branches_searchwindows, rowid, windows) VALUES ('delete', old.id, old.windows);"
    " END",
]
FIELDS = {
    "Branch": ("branch", "name secretary"),
    "Problem": ("problem", "title text responsible"),
    "Measure": ("measure", "title description responsible outcome"),
    "ProgressEntry": ("progress", "text"),
}
BATCH = 500


def index_windows(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop_windows(apps, schema_editor):
    """The index goes with the table; the virtual table of SQLite stands apart."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE branches_searchwindows")


def fill(apps, schema_editor):
    SearchText = apps.get_model("branches", "SearchText")
    for name in FIELDS:
        found = []
        for row in apps.get_model("branches", name).objects.iterator(chunk_size=BATCH):
            found.append(text_of(SearchText, name, row))
            if len(found) == BATCH:
                SearchText.objects.bulk_create(found)
                found.clear()
        SearchText.objects.bulk_create(found)


def text_of(model, name, row):
    kind, fields = FIELDS[name]
    words = windows("\n".join(getattr(row, field) for field in fields.split()))
    return model(
        kind=kind, subject_id=row.pk, branch_id=row.pk if kind == "branch" else row.rectification.branch_id,
        measure_id={"measure": row.pk, "progress": getattr(row, "measure_id", None)}.get(kind),
        city_id=row.city_id, county_id=row.county_id, township_id=row.township_id,
        windows=words, digest=blake2s(words.encode(), digest_size=8).hexdigest(),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('branches', '0007_count_townships'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('branch', 'Branches'), ('problem', 'Problems'), ('measure', 'Measures'), ('progress', 'Progress notes')], max_length=10, verbose_name='kind')),
                ('subject_id', models.BigIntegerField()),
                ('branch_id', models.BigIntegerField()),
                ('measure_id', models.BigIntegerField(db_index=True, null=True)),
                ('city_id', models.BigIntegerField()),
                ('county_id', models.BigIntegerField()),
                ('township_id', models.BigIntegerField()),
                ('windows', branches.models.search.WindowsField()),
                ('digest', models.CharField(max_length=16)),
            ],
            options={
                'verbose_name': 'search text',
                'verbose_name_plural': 'search texts',
                'indexes': [models.Index(fields=['city_id', 'kind', 'subject_id'], name='search_city_newest'), models.Index(fields=['county_id', 'kind', 'subject_id'], name='search_county_newest'), models.Index(fields=['township_id', 'kind', 'subject_id'], name='search_township_newest')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject_id'), name='search_subject_once')],
            },
        ),
        migrations.RunPython(index_windows, drop_windows),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
