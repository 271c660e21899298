"""What an imprint states: its text to names, an address, a day and a number."""

import re
from datetime import date

from .characters import UPPER
from .dates import find_day
from .imprint import FINANCE, LABEL, is_label
from .parsed import Imprint
from .sentences import sentence_ends

_PERSON = re.compile(rf"[{UPPER}][\w-]+\s+[{UPPER}]\.(?:\s?[{UPPER}]\.)?|(?:[{UPPER}]\.\s?){{1,2}}[{UPPER}][\w-]+")
_FULL_NAME = re.compile(rf"[{UPPER}][\w-]+(?:\s+[{UPPER}][\w-]+|\s+(?:кызы|уулу)){{1,2}}")
_PAID = re.compile(r"төлөн(?:дү|гөн|ү)\w*|(?<=нан )(?:жүргүзүл|каржылан)\w+", re.IGNORECASE)
_PAYMENT = re.compile(r"\s*(?:төлөм|каржылоо)(?:\s*[—–-])?\s+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:[ .,]\d{3})+(?!\d)|\d+")
_COUNTED = re.compile(r"(\d{1,3}(?:[ .,]\d{3})+|\d+)\s*(?:экз|нуска|дана|copies|copy)", re.IGNORECASE)
#: «Отпечатано в типографии … по адресу: …»
_IN = re.compile(r"^(?:в|at)\s+")
_AT = re.compile(r",?\s+по\s+адресу:?\s*", re.IGNORECASE)
_QUOTES = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|\([^)]*\)")


def read_imprint(text: str | None) -> Imprint:
    """Read the facts off the text of an imprint; names stay spans as they stand.

    >>> read_imprint("Аткаруучу: «Үлгү» КФ, Ош шаары. Нускасы: 1 000.").print_run
    1000
    """
    if not text:
        return Imprint()
    values = _values(text)
    producer, address = _split_address(values.get("producer"), values.get("address"))
    issue_date, _ = find_day(values.get("issue_date") or "")
    return Imprint(
        text=text,
        producer=producer,
        producer_address=address,
        commissioner=values.get("commissioner"),
        payer=_payer(text, values),
        finance_representative=_finance_representative(text),
        issue_date=issue_date if isinstance(issue_date, date) else None,
        print_run=_print_run(text, values.get("print_run")),
    )


def _values(text: str) -> dict[str, str]:
    """Return what stands after each label: to the next label, sentence or paragraph."""
    labels = [match for match in LABEL.finditer(text) if match.lastgroup == "address" or is_label(text, match)]
    finance = [match.start() for match in FINANCE.finditer(text)]
    values: dict[str, str] = {}
    for i, match in enumerate(labels):
        stop = labels[i + 1].start() if i + 1 < len(labels) else len(text)
        start = match.end()
        while start < stop and text[start] in " :—–-*_\n":
            start += 1
        stop = min([stop, *(at for at in finance if at > start)])
        paragraph = text.find("\n", start, stop)
        if paragraph > 0:
            stop = paragraph
        sentence = next(sentence_ends(text, start, stop), stop)
        value = _trimmed(text[start : min(stop, sentence)])
        if value and match.lastgroup not in values:
            values[match.lastgroup] = value
    return values


def _trimmed(value: str) -> str:
    """Drop the stop after a value, but not the one of an initial."""
    value = value.strip(" \n;,*_|/")
    if value.endswith(".") and not re.search(rf"(?:^|[\s.])[{UPPER}]\.$|(?:\b(?:г|ж|экз|inc|ltd|co))\.$", value):
        value = value[:-1]
    return value.strip(" ;,")


def _split_address(producer: str | None, address: str | None) -> tuple[str | None, str | None]:
    """Part the name of the producer from the address after the first comma outside quotes."""
    if not producer:
        return None, address
    producer = _IN.sub("", producer)
    if place := _AT.search(producer):
        return producer[: place.start()], producer[place.end() :] or address
    hidden = _QUOTES.sub(lambda quoted: "_" * len(quoted[0]), producer)
    name, comma, _ = hidden.partition(",")
    own = producer[len(name) + 1 :].strip() if comma else None
    return producer[: len(name)].strip(), address or own or None


def _payer(text: str, values: dict[str, str]) -> str | None:
    """Return who paid: the words between the agent and the verb, or after the label."""
    if match := _PAID.search(text):
        window = text[: match.start()]
        begin = max([0, *(stop for stop in sentence_ends(text, 0, match.start()) if stop < match.start())])
        begin = max(begin, window.rfind("\n") + 1)
        said = window[begin:]
        agent = re.search(r".*\bтарабынан\s+", said, re.DOTALL | re.IGNORECASE)
        said = said[agent.end() :] if agent else said
        return _trimmed(_PAYMENT.sub("", said.rpartition(": ")[2])) or None
    value = values.get("payer")
    if match := re.search(
        r"(?:из|за\s+сч[её]т)\s+(?:средств\s+)?[^.\n]{0,60}?фонда[^.\n]*(?:\.(?=\S)[^.\n]*)*", text, re.IGNORECASE
    ):
        found = re.split(r",?\s+(?:уполномоченн|оплачен)", match[0], maxsplit=1)[0]
        return _trimmed(found) or value
    if value:
        value = re.sub(r"^(?:for\s+)?(?:by|from|out\s+of)\s+", "", value, flags=re.IGNORECASE)
    return value or None


def _finance_representative(text: str) -> str | None:
    """Return the person named after the words for that office."""
    if not (match := FINANCE.search(text)):
        return None
    after = text[match.end() : match.end() + 160]
    person = _PERSON.search(after) or _FULL_NAME.search(after)
    return person[0].strip() if person else None


def _print_run(text: str, value: str | None) -> int | None:
    """Return the number of copies."""
    match = _NUMBER.match(value or "") or _COUNTED.search(text)
    if not match:
        return None
    return int(re.sub(r"\D", "", match[match.lastindex or 0])[:9])
