"""The whole list of an election at once: read from any spreadsheet, matched, brought in, undone."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.utils import timezone
from django.utils.translation import override

from candidates.list_imports import ListImport
from candidates.lists.applying import Stale, bring_in
from candidates.lists.columns import all_columns, key_of
from candidates.lists.exporting import list_file
from candidates.lists.planning import NEW, Fate, plan_of
from candidates.lists.tables import BadTable, read_table
from candidates.lists.undoing import undo, undoing_of
from candidates.models import Candidacy, Candidate
from publishing.editions import Edition
from publishing.versions import revisions_of
from staff.models import User
from tests.factories import CAMPAIGN, go_live, make_candidate, make_election, make_interview, open_campaign

HEADS = ["family_name_ky", "given_name_ky", "birth_date", "list_position"]


def is_known(head):
    """Say whether a text heads a column."""
    return key_of(head) is not None


def csv_of(*rows, separator=";", encoding="utf-8-sig") -> bytes:
    """Return the bytes of a CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def waiting_list(election, *rows, heads=HEADS, by=None) -> ListImport:
    """Return a list that waits."""
    table = read_table(csv_of(heads, *rows), is_known)
    return ListImport.objects.create(
        election=election,
        file_name="тизме.csv",
        headers=table.headers,
        rows=table.rows,
        by=by,
        uploaded_at=timezone.now(),
    )


def plan(waiting):
    """Return what a list would do during the campaign."""
    return plan_of(ListImport.objects.get(pk=waiting.pk), CAMPAIGN)


def apply(waiting, user):
    """Bring a list in."""
    return list(bring_in(waiting.pk, plan(waiting).token, at=CAMPAIGN, user=user))


@pytest.fixture
def user(db):
    """Return an administrator."""
    return User.objects.create_superuser("admin")


@pytest.fixture
def election(db):
    """Return an election with an empty list."""
    return make_election(slug="ulgu")


def person(election, family, given, position=None, birth=None, **fields) -> Candidate:
    """Return somebody on the list whose names are exactly these."""
    names = {"family_name_ky": family, "given_name_ky": given, "birth_date": birth}
    return make_candidate(election, languages="", position=position, **names | fields)


# Reading --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_csv_is_read_in_every_separator_and_encoding_in_use(separator, encoding):
    data = csv_of(["Фамилия", "Имя", "№"], ["Асанов", "Назар; бай", "4"], separator=separator, encoding=encoding)
    table = read_table(data, is_known)
    assert table.rows == [(2, ["Асанов", "Назар; бай", "4"])]


def test_heads_are_found_below_a_title_and_rows_keep_the_numbers_of_the_spreadsheet():
    table = read_table(csv_of(["Талапкерлердин тизмеси"], [], ["Фамилиясы", "Аты"], [], ["Асанов", "Назар"]), is_known)
    assert (table.headers, table.rows) == (["Фамилиясы", "Аты"], [(5, ["Асанов", "Назар"])])


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_head_of_the_template_is_known_whatever_the_language_of_the_desk(language):
    with override(language):
        labels = {key: column.label for key, column in all_columns().items()}
    assert len(set(labels.values())) == len(labels)
    assert {key: key_of(label) for key, label in labels.items()} == {key: key for key in labels}


