from django.db import migrations

from keta.surfaces.search.storage import make


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(lambda apps, editor: make(editor), migrations.RunPython.noop)]
