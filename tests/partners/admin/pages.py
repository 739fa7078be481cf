"""What a browser would send back from a page. Of a list where nothing is chosen it sends the first choice."""

from html.parser import HTMLParser

from django.http import HttpResponse

ON = {"checkbox": "on"}


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.choosing = self.writing = ""
        self.first: str | None = ""

    def handle_starttag(self, tag, attributes):
        attrs = dict(attributes)
        name = attrs.get("name", "")
        if tag == "select":
            self.choosing, self.first = name, None if "multiple" in attrs else ""
        elif tag == "textarea":
            self.writing = name
            self.data[name] = [""]
        elif tag == "option" and "selected" in attrs:
            self.data.setdefault(self.choosing, []).append(attrs.get("value", ""))
        elif tag == "option" and self.first == "":
            self.first = attrs.get("value", "")
        elif tag == "input" and name and _is_sent(attrs):
            self.data.setdefault(name, []).append(attrs.get("value", ON.get(attrs.get("type"), "")))

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.writing = ""
        elif tag == "select" and self.first:
            self.data.setdefault(self.choosing, [self.first])

    def handle_data(self, text):
        if self.writing:
            self.data[self.writing] = [text.removeprefix("\n")]


def _is_sent(attrs: dict) -> bool:
    kind = attrs.get("type")
    return kind != "submit" and (kind not in ("checkbox", "radio") or "checked" in attrs)


def filled_in(page: HttpResponse, **typed: object) -> dict[str, object]:
    """The form of `page` as it stands, but for what is `typed`; nothing is sent for what is typed as None."""
    fields = _Fields()
    fields.feed(page.content.decode().partition("<main")[2])
    data = {**fields.data, **typed}
    return {name: value for name, value in data.items() if value is not None and "__prefix__" not in name}
