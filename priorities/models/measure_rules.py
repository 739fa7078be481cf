"""Rules of measures over several rows, kept by triggers. Each locks the measure, so that two people take turns."""

import pgtrigger

from careplan.rules import refuse

_FREQUENCY = "(CASE {row}.frequency WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 ELSE 12 END)"
_STARTS_A_PERIOD = (
    "extract(day FROM {day}) = 1 AND (extract(month FROM {day})::integer + 8) % "
    + _FREQUENCY
    + " = 0 AND ({row}.frequency <> 'two_yearly' OR "
    "(extract(year FROM {day})::integer - extract(year FROM {row}.first_on)::integer) % 2 = 0)"
)


class FirstDayOfPeriod(pgtrigger.Trigger):
    """A measure's series starts and ends with whole periods of its frequency."""

    def __init__(self) -> None:
        words = "Give the first day of a period: of a month, of a quarter or of a financial year."
        first = _STARTS_A_PERIOD.format(day="NEW.first_on", row="NEW")
        last = _STARTS_A_PERIOD.format(day="NEW.last_on", row="NEW")
        super().__init__(
            name="first_day_of_period",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.UpdateOf("first_on", "last_on", "frequency"),
            func=f"""
                IF NOT ({first}) OR NEW.last_on IS NOT NULL AND NOT ({last}) THEN
                    {refuse("measure_first_day_of_period", words)}
                END IF;
                RETURN NEW;
            """,
        )


class FrequencyFixed(pgtrigger.Trigger):
    """How often, how exactly and over which periods it is measured keeps the values that are recorded.

    Targets and comparisons only keep the frequency: a series may end before its last target.
    """

    def __init__(self) -> None:
        words = "Figures are recorded: how often, how exactly and over which periods it is measured must keep them."
        starts = _STARTS_A_PERIOD.format(day="starts_on", row="NEW")
        columns = ("frequency", "first_on", "last_on", "per", "precision")
        super().__init__(
            name="frequency_fixed",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf(*columns),
            condition=pgtrigger.AnyChange(*columns),
            func=f"""
                IF EXISTS (
                    SELECT FROM priorities_measurevalue WHERE measure_id = NEW.id AND (
                        NEW.frequency <> OLD.frequency OR NEW.precision < OLD.precision
                        OR numerator IS NOT NULL AND NEW.per IS DISTINCT FROM OLD.per
                        OR NOT ({starts}) OR starts_on < NEW.first_on OR starts_on > NEW.last_on
                    )
                ) OR NEW.frequency <> OLD.frequency AND (
                    EXISTS (SELECT FROM priorities_measuretarget WHERE measure_id = NEW.id)
                    OR EXISTS (SELECT FROM priorities_measurebenchmark WHERE measure_id = NEW.id)
                    OR EXISTS (SELECT FROM priorities_measurebreak WHERE measure_id = NEW.id)
                ) THEN
                    {refuse("measure_frequency_fixed", words)}
                END IF;
                RETURN NEW;
            """,
        )


class PeriodOfMeasure(pgtrigger.Trigger):
    """A row is about one period of the measure's series; its last day, where it has one, is set here."""

    def __init__(self, operation: pgtrigger.Operation, *, has_last_day: bool = True):
        words = "This is not a period of the measure."
        starts = _STARTS_A_PERIOD.format(day="NEW.starts_on", row="of")
        months = _FREQUENCY.format(row="of")
        last_day = f"NEW.ends_on := NEW.starts_on + make_interval(months => {months}) - interval '1 day';"
        super().__init__(
            name="period_of_measure",
            when=pgtrigger.Before,
            operation=operation,
            declare=[("of", "priorities_measure%ROWTYPE")],
            func=f"""
                SELECT * INTO of FROM priorities_measure WHERE id = NEW.measure_id FOR NO KEY UPDATE;
                IF NOT ({starts}) OR NEW.starts_on < of.first_on OR NEW.starts_on > of.last_on THEN
                    {refuse("period_of_measure", words)}
                END IF;
                {last_day if has_last_day else ""}
                RETURN NEW;
            """,
        )


class NextRevision(pgtrigger.Trigger):
    """Each row of a period is the next revision of the one before, which is current no more. Revisions say why.

    It locks the measure before it counts: triggers run by name, and this one before `PeriodOfMeasure`.
    """

    def __init__(self, table: str, rule: str):
        super().__init__(
            name="next_revision",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=f"""
                PERFORM FROM priorities_measure WHERE id = NEW.measure_id FOR NO KEY UPDATE;
                NEW.revision := 1 + (
                    SELECT count(*) FROM {table} WHERE measure_id = NEW.measure_id AND starts_on = NEW.starts_on
                );
                NEW.is_current := true;
                IF NEW.revision > 1 AND NEW.reason !~ '\\S' THEN
                    {refuse(rule, "Say why it is revised.")}
                END IF;
                UPDATE {table} SET is_current = false
                 WHERE measure_id = NEW.measure_id AND starts_on = NEW.starts_on AND is_current;
                RETURN NEW;
            """,
        )


class NewestIsCurrent(pgtrigger.Trigger):
    """Which row of a period is current follows from the revisions, and is not for anybody to say."""

    def __init__(self, rule: str):
        super().__init__(
            name="newest_is_current",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange("is_current"),
            func=f"""
                IF pg_trigger_depth() = 1 THEN
                    {refuse(rule, "The newest revision is the current one.")}
                END IF;
                RETURN NEW;
            """,
        )


class RatioMakesValue(pgtrigger.Trigger):
    """Where numerator and denominator are given, the value is what they make, rounded as the measure is."""

    def __init__(self) -> None:
        words = "The value is not what its numerator and denominator make."
        super().__init__(
            name="ratio_makes_value",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[("of", "priorities_measure%ROWTYPE")],
            func=f"""
                SELECT * INTO of FROM priorities_measure WHERE id = NEW.measure_id;
                IF NEW.denominator > 0 AND (
                    of.per IS NULL
                    OR NEW.value IS DISTINCT FROM round(NEW.numerator * of.per / NEW.denominator, of.precision)
                ) THEN
                    {refuse("ratio_makes_value", words)}
                END IF;
                RETURN NEW;
            """,
        )


class LinkWithinPlan(pgtrigger.Trigger):
    """A measure tells of priorities and actions of its own plan."""

    def __init__(self) -> None:
        words = "Choose a priority or an action of the measure's plan."
        super().__init__(
            name="link_within_plan",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=f"""
                IF (SELECT plan_id FROM priorities_measure WHERE id = NEW.measure_id) IS DISTINCT FROM coalesce(
                    (SELECT plan_id FROM priorities_priority WHERE id = NEW.priority_id),
                    (SELECT plan_id FROM priorities_action WHERE id = NEW.action_id)
                ) THEN
                    {refuse("measure_link_within_plan", words)}
                END IF;
                RETURN NEW;
            """,
        )
