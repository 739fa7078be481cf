"""The figures as a table that reads in a terminal and in Markdown."""

from benchmarks.measure import Cost

HEADINGS = ("page", "statements", "ms", "× floor", "HTML kB", "cold kB")


def table(costs: dict[str, Cost]) -> str:
    rows = [HEADINGS, *(_row(page, cost) for page, cost in costs.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    rule = "| " + " | ".join("-" * width if not i else "-" * (width - 1) + ":" for i, width in enumerate(widths)) + " |"
    return "\n".join([lines[0], rule, *lines[1:]])


def _row(page: str, cost: Cost) -> tuple[str, ...]:
    sizes = (_kilobytes(cost.html), _kilobytes(cost.cold)) if cost.html > 100 else ("", "")
    return page, str(cost.statements), f"{cost.milliseconds:.1f}", f"{cost.times_floor:.1f}", *sizes


def _kilobytes(count: int) -> str:
    return f"{count / 1000:.1f}"


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    name, *figures = (
        text.rjust(width) if i else text.ljust(width) for i, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return "| " + " | ".join([name, *figures]) + " |"
