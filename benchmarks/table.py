"""The figures as a table that reads in a terminal and in Markdown."""

from benchmarks.measure import Cost

HEADINGS = ("page", "statements", "ms", "× floor", "HTML kB", "cold kB")


def table(costs: dict[str, Cost]) -> str:
    rows = [HEADINGS, *(_row(page, cost) for page, cost in costs.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = [f"{'-' * (width - 1)}:" for width in widths]
    lines = [rows[0], ("-" * widths[0], *rule[1:]), *rows[1:]]
    return "\n".join(_line(line, widths) for line in lines)


def _row(page: str, cost: Cost) -> tuple[str, ...]:
    sizes = (_kilobytes(cost.html), _kilobytes(cost.cold)) if cost.html > 100 else ("", "")
    return page, str(cost.statements), f"{cost.milliseconds:.1f}", f"{cost.times_floor:.1f}", *sizes


def _kilobytes(count: int) -> str:
    return f"{count / 1000:.1f}"


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    figures = (text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))
    return f"| {row[0].ljust(widths[0])} | {' | '.join(figures)} |"
