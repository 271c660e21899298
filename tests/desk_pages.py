"""Every page of the desk, filled with the demo and with what its rarer screens need, for those who look at all of them.

The addresses are those of the URL map, so a new one is looked at without anybody naming it here. One that takes a new
parameter, or that answers something else than a page, must be told below: until then whoever walks the desk fails.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.urls import NoReverseMatch, reverse

from candidates.models import Candidate, Interview, ListImport, PastedText, PortraitBatch
from elections.attachments import attach
from elections.models import Election, Imprint, Material, Party
from emgek.models import Page
from programs.models import Plank, Program
from publishing import clock, reviewing
from publishing.editions import Edition
from publishing.journal import Act, Release
from publishing.keeping import recording
from publishing.proposals import propose
from publishing.publishable import Publishable
from publishing.release_drafts import ReleaseDraft
from publishing.terms import Term
from publishing.translating import Translation
from publishing.versions import revisions_of
from staff import security_urls
from staff.audit import AuditEntry
from staff.models import User
from tests.desk.test_portrait_zip import zipped
from tests.desk.test_portraits import picture
from tests.desk.test_roles import PARAMETER, addresses, expected, right_of
from tests.factories import go_live, make_candidate, make_election, make_interview, make_page, make_plank, make_program
from tests.public_pages import furnish

PRESS, ADMINISTRATOR = PERSONS = ("press", "admin")
OTHERS = ("translator", "editor", "lawyer")
#: What the table of roles calls them.
ROLE_OF = {PRESS: "press", ADMINISTRATOR: "administrator", "translator": "translator", "editor": "chief"}
ROLE_OF |= {"lawyer": "lawyer"}
#: Asked in another way than by opening it, or answered by something else than a page.
NO_PAGES = {
    "autocomplete": "rows to choose from",
    "jsi18n": "words for scripts",
    "logout": "a form is sent there",
    "view_on_site": "leads to the public site",
    "presence": "a line for a script",
    "list_file": "a file",
    "export": "a file",
    "portrait": "a picture",
    "hints": "lines for a script",
    "fits": "a form is sent there",
    "register_file": "a file",
    "file": "a file",
    "attach": "a form is sent there",
    "files": "leads to the list of them",
    "share_card": "a picture",
    None: "the admin's catch-all",
}
NO_PAGES_OF_ONES_OWN = {
    "end_sessions": "a form is sent there",
    "totp_picture": "a picture",
    "mfa_download_recovery_codes": "a file",
}
#: Pages that nobody opens who has signed in.
BEFORE = {"login"}
#: Pages that no address alone shows: which screen, and what is asked of it.
ASKED = {
    "search_found": ("search", "?s=асанбердиев"),
    "search_nothing": ("search", "?s=xyzxyz"),
    "candidates_candidate_changelist_found": ("candidates_candidate_changelist", "?q=Асанбердиев"),
    "candidates_candidate_changelist_empty": ("candidates_candidate_changelist", "?q=xyzxyz"),
    "candidates_interview_changelist_filtered": ("candidates_interview_changelist", "?form__exact=verbatim"),
}
FULLEST = "candidates_interview_"
#: Called like the lists and forms of rows, and laid out by templates of their own.
UNLIKE_ROWS = {
    "publishing_releasedraft_change",
    "publishing_review_changelist",
    "publishing_translation_change",
    "publishing_translation_changelist",
    "staff_auditentry_changelist",
}
LIST = "Фамилиясы (кыргызча);Аты (кыргызча);Туулган күнү;Тизмедеги орду\nҮлгүева;Айгүл;16.07.1985;9\nЖок;;;x"
TALK = "— Сиз кимсиз?\n\n— Мен мугалиммин. Кечинде кайдасыз?\n\n— Пландарыңыз барбы?\n\n— Бар."


@dataclass(frozen=True)
class Desk:
    """Rows by label: the fullest ones, those that were never public, and what lies between a form and its rows."""

    rows: dict[str, models.Model]
    drafts: dict[str, models.Model]
    between: dict[str, models.Model]

    def pages(self, username: str) -> dict[str, str]:
        """Return {name: address} of the pages that a person of the demo may open; "" is somebody unknown."""
        found = {
            name: self.address(name, route)
            for name, route in addresses()
            if screen_of(name) not in NO_PAGES and opens(username, name)
        }
        return found | {new: f"{found[name]}{query}" for new, (name, query) in ASKED.items() if name in found}

    def address(self, name: str, route: str) -> str:
        """Return the address of a screen of the fullest row that it can be shown of."""
        label, _right = right_of(name)
        screen = screen_of(name)
        if label == "elections.attachment":
            one = self.rows[label]
            values = {"object_id": one.material_id, "attachment_id": one.pk}
            return reverse(f"admin:{name}", kwargs={key: values[key] for key in PARAMETER.findall(route)})
        row = (self.drafts if screen == "delete" else self.rows).get(label) or self.rows.get(label)
        editions = Edition.objects.of(row).filter(language="ky").order_by("-pk") if isinstance(row, Publishable) else []
        between = {"beside": "translated", "list_import": "list", "list_portrait_batch": "portraits"}
        values = {
            "object_id": row and row.pk,
            "id": row and row.pk,
            "pk": self.between[between.get(screen, "pasted")].pk,
            "language": "ky",
            "app_label": "candidates",
            "election_id": self.rows["elections.election"].pk,
        }
        if editions:
            values |= {"release_id": editions[0].act.release_id, "edition_id": editions[0].pk}
        try:
            address = reverse(f"admin:{name}", kwargs={key: values[key] for key in PARAMETER.findall(route)})
        except (KeyError, NoReverseMatch) as missing:
            raise AssertionError(
                f"tests/desk_pages.py has no row or parameter for {name} ({route}): {missing}"
            ) from None
        if screen == "gather":
            return f"{address}?objects=interview-{self.rows['candidates.interview'].pk}"
        if screen == "publish_together":
            return f"{address}?ids={row.pk}"
        if screen in ("compare", "versions"):
            pair = [one.pk for one in (editions if screen == "compare" else revisions_of(type(row), row.pk))]
            return f"{address}?old={pair[-1]}&new={pair[0]}"
        return address


def screen_of(name: str | None) -> str | None:
    """Return the name of a screen without the model it is of; what is of no model keeps its name.

    >>> screen_of("candidates_interview_paste_translation"), screen_of("search")
    ('paste_translation', 'search')
    """
    label, _right = right_of(name) if name else (None, None)
    return name.removeprefix(f"{label.replace('.', '_')}_").removeprefix("auth_user_") if label else name


def one_of_each(pages: dict[str, str]) -> dict[str, str]:
    """Return one page for each screen: of an interview where it has one, which is the fullest."""
    names = [*pages, *(name for name in pages if FULLEST in name)]
    found = {name if name in UNLIKE_ROWS else screen_of(name): name for name in names}
    return {name: pages[name] for name in found.values()}


def opens(username: str, name: str) -> bool:
    """Return whether a page is for a person of the demo, by the table of roles; "" is somebody unknown."""
    if not username or name in BEFORE:
        return not username and name in BEFORE
    return expected(name, ROLE_OF[username]) == "open"


def furnish_desk() -> Desk:
    """Load the demo, let an officer and an administrator work in it, and return what there is; DEMO must be on."""
    furnish()
    at = clock.now()
    election = Election.objects.get(slug="bishkek-2021-july")
    talk = Interview.objects.get(slug="ulgu")
    person, plank, page = Candidate.objects.get(slug="ulgu"), Plank.objects.first(), Page.objects.first()
    party, program = Party.objects.get(), Program.objects.get(election=election)
    imprint = Imprint.objects.filter(election=election).first()
    press, chief = (User.objects.get(username=name) for name in PERSONS)
    drafts = [
        make_page(slug="draft"),
        make_candidate(slug="draft"),
        make_interview(person, election, slug="draft", languages="ky"),
        make_program(Election.objects.get(slug="bishkek-2021-april")),
        make_plank(program, slug="draft", measures=1),
        make_election(slug="draft"),
        Imprint.objects.create(election=election, is_usual=False),
        Material.objects.create(election=election, title="Үлгү"),
    ]
    term = Term.objects.create(word_ky="Үлгү", word_ru="Образец")
    leaflet = Material.objects.create(election=election, title="Үлгү баракча", issue_date=at.date(), number="1")
    attached = attach(leaflet, "contract", SimpleUploadedFile("үлгү.pdf", b"%PDF-1.7"), user=press)
    rows = [talk, person, plank, page, party, program, election, imprint, plank.measures.first(), term, leaflet]
    with recording(lambda: press) as work:
        gone = [make_page(slug="gone-draft"), make_interview(person, election, slug="gone-draft")]
        for row in [*rows, *gone]:
            work.touch(row)
    changed = {
        "title_ky": "Үлгү: башка аталыш",
        "family_name_ky": "Үлгүева",
        "text_ky": "Башка чара",
        "word_ky": "Башка",
        "payer": "Үлгү",
    }
    with recording(lambda: press):
        for row in rows:
            for name, words in changed.items():
                if hasattr(row, name):
                    setattr(row, name, words)
            row.save()
        for row in gone:
            row.delete()
    clock.set_demo_clock(at + timedelta(minutes=5))
    go_live(talk, plank, page, at=clock.now(), starts_at=at + timedelta(hours=3))
    between = carried_in(chief, election) | pasted(press, person, talk, election)
    gathered = ReleaseDraft.objects.create(title="Үлгү", made_by=press)
    gathered.add([talk, plank])
    asked = reviewing.ask(page, propose(page, ["ky"], at=clock.now()).documents, by=press)[0]
    rows += [attached, Edition.objects.order_by("pk").last(), Release.objects.last(), Act.objects.last(), press]
    rows += [asked, gathered, AuditEntry.objects.last(), Translation.objects.of(talk).unfinished().first()]
    return Desk(by_label(rows), by_label(drafts), between)


def own_pages(passkey: int) -> dict[str, str]:
    """Return {name: address} of the pages on which one looks after one's own way in."""
    pages = {one.name: one for one in security_urls.urlpatterns if one.name not in NO_PAGES_OF_ONES_OWN}
    return {
        name: reverse(name, kwargs=dict.fromkeys(PARAMETER.findall(str(one.pattern)), passkey))
        for name, one in pages.items()
    }