@pytest.mark.parametrize(
    "said", ["16.07.1985", "1985-07-16", "1985-жылдын 16-июлу", "16 июля 1985 г.", "16/7/1985", "16.07.1985-ж."]
)
def test_days_are_read_as_they_are_written_here(said):
    assert all_columns()["birth_date"].read(said, date(2021, 7, 8)) == date(1985, 7, 16)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"a;b\n1;2\n", "No column"),
        (b"\xd0\xcf\x11\xe0 old", "old Excel"),
        (b"PK\x03\x04 broken", "broken"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_reason(data, reason):
    with override("en"), pytest.raises(BadTable, match=reason):
        read_table(data, is_known)


# Out and in again -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("file", ["list.csv", "list.xlsx"])
def test_what_goes_out_comes_in_again_and_changes_nothing(election, language, file):
    one = person(election, "Асанов", "Назар", 1, date(1985, 7, 16), lead_ky="=1+1\nЭкинчи сап", work_ru="'-5; @сап")
    one.candidacies.update(status="registered", status_date=date(2021, 6, 1), status_source="+996")
    person(election, "Үсөнова", "Айгүл", None, None, links="https://example.kg\nhttps://example.org")
    with override(language):
        data, _kind = list_file(election, file)
        table = read_table(data, is_known)
    waiting = ListImport(election=election, headers=table.headers, rows=table.rows)
    found = plan_of(waiting, CAMPAIGN)
    assert [(row.fate, row.changes) for row in found.rows] == [(Fate.SAME, []), (Fate.SAME, [])]


@pytest.mark.django_db
def test_no_cell_leaves_as_a_formula(election):
    person(
        election, "Асанов", "Назар", 1, lead_ky="=HYPERLINK(1)", work_ky="@SUM(1)", education_ky="+1", origin_ky="-1"
    )
    text = list_file(election, "list.csv")[0].decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=@+-" and cell]
    sheet = openpyxl.load_workbook(io.BytesIO(list_file(election, "list.xlsx")[0])).active
    assert {cell.data_type for cell in sheet[2]} <= {"s", "inlineStr", "n", "d"}


# Matching -------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("family", "given"),
    [("Омурзакова", "Жылдыз"), ("Жылдыз", "Өмүрзакова"), ("ӨМҮРЗАКОВА", "жылдыз"), ("Omurzakova", "Zhyldyz")],
)
def test_a_name_in_any_spelling_with_the_same_birth_date_is_the_same_person(election, family, given):
    known = person(None, "Өмүрзакова", "Жылдыз", birth=date(1990, 1, 2))
    row = plan(waiting_list(election, [family, given, "02.01.1990", "3"])).rows[0]
    assert (row.person, row.fate) == (known, Fate.STANDS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("family", "birth"),
    [("Асанов", "01.01.1971"), ("Асанов", ""), ("Асаноф", "02.01.1990")],
    ids=["another birth date", "no birth date", "a slip"],
)
def test_a_doubtful_twin_is_asked_about_and_the_answer_is_kept(election, user, family, birth):
    known = person(None, "Асанов", "Назар", birth=date(1990, 1, 2))
    waiting = waiting_list(election, [family, "Назар", birth, "3"])
    asked = plan(waiting)
    assert (asked.rows[0].twins, asked.rows[0].fate, asked.can_apply) == ([known], Fate.ASKS, False)
    question = asked.rows[0].question
    ListImport.objects.update(answers={question: str(known.pk)})
    assert plan(waiting).rows[0].person == known
    ListImport.objects.update(answers={question: NEW})
    assert plan(waiting).rows[0].fate is Fate.ADDED


@pytest.mark.django_db
def test_who_stands_here_is_known_by_name_alone_where_nobody_has_a_birth_date(election):
    known = person(election, "Асанов", "Назар", 7)
    row = plan(waiting_list(election, ["АСАНОВ", "Назар", "", "7"])).rows[0]
    assert row.person == known


@pytest.mark.django_db
def test_a_whole_name_in_one_cell_is_read_and_its_order_changes_nobody(election):
    known = person(election, "Асанов", "Назар", 7)
    found = plan(waiting_list(election, ["Назар Асанов", "7"], ["Үсөнова Айгүл Асановна", "8"], heads=["ФИО", "№"]))
    assert (found.rows[0].person, found.rows[0].changes) == (known, [])
    assert {change.column.key: change.after for change in found.rows[1].changes} == {
        "list_position": 8,
        "family_name_ru": "Үсөнова",
        "given_name_ru": "Айгүл",
        "patronymic_ru": "Асановна",
    }


