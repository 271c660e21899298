"""Give every search entry the folded beginning of its title, by which equal questions are found."""

from django.db import migrations, models

from publishing.kyrgyz import fold

STEP = 500


def write_headings(apps, schema_editor):
    """Compute the headings of the entries that are there."""
    SearchEntry = apps.get_model("publishing", "SearchEntry")
    last = 0
    while entries := list(SearchEntry.objects.filter(pk__gt=last).only("pk", "title").order_by("pk")[:STEP]):
        for entry in entries:
            entry.heading = fold(entry.title)[:120]
        SearchEntry.objects.bulk_update(entries, ["heading"])
        last = entries[-1].pk


class Migration(migrations.Migration):
    """A column and its index."""

    dependencies = [("publishing", "0003_head")]
    operations = [
        migrations.AddField("searchentry", "heading", models.CharField(default="", max_length=120)),
        migrations.RunPython(write_headings, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "searchentry", models.Index(fields=["language", "heading", "edition"], name="search_heading")
        ),
    ]
