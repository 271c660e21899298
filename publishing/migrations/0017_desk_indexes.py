"""Index what the desk finds by, and by object whether it is public."""

from django.db import migrations, models

from publishing.finding.trigrams import TrigramIndex


class Migration(migrations.Migration):
    """The trigram extension is there since the search entries have such an index."""

    dependencies = [("publishing", "0016_finished_pages")]
    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["kind", "object_id", "starts_at", "ends_at", "language"], name="edition_of_object"
            ),
        ),
        migrations.AddIndex(model_name="rowtext", index=TrigramIndex(fields=["text"], name="row_text_trigrams")),
    ]
