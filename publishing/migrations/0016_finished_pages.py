from django.core.management import call_command
from django.db import migrations, models


def make_table(apps, schema_editor):
    """Make the table in which processes share finished pages, where there is no Redis (settings.CACHES)."""
    call_command("createcachetable", "page_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0015_release_drafts")]

    operations = [
        migrations.AddField(
            model_name="head", name="rebuilt", field=models.PositiveIntegerField(default=0)
        ),
        migrations.RunPython(make_table, migrations.RunPython.noop, elidable=False),
    ]
