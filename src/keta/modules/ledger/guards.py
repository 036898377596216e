"""What the database itself refuses, whoever asks: a voucher that does not balance, and any change once it is posted.

The migration makes the triggers; see decision 0008.
"""

from typing import Any

from django.db import connection

UNEQUAL = "a voucher is posted only with postings whose debits equal their credits"
KEPT = "a posted voucher and its postings are never changed; post a reversal"
BORN = "a voucher begins as a draft"

UNBALANCED = "(SELECT SUM(debit) = SUM(credit) FROM ledger_posting WHERE voucher_id = NEW.id) IS NOT TRUE"
OLD_POSTED = "EXISTS (SELECT 1 FROM ledger_voucher WHERE id = OLD.voucher_id AND state <> 'draft')"
NEW_POSTED = "EXISTS (SELECT 1 FROM ledger_voucher WHERE id = NEW.voucher_id AND state <> 'draft')"

RULES = (
    ("ledger_voucher", "INSERT", "NEW.state <> 'draft'", BORN),
    ("ledger_voucher", "UPDATE", "OLD.state <> 'draft'", KEPT),
    ("ledger_voucher", "UPDATE", f"NEW.state <> 'draft' AND {UNBALANCED}", UNEQUAL),
    ("ledger_voucher", "DELETE", "OLD.state <> 'draft'", KEPT),
    ("ledger_posting", "INSERT", NEW_POSTED, KEPT),
    ("ledger_posting", "UPDATE", f"{OLD_POSTED} OR {NEW_POSTED}", KEPT),
    ("ledger_posting", "DELETE", OLD_POSTED, KEPT),
)
"""Table, deed, the condition under which it is refused, why; the same on both databases."""


def make(editor: Any) -> None:
    """Sets the guards up; called by the migration."""
    for number, (table, deed, condition, words) in enumerate(RULES, start=1):
        name = f"keta_guard_{number}"
        if editor.connection.vendor == "postgresql":
            row = "OLD" if deed == "DELETE" else "NEW"
            editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
                f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; RETURN {row}; END $$"
            )
            editor.execute(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
        else:
            refusal = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            editor.execute(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN {condition} {refusal}")


def remove(editor: Any) -> None:
    """Takes the guards away: backwards over the migration, and where a test empties the tables of SQLite."""
    for number in range(1, len(RULES) + 1):
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION IF EXISTS keta_guard_{number}() CASCADE")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS keta_guard_{number}")


def is_made() -> bool:
    question = (
        "SELECT COUNT(*) FROM pg_trigger WHERE tgname LIKE 'keta_guard_%' "
        "AND tgrelid IN ('ledger_voucher'::regclass, 'ledger_posting'::regclass)"
        if connection.vendor == "postgresql"
        else "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keta_guard_%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return bool(cursor.fetchone()[0] == len(RULES))
