"""The triggers that let no move of stock be changed."""

from django.db import migrations

from keta.modules.stock import guards


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_initial")]
    operations = [
        migrations.RunPython(lambda apps, editor: guards.make(editor), lambda apps, editor: guards.remove(editor))
    ]
