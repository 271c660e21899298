"""Names of people who do not exist: each is made of a word for *sample*, so that nobody takes it for somebody's."""

from dataclasses import dataclass
from random import Random

from publishing.kyrgyz import slugify

STEMS = ("Үлгү", "Мисал", "Намуна", "Нуска", "Болжол", "Сынак")
FAMILY_ENDINGS = ("баев", "беков", "кулов", "жанов", "акунов", "темиров", "дөлөтов")
MEN_ENDINGS = ("бек", "бай", "жан", "мырза", "кул", "темир")
WOMEN_ENDINGS = ("гүл", "ай", "кан", "бүбү", "жан", "сулуу")
RUSSIAN = str.maketrans("ңөүҢӨҮ", "ноуНОУ")


@dataclass(frozen=True, slots=True)
class Name:
    """A sample person's name in Kyrgyz letters."""

    family: str
    given: str
    is_woman: bool

    @classmethod
    def drawn(cls, rng: Random) -> "Name":
        """Draw a name."""
        is_woman = rng.random() < 0.5
        family = rng.choice(STEMS) + rng.choice(FAMILY_ENDINGS) + ("а" if is_woman else "")
        given = rng.choice(STEMS) + rng.choice(WOMEN_ENDINGS if is_woman else MEN_ENDINGS)
        return cls(family, given, is_woman)


def spelled(name: str, language: str) -> str:
    """Return a name as it is written in a language.

    >>> [spelled("Үлгүбаев", code) for code in ("ky", "ru", "en")]
    ['Үлгүбаев', 'Улгубаев', 'Ulgubaev']
    """
    if language == "ky":
        return name
    return name.translate(RUSSIAN) if language == "ru" else slugify(name).capitalize()
