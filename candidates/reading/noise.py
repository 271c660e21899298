"""Lines that belong to the page and not to the interview.

Share buttons, time stamps, view counters, bylines, captions. They are not
thrown away: they become `left_over`.
"""

import re

from .dates import MONTHS
from .lines import Line

_WORDS = (
    r"поделиться|поделились|бөлүшүү|бөлүш\w*|share|tweet|твитнуть|facebook|фейсбук|twitter|telegram|телеграм"
    r"|whatsapp|ватсап|vk|вк|вконтакте|одноклассники|ok|viber|instagram|youtube|tiktok|linkedin|pinterest"
    r"|copy|link|көчүрүү|шилтеме\w*|скопировать|ссылк\w|print|басып\s+чыгаруу|печать|распечатать|e-?mail"
    r"|like|likes|лайк\w*|нравится|жакты|subscribe|подписаться|подписывайтесь|жазылуу|жазылыңыз\w*"
    r"|читайте|также|дагы\s+окуңуз|ошондой\s+эле\s+окуңуз|read\s+(?:more|also)|комментари\w+|пикир\w*|comments?"
    r"|views?|просмотр\w*|көрүү\w*|көрүлдү|көрүлгөн|окулду|прочитано|прочтений|раз|жолу|min|мин|минут\w*|read"
    r"|реклама|жарнама|advertisement|ad|назад|артка|back|next|алдыга|вперёд|главная|башкы\s+бет|home|menu|меню"
    r"|в\s+закладки|на|бул|this|в|via|on"
)
_TIME = r"\[?\(?\d{1,2}[:.]\d{2}(?::\d{2})?\)?\]?"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|(?:\d{{4}}\s*-?\s*(?:жыл\w*|ж\.?)[,\s]*)?\d{{1,2}}\s*-?\s*(?:{_MONTH})\w{{0,3}}\.?"
    rf"(?:[,\s]*\d{{4}}(?:\s*-?\s*(?:жыл\w*|ж\.?|года|г\.?))?)?"
    rf"|(?:{_MONTH})\s+\d{{1,2}},?\s+\d{{4}})"
)
_STAMP = re.compile(rf"(?:{_DATE})?[\s,|/·•–—-]*(?:{_TIME})?[.\s]*", re.IGNORECASE)
_BUTTONS = re.compile(rf"(?:(?:{_WORDS})\b|[\d.,:;/|•·()#+>»«👁️❤👍-]|\s)+", re.IGNORECASE)
_ANY_WORD = re.compile(r"[^\W\d]")
_LINK = r"(?:https?://|www\.)\S+"
_BYLINE = (
    r"(?:фото|сүрөт|photo|автор|author|булак|источник|source|теги|тегдер|tags?|рубрика|категория|category"
    r"|дата\s+публикации|жарыяланган|опубликовано|published|updated|обновлено|жаңыртылган|views|просмотр\w*)"
    r"\s*:.{0,100}"
    r"|(?:беседовал[аи]?|интервью\s+(?:пров[её]ла?|брала?|взяла?)|маектешкен(?:дер)?|маек\s+курган"
    r"|interviewed\s+by|interview\s+by|by|photo\s+by)"
    r"(?:\s*:)?\s+[A-ZА-ЯЁӨҮҢ][^.?!]{0,60}(?:\.\s*[A-ZА-ЯЁӨҮҢ][^.?!]{0,30})?\.?"
)
#: «Главная / Политика / Интервью», a counter behind a picture, a pointer to another text.
_PATH = r"(?:главная|башкы\s+бет|home)(?:\s*[/>»›|→]\s*[^/>»›|→.?!]{1,60})+"
_COUNTER = "[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]+\\s*\\d[\\d .,]*[kк]?"
_POINTER = (
    r"(?:(?:читайте|смотрите)\s+(?:также|ещё)|по\s+теме|(?:дагы|ошондой\s+эле)\s+(?:окуңуз(?:дар)?|караңыз(?:дар)?)"
    r"|(?:read|see)\s+(?:more|also)|related)\s*:.{0,140}"
)
_PAGE = re.compile("|".join((_LINK, _BYLINE, _PATH, _COUNTER, _POINTER)), re.IGNORECASE)
_STAMP_BEFORE = re.compile(r"[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])]\s*")
_BARE_STAMP = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\s+(?=[\"«„A-ZА-ЯЁӨҮҢ*-])")


def is_noise(line: str) -> bool:
    """Tell whether the whole line belongs to the page.

    >>> is_noise("Поделиться: Facebook | Telegram 12"), is_noise("08.07.2021, 12:45")
    (True, True)
    >>> is_noise("- 12"), is_noise("Бөлүшкөн жок.")
    (False, False)
    """
    if len(line) > 160 or line[0] in "-–—":
        return False
    line = line.strip("*_ ")
    if not line:
        return False
    return bool(
        _STAMP.fullmatch(line)
        or (_ANY_WORD.search(line) and len(line) <= 120 and _is_buttons(line))
        or _PAGE.fullmatch(line)
    )


def _is_buttons(line: str) -> bool:
    """Tell whether all words are those of buttons and counters.

    The little words (на, this, on) are no evidence by themselves.
    """
    if not _BUTTONS.fullmatch(line):
        return False
    words = re.findall(r"[^\W\d]{3,}|vk|вк", line, re.IGNORECASE)
    little = {"раз", "жолу", "min", "мин", "this", "via", "бул", "read", "также", "like", "back"}
    return any(word.lower() not in little for word in words)


def cut_stamps(text: str, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Cut the time stamps of a transcript off the front of its lines.

    Stamps in brackets always go, bare ones only where at least three lines open
    with one. Return the lines without them and the stamps.
    """
    bare = sum(_BARE_STAMP.match(text, line.start) is not None for line in lines) >= 3
    rest, stamps = [], []
    for line in lines:
        match = _STAMP_BEFORE.match(text, line.start, line.end)
        if not match and bare:
            match = _BARE_STAMP.match(text, line.start, line.end)
        if match and match.end() < line.end:
            stamps.append(Line(line.start, match.end(), line.gap))
            line = Line(match.end(), line.end, gap=True)
        rest.append(line)
    return rest, stamps
