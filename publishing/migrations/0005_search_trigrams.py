"""Index search entries by trigrams, and keep the words they hold."""

from django.db import migrations, models

from publishing.finding.trigrams import TrigramExtension, TrigramIndex
from publishing.search import searchable, words_of

STEP = 500


def fold_anew(apps, schema_editor):
    """Fold the entries that are there as they are folded now, and note their words."""
    SearchEntry = apps.get_model("publishing", "SearchEntry")
    SearchWord = apps.get_model("publishing", "SearchWord")
    last, known = 0, set()
    while entries := list(SearchEntry.objects.filter(pk__gt=last).order_by("pk")[:STEP]):
        for entry in entries:
            entry.folded_title = searchable(entry.title)
            entry.folded = searchable(f"{entry.title} {entry.body}")
        SearchEntry.objects.bulk_update(entries, ["folded_title", "folded"])
        words = words_of(entries) - known
        SearchWord.objects.bulk_create(
            SearchWord(language=language, word=word, backwards=word[::-1]) for language, word in sorted(words)
        )
        last, known = entries[-1].pk, known | words


class Migration(migrations.Migration):
    """Columns and words first, the index over them last."""

    dependencies = [("publishing", "0004_search_heading")]
    operations = [
        TrigramExtension(),
        migrations.AddField("searchentry", "folded_title", models.TextField(default="")),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=2)),
                ("word", models.CharField(max_length=60)),
                ("backwards", models.CharField(max_length=60)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddConstraint(
            "searchword", models.UniqueConstraint(fields=["language", "word"], name="search_word_is_unique")
        ),
        migrations.AddIndex(
            "searchword",
            models.Index(fields=["word"], name="search_word_begins", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.AddIndex(
            "searchword",
            models.Index(fields=["backwards"], name="search_word_ends", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.RunPython(fold_anew, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "searchentry", TrigramIndex(fields=["folded_title", "folded"], name="search_trigrams")
        ),
    ]
