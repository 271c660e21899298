"""Signing in as people do: a password, an app, a passkey from the browser, and a session that ends far away."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from emgek.roles import ADMINISTRATOR
from staff.audit import Action, AuditEntry
from staff.sessions import DeskSession
from tests.desk.signing import WORD, code, give_app, person
from tests.factories import make_candidate, make_election, make_interview

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def by_name(live_server):
    """Return a function that makes an address of this machine by its name: passkeys do not belong to numbers."""
    return lambda name: live_server.url.replace("127.0.0.1", "localhost") + reverse(name)


@pytest.fixture
def window(browser, live_server):
    """Return a window at `localhost` whose scripts raise nothing and which breaks no security policy."""
    complaints = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = context.new_page()
    yield page
    context.close()
    assert complaints == []


def give_password(page):
    """Fill in name and password and send them."""
    page.fill("[name=username]", "aigul")
    page.fill("[name=password]", WORD)
    with page.expect_navigation():
        page.click("#login-form [type=submit]")


def sign_out(page):
    """Sign out by the menu's own form."""
    page.wait_for_selector("#logout-form", state="attached")
    with page.expect_navigation():
        page.evaluate("document.querySelector('#logout-form').submit()")


def test_a_passkey_is_added_and_signs_in_alone_and_after_the_password(window, by_name, transactional_db, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    person()
    devtools = window.context.new_cdp_session(window)
    devtools.send("WebAuthn.enable")
    key = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    window.goto(by_name("admin:index"))
    give_password(window)
    expect(window).to_have_url(by_name("mfa_index"))

    window.click(f"a[href='{reverse('mfa_add_webauthn')}']")
    window.fill("[name=name]", "Менин телефонум")
    window.click("[data-passkey-button]")
    expect(window.locator("[data-codes] code")).to_have_count(10)
    window.goto(by_name("mfa_index"))
    expect(window.locator(".security__list").first).to_contain_text("Менин телефонум")

    sign_out(window)
    window.goto(by_name("account_login") + f"?next={reverse('mfa_index')}")
    window.click("[data-passkey-button]")
    expect(window).to_have_url(by_name("mfa_index"))

    sign_out(window)
    window.goto(by_name("account_login"))
    give_password(window)
    expect(window).to_have_url(by_name("mfa_authenticate"))
    window.click("[data-passkey-button]")
    expect(window).to_have_url(by_name("admin:index"))

    sign_out(window)
    devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    window.goto(by_name("account_login"))
    window.click("[data-passkey-button]")
    expect(window.locator("[data-passkey-problem]")).to_be_visible()
    noted = AuditEntry.objects.filter(action=Action.SIGN_IN).order_by("pk").values_list("details", flat=True)
    assert list(noted) == [["password"], ["webauthn"], ["password", "webauthn"]]


@pytest.mark.parametrize("scripts", [True, False])
def test_an_app_is_set_up_on_a_phone_and_asked_for(open_page, transactional_db, scripts):
    person()
    page = open_page(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    page.goto(reverse("mfa_activate_totp"))
    give_password(page)
    secret = page.inner_text(".security__secret")
    expect(page.locator(".security__square")).to_be_visible()
    page.fill("[name=code]", code(secret))
    page.click(".security__form [type=submit]")
    expect(page.locator("[data-codes] code")).to_have_count(10)
    page.context.clear_cookies()
    page.goto(reverse("admin:index"))
    give_password(page)
    page.fill("[name=code]", code(secret, steps=1))
    page.click("#code-form [type=submit]")
    expect(page.locator("#nav-sidebar, #header-inner").first).to_be_attached()
    page.goto(reverse("mfa_index"))
    expect(page.locator(".security__heading .desk-tag--good").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_unsaved_text_comes_back_after_password_and_code(open_page, transactional_db, scripts):
    give_app(person(role=ADMINISTRATOR))
    talk = make_interview(make_candidate(), make_election(), blocks=1)
    page = open_page(viewport={"width": 1280, "height": 800}, java_script_enabled=scripts)
    page.goto(reverse("admin:candidates_interview_change", args=[talk.pk]))
    give_password(page)
    page.fill("[name=code]", code())
    page.click("#code-form [type=submit]")
    page.fill("[name=lead_ky]", "Мөөнөтү бүткөн")
    DeskSession.objects.all().delete()
    page.click("[name=_save]")
    give_password(page)
    page.fill("[name=code]", code(steps=1))
    page.click("#code-form [type=submit]")
    if not scripts:
        page.click("[data-carried] button")
    expect(page.locator("[name=lead_ky]")).to_have_value("Мөөнөтү бүткөн")


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (360, "light"),
        (1440, "dark"),
        *(pytest.param(*way, marks=pytest.mark.slow) for way in [(360, "dark"), (1440, "light")]),
        *(pytest.param(768, scheme, marks=pytest.mark.slow) for scheme in ("light", "dark")),
    ],
)
def test_pages_of_signing_in_fit_and_can_be_used_by_all(open_page, axe, transactional_db, width, scheme):
    user = person()
    give_app(user)
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    own = {"runOnly": ["wcag2a", "wcag2aa"]}
    page.goto(reverse("account_login"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page, **own) == []
    give_password(page)
    assert axe(page, **own) == []
    page.fill("[name=code]", code())
    with page.expect_navigation():
        page.click("#code-form [type=submit]")
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        page.goto(reverse(name))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert axe(page, **own) == [], name
