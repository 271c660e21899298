"""A press officer whose actions are counted: one counter for all journeys, by the rule of research/editor-effort.md §1.

A job begins on the desk's first page, signed in. Clicks, keys, pastes and choices count; reading and waiting do not.
"""

WAYS = ".agenda__ways"


def sign_in(page, name="press"):
    """Sign somebody in whose password is made of the name, as those of the demo are, and wait for the first page."""
    page.goto("/ky/admin/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", f"{name}-2021")
    page.keyboard.press("Enter")
    page.wait_for_selector(".agenda", state="attached")


class Editor:
    """A press officer at a browser; `actions` is what was done since the job began."""

    def __init__(self, page):
        """Take a window in which nobody has signed in yet."""
        self.page = page
        self.actions = 0

    def sign_in(self):
        """Sign in as the demo's press officer; this is not counted."""
        sign_in(self.page)

    def begin(self):
        """Begin a job on the first page."""
        self.page.goto("/ky/admin/")
        self.page.wait_for_selector(WAYS)
        self.actions = 0

    def click(self, selector):
        """Press something; a locator does as well."""
        self.actions += 1
        self._one(selector).click()

    def fill(self, selector, text):
        """Put a text into an empty field."""
        self.actions += 1
        field = self._one(selector)
        assert field.input_value() == "", "a field with text is replaced, which counts twice"
        field.fill(text)

    def replace(self, selector, text):
        """Put a text in the place of another: all of it is marked, then pasted over."""
        self.actions += 2
        field = self._one(selector)
        field.wait_for(state="visible")  # what is folded away has to be opened first, which counts
        assert field.input_value()
        field.focus()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def _one(self, selector):
        return self.page.locator(selector) if isinstance(selector, str) else selector
