"""Begin a real installation: party, election, usual imprint and the first users."""

from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation
from django.utils.translation import gettext as _

from emgek.asking import Terminal, faults
from emgek.starting import ROLES, STEPS, UserForm, begin, is_administered, there, told
from publishing.languages import LANGUAGES

FIELDS = ("username", "role", "first_name", "last_name", "translates")


class Command(BaseCommand):
    """Ask for what a site cannot be without, or take it from options; what is there already stays as it is.

    Everything is saved in the end and at once, so that an interrupted beginning leaves nothing half-made.
    """

    help = "Begin an installation from an empty database; safe to run again: what is there already stays."

    def add_arguments(self, parser):
        """Name every answer as an option too."""
        parser.add_argument("--language", choices=LANGUAGES, help="language of the questions and of what is entered")
        parser.add_argument("--no-input", action="store_true", help="ask nothing: take the options alone")
        parser.add_argument(
            "--user",
            action="append",
            default=[],
            dest="users",
            metavar="NAME:ROLE[:GIVEN NAME[:FAMILY NAME[:LANGUAGES]]]",
            help=f"somebody who may sign in; roles: {', '.join(ROLES)}. languages of a translator like this:"
            " aigul:translator:Айгүл::ru,en. A password is made up and printed once",
        )
        for step in STEPS:
            for name in step.names:
                parser.add_argument(f"--{step.name}-{name.replace('_', '-')}", dest=f"{step.name}_{name}", default="")

    def handle(self, **options):
        """Find out what is missing, ask for it, save it, and say what to do next."""
        if settings.DEMO:
            raise CommandError("start: DEMO is on, its users and clock belong in no real installation. Set DEMO=0.")
        if MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes()):
            raise CommandError("start: the database is not up to date. Run `manage.py migrate` first.")
        terminal = Terminal(self.stdout.write)
        with saving_nothing_when_stopped():
            language = self.language(terminal, options)
            with translation.override(language):
                self.start(terminal, language, options)

    def language(self, terminal: Terminal, options) -> str:
        """Return the language of the questions, which is also that of what is entered."""
        if options["language"] or options["no_input"]:
            return options["language"] or LANGUAGES[0]
        return terminal.choose("Тил / Язык / Language (ky, ru, en)", LANGUAGES, LANGUAGES[0])

    def start(self, terminal: Terminal, language: str, options) -> None:
        """Ask for what is not there, save it and say so."""
        missing = []
        for step in STEPS:
            row = there(step)
            if row is None:
                missing.append(step)
            else:
                self.stdout.write(_("There already: %(what)s: %(name)s") % {"what": step.title, "name": row})
        given = {step.name: {name: options[f"{step.name}_{name}"] for name in step.names} for step in missing}
        take = self.taken if options["no_input"] else self.asked
        found, users = take(terminal, language, missing, given, options["users"])
        if not found and not users:
            self.stdout.write(_("Nothing is missing, and nothing was changed."))
            return
        self.tell_what_next(language, begin(language, found, users))

    # From options ---------------------------------------------------------------------------------------------------

    def taken(self, terminal, language, missing, given, users):
        """Return the forms that the options fill; raise CommandError with everything that is wrong."""
        found = {step.name: step.form(language, given[step.name]) for step in missing}
        known = self.users_named(users)
        wrong = [
            f"--{step.name}-{name.replace('_', '-')}: {message}"
            for step in missing
            for name in step.names
            for message in found[step.name].errors.get(step.column(name, language), ())
        ]
        wrong += [str(message) for form in found.values() for message in form.non_field_errors()]
        wrong += [f"--user {form.data['username']}: {fault}" for form in known for fault in faults(form)]
        if not known and not is_administered():
            wrong.append(_("--user: somebody has to administer the site, like this: --user aigul:administrator"))
        if wrong:
            raise CommandError("\n".join([_("Nothing was saved."), *wrong]))
        return found, known

    def users_named(self, users: list[str]) -> list[UserForm]:
        """Return the forms of users named by options; those that are there already stay as they are."""
        named = [dict(zip(FIELDS, user.split(":"), strict=False)) for user in users]
        known = set(UserForm.Meta.model.objects.values_list("username", flat=True))
        for user in named:
            if user["username"] in known:
                self.stdout.write(
                    _("There already: %(what)s: %(name)s") % {"what": _("User"), "name": user["username"]}
                )
        return [UserForm(user) for user in named if user["username"] not in known]

    # From answers ---------------------------------------------------------------------------------------------------

    def asked(self, terminal, language, missing, given, users):
        """Return the forms that somebody at the terminal fills; each part can be answered again before it is saved."""
        found = {}
        for step in missing:
            self.ask(terminal, language, step, given, found)
        known = self.users_named(users)
        named = [form for form in known if form.is_valid()]
        for form in known:
            terminal.explain(faults(form))
        if not named and not is_administered():
            named.append(self.ask_user(terminal, "administrator"))
            while terminal.choose(_("One more user? (+ yes, - no)"), ("+", "-"), "-") == "+":
                named.append(self.ask_user(terminal, "press-officer"))
        self.confirm(terminal, language, missing, given, found)
        return found, named

    def ask(self, terminal, language, step, given, found) -> None:
        """Ask for one part."""
        self.stdout.write(f"\n{self.style.MIGRATE_HEADING(str(step.title))}")
        offered = {step.column(name, language): text for name, text in given[step.name].items()}
        plain = {step.column(name, language): name for name in step.names}

        def make(answers):
            return step.form(language, answers and {plain[column]: text for column, text in answers.items()})

        found[step.name] = terminal.fill(make, offered)
        given[step.name] = {plain[column]: text for column, text in found[step.name].data.items() if column in plain}

    def ask_user(self, terminal, role: str) -> UserForm:
        """Ask for somebody who works here."""
        self.stdout.write(f"\n{self.style.MIGRATE_HEADING(_('User'))}")
        return terminal.fill(UserForm, {"role": role})

    def confirm(self, terminal, language, missing, given, found) -> None:
        """Show everything once more; a part that is not right is asked again."""
        while missing:
            for place, step in enumerate(missing, 1):
                self.stdout.write(f"\n{place}. {step.title}")
                for label, value in told(found[step.name]):
                    self.stdout.write(f"   {label}: {value}")
            numbers = [str(place) for place, _step in enumerate(missing, 1)]
            question = _("Enter saves all of this; a number asks for that part again; Ctrl+C stops and saves nothing")
            answer = terminal.choose(f"\n{question}", ("↵", *numbers), "↵")
            if answer == "↵":
                return
            self.ask(terminal, language, missing[int(answer) - 1], given, found)

    # Afterwards -----------------------------------------------------------------------------------------------------

    def tell_what_next(self, language: str, passwords: dict[str, str]) -> None:
        """Say who can sign in where; what remains to be done stands there."""
        self.stdout.write("\n" + self.style.SUCCESS(_("Saved. Nothing of it is public yet.")))
        where = f"/{language}/admin/"
        self.stdout.write(_("Sign in here: %(path)s. The first page says what is missing.") % {"path": where})
        for username, password in passwords.items():
            self.stdout.write(f"  {username}  {password}")
        if passwords:
            self.stdout.write(
                _("A password is shown this once and does for the first sign-in: then one chooses one’s own.")
            )


@contextmanager
def saving_nothing_when_stopped():
    """Say so when somebody stops in the middle, or when the answers end: nothing was saved by then."""
    try:
        yield
    except (KeyboardInterrupt, EOFError) as stopped:
        raise CommandError(
            "\nТоктотулду, эч нерсе сакталган жок. / Остановлено, ничего не сохранено. / Stopped."
        ) from stopped