# What fails, and what is shown ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_fault_is_said_with_its_row_and_column(election):
    heads = [*HEADS, "status", "links"]
    with override("en"):
        found = plan(
            waiting_list(
                election,
                ["Асанов", "Назар", "31.02.1990", "1", "", ""],
                ["Үсөнова", "", "", "2", "", ""],
                ["?м?ров", "Бек", "", "3", "", ""],
                ["Болотов", "Бек", "01.01.1980", "икс", "дайын", "javascript:x"],
                ["А" * 81, "Бек", "01.02.2080", "5", "катталган", ""],
                heads=heads,
            )
        )
    troubles = [(row.number, trouble.column, trouble.message) for row in found.rows for trouble in row.troubles]
    expected = [
        (2, "Birth date", "is no day"),
        (3, "Given name (Kyrgyz)", "needed in the original language"),
        (4, "Family name (Kyrgyz)", "Letters were lost"),
        (5, "Place on the list", "is no place"),
        (5, "Status", "is not known here"),
        (5, "Links", "javascript:x"),
        (6, "Family name (Kyrgyz)", "80"),
        (6, "Birth date", "still to come"),
    ]
    assert [trouble[:2] for trouble in troubles] == [said[:2] for said in expected]
    assert all(said[2] in trouble[2] for said, trouble in zip(expected, troubles, strict=True))


@pytest.mark.django_db
def test_places_are_never_dropped_two_on_one_gaps_moves_and_absent_people_are_shown(election):
    one, two = person(election, "Асанов", "Назар", 1), person(election, "Болотов", "Бек", 2)
    stays = person(election, "Үсөнова", "Айгүл", 9)
    swapped = plan(waiting_list(election, ["Асанов", "Назар", "", "2"], ["Болотов", "Бек", "", "1"]))
    assert (swapped.moved, swapped.can_apply) == (2, True)
    assert (swapped.gaps, swapped.gap_ranges) == ([3, 4, 5, 6, 7, 8], ["3–8"])
    assert [candidacy.candidate for candidacy in swapped.absent] == [stays]
    clash = plan(
        waiting_list(election, ["Асанов", "Назар", "", "9"], ["Жаңы", "Киши", "", "4"], ["Дагы", "Бирөө", "", "4"])
    )
    assert [row.fate for row in clash.rows] == [Fate.FAILS] * 3
    assert "Үсөнова" in clash.rows[0].troubles[0].message
    assert "3" in clash.rows[2].troubles[0].message
    assert (one.pk, two.pk) != (None, None)


@pytest.mark.django_db
def test_one_person_in_two_rows_fails_and_an_unknown_column_is_named(election):
    found = plan(
        waiting_list(
            election, ["Асанов", "Назар", "", "1", "x"], ["АСАНОВ", "НАЗАР", "", "2", "y"], heads=[*HEADS, "Бою"]
        )
    )
    assert [row.fate for row in found.rows] == [Fate.ADDED, Fate.FAILS]
    assert found.unknown == ["Бою"]


@pytest.mark.django_db
def test_an_empty_cell_changes_nothing_and_a_dash_empties(election, user):
    known = person(election, "Асанов", "Назар", 1, profession_ky="Врач", work_ky="Оорукана")
    waiting = waiting_list(election, ["Асанов", "Назар", "", "1", "", "–"], heads=[*HEADS, "profession_ky", "work_ky"])
    apply(waiting, user)
    known.refresh_from_db()
    assert (known.profession_ky, known.work_ky) == ("Врач", "")


# In, and back ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def brought(election, user):
    """Return a list that was brought in: two changed places, one changed word, one new person."""
    person(election, "Асанов", "Назар", 1, profession_ky="Врач")
    person(election, "Болотов", "Бек", 2)
    rows = [
        ["Асанов", "Назар", "", "2", "Мугалим"],
        ["Болотов", "Бек", "", "1", ""],
        ["Жаңы", "Киши", "01.01.1980", "3", ""],
    ]
    waiting = waiting_list(election, *rows, heads=[*HEADS, "profession_ky"])
    assert apply(waiting, user)[-1] == 3
    waiting.refresh_from_db()
    return waiting


def list_of(election):
    """Return who stands at which place."""
    found = Candidacy.objects.filter(election=election).order_by("list_position")
    return [
        (candidacy.list_position, candidacy.candidate.family_name_ky) for candidacy in found.select_related("candidate")
    ]


@pytest.mark.django_db
def test_a_list_comes_in_whole_unpublished_and_keeps_no_table(brought, election):
    assert list_of(election) == [(1, "Болотов"), (2, "Асанов"), (3, "Жаңы")]
    assert Candidate.objects.get(family_name_ky="Асанов").profession_ky == "Мугалим"
    assert not Edition.objects.filter(kind="candidate").exists()
    assert (brought.state, brought.rows, brought.answers) == (ListImport.State.APPLIED, [], {})


