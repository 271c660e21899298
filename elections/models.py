"""What is voted on, and who must be named for campaigning in it."""

from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elections.attachments import Attachment as Attachment
from elections.calendar import SilencePolicy
from elections.carried import KEY_DATE, SILENCE, ToConfirm, warnings
from elections.carried import CarriedObject as CarriedObject
from elections.carried import CarryingOver as CarryingOver
from elections.documents import ElectionDocument, ImprintDocument, KeyDateDocument, PartyDocument
from elections.materials import Material as Material
from publishing.dates import date_of
from publishing.languages import some_words, words
from publishing.publishable import PartRow, Publishable
from publishing.typed import refuse_other_links


class Party(Publishable):
    """The party whose site this is; one per installation."""

    kind = "party"
    document_class = PartyDocument
    public_path = ""

    is_only = models.BooleanField(default=True, editable=False)
    title = models.CharField(_("name"), max_length=60, help_text=_("As it stands on the ballot, short: “Эмгек”."))
    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    slogan = models.CharField(
        _("line under the name"), max_length=160, blank=True, help_text=_("One sentence that stands in the ballot row.")
    )
    about = models.TextField(_("about this site"), blank=True, help_text=_("Two sentences for the foot of every page."))
    accent = models.CharField(
        _("colour"),
        max_length=7,
        default="#d4261c",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits: #d4261c."))],
        help_text=_("The colour of the mark in the square. The site makes it readable on light and dark by itself."),
    )
    address = models.CharField(_("postal address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    links = models.TextField(_("links"), blank=True, help_text=_("One address a line."))

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("party")
        constraints = [models.UniqueConstraint(fields=["is_only"], name="there_is_one_party")]

    def __str__(self):
        return some_words(self, "title") or self.slug

    def clean(self):
        """Take no links but those to pages of the web."""
        super().clean()
        refuse_other_links(self)

    def build_document(self, language, *, issued):
        """Return the chrome of the site in one language."""
        names = ("title", "full_name", "slogan", "about")
        return PartyDocument(
            **self.identity(language),
            accent=self.accent.lower(),
            address=self.address,
            phone=self.phone,
            email=self.email,
            links=tuple(self.links.split()),
            **{name: words(self, name, language) for name in names},
        )


class ElectionType(models.TextChoices):
    """How an election came about."""

    REGULAR = "regular", _("regular election")
    EARLY = "early", _("early election")
    REPEAT = "repeat", _("repeat election")


class Election(Publishable):
    """One vote for one body. Every figure of law is a field here, none is a constant of the code."""

    kind = "election"
    document_class = ElectionDocument
    part_names = ("key_dates",)
    public_path = "elections/{slug}/"
    sets_calendar = True
    #: The rights to change single fields: the calendar, and from when the list is locked.
    SET_CALENDAR, LOCK_LIST = "elections.set_calendar", "elections.lock_list"

    title = models.CharField(_("title"), max_length=200)
    body = models.CharField(
        _("body"), max_length=200, blank=True, help_text=_("What is elected: “Бишкек шаардык кеңеши”.")
    )
    election_type = models.CharField(_("kind of election"), max_length=10, choices=ElectionType, default="regular")
    repeats = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeated_by", verbose_name=_("repeats")
    )
    is_annulled = models.BooleanField(_("the vote was annulled"), default=False)
    campaign_starts_at = models.DateTimeField(_("campaign starts"), null=True, blank=True)
    silence_starts_at = models.DateTimeField(
        _("silence starts"), null=True, blank=True, help_text=_("Left empty: 24 hours before the polls open.")
    )
    silence_policy = models.CharField(
        _("campaign in the silence"),
        max_length=6,
        choices=SilencePolicy,
        default=SilencePolicy.FREEZE,
        help_text=_("From the start of the silence until the polls close. The home page always says how to vote."),
    )
    polls_open_at = models.DateTimeField(_("polls open"))
    polls_close_at = models.DateTimeField(_("polls close"))
    ballot_number = models.PositiveSmallIntegerField(
        _("our number on the ballot"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    lists_on_ballot = models.PositiveSmallIntegerField(_("parties on the ballot"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True, validators=[MinValueValidator(1)])
    term_years = models.PositiveSmallIntegerField(_("term in years"), null=True, blank=True)
    threshold_percent = models.DecimalField(
        _("threshold, per cent"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    list_locked_date = models.DateField(
        _("list locked from"),
        null=True,
        blank=True,
        help_text=_("From this day on nobody is added to our list, moved on it or taken off. Empty: it is open."),
    )
    preference_vote = models.BooleanField(
        _("preference vote"), null=True, blank=True, help_text=_("Can one mark a candidate's number on the list?")
    )
    how_to_vote = models.TextField(
        _("how to vote"),
        blank=True,
        help_text=_("Steps, parted by a blank line. The first line of a step is its heading."),
    )
    seats_won = models.PositiveSmallIntegerField(_("seats won by us"), null=True, blank=True)
    result_note = models.TextField(_("result"), blank=True, help_text=_("What came out, and who announced it when."))
    result_source = models.CharField(
        _("source of the result"), max_length=300, blank=True, help_text=_("An address, or the name of the document.")
    )

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ["-polls_open_at"]
        permissions = [("set_calendar", "Can set the calendar"), ("lock_list", "Can lock the list")]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="election_slug_is_unique"),
            models.CheckConstraint(
                condition=Q(polls_close_at__gt=F("polls_open_at")), name="polls_close_after_they_open"
            ),
            models.CheckConstraint(
                condition=Q(silence_starts_at__isnull=True) | Q(silence_starts_at__lte=F("polls_open_at")),
                name="silence_starts_before_polls_open",
            ),
            models.CheckConstraint(
                condition=Q(campaign_starts_at__isnull=True) | Q(campaign_starts_at__lt=F("polls_open_at")),
                name="campaign_starts_before_polls_open",
            ),
            models.CheckConstraint(
                condition=Q(campaign_starts_at__isnull=True)
                | Q(silence_starts_at__isnull=True)
                | Q(campaign_starts_at__lt=F("silence_starts_at")),
                name="campaign_starts_before_silence",
            ),
            models.CheckConstraint(
                condition=Q(repeats__isnull=True) | ~Q(repeats=F("id")), name="election_repeats_another"
            ),
        ]

    def __str__(self):
        return some_words(self, "title") or self.slug

    def clean(self):
        """Say at which field the calendar is out of order; the constraints say only that it is."""
        super().clean()
        opens, closes = self.polls_open_at, self.polls_close_at
        campaign, silence = self.campaign_starts_at, self.silence_starts_at
        wrong = {}
        if opens and closes and closes <= opens:
            wrong["polls_close_at"] = _("The polls must close after they open.")
        if opens and silence and silence > opens:
            wrong["silence_starts_at"] = _("Silence must start before the polls open.")
        if campaign and (ends := silence or opens) and campaign >= ends:
            wrong["campaign_starts_at"] = _("The campaign must start before the silence and before the polls open.")
        if wrong:
            raise ValidationError(wrong)

    def save(self, *args, **kwargs):
        """Let silence start 24 hours before the polls open (language-and-law.md §1.2) where nothing else is said."""
        if self.silence_starts_at is None and self.polls_open_at:
            self.silence_starts_at = self.polls_open_at - timedelta(hours=24)
        super().save(*args, **kwargs)

    def checks(self, document):
        """Ask for what was carried over and nobody has confirmed: start of the campaign, silence, key dates."""
        dates = ToConfirm.objects.of(KEY_DATE, [date.pk for date in self.key_dates.all()])
        own = ToConfirm.objects.of(self.kind, [self.pk]) | ToConfirm.objects.of(SILENCE, [self.pk])
        return super().checks(document) + warnings(own | dates, document.language)

    @classmethod
    def newest(cls):
        """Return the election whose polls open last of all, or None: the one that is worked for."""
        return cls._base_manager.order_by("-polls_open_at", "-pk").first()

    @property
    def voting_day(self) -> date:
        """Return the day on which the polls open, in Bishkek."""
        return date_of(self.polls_open_at)

    def build_document(self, language, *, issued):
        """Return the election in one language. Its moments are told in UTC, so that one moment is one text."""
        moments = ("campaign_starts_at", "silence_starts_at", "polls_open_at", "polls_close_at")
        same = (
            "election_type",
            "seats",
            "term_years",
            "ballot_number",
            "preference_vote",
            "lists_on_ballot",
            "is_annulled",
            "seats_won",
            "result_source",
            "voting_day",
            "silence_policy",
        )
        threshold = self.threshold_percent
        return ElectionDocument(
            **self.identity(language),
            repeats=self.repeats_id,
            threshold_percent=f"{threshold.normalize():f}" if threshold is not None else "",
            key_dates=tuple(key_date.build(language) for key_date in sorted(self.key_dates.all(), key=KeyDate.place)),
            **{name: getattr(self, name) for name in same},
            **{name: in_utc(getattr(self, name)) for name in moments},
            **{name: words(self, name, language) for name in ("title", "body", "how_to_vote", "result_note")},
        )


def in_utc(moment: datetime | None) -> datetime | None:
    """Return the same moment as UTC tells it."""
    return moment and moment.astimezone(UTC)


class KeyDate(PartRow):
    """A dated event of an election."""

    parent_field = "election"

    election = models.ForeignKey(
        Election, on_delete=models.CASCADE, related_name="key_dates", verbose_name=_("election")
    )
    day = models.DateField(_("day"))
    time = models.TimeField(_("time"), null=True, blank=True, help_text=_("In Bishkek; empty for the whole day."))
    what = models.CharField(_("what happens"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("key date")
        verbose_name_plural = _("key dates")
        ordering = ["day", "time", "number"]
        constraints = [models.UniqueConstraint(fields=["election", "number"], name="key_date_number_is_unique")]

    def __str__(self):
        return f"{self.day:%d.%m.%Y} {some_words(self, 'what')}"

    def place(self) -> tuple:
        """Return what orders the dates; the databases disagree on where an unknown time stands, here it is first."""
        return self.day, self.time or time.min, self.number

    def build(self, language: str) -> KeyDateDocument:
        """Return the date as a part of its election's document."""
        return KeyDateDocument(
            number=self.number,
            day=self.day,
            time=f"{self.time:%H:%M}" if self.time else "",
            what=words(self, "what", language),
            note=words(self, "note", language),
        )


class Imprint(models.Model):
    """Who made, ordered and paid for campaign material. A row may be incomplete, a campaign edition's may not."""

    REQUIRED = ("producer", "producer_address", "commissioner", "payer", "finance_representative", "print_run")

    election = models.ForeignKey(
        Election, on_delete=models.PROTECT, related_name="imprints", verbose_name=_("election")
    )
    is_usual = models.BooleanField(
        _("usual imprint of this election"), default=False, help_text=_("It stands wherever nothing else is chosen.")
    )
    producer = models.CharField(
        _("producer"), max_length=200, blank=True, help_text=_("As registered, in quotation marks.")
    )
    producer_address = models.CharField(_("producer's address"), max_length=200, blank=True)
    commissioner = models.CharField(_("commissioner"), max_length=200, blank=True, help_text=_("Who ordered it."))
    payer = models.CharField(_("payer"), max_length=200, blank=True, help_text=_("The election fund it was paid from."))
    finance_representative = models.CharField(_("finance representative"), max_length=200, blank=True)
    print_run = models.PositiveIntegerField(
        _("print run"), default=1, validators=[MinValueValidator(1)], help_text=_("1 for what is only on the site.")
    )

    class Meta:
        verbose_name = _("imprint")
        verbose_name_plural = _("imprints")
        constraints = [
            models.UniqueConstraint(
                fields=["election"], condition=Q(is_usual=True), name="one_usual_imprint_per_election"
            ),
            models.CheckConstraint(condition=Q(print_run__gte=1), name="print_run_is_positive"),
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.producer, self.commissioner])) or str(_("empty imprint"))

    @classmethod
    def usual(cls, elections: list[int]):
        """Return the usual imprint of the newest of some elections, or None."""
        found = cls.objects.filter(election__in=elections, is_usual=True)
        return found.order_by("-election__polls_open_at").first()

    def missing(self) -> list[str]:
        """Return the names of the fields a campaign edition may not be without."""
        return [self._meta.get_field(name).verbose_name for name in self.REQUIRED if not getattr(self, name)]

    def first_missing(self) -> str:
        """Return the first field a campaign edition may not be without and this lacks, if there is one."""
        return next((name for name in self.REQUIRED if not getattr(self, name)), "")

    def frozen(self, issued: date) -> ImprintDocument:
        """Return the imprint as a document keeps it; `issued` is the day of the material's first edition."""
        return ImprintDocument(**{name: getattr(self, name) for name in self.REQUIRED}, issue_date=issued)