def sign_in(window, user: User, site: str) -> None:
    """Let a browser's window be that of a person who has just given the password, without the form."""
    client = Client()
    client.force_login(user)
    session, now = client.session, time.time()
    session["account_authentication_methods"] = [{"method": "password", "at": now, "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])


def by_label(rows: list[models.Model]) -> dict[str, models.Model]:
    """Return rows by the names of their models."""
    return {row._meta.label_lower: row for row in rows}


def pasted(user: User, person: Candidate, talk: Interview, election: Election) -> dict[str, PastedText]:
    """Return a text and a translation that wait to be corrected."""
    found = {}
    for name, of in (("pasted", {}), ("translated", {"translates": talk, "language": "ru"})):
        text = PastedText(candidate=person, election=election, raw_text=TALK, pasted_at=clock.now(), by=user, **of)
        text.read()
        text.save()
        found[name] = text
    return found


def carried_in(user: User, election: Election) -> dict[str, models.Model]:
    """Return a list and portraits that were uploaded and wait to be confirmed."""
    client = Client(headers={"accept-language": "ky"})
    client.force_login(user)
    lists = reverse("admin:candidates_candidate_lists")
    client.post(f"{lists}?election={election.pk}", {"file": SimpleUploadedFile("тизме.csv", LIST.encode(), "text/csv")})
    faces = zipped({"ulgu.jpg": picture(), "ким.jpg": picture(colour="green"), "текст.txt": b"x"})
    address = reverse("admin:candidates_candidate_list_portraits", args=[election.pk])
    client.post(address, {"pictures": SimpleUploadedFile("сүрөттөр.zip", faces)})
    return {"list": ListImport.objects.get(), "portraits": PortraitBatch.objects.get()}
