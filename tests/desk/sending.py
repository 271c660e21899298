"""What a browser would send of a form of the desk."""


def sent_by(response) -> dict:
    """Return the fields of a form as it was answered, with those of its parts and the mark of what filled it."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    token = (response.context.get("together") or {}).get("token")
    sent = {"filled_with": token} if token else {}
    for form in forms:
        for field in form:
            value = field.value()
            if hasattr(field.field, "fields"):
                parts = field.field.widget.decompress(value)
                sent |= {f"{field.html_name}_{n}": part for n, part in enumerate(parts) if part is not None}
            elif value is not None and value is not False and field.name != "portrait":
                sent[field.html_name] = value
    return sent
