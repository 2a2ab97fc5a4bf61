-- 办件台账 of this terminal: append-only, each text seals all before it (kiosk.domain.ledger); names nobody.
CREATE TABLE ledger_row (
    number INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL,
    event TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_row_case ON ledger_row (case_id, event);
