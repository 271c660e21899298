"""What interviewers and candidates say in Kyrgyz, Russian and English.

Word lists, and nothing that decides: `voices.py` weighs them. They are kept
short on purpose, a list that knows every verb would also know every answer.
"""

import re

_I = re.IGNORECASE

#: A request that needs no question mark: «Айтып бериңизчи.», «Расскажите о себе.»
_REQUEST = re.compile(
    r"ң[ыиуү]зч[ыиуү]\b|тааныштыр|(?:саң[ыи]з|сең[ыи]з|соңуз|сөңүз|ң[ыиуү]з)\s*[.!…]*$"
    r"|\b(?:(?:айтып|сүйлөп|түшүндүрүп|баяндап)\s+бер\w*"
    r"|бил(?:ги(?:м|биз)\s+келет|гибиз|сек\s+болобу)|кеп\s+са(?:лып|лсаңыз)\w*"
    r"|(?:рас)?скажите|поделитесь|назовите|опишите|представьтесь|объясните|поясните|уточните"
    r"|перечислите|охарактеризуйте|прокомментируйте|вспомните|приведите\s+пример"
    r"|давайте\s+(?:поговорим|начн[её]м|познакомимся|обсудим)"
    r"|(?:хотелось\s+бы|хочется|интересно)\s+(?:узнать|услышать|знать)"
    r"|tell\s+(?:us|me|our)|describe\s+(?:your|the|how)|introduce\s+yourself|share\s+(?:with\s+us|your)"
    r"|walk\s+us|talk\s+(?:us|about)|explain\s+(?:how|why|your|to)|give\s+us|name\s+(?:one|two|three|your)"
    r"|(?:we|i)(?:['’]d|\s+would)\s+like\s+(?:you\s+)?to\s+(?:ask|know|hear|tell))\b",
)
#: A sentence that begins like a question, mark or no mark.
ASKING = re.compile(
    r"(?:эмне\w*|кандай\w*|кайсы\w*|кантип|качан\w*|канча\w*|кайда\w*|ким\w*|неге"
    r"|как\w*|что|чем|почему|зачем|когда|где|кто|куда|сколько|каков\w*|чей"
    r"|what|how|why|when|where|who|which|do|does|did|are|is|will|can|could|would|have)\b",
    _I,
)
#: The listener is spoken to. For text in lower case, which is much faster than
#: ignoring case: this is looked for in every turn.
_SECOND_PERSON = re.compile(
    r"ң[ыиуү]з|с[ыиуү]з(?:б[ыиуү]|да[ре]|дер)|\b(?:сиз|силер|вы\b|вас\b|вам|ваш|you)"
    r"|те(?:(?<=[аяуюое]ете)|(?<=йте)(?<!\bсайте)|(?<=[бвгджзйклмнпрстфхцчшщ]ите)|(?<=ёте)"
    r"|(?<=будете)|(?<=можете)|(?<=живете)|(?<=идете))(?:сь)?\b"
)
#: The speaker speaks of himself. The letters looked ahead for are those the words begin with.
_FIRST_PERSON = re.compile(
    r"\b(?=[мбянimwou])(?:мен|менин|мага|мени|менде|биз|биздин|бизге|бизди|бизде"
    r"|я|мне|меня|мой|моя|моё|мои|моей|моего|мы|нас|нам|наш\w*|i|my|me|we|our|us)\b"
)
THANKS = re.compile(r"\b(?:рахмат\w*|ыраазы\w*|спасибо|благодар\w+|признател\w+|thank\w*)\b", _I)
#: Thanks for the conversation itself: only the interviewer gives these.
THANKS_FOR_TALK = re.compile(
    r"\b(?:маегиңиз|маектешкен\w*|маек\s+үчүн|убакыт\s+бөл\w+|жооптор\w*\s+үчүн|кызыктуу\s+маек\w*"
    r"|за\s+(?:(?:интересн|содержательн|подробн|эт)\w+\s+)?(?:интервью|бесед\w|разговор|ответы)"
    r"|нашли\s+время|удел\w+\s+(?:нам\s+)?врем\w+"
    r"|for\s+(?:(?:the|this|your|an?)\s+)?(?:\w+\s+)?(?:interview|conversation|time|answers|talk(?:ing)?)"
    r"|(?:joining|speaking\s+(?:to|with))\s+us)\b",
    _I,
)
GREETING = re.compile(
    r"(?:салам\w*|кутман\s+\w+|кош\s+кел\w+|арыба\w*|здравствуй\w*|добр(?:ый|ое|ой)\s+\w+|привет\w*"
    r"|hello|hi|good\s+(?:morning|afternoon|evening|day)|welcome)\b",
    _I,
)
#: A statement that begins by calling the listener: «Олег Иванович, говорят…», «Айбек мырза, …»
VOCATIVE = re.compile(
    r"(?:(?:[A-ZА-ЯЁӨҮҢ][\w-]+\s+){1,2}(?:мырза|айым|байке|эже|агай|аке)|(?:mr|mrs|ms|dr)\.?\s[A-Z]\w+"
    r"|[А-ЯЁӨҮҢ][\w-]+\s+[А-ЯЁӨҮҢ][\w-]*(?:вич|вна|ьич|инична)|господин\s\w+|госпожа\s\w+),"
)
#: The candidate turns from the interviewer to the voters.
_VOTERS = (
    r"(?:тургун\w+|шайлоочу\w*|шаардык(?:тар\w*)?|жердеш\w*|мекендеш\w*|кыргызстандык\w*|жаран\w*|калайык"
    r"|калк\w*|эл\w{0,4}|достор\w*|бир\s*тууган\w*|айылдаш\w*|бишкектик\w*|ошт?ук\w*|замандаш\w*"
    r"|избирател[иь]\w*|жител[иь]\w*|горожан\w*|земляки|соотечественники|друзья|граждане|сограждане"
    r"|кыргызстанцы|бишкекчане|ошане|voters|residents|citizens|friends|neighbou?rs|compatriots|people)"
)
VOTERS = re.compile(rf"\b{_VOTERS}\b", _I)
SALUTATION = re.compile(
    r"(?:(?:урматтуу|кымбаттуу|кадырлуу|ардактуу|сүйүктүү|кадырман|уважаемые|дорогие|многоуважаемые|dear|fellow)"
    rf"\s[^.?!\n]{{0,80}}?\b{_VOTERS}\b[^.?!\n]{{0,60}}?[!.,:]|{_VOTERS}!)",
    _I,
)
#: Words that open a sentence with a colon or a full stop, and are nobody's name.
NOT_A_NAME = frozenset(
    "ооба жок албетте рахмат макул туура мисалы мисал маселен анткени себеби себеп демек ошондой"
    " эскертүү максат максаты максатыбыз милдет план биринчи экинчи үчүнчү төртүнчү бешинчи жыйынтык"
    " тактап кыскасы кыскача негизгиси эң башкысы"
    " да нет конечно спасибо разумеется например пример главное первое второе третье четвёртое"
    " во-первых во-вторых в-третьих итак значит итог итого цель цели задача задачи примечание вывод"
    " короче кстати потому причина причины ещё наш мой адрес телефон"
    " yes no sure well thanks example note first second third fourth finally goal goals aim aims"
    " reason result also remember of my our the in and so but because".split()
)


def speaks_to_listener(text: str) -> bool:
    """Tell whether somebody is spoken to.

    >>> speaks_to_listener("Кайда жашайсызбы?"), speaks_to_listener("Я живу на сайте.")
    (True, False)
    """
    return _SECOND_PERSON.search(text.lower()) is not None


def speaks_of_himself(text: str) -> bool:
    """Tell whether the speaker says I or we.

    >>> speaks_of_himself("Мен мугалиммин."), speaks_of_himself("Ал мугалим.")
    (True, False)
    """
    return _FIRST_PERSON.search(text.lower()) is not None


def requests(text: str) -> bool:
    """Tell whether something is asked for, question mark or not.

    >>> requests("Айтып бериңизчи."), requests("Назовите цель.")
    (True, True)
    """
    return _REQUEST.search(text.lower()) is not None
