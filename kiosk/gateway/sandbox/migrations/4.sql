-- 办件台账: what happened to cases, each row sealing all before it (kiosk.domain.ledger). `row` is the row as JSON.
CREATE TABLE ledger (
    number INTEGER PRIMARY KEY,
    row TEXT NOT NULL
) STRICT;
