"""Becomes `0002_guards` as soon as `0001_initial` stands: the triggers that keep vouchers true."""

from django.db import migrations

from keta.modules.ledger import guards


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: guards.make(editor), lambda apps, editor: guards.remove(editor)
        )
    ]
