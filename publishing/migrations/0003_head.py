"""Put the one head of the journal in its place."""

from django.db import migrations


def place_head(apps, schema_editor):
    """The chain begins empty."""
    apps.get_model("publishing", "Head").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    """One row: the end of the chain, and the lock of the whole site."""

    dependencies = [("publishing", "0002_initial")]
    operations = [migrations.RunPython(place_head, migrations.RunPython.noop)]
