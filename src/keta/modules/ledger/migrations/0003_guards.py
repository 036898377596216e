"""The triggers that keep vouchers true."""

from django.db import migrations

from keta.modules.ledger import guards


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: guards.make(editor), lambda apps, editor: guards.remove(editor)
        )
    ]