@pytest.mark.django_db
def test_what_a_list_changed_has_versions_with_the_name_of_who_brought_it_in(brought, user):
    known = Candidate.objects.get(family_name_ky="Асанов")
    assert [revision.user for revision in revisions_of(Candidate, known.pk)] == [user, None]
    new = Candidate.objects.get(family_name_ky="Жаңы")
    assert [revision.user for revision in revisions_of(Candidate, new.pk)] == [user]


@pytest.mark.django_db
def test_a_list_is_undone_as_one(brought, election, user):
    list(undo(brought.pk, at=CAMPAIGN, user=user))
    assert list_of(election) == [(1, "Асанов"), (2, "Болотов")]
    assert Candidate.objects.get(family_name_ky="Асанов").profession_ky == "Врач"
    assert not brought.lines.exists()
    with pytest.raises(Stale):
        list(undo(brought.pk, at=CAMPAIGN, user=user))


@pytest.mark.django_db
def test_undo_leaves_what_was_changed_since_and_says_so(brought, election, user):
    changed = Candidate.objects.get(family_name_ky="Асанов")
    changed.profession_ky = "Инженер"
    changed.save()
    new = Candidate.objects.get(family_name_ky="Жаңы")
    make_interview(new, election)
    with override("en"):
        list(undo(brought.pk, at=CAMPAIGN, user=user))
    assert [(str(line.candidate), line.kept) for line in brought.lines.all()] == [
        ("Назар Асанов", [["Profession (Kyrgyz)", "was changed since"]]),
        ("Киши Жаңы", [["added", "has interviews"]]),
    ]
    assert list_of(election) == [(1, "Асанов"), (2, "Болотов"), (3, "Жаңы")]
    changed.refresh_from_db()
    assert changed.profession_ky == "Инженер"


@pytest.mark.django_db
def test_undo_leaves_who_was_public_and_whose_place_is_taken(user):
    election = open_campaign()
    person(election, "Асанов", "Назар", 1)
    waiting = waiting_list(election, ["Асанов", "Назар", "", "2"], ["Жаңы", "Киши", "", "3"])
    apply(waiting, user)
    go_live(Candidate.objects.get(family_name_ky="Жаңы"), languages=["ky"])
    person(election, "Дагы", "Бирөө", 1)
    with override("en"):
        found = undoing_of(ListImport.objects.get(), CAMPAIGN)
    assert [(str(kept.line.candidate), kept.why) for kept in found.kept] == [
        ("Киши Жаңы", "was public or waits to be"),
        ("Назар Асанов", "place 1 has somebody else now"),
    ]
    assert not found.does_anything
    assert list_of(election) == [(1, "Дагы"), (2, "Асанов"), (3, "Жаңы")]


@pytest.mark.django_db
def test_what_was_not_shown_is_not_done(election, user):
    waiting = waiting_list(election, ["Асанов", "Назар", "", "1"])
    token = plan(waiting).token
    person(election, "Асанов", "Назар", 4)
    with pytest.raises(Stale):
        list(bring_in(waiting.pk, token, at=CAMPAIGN, user=user))
    assert list_of(election) == [(4, "Асанов")]


@pytest.mark.django_db
def test_who_stops_listening_changes_nothing(election, user):
    waiting = waiting_list(election, *[[f"Үлгү{n}", "Мисал", "", str(n)] for n in range(1, 60)])
    work = bring_in(waiting.pk, plan(waiting).token, at=CAMPAIGN, user=user)
    assert next(work) == 25
    work.close()
    assert not Candidate.objects.exists()
    waiting.refresh_from_db()
    assert waiting.state == ListImport.State.WAITING


@pytest.mark.django_db
def test_an_erased_person_is_in_no_list_that_waits(election):
    known = person(election, "Асанов", "Назар", 1)
    waiting_list(election, ["Асанов", "Назар", "", "1"])
    for rows in known.belongings():
        rows.delete()
    assert not ListImport.objects.exists()
