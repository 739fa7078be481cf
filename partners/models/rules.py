"""Rules that tie a commitment to its dated rows, kept by triggers so that no page, command or SQL gets past them.

Each locks the commitment first, so that two connections cannot slip past it side by side.
"""

import pgtrigger

from careplan.rules import refuse

_NET = "sum(CASE WHEN reverses_id IS NULL THEN amount ELSE -amount END)"

_SUCCEEDS = """
    WITH RECURSIVE later(id) AS (
        SELECT {before}
        UNION
        SELECT s.successor_id FROM partners_succession s
          JOIN later ON s.predecessor_id = later.id WHERE s.effective_on <= {day}
    )
    SELECT FROM later WHERE id = {after}
"""
"""Whether `after` is `before` or what became of it by the day; for EXISTS."""


def _lock(commitment: str) -> str:
    return f"PERFORM FROM partners_commitment WHERE id = {commitment} FOR NO KEY UPDATE;"


class AmountByAmendment(pgtrigger.Trigger):
    """Once amended, the total and the last day change by amendments only, so that those of a past day are known."""

    def __init__(self) -> None:
        super().__init__(
            name="terms_by_amendment",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf("amount", "ends_on"),
            condition=pgtrigger.AnyChange("amount", "ends_on"),
            func=f"""
                IF pg_trigger_depth() = 1 AND (
                    NEW.amount IS DISTINCT FROM OLD.amount AND EXISTS (
                        SELECT FROM partners_amendment WHERE commitment_id = NEW.id AND change IS NOT NULL
                    )
                    OR NEW.ends_on IS DISTINCT FROM OLD.ends_on AND EXISTS (
                        SELECT FROM partners_amendment WHERE commitment_id = NEW.id AND kind = 'extension'
                    )
                ) THEN
                    {refuse("commitment_terms_by_amendment", "The terms have been amended. Add another amendment.")}
                END IF;
                RETURN NEW;
            """,
        )


class PaidWithinAgreed(pgtrigger.Trigger):
    """A total that is exact or a ceiling is not less than what was paid of it."""

    def __init__(self) -> None:
        super().__init__(
            name="paid_within_agreed",
            when=pgtrigger.After,
            operation=pgtrigger.UpdateOf("amount", "qualifier", "is_recurring"),
            func=f"""
                IF NEW.qualifier IN ('exact', 'up_to') AND NOT NEW.is_recurring AND NEW.amount < (
                    SELECT {_NET} FROM partners_payment WHERE commitment_id = NEW.id
                ) THEN
                    {refuse("commitment_paid_within_agreed", "More than this total is paid already.")}
                END IF;
                RETURN NULL;
            """,
        )


class InstalmentsWithinTotal(pgtrigger.Trigger):
    """Instalments do not come to more than a total that is exact or a ceiling; looked at as the transaction ends."""

    def __init__(self, commitment: str, operation: pgtrigger.Operation = pgtrigger.Insert | pgtrigger.Update):
        words = "The instalments come to more than the total."
        super().__init__(
            name="instalments_within_total",
            when=pgtrigger.After,
            operation=operation,
            timing=pgtrigger.Deferred,
            declare=[("total", "numeric")],
            func=f"""
                SELECT amount INTO total FROM partners_commitment
                 WHERE id = {commitment} AND qualifier IN ('exact', 'up_to') AND NOT is_recurring FOR NO KEY UPDATE;
                IF total < (SELECT sum(amount) FROM partners_instalment WHERE commitment_id = {commitment}) THEN
                    {refuse("instalments_within_total", words)}
                END IF;
                RETURN NULL;
            """,
        )


class OfOpenCommitment(pgtrigger.Trigger):
    """A closed commitment takes no more rows until it is reopened."""

    def __init__(self, operation: pgtrigger.Operation):
        words = "This commitment is closed. Reopen it with a reason first."
        commitment = "coalesce(NEW.commitment_id, OLD.commitment_id)"
        super().__init__(
            name="of_open_commitment",
            when=pgtrigger.Before,
            operation=operation,
            func=f"""
                {_lock(commitment)}
                IF EXISTS (SELECT FROM partners_commitment WHERE id = {commitment} AND closed_on IS NOT NULL) THEN
                    {refuse("commitment_is_open", words)}
                END IF;
                RETURN coalesce(NEW, OLD);
            """,
        )


class OwnContribution(pgtrigger.Trigger):
    """A row names a share of its own commitment."""

    def __init__(self) -> None:
        super().__init__(
            name="own_contribution",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.UpdateOf("contribution_id"),
            func=_own_contribution() + "RETURN NEW;",
        )


