"""`manage.py import_interview FILE --candidate SLUG --election SLUG`: draft rows of a raw interview."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from candidates.importing import differing, import_interview, known
from candidates.models import Candidate, Interview
from candidates.reading import ParsedInterview, UnreadableUpload, decode_upload, read_interview
from elections.models import Election, Imprint


class Command(BaseCommand):
    """Make draft rows of an interview; nothing of it is public."""

    help = "Make draft rows of a raw interview (.txt, .docx, .html). Nothing of it is public until it is published."

    def add_arguments(self, parser):
        """Ask for the file, whose interview it is, and in which election."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--candidate", required=True, metavar="SLUG")
        parser.add_argument("--election", required=True, metavar="SLUG")
        parser.add_argument("--title", default="", help="as readers will see it; can be given on the desk later")
        parser.add_argument("--again", action="store_true", help="import a text that is here already once more")

    def handle(self, *args, file, candidate, election, title, again, **options):
        """Read the file, make the rows, say what was made and what wants to be looked at."""
        text = read_file(file)
        person, vote = one(Candidate, candidate), one(Election, election)
        twin = known(text).first()
        if twin and not again:
            raise CommandError(
                f"This text is here already: {twin} (interview {twin.pk}). --again imports it once more."
            )
        parsed = read_interview(text)
        interview = import_interview(parsed, raw_text=text, candidate=person, election=vote, title=title)
        self.stdout.write("\n".join(summary(interview, parsed)))


def read_file(path: Path) -> str:
    """Return the text of a file. Raises CommandError."""
    try:
        text = decode_upload(path.read_bytes(), path.name).replace("\x00", "")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnreadableUpload as error:
        raise CommandError(f"{path}: {error}") from error
    if not any(map(str.isalnum, text)):
        raise CommandError(f"{path} holds no text.")
    return text


def one(model, slug: str):
    """Return the row with this slug. Raises CommandError with the slugs there are."""
    row = model.objects.filter(slug=slug).first()
    if row is None:
        there = ", ".join(model.objects.values_list("slug", flat=True)[:20]) or "none"
        raise CommandError(f"There is no {model._meta.verbose_name} {slug!r}. There are: {there}.")
    return row


def summary(interview: Interview, parsed: ParsedInterview) -> list[str]:
    """Say in a few lines what was made, and what an editor should look at."""
    lines = [
        f"Draft interview {interview.pk} ({interview.slug}), language {interview.original_language}:",
        f"  {len(parsed.blocks)} questions and answers, {len(parsed.repeats)} repeated lines taken out,"
        f" {len(parsed.left_over)} stretches left over (kept in the raw text)",
    ]
    usual = Imprint.usual([interview.election_id])
    differs = differing(parsed.imprint, usual) if usual else ()
    if parsed.imprint.text and (not usual or differs):
        fields = ", ".join(differs) or "all of it"
        lines.append(f"  the text names another imprint than the election's usual one: {fields}")
    for warning in parsed.warnings:
        where = f"question {warning.block}" if warning.block else "the text"
        lines.append(f"  look at {where}: {warning.message}")
    if not interview.has_words(interview.original_language):
        lines.append("  it has no title yet: give it on the desk before publishing")
    return lines
