"""Secrets sealed before they are stored: a copy of the database alone makes no codes."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    """Return a text sealed with the first key."""
    return keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return a sealed text; raise ValueError where no key fits, never an empty secret."""
    try:
        return keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise ValueError("The secret was sealed with a key that is not among the settings.") from None


def keys() -> MultiFernet:
    """Return the keys of the settings: the first seals, each of them opens."""
    return MultiFernet([Fernet(key_from(word)) for word in settings.SEALING_KEYS])


def key_from(word: str) -> bytes:
    """Return the key that follows from a word of the settings."""
    return base64.urlsafe_b64encode(hmac.new(b"emgek.staff.sealing", word.encode(), hashlib.sha256).digest())