def _own_contribution() -> str:
    return f"""
        IF NEW.contribution_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM partners_contribution WHERE id = NEW.contribution_id AND commitment_id = NEW.commitment_id
        ) THEN
            {refuse("share_of_own_commitment", "Choose a funder of this commitment.")}
        END IF;
    """


class InstalmentPaidStays(pgtrigger.Trigger):
    """Once something of it is paid, an instalment keeps its day and its funder, and is not cut below what is paid."""

    def __init__(self) -> None:
        words = "This instalment is paid: it keeps its day and its funder, and at least the sum that is paid."
        super().__init__(
            name="paid_stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            declare=[("paid", "numeric")],
            func=f"""
                {_lock("OLD.commitment_id")}
                SELECT coalesce({_NET}, 0) INTO paid FROM partners_payment WHERE instalment_id = OLD.id;
                IF paid > 0 AND (
                    TG_OP = 'DELETE' OR NEW.due_on <> OLD.due_on OR NEW.amount < paid
                    OR NEW.contribution_id IS DISTINCT FROM OLD.contribution_id
                ) THEN
                    {refuse("instalment_paid_stays", words)}
                END IF;
                RETURN coalesce(NEW, OLD);
            """,
        )


class AmendmentApplies(pgtrigger.Trigger):
    """An amendment changes the commitment as it says, and notes the last day that it replaces."""

    def __init__(self) -> None:
        unknown = "The total is not published, so it cannot be increased or decreased."
        below = "With this decrease, less than nothing would have been agreed on that day or later."
        earlier = "The new last day is not after the one that is agreed."
        stranger = "This organisation is not the funder's successor on that day."
        late = "One of its kind that was agreed on a later day is recorded already."
        super().__init__(
            name="amendment_applies",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[("total", "numeric"), ("last_day", "date"), ("payer", "bigint")],
            func=f"""
                SELECT amount, ends_on INTO total, last_day
                  FROM partners_commitment WHERE id = NEW.commitment_id FOR NO KEY UPDATE;
                {_own_contribution()}
                NEW.previous_ends_on := CASE WHEN NEW.kind = 'extension' THEN last_day END;
                IF NEW.kind IN ('extension', 'funder') AND EXISTS (
                    SELECT FROM partners_amendment
                     WHERE commitment_id = NEW.commitment_id AND kind = NEW.kind AND agreed_on > NEW.agreed_on
                       AND contribution_id IS NOT DISTINCT FROM NEW.contribution_id
                ) THEN
                    {refuse("amendment_in_order", late)}
                END IF;
                IF NEW.change IS NOT NULL THEN
                    IF total IS NULL THEN {refuse("amendment_of_known_total", unknown)} END IF;
                    IF NEW.change < 0 AND total + NEW.change < coalesce(({_MOST_AGREED_LATER}), 0) THEN
                        {refuse("amendment_leaves_a_sum", below)}
                    END IF;
                    UPDATE partners_commitment SET amount = amount + NEW.change WHERE id = NEW.commitment_id;
                    UPDATE partners_contribution SET amount = amount + NEW.change
                     WHERE id = NEW.contribution_id AND amount IS NOT NULL;
                ELSIF NEW.kind = 'extension' THEN
                    IF NEW.ends_on <= last_day THEN {refuse("extension_is_later", earlier)} END IF;
                    UPDATE partners_commitment SET ends_on = NEW.ends_on WHERE id = NEW.commitment_id;
                ELSIF NEW.kind = 'funder' THEN
                    SELECT coalesce(passed_to_id, funder_id) INTO payer
                      FROM partners_contribution WHERE id = NEW.contribution_id;
                    IF payer = NEW.passed_to_id OR NOT EXISTS (
                        {_SUCCEEDS.format(before="payer", after="NEW.passed_to_id", day="NEW.agreed_on")}
                    ) THEN
                        {refuse("amendment_to_successor", stranger)}
                    END IF;
                    UPDATE partners_contribution SET passed_to_id = NEW.passed_to_id WHERE id = NEW.contribution_id;
                END IF;
                RETURN NEW;
            """,
        )


_MOST_AGREED_LATER = """
    SELECT max(later) FROM (
        SELECT coalesce(sum(change) FILTER (WHERE agreed_on > day), 0) AS later
          FROM partners_amendment CROSS JOIN (
              SELECT NEW.agreed_on
              UNION SELECT agreed_on FROM partners_amendment
                     WHERE commitment_id = NEW.commitment_id AND agreed_on > NEW.agreed_on
          ) days(day)
         WHERE commitment_id = NEW.commitment_id
         GROUP BY day
    ) sums
"""
"""The most by which the total was raised after the new amendment's day, or after a day since then."""


