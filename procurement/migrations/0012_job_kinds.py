"""Jobs of other kinds than sizing, and the pieces of a running job; the guards of 0009 are laid anew around both."""

from __future__ import annotations

from importlib import import_module

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from procurement.migrations import _guards

_before = import_module("procurement.migrations.0009_job_guards")
_ASKED = ("kind", "agency_id", "asked_by_id", "asked_at", "parameters", "inputs", "digest", "subject")
_CHANGED = " OR ".join([*(f"OLD.{name} <> NEW.{name}" for name in _ASKED),
                        "COALESCE(OLD.plan_id, 0) <> COALESCE(NEW.plan_id, 0)"])
GUARDS = tuple(
    one._replace(refused=_CHANGED) if one.said == "what was asked stays" else one for one in _before.GUARDS
)


def guard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    _guards.guard(editor, prefix="job", guards=GUARDS)


def unguard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    _guards.unguard(editor, prefix="job", guards=GUARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('procurement', '0011_api'),
    ]

    operations = [
        migrations.RunPython(_before.unguard, _before.guard),
        migrations.CreateModel(
            name='JobPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('order', models.BinaryField()),
                ('answer', models.BinaryField(null=True)),
                ('lease', models.CharField(blank=True, max_length=36)),
                ('lease_until', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='job',
            name='job_kind_known',
        ),
        migrations.AddField(
            model_name='job',
            name='done',
            field=models.PositiveIntegerField(null=True, verbose_name='마친 것'),
        ),
        migrations.AddField(
            model_name='job',
            name='subject',
            field=models.CharField(blank=True, db_index=True, max_length=40, verbose_name='대상'),
        ),
        migrations.AddField(
            model_name='job',
            name='whole',
            field=models.PositiveIntegerField(null=True, verbose_name='모두'),
        ),
        migrations.AlterField(
            model_name='job',
            name='kind',
            field=models.CharField(choices=[('sizing', '장비 구성 계산'), ('workbook', '평가 통합문서 만들기'), ('reconciliation', '개찰결과 대조'), ('import', '측정 결과 받아들이기')], max_length=20, verbose_name='종류'),
        ),
        migrations.AlterField(
            model_name='job',
            name='plan',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='procurement.plan'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['sizing', 'workbook', 'reconciliation', 'import'])), name='job_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'sizing'), _negated=True), ('plan__isnull', False), _connector='OR'), name='job_sizing_of_plan'),
        ),
        migrations.AddField(
            model_name='jobpart',
            name='job',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='procurement.job'),
        ),
        migrations.AddConstraint(
            model_name='jobpart',
            constraint=models.UniqueConstraint(fields=('job', 'key'), name='job_part_once'),
        ),
        migrations.RunPython(guard, unguard),
    ]
