-- The envelope stands last in its row, so that all else can be read without it: it is most of a database.
CREATE TABLE outbox_next (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, -- gapless device sequence: the platform can prove that nothing is missing
    case_id TEXT NOT NULL UNIQUE,
    lane TEXT NOT NULL CHECK (lane IN ('case', 'rating', 'feedback', 'telemetry')),
    item_id TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    sealed_sha256 TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'accepted', 'rejected', 'dead', 'held', 'closed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_ms INTEGER NOT NULL DEFAULT 0,
    last_code TEXT NOT NULL DEFAULT '',
    answer TEXT, -- the acknowledgement as JSON
    settled_ms INTEGER,
    receipt_no TEXT UNIQUE, -- only cases have one
    receipt_day TEXT,
    receipt_count INTEGER,
    claimant TEXT NOT NULL DEFAULT '', -- HMAC of the ID number: finds a person's rows, names nobody
    receipt_sealed BLOB, -- opens only with the same card
    starts INTEGER NOT NULL DEFAULT 0, -- attempts begun since the last one whose end is known
    bytes INTEGER NOT NULL DEFAULT 0, -- envelope and enclosures
    envelope BLOB NOT NULL, -- emptied once the centre has it; empty too while it lies only in its second copy
    UNIQUE (receipt_day, receipt_count)
) STRICT;
INSERT INTO outbox_next (
    seq, case_id, lane, item_id, created_ms, sealed_sha256, state, attempts, next_ms, last_code, answer, settled_ms,
    receipt_no, receipt_day, receipt_count, claimant, receipt_sealed, starts, bytes, envelope
) SELECT
    seq, case_id, lane, item_id, created_ms, sealed_sha256, state, attempts, next_ms, last_code, answer, settled_ms,
    receipt_no, receipt_day, receipt_count, claimant, receipt_sealed, starts, bytes, envelope
FROM outbox;
DELETE FROM sqlite_sequence WHERE name = 'outbox_next';
INSERT INTO sqlite_sequence (name, seq) SELECT 'outbox_next', seq FROM sqlite_sequence WHERE name = 'outbox';
DROP TABLE outbox;
ALTER TABLE outbox_next RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (lane, next_ms, seq) WHERE state = 'queued';
CREATE INDEX outbox_age ON outbox (lane, created_ms) WHERE state = 'queued';
CREATE INDEX outbox_trouble ON outbox (seq) WHERE state IN ('rejected', 'dead', 'held');
CREATE INDEX outbox_settled ON outbox (settled_ms) WHERE state IN ('accepted', 'closed');
CREATE INDEX outbox_claim ON outbox (claimant, seq) WHERE claimant <> '';

CREATE TRIGGER outbox_comes AFTER INSERT ON outbox
BEGIN
    INSERT INTO outbox_counts VALUES (new.lane, new.state, 1, new.bytes)
    ON CONFLICT DO UPDATE SET n = n + 1, bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER outbox_changes AFTER UPDATE OF lane, state, bytes ON outbox
BEGIN
    UPDATE outbox_counts SET n = n - 1, bytes = bytes - old.bytes WHERE lane = old.lane AND state = old.state;
    INSERT INTO outbox_counts VALUES (new.lane, new.state, 1, new.bytes)
    ON CONFLICT DO UPDATE SET n = n + 1, bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER outbox_goes AFTER DELETE ON outbox
BEGIN
    UPDATE outbox_counts SET n = n - 1, bytes = bytes - old.bytes WHERE lane = old.lane AND state = old.state;
END;
