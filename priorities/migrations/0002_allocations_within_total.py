from django.db import migrations

# Both ends of the rule are here: the money is the partners' table, but only this app knows what it is allocated to.
MAKE = """
CREATE FUNCTION priorities_allocations_within_total() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    money bigint;
    total numeric;
BEGIN
    IF TG_TABLE_NAME = 'partners_commitment' THEN money := NEW.id; ELSE money := NEW.commitment_id; END IF;
    SELECT amount INTO total FROM partners_commitment WHERE id = money FOR NO KEY UPDATE;
    IF total < (SELECT sum(amount) FROM priorities_allocation WHERE commitment_id = money) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'allocations_within_total',
            MESSAGE = 'The allocations come to more than the total.';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER allocations_within_total AFTER INSERT OR UPDATE ON priorities_allocation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION priorities_allocations_within_total();

CREATE CONSTRAINT TRIGGER allocations_within_total AFTER UPDATE OF amount ON partners_commitment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION priorities_allocations_within_total();
"""

REMOVE = """
DROP TRIGGER allocations_within_total ON partners_commitment;
DROP TRIGGER allocations_within_total ON priorities_allocation;
DROP FUNCTION priorities_allocations_within_total();
"""


class Migration(migrations.Migration):
    dependencies = [("priorities", "0001_initial"), ("partners", "0001_initial")]

    operations = [migrations.RunSQL(MAKE, REMOVE)]