class PaymentAgrees(pgtrigger.Trigger):
    """A payment comes from a funder or its successor, within the total and its instalment.

    A reversal takes back what is left of one payment, and leaves what the recipient says it has spent.
    """

    def __init__(self) -> None:
        super().__init__(
            name="payment_agrees",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[
                ("of", "partners_commitment%ROWTYPE"),
                ("paid", "partners_payment%ROWTYPE"),
                ("planned", "partners_instalment%ROWTYPE"),
                ("shares", "bigint[]"),
            ],
            func=f"""
                SELECT * INTO of FROM partners_commitment WHERE id = NEW.commitment_id FOR NO KEY UPDATE;
                IF NEW.reverses_id IS NOT NULL THEN
                    {_REVERSAL}
                ELSE
                    {_PAYMENT}
                END IF;
                RETURN NEW;
            """,
        )


_REVERSAL = f"""
    SELECT * INTO paid FROM partners_payment WHERE id = NEW.reverses_id;
    IF paid.reverses_id IS NOT NULL OR paid.commitment_id <> NEW.commitment_id THEN
        {refuse("reversal_of_payment", "Only a payment of this commitment can be reversed, not a reversal.")}
    END IF;
    NEW.payer_id := paid.payer_id;
    NEW.instalment_id := paid.instalment_id;
    NEW.contribution_id := paid.contribution_id;
    IF NEW.paid_on < paid.paid_on THEN
        {refuse("reversal_after_payment", "Money cannot come back before it was paid.")}
    END IF;
    IF NEW.amount > paid.amount - (
        SELECT coalesce(sum(amount), 0) FROM partners_payment WHERE reverses_id = paid.id
    ) THEN
        {refuse("reversal_within_payment", "More would come back than is left of this payment.")}
    END IF;
    IF EXISTS (
        SELECT FROM partners_return r
         WHERE r.commitment_id = NEW.commitment_id AND r.withdrawn_at IS NULL AND paid.paid_on <= r.as_at
           AND r.spent > (
               SELECT coalesce(sum(CASE WHEN p.reverses_id IS NULL THEN p.amount ELSE -p.amount END), 0) - NEW.amount
                 FROM partners_payment p LEFT JOIN partners_payment o ON o.id = p.reverses_id
                WHERE p.commitment_id = NEW.commitment_id AND coalesce(o.paid_on, p.paid_on) <= r.as_at
           )
    ) THEN
        {
    refuse(
        "reversal_leaves_spent",
        "The recipient says that it has spent this money. Withdraw that return before the payment is reversed.",
    )
}
    END IF;
"""

_PAYMENT = f"""
    IF NEW.instalment_id IS NOT NULL THEN
        SELECT * INTO planned FROM partners_instalment WHERE id = NEW.instalment_id;
        IF planned.commitment_id IS DISTINCT FROM NEW.commitment_id THEN
            {refuse("instalment_of_own_commitment", "Choose an instalment of this commitment.")}
        END IF;
        IF planned.contribution_id <> NEW.contribution_id THEN
            {refuse("instalment_of_this_share", "This instalment is of another funder's share.")}
        END IF;
        IF NEW.amount > planned.amount - (
            SELECT coalesce({_NET}, 0) FROM partners_payment WHERE instalment_id = NEW.instalment_id
        ) THEN
            {refuse("instalment_paid_once", "More would be paid than is left of this instalment.")}
        END IF;
        NEW.contribution_id := coalesce(NEW.contribution_id, planned.contribution_id);
    END IF;
    SELECT array_agg(c.id) INTO shares FROM partners_contribution c
     WHERE c.commitment_id = NEW.commitment_id AND (
         EXISTS ({_SUCCEEDS.format(before="c.funder_id", after="NEW.payer_id", day="NEW.paid_on")})
         OR EXISTS (
             SELECT FROM partners_amendment a
              WHERE a.contribution_id = c.id AND a.passed_to_id = NEW.payer_id AND a.agreed_on <= NEW.paid_on
         )
     );
    IF shares IS NULL AND (
        EXISTS (SELECT FROM partners_contribution WHERE commitment_id = NEW.commitment_id)
        OR NOT EXISTS ({_SUCCEEDS.format(before="of.held_by_id", after="NEW.payer_id", day="NEW.paid_on")})
    ) THEN
        {refuse("payer_is_funder", "The payer is neither a funder nor, on that day, the successor of one.")}
    END IF;
    IF NEW.contribution_id IS NULL AND array_length(shares, 1) = 1 THEN
        NEW.contribution_id := shares[1];
    ELSIF NEW.contribution_id IS NOT NULL AND NEW.contribution_id <> ALL (coalesce(shares, '{{}}')) THEN
        {refuse("payer_of_this_share", "The payer does not pay the share of this funder.")}
    END IF;
    IF EXISTS (SELECT FROM partners_organisation WHERE id = NEW.payer_id AND ended_on < NEW.paid_on) THEN
        {refuse("payer_exists_then", "The payer had ended by that day. Choose its successor.")}
    END IF;
    IF of.qualifier IN ('exact', 'up_to') AND NOT of.is_recurring AND of.amount - NEW.amount < (
        SELECT coalesce({_NET}, 0) FROM partners_payment WHERE commitment_id = NEW.commitment_id
    ) THEN
        {refuse("payment_within_agreed", "More would be paid than is agreed.")}
    END IF;
"""


