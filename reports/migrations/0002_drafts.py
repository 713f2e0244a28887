"""Reports get paragraphs of their own, a kind, a style, a period, a place; words move into paragraphs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


PLACES = {
    'opening': ('opening', 'plain'),
    'lead_problems': ('problems', 'plain'),
    'lead_causes': ('causes', 'plain'),
    'lead_measures': ('measures', 'plain'),
    'lead_plans': ('plans', 'plain'),
    'closing': ('closing', 'closing'),
}


def words_become_paragraphs(apps, schema_editor):
    """Keep what the office had written as paragraphs edited by hand. What the folder says is offered beside them: the
    first press on "update from the data" puts it in its place. A folder had one report in preparation (the service saw
    to it), so none stands in another's way.
    """
    Report, Paragraph = apps.get_model('reports', 'Report'), apps.get_model('reports', 'Paragraph')
    for report in Report.objects.select_related('rectification'):
        folder = report.rectification
        report.campaign_id, report.organisation_id = folder.campaign_id, folder.township_id
        report.city_id, report.county_id = folder.city_id, folder.county_id
        report.township_id = folder.township_id
        report.save()
        Paragraph.objects.bulk_create(written(Paragraph, report))
    # PostgreSQL alters no table that has checks still to come.
    schema_editor.connection.check_constraints()


def written(Paragraph, report):
    position = 0
    for column, (key, kind) in PLACES.items():
        lines = [line.strip() for line in getattr(report, column).splitlines() if line.strip()]
        for number, line in enumerate(lines, 1):
            position += 1
            yield Paragraph(
                report=report, position=position, kind=kind, source=f'{key}.{number}', text=line
            )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('branches', '0004_jobs'),
        ('reports', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='campaign',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='branches.campaign', verbose_name='campaign'),
        ),
        migrations.AddField(
            model_name='report',
            name='city',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='city'),
        ),
        migrations.AddField(
            model_name='report',
            name='copies_to',
            field=models.CharField(blank=True, max_length=300, verbose_name='copies to'),
        ),
        migrations.AddField(
            model_name='report',
            name='county',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='county'),
        ),
        migrations.AddField(
            model_name='report',
            name='document_number',
            field=models.CharField(blank=True, max_length=60, verbose_name='document number'),
        ),
        migrations.AddField(
            model_name='report',
            name='kind',
            field=models.CharField(choices=[('work_report', 'Work report'), ('red_head', 'Report with a red head'), ('plan', 'Rectification plan'), ('county_summary', 'County summary')], default='work_report', editable=False, max_length=20, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='report',
            name='mark',
            field=models.CharField(blank=True, max_length=60, verbose_name='name in the red head'),
        ),
        migrations.AddField(
            model_name='report',
            name='organisation',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='accounts.organisation', verbose_name='written by'),
        ),
        migrations.AddField(
            model_name='report',
            name='period',
            field=models.CharField(blank=True, editable=False, max_length=7, verbose_name='period'),
        ),
        migrations.AddField(
            model_name='report',
            name='printed_by',
            field=models.CharField(blank=True, max_length=120, verbose_name='printed by'),
        ),
        migrations.AddField(
            model_name='report',
            name='secrecy',
            field=models.CharField(blank=True, max_length=30, verbose_name='secrecy'),
        ),
        migrations.AddField(
            model_name='report',
            name='signer',
            field=models.CharField(blank=True, max_length=30, verbose_name='approved for issue by'),
        ),
        migrations.AddField(
            model_name='report',
            name='style',
            field=models.CharField(choices=[('prose', 'Text'), ('table', 'Table')], default='prose', editable=False, max_length=10, verbose_name='style'),
        ),
        migrations.AddField(
            model_name='report',
            name='township',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='township'),
        ),
        migrations.AddField(
            model_name='report',
            name='urgency',
            field=models.CharField(blank=True, max_length=30, verbose_name='urgency'),
        ),
        migrations.AlterField(
            model_name='report',
            name='rectification',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='branches.rectification', verbose_name='folder'),
        ),
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('position', models.PositiveIntegerField(editable=False, verbose_name='order')),
                ('kind', models.CharField(choices=[('heading1', 'Heading 一、'), ('heading2', 'Heading （一）'), ('plain', 'No mark'), ('spoken', 'Marked 一是'), ('arabic', 'Marked 1.'), ('table', 'Table'), ('closing', 'Closing')], max_length=10, verbose_name='kind')),
                ('source', models.CharField(blank=True, editable=False, max_length=250, verbose_name='source')),
                ('part', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('lead', models.TextField(blank=True, editable=False)),
                ('taken', models.TextField(blank=True, editable=False, verbose_name='taken from the data')),
                ('text', models.TextField(blank=True, max_length=20000, verbose_name='paragraph')),
                ('table', models.JSONField(editable=False, null=True)),
                ('hidden', models.BooleanField(default=False, verbose_name='not printed')),
                ('report', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='paragraphs', to='reports.report', verbose_name='report')),
            ],
            options={
                'verbose_name': 'paragraph',
                'verbose_name_plural': 'paragraphs',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReportTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('work_report', 'Work report'), ('red_head', 'Report with a red head'), ('plan', 'Rectification plan'), ('county_summary', 'County summary')], max_length=20, verbose_name='kind')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('addressee', models.CharField(blank=True, max_length=120, verbose_name='addressee')),
                ('opening', models.TextField(blank=True, max_length=4000, verbose_name='opening')),
                ('heading_findings', models.CharField(max_length=60, verbose_name='heading of problems and causes')),
                ('heading_problems', models.CharField(max_length=60, verbose_name='heading of the problems')),
                ('lead_problems', models.TextField(blank=True, max_length=2000, verbose_name='before the problems')),
                ('heading_causes', models.CharField(max_length=60, verbose_name='heading of the causes')),
                ('lead_causes', models.TextField(blank=True, max_length=2000, verbose_name='before the causes')),
                ('heading_measures', models.CharField(max_length=60, verbose_name='heading of the measures')),
                ('lead_measures', models.TextField(blank=True, max_length=2000, verbose_name='before the measures')),
                ('heading_plans', models.CharField(max_length=60, verbose_name='heading of the next steps')),
                ('lead_plans', models.TextField(blank=True, max_length=2000, verbose_name='before the next steps')),
                ('closing', models.TextField(blank=True, max_length=2000, verbose_name='closing')),
                ('signatory', models.CharField(max_length=120, verbose_name='signed by')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_templates', to='accounts.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'report template',
                'verbose_name_plural': 'report templates',
                'ordering': ['kind', '-number'],
            },
        ),
        migrations.AddField(
            model_name='report',
            name='template',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='reports.reporttemplate', verbose_name='template'),
        ),
        migrations.RunPython(words_become_paragraphs, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='report',
            name='closing',
        ),
        migrations.RemoveField(
            model_name='report',
            name='lead_causes',
        ),
        migrations.RemoveField(
            model_name='report',
            name='lead_measures',
        ),
        migrations.RemoveField(
            model_name='report',
            name='lead_plans',
        ),
        migrations.RemoveField(
            model_name='report',
            name='lead_problems',
        ),
        migrations.RemoveField(
            model_name='report',
            name='opening',
        ),
        migrations.AlterField(
            model_name='report',
            name='campaign',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='branches.campaign', verbose_name='campaign'),
        ),
        migrations.AlterField(
            model_name='report',
            name='city',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='city'),
        ),
        migrations.AlterField(
            model_name='report',
            name='county',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='county'),
        ),
        migrations.AlterField(
            model_name='report',
            name='organisation',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='accounts.organisation', verbose_name='written by'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['city', '-updated_at', '-id'], name='report_city_newest'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['county', '-updated_at', '-id'], name='report_county_newest'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['township', '-updated_at', '-id'], name='report_township_newest'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('rectification__isnull', False)), fields=('rectification', 'kind', 'style', 'period'), name='report_once_per_folder_and_period', violation_error_message='This report is being prepared already.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('rectification__isnull', True)), fields=('organisation', 'campaign', 'kind', 'style', 'period'), name='report_once_per_organisation_and_period', violation_error_message='This report is being prepared already.'),
        ),
        migrations.AddIndex(
            model_name='paragraph',
            index=models.Index(fields=['report', 'position'], name='paragraph_order'),
        ),
        migrations.AddConstraint(
            model_name='paragraph',
            constraint=models.UniqueConstraint(condition=models.Q(('source', ''), _negated=True), fields=('report', 'source', 'part'), name='paragraph_source_once_per_report'),
        ),
        migrations.AddConstraint(
            model_name='reporttemplate',
            constraint=models.UniqueConstraint(fields=('organisation', 'kind', 'number'), name='report_template_version_once'),
        ),
        migrations.AddConstraint(
            model_name='reporttemplate',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='report_template_title_not_empty', violation_error_code='title', violation_error_message='Write a title.'),
        ),
        migrations.AddConstraint(
            model_name='reporttemplate',
            constraint=models.CheckConstraint(condition=models.Q(('signatory', ''), _negated=True), name='report_template_signatory_not_empty', violation_error_code='signatory', violation_error_message='Say who signs.'),
        ),
    ]
