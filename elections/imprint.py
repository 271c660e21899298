"""The imprint's line: labels in the page's language, names as they are registered.

The wording follows the imprint that stood under the real interview of July 2021 (research/language-and-law.md §1.4):
producer and address, commissioner, who paid from which fund through whom, issue date, print run.
"""

from dataclasses import replace

from publishing.dates import numeric_day

LABELS = {
    "ky": {
        "producer": "Аткаруучу",
        "commissioner": "Буйрутмачы",
        "payer": "Төлөмү",
        "finance_representative": "Каржы боюнча ыйгарым укуктуу өкүл",
        "issue_date": "Чыккан күнү",
        "print_run": "Нускасы",
    },
    "ru": {
        "producer": "Изготовитель",
        "commissioner": "Заказчик",
        "payer": "Оплачено",
        "finance_representative": "Уполномоченный представитель по финансовым вопросам",
        "issue_date": "Дата выпуска",
        "print_run": "Тираж",
    },
    "en": {
        "producer": "Produced by",
        "commissioner": "Commissioned by",
        "payer": "Paid for by",
        "finance_representative": "Authorised finance representative",
        "issue_date": "Issue date",
        "print_run": "Print run",
    },
}


def rows(imprint, language: str) -> list[tuple[str, str]]:
    """Return the labelled lines of an imprint in a language, in the order in which they are printed."""
    label = LABELS[language]
    return [
        (label["producer"], ", ".join(filter(None, [imprint.producer, imprint.producer_address]))),
        (label["commissioner"], imprint.commissioner),
        (label["payer"], imprint.payer),
        (label["finance_representative"], imprint.finance_representative),
        (label["issue_date"], numeric_day(imprint.issue_date, language)),
        (label["print_run"], str(imprint.print_run)),
    ]


def compose(imprint, language: str) -> str:
    """Return the whole imprint as one line of text."""
    return ". ".join(f"{label}: {value.rstrip('.')}" for label, value in rows(imprint, language)) + "."


def together(imprints) -> list:
    """Return each different imprint of a list once, with the last issue date it came with."""
    last = {}
    for imprint in imprints:
        makers = replace(imprint, issue_date=None, line="")
        if makers not in last or last[makers].issue_date < imprint.issue_date:
            last[makers] = imprint
    return list(last.values())