class WithdrawnStays(pgtrigger.Trigger):
    """A return that was withdrawn does not stand again: what was paid may have come back since."""

    def __init__(self) -> None:
        super().__init__(
            name="withdrawn_stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            func=refuse("return_stays_withdrawn", "This return is withdrawn already. Add another one."),
        )


class ReturnWithinPaid(pgtrigger.Trigger):
    """A recipient cannot have spent more of this money than it had been paid by then."""

    def __init__(self) -> None:
        words = "More is said to be spent than was paid by that day."
        super().__init__(
            name="return_within_paid",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=f"""
                {_lock("NEW.commitment_id")}
                IF NEW.spent > (
                    SELECT coalesce(sum(CASE WHEN p.reverses_id IS NULL THEN p.amount ELSE -p.amount END), 0)
                      FROM partners_payment p LEFT JOIN partners_payment o ON o.id = p.reverses_id
                     WHERE p.commitment_id = NEW.commitment_id AND coalesce(o.paid_on, p.paid_on) <= NEW.as_at
                ) THEN
                    {refuse("return_within_paid", words)}
                END IF;
                RETURN NEW;
            """,
        )


class ClosureAccounts(pgtrigger.Trigger):
    """A commitment closes once all is paid, accounted for and finally returned, unless the rest is written off.

    Afterwards the commitment says whether it is closed, as the close-out that stands has it.
    """

    def __init__(self) -> None:
        words = "Instalments are unpaid, paid money is not accounted for, or the final return is missing."
        rest = "What is written off is the paid money that is not accounted for, no more and no less."
        super().__init__(
            name="closure_accounts",
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.UpdateOf("reopened_on"),
            declare=[("last", "partners_return%ROWTYPE"), ("paid", "numeric")],
            func=f"""
                {_lock("NEW.commitment_id")}
                SELECT * INTO last FROM partners_return
                 WHERE commitment_id = NEW.commitment_id AND withdrawn_at IS NULL
                 ORDER BY as_at DESC, id DESC LIMIT 1;
                SELECT {_NET} INTO paid FROM partners_payment WHERE commitment_id = NEW.commitment_id;
                IF TG_OP = 'INSERT' AND NEW.written_off IS NULL AND (
                    EXISTS (
                        SELECT FROM partners_instalment i WHERE i.commitment_id = NEW.commitment_id AND i.amount > (
                            SELECT coalesce({_NET}, 0) FROM partners_payment WHERE instalment_id = i.id
                        )
                    )
                    OR last.is_final IS DISTINCT FROM true AND paid IS NOT NULL
                    OR coalesce(last.spent, 0) <> coalesce(paid, 0)
                ) THEN
                    {refuse("closure_accounts", words)}
                ELSIF TG_OP = 'INSERT' AND NEW.written_off <> coalesce(paid, 0) - coalesce(last.spent, 0) THEN
                    {refuse("closure_writes_off_the_rest", rest)}
                END IF;
                UPDATE partners_commitment SET closed_on = ({_CLOSED_ON.format(commitment="NEW.commitment_id")})
                 WHERE id = NEW.commitment_id;
                RETURN NULL;
            """,
        )


_CLOSED_ON = "SELECT closed_on FROM partners_closure WHERE commitment_id = {commitment} AND reopened_on IS NULL"


class ReopenedStays(pgtrigger.Trigger):
    """A close-out that was reopened does not stand again: what it accounted for may have changed since."""

    def __init__(self) -> None:
        words = "This close-out was reopened already. Close the commitment again."
        super().__init__(
            name="reopened_stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__reopened_on__isnull=False),
            func=refuse("closure_stays_reopened", words),
        )


class ClosedByClosure(pgtrigger.Trigger):
    """A commitment is closed while a close-out of it stands, and only then."""

    def __init__(self) -> None:
        words = "A commitment is closed by its close-out, and opened by reopening that."
        super().__init__(
            name="closed_by_closure",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.UpdateOf("closed_on"),
            func=f"""
                IF NEW.closed_on IS DISTINCT FROM ({_CLOSED_ON.format(commitment="NEW.id")}) THEN
                    {refuse("commitment_closed_by_closure", words)}
                END IF;
                RETURN NEW;
            """,
        )
