"""How the words and the parts of a form look: HTML without templates, since thirty questions have 200 columns.

What they are stands in `side_by_side`; what is around them in `desk/words.html` and `desk/parts.html`.
"""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from publishing.desk.drawing import text
from publishing.desk.hints import drawn_hints
from publishing.desk.side_by_side import Column, Control, Part, Section, Words

WORDS = (
    '<div class="words" data-words><p class="words__name">{name}{needed}</p>'
    '<div class="words__columns">{columns}</div>{help}</div>'
)
COLUMN = (
    '<div class="{column.css}" data-column="{column.code}"><div class="words__head" data-head>'
    '<{column.tag} class="words__tag"{column.points}><span class="words__said">{name}: </span>{column.sign}'
    "</{column.tag}>{marks}</div>{html}{errors}<div data-hints>{hints}</div></div>"
)
HELP = '<p class="words__help">{}</p>'
CONTROLS = '<div class="desk-controls">{}</div>'
CONTROL = (
    '<div class="desk-controls__one{state}"><label class="desk-controls__label"{control.points}>{name}</label>'
    '<div class="desk-controls__control">{html}</div>{errors}{help}</div>'
)
PART = (
    '<div class="form-group desk-part" data-part id="{part.prefix}">{place}'
    '<details class="form-row desk-part__fold" data-fold{state}><summary class="desk-part__line">'
    '<span class="desk-part__number" data-number>{part.number}</span>'
    '<span class="desk-part__title" data-title>{title}</span>{told}'
    '<span class="desk-part__marks" data-marks>{missing}</span></summary><div class="desk-part__body">'
    '{remarks}{sections}<div class="desk-part__foot">{foot}</div></div></details>{part.identity}</div>'
)
PLACE = (
    '<input type="hidden" name="{part.place_name}" value="{part.number}" data-place>'
    '<button class="desk-part__handle" type="button" data-handle hidden aria-label="{move}: {title}"></button>'
)
REMARK = '<span class="desk-part__remark">{}</span>'
COMMENTED = '<span class="desk"><span class="desk-tag desk-tag--ask">{}: {}</span></span>'
MISSING = '<abbr class="desk-part__mark" title="{language}: {said}">{sign}</abbr>'
MOVES = '<span class="desk-part__moves" data-moves hidden>{}</span>'
MOVE = '<button class="desk-part__move" type="button" data-way="{way}" aria-label="{said}: {title}">{sign}</button>'
OWN_FORM = '<a class="desk-part__link" href="{}">{}</a>'
DELETE = (
    '<label class="desk-part__delete"><input type="checkbox" name="{field.html_name}" id="{field.auto_id}"{state}>'
    " {said}</label>"
)


def drawn_words(fields: Iterable[Words]) -> SafeString:
    """Return translated fields, each with its languages beside one another."""
    return mark_safe("".join(map(drawn_field, fields)))  # noqa: S308 -- escaped


def drawn_field(words: Words) -> str:
    """Return one translated field."""
    name = text(words.name)
    columns = "".join(drawn_column(column, name) for column in words.columns)
    needed = ' <span class="words__needed">*</span>' if words.is_required else ""
    return WORDS.format(name=name, needed=needed, columns=columns, help=drawn_help(words.help_text))


def drawn_column(column: Column, name: str) -> str:
    """Return the column of a field of this name (HTML)."""
    marks = f'<span class="words__original">{text(_("original"))}</span>' if column.is_original else ""
    if column.is_missing:
        marks += f'<span class="words__missing" data-missing>{text(_("not translated"))}</span>'
    html, errors, hints = text(column.html), column.errors or "", drawn_hints(column.hints)
    return COLUMN.format(column=column, name=name, marks=marks, html=html, errors=errors, hints=hints)


def drawn_help(said: str) -> str:
    """Return what helps to fill a field in."""
    return HELP.format(text(said)) if said else ""


def drawn_controls(controls: Iterable[Control]) -> SafeString:
    """Return fields that are the same in every language."""
    return mark_safe(CONTROLS.format("".join(map(drawn_control, controls))))  # noqa: S308 -- escaped


def drawn_control(control: Control) -> str:
    """Return a field that is the same in every language."""
    html = text(control.html)
    if control.is_hidden:
        return html
    return CONTROL.format(
        state=" errors" if control.errors else "",
        control=control,
        name=text(control.label),
        html=html,
        errors=control.errors or "",
        help=drawn_help(control.help_text),
    )


def drawn_section(section: Section) -> str:
    """Return a fieldset of a part."""
    return drawn_words(section.words) + (drawn_controls(section.controls) if section.controls else "")


def drawn_part(part: Part, name: str, *, can_delete: bool, own_form: str = "") -> SafeString:
    """Return one part: its line, and behind it what can be changed; `own_form` is an address, or nothing."""
    title, closed = text(part.title or name), " data-unasked"  # the hints of a closed part are asked for when it opens
    html = PART.format(
        part=part,
        place=PLACE.format(part=part, move=_("Move"), title=title) if part.can_move else "",
        state=" open" if part.is_open else closed,
        title=title,
        told=drawn_told(part),
        missing="".join(
            MISSING.format(language=text(one.language), said=_("not translated"), sign=one.sign) for one in part.missing
        ),
        remarks=drawn_remarks(part),
        sections="".join(map(drawn_section, part.sections)),
        foot=drawn_foot(part, title, can_delete, own_form),
    )
    return mark_safe(html)  # noqa: S308 -- escaped


def drawn_told(part: Part) -> str:
    """Return what the line of a part says of it: whether it is still what was said, and whether somebody asks."""
    remark = part.row.remark() if part.row else ""
    commented = COMMENTED.format(text(_("comment")), len(part.comments)) if part.comments else ""
    return (REMARK.format(text(remark)) if remark else "") + commented


def drawn_remarks(part: Part) -> str:
    """Return what is wrong with a part as a whole, and the comments on it."""
    form = part.admin_form.form
    faults = text(form.non_field_errors()) if form.errors else ""
    if not part.comments:
        return faults
    return f'{faults}<div class="desk">{render_to_string("desk/_comments.html", {"comments": part.comments})}</div>'


def drawn_foot(part: Part, title: str, can_delete: bool, own_form: str) -> str:
    """Return what can be done with a part as a whole."""
    foot = ""
    if part.can_move:
        ways = ((-1, _("Move up"), "↑"), (1, _("Move down"), "↓"))
        foot += MOVES.format(
            "".join(MOVE.format(way=way, said=said, title=title, sign=sign) for way, said, sign in ways)
        )
    if own_form:
        foot += OWN_FORM.format(text(own_form), _("Own form"))
    if can_delete:
        state = " checked" if part.deletion.value() else ""
        foot += DELETE.format(field=part.deletion, state=state, said=_("Delete"))
    return foot
