"""A YAML file as plain text, lists and mappings, and nothing else: no types are guessed and no objects made.

Every plain word stays text, so that 2021-02-31, 1e9 and NO come to whoever knows what they should be, with their path.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

BIGGEST = 5_000_000
NULL, TEXT, LIST, MAPPING = (f"tag:yaml.org,2002:{name}" for name in ("null", "str", "seq", "map"))


class Refused(Exception):
    """The file was not loaded; `lines` say why, each a sentence for the person who wrote it."""

    def __init__(self, *lines: str):
        super().__init__("\n".join(lines))
        self.lines = list(lines)


def join(at: str, key: Any) -> str:
    """The path of `key` inside `at`: `plan.owner`, `priorities[2]` or `milestones_done["Work done"]`."""
    if isinstance(key, int):
        return f"{at}[{key}]"
    simple = key.replace("-", "").replace("_", "").isalnum()
    return f"{at}.{key}".lstrip(".") if simple else f'{at}["{shown(key)}"]'


def shown(value: Any) -> str:
    """What somebody wrote, short and harmless enough to be quoted back."""
    printable = "".join(character if character.isprintable() else "�" for character in str(value))
    return printable if len(printable) <= 60 else f"{printable[:59]}…"


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag == NULL]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not read; write it out", mark)
        return super().compose_node(parent, index)


def read_file(path: Path) -> dict[str, Any]:
    """The mapping that the file holds. Raises Refused, with every duplicate key and tag at once."""
    problems: list[str] = []
    try:
        node = yaml.compose(_words_in(path), Loader=_Loader)
        content = _plain(node, "", problems) if node else None
    except yaml.MarkedYAMLError as error:
        raise Refused(f"{_where(error)}: {_problem(error)}.") from error
    except yaml.YAMLError as error:
        raise Refused("The file has characters that a text file cannot have.") from error
    except RecursionError as error:
        raise Refused("The file is nested too deeply to be read.") from error
    if problems:
        raise Refused(*problems)
    if content is None:
        raise Refused("The file is empty.")
    if not isinstance(content, dict):
        raise Refused("The file does not start with keys such as `plan:` and `priorities:`.")
    return content


def _words_in(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(BIGGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a name a file can have"
        raise Refused(f"{shown(path)} cannot be read: {why[0].lower()}{why[1:]}.") from error
    if len(content) > BIGGEST:
        raise Refused(f"The file is larger than {BIGGEST // 1_000_000} MB.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"The file is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8.") from error


def _where(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark else "The file"


def _problem(error: yaml.MarkedYAMLError) -> str:
    if error.problem and r"'\t'" in error.problem:
        return "a tab; indent with spaces"
    return " ".join(filter(None, (error.context, error.problem))) or "not YAML"


def _plain(node: yaml.Node, at: str, problems: list[str]) -> Any:
    if node.tag not in (NULL, TEXT, LIST, MAPPING):
        problems.append(f"{at or 'The file'}: tags such as {shown(node.tag)} are not read (line {_line(node)}).")
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, at, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, join(at, index), problems) for index, item in enumerate(node.value)]
    return None if node.tag == NULL else node.value


def _mapping(node: yaml.MappingNode, at: str, problems: list[str]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.tag != TEXT:
            problems.append(f"{at or 'The file'}: a key is not a word (line {_line(key)}).")
        elif key.value in plain:
            problems.append(f"{join(at, key.value)}: this key is written twice (again on line {_line(key)}).")
        else:
            plain[key.value] = _plain(value, join(at, key.value), problems)
    return plain


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1
