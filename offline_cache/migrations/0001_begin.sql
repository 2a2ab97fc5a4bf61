-- Facts about the store itself: store_id, generation, quarantined.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Everything that must reach the centre. A submission is true when its row commits.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, -- gapless device sequence: the platform can prove that nothing is missing
    case_id TEXT NOT NULL UNIQUE,
    lane TEXT NOT NULL CHECK (lane IN ('case', 'rating')),
    item_id TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    envelope BLOB NOT NULL, -- emptied once the centre has it
    sealed_sha256 TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'accepted', 'rejected', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_ms INTEGER NOT NULL DEFAULT 0,
    last_code TEXT NOT NULL DEFAULT '',
    answer TEXT, -- the acknowledgement as JSON
    settled_ms INTEGER,
    receipt_no TEXT UNIQUE, -- ratings have none
    receipt_day TEXT,
    receipt_count INTEGER,
    claimant TEXT NOT NULL DEFAULT '', -- HMAC of the ID number: finds a person's rows, names nobody
    receipt_sealed BLOB, -- opens only with the same card
    UNIQUE (receipt_day, receipt_count)
) STRICT;
CREATE INDEX outbox_due ON outbox (lane, next_ms, seq) WHERE state = 'queued';
CREATE INDEX outbox_claim ON outbox (claimant, seq) WHERE claimant <> '';

-- Encrypted enclosures, kept as files named by the digest of their ciphertext.
CREATE TABLE enclosure (
    case_id TEXT NOT NULL REFERENCES outbox (case_id),
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (case_id, sha256)
) STRICT;

CREATE TABLE print_job (
    key TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('QUEUED', 'SENDING', 'CONFIRMED', 'HELD', 'UNKNOWN')),
    copies INTEGER NOT NULL DEFAULT 0,
    proven INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL DEFAULT ''
) STRICT;

-- Audit journal: each line carries the digest of the one before it.
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    event TEXT NOT NULL,
    detail TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT;
CREATE TRIGGER journal_keeps_lines BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_loses_none BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- What the centre last told us: platform keys, catalogue.
CREATE TABLE replica (
    name TEXT PRIMARY KEY,
    etag TEXT NOT NULL,
    body BLOB NOT NULL,
    fetched_ms INTEGER NOT NULL
) STRICT;
