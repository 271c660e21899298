"""From nothing: `manage.py start` leads from an empty database to a site that lacks only its publishing."""

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from candidates.models import Candidate
from elections.models import Election, Imprint, Party
from emgek import asking, starting
from publishing.editions import Edition
from staff.models import User
from tests.factories import make_election, make_party

pytestmark = pytest.mark.django_db

PARTY = {"party_title": "Жаңы жол"}
ELECTION = {
    "election_title": "Ош шаардык кеңешин шайлоо",
    "election_body": "Ош шаардык кеңеши",
    "election_polls_open_at": "11.04.2027 08:00",
    "election_polls_close_at": "2027-04-11 20:00",
    "election_campaign_starts_at": "15.03.2027 00:00",
}
USERS = ["aigul:administrator:Айгүл:Асанова", "bek:press-officer"]
ALL = PARTY | ELECTION | {"users": USERS}


def start(**options):
    """Start without a terminal and return what was printed."""
    out = StringIO()
    call_command("start", no_input=True, stdout=out, **options)
    return out.getvalue()


def start_typing(monkeypatch, *lines):
    """Start with somebody who types some lines and then goes away; return what was printed."""
    answers, out = iter(lines), StringIO()

    def read_line(prompt):
        out.write(prompt)
        try:
            return next(answers)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr(asking, "read_line", read_line)
    call_command("start", stdout=out)
    return out.getvalue()


def nothing_is_there():
    """Say whether the database is as empty as before."""
    return not any(model.objects.exists() for model in (Party, Election, Imprint, User))


def test_options_make_party_election_imprint_and_users(client):
    printed = start(**ALL, language="ky", imprint_producer='"Басма" КФ')
    assert Party.objects.get().title_ky == "Жаңы жол"
    election = Election.objects.get()
    assert f"{election.polls_open_at:%d %H:%M}" == "11 02:00"  # 08:00 in Bishkek
    assert election.silence_starts_at is not None
    assert Imprint.usual([election.pk]).producer == '"Басма" КФ'
    passwords = dict(re.findall(r"^  (\w+)  (\S+)$", printed, re.MULTILINE))
    aigul, bek = (authenticate(username=name, password=passwords[name]) for name in ("aigul", "bek"))
    assert (aigul.sets_rules(), bek.sets_rules(), aigul.language, str(aigul)) == (True, False, "ky", "Айгүл Асанова")
    assert not Edition.objects.exists()
    assert not Candidate.objects.exists()


def test_every_role_is_given_and_a_translator_has_languages():
    users = ["aigul:administrator", "bek:translator:Бек::en,ru", "chynara:editor-in-chief", "damir:lawyer"]
    start(**ALL | {"users": users}, language="ky")
    assert User.objects.get(username="bek").translates == ["ru", "en"]
    roles = dict(User.objects.values_list("username", "groups__name"))
    assert set(roles.values()) == {"Administrator", "Translator", "Editor-in-chief", "Lawyer"}


def test_a_second_start_changes_nothing():
    start(**ALL, language="ky")
    printed = start(**ALL | {"party_title": "Башка"}, language="en")
    assert "Nothing is missing, and nothing was changed." in printed
    assert Party.objects.get().title_ky == "Жаңы жол"
    assert User.objects.count() == 2


def test_what_is_there_stays_and_the_rest_is_made():
    make_party()
    election = make_election()
    start(users=["aigul:administrator"])
    assert Imprint.usual([election.pk]) is not None
    assert Party.objects.count() == Election.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (ELECTION | {"users": USERS}, "--party-title"),
        (ALL | {"election_polls_open_at": "tomorrow"}, "--election-polls-open-at: Write day and time in figures"),
        (ALL | {"election_polls_close_at": "11.04.2027 07:00"}, "--election-polls-close-at: The polls must close"),
        (ALL | {"election_campaign_starts_at": "01.05.2027 07:00"}, "--election-campaign-starts-at: The campaign must"),
        (ALL | {"users": []}, "--user aigul:administrator"),
        (ALL | {"users": ["aigul:boss"]}, "--user aigul: Role"),
        (ALL | {"users": ["aigul"]}, "--user aigul: Role"),
        (ALL | {"users": ["aigul:translator"]}, "--user aigul: Translates into: Choose at least one language."),
        (ALL | {"users": ["aigul:translator:::de"]}, "--user aigul: Translates into: Type one of these: ky, ru, en."),
    ],
)
def test_bad_options_are_explained_and_nothing_is_saved(options, complaint):
    with pytest.raises(CommandError, match="Nothing was saved") as refused:
        start(**options, language="en")
    assert complaint in str(refused.value)
    assert nothing_is_there()


def test_a_failure_in_the_middle_leaves_nothing(monkeypatch):
    def fail(form, language):
        raise IntegrityError

    monkeypatch.setattr(starting, "make_user", fail)
    with pytest.raises(IntegrityError):
        start(**ALL)
    assert nothing_is_there()


def test_the_demo_is_not_started_on(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="DEMO"):
        start(**ALL)


PARTY_TYPED = ("Новый путь", "")
ELECTION_TYPED = ("Выборы", "Кенеш", "11.04.2027 08:00", "11.04.2027 20:00", "", "", "4", "")
IMPRINT_TYPED = ("", "", "", "", "")
USER_TYPED = ("aigul", "", "", "", "", "-")


def test_questions_are_asked_in_the_chosen_language(monkeypatch):
    printed = start_typing(monkeypatch, "ru", *PARTY_TYPED, *ELECTION_TYPED, *IMPRINT_TYPED, *USER_TYPED, "")
    assert "Наш номер в бюллетене" in printed
    assert Party.objects.get().title_ru == "Новый путь"
    assert Election.objects.get().ballot_number == 4
    assert User.objects.get().language == "ru"


def test_bad_answers_are_explained_and_asked_again(monkeypatch):
    opens_late = (*ELECTION_TYPED[:2], "завтра", *ELECTION_TYPED[2:3], "11.04.2027 07:00", *ELECTION_TYPED[4:])
    typed = ("de", "en", "", *PARTY_TYPED, *opens_late, "11.04.2027 21:00", *IMPRINT_TYPED, "", *USER_TYPED, "")
    printed = start_typing(monkeypatch, *typed)
    assert printed.count("Тил / Язык / Language") == 2
    assert "Write day and time in figures" in printed
    assert "Polls close: The polls must close after they open." in printed
    assert f"{Election.objects.get().polls_close_at:%H:%M}" == "15:00"


def test_a_part_can_be_answered_again_before_it_is_saved(monkeypatch):
    again = ("Жаңы жол партиясы", "")
    typed = ("ky", *PARTY_TYPED, *ELECTION_TYPED, *IMPRINT_TYPED, *USER_TYPED, "1", *again, "")
    start_typing(monkeypatch, *typed)
    assert Party.objects.get().title_ky == "Жаңы жол партиясы"


def test_who_stops_in_the_middle_has_saved_nothing(monkeypatch):
    with pytest.raises(CommandError, match="эч нерсе сакталган жок"):
        start_typing(monkeypatch, "ky", *PARTY_TYPED, *ELECTION_TYPED)
    assert nothing_is_there()
