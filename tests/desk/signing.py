"""What the tests of signing in share: people with a second factor, and the codes their phones would show."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth.models import Group
from django.urls import reverse
from fido2.cose import ES256
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from emgek.roles import PRESS_OFFICER
from staff.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WORD = "Бир-узун-сырсөз"


def person(name: str = "aigul", role: str = PRESS_OFFICER, **fields) -> User:
    """Return somebody who works here."""
    user = User.objects.create_user(name, password=WORD, is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name=role))
    return user


def give_app(user: User) -> list[str]:
    """Give somebody an app; return the recovery codes that come with it."""
    totp.TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).generate_codes()


def give_passkey(user: User, name: str) -> int:
    """Give somebody a passkey that no key belongs to; return its number."""
    held = AttestedCredentialData.create(bytes(16), b"id", ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)}))
    data = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.AT, 0, held)
    told = AuthenticatorAttestationResponse(
        client_data=CollectedClientData.create("webauthn.create", b"asked", "http://localhost"),
        attestation_object=AttestationObject.create("none", data, {}),
    )
    return WebAuthn.add(user, name, dict(RegistrationResponse(raw_id=b"id", response=told))).instance.pk


def code(secret: str = SECRET, steps: int = 0) -> str:
    """Return what an app shows, now or some steps of half a minute away."""
    now = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, now[len(now) // 2] + steps))


def sign_in(client, name: str = "aigul", password: str = WORD, **sent):
    """Send name and password."""
    meta = {name: sent.pop(name) for name in ("REMOTE_ADDR",) if name in sent}
    return client.post(reverse("account_login"), {"username": name, "password": password, **sent}, **meta)


def give_code(client, typed: str, **sent):
    """Send the second factor."""
    return client.post(reverse("mfa_authenticate"), {"code": typed, **sent})


def is_in(client) -> bool:
    """Say whether somebody is signed in."""
    return "_auth_user_id" in client.session
