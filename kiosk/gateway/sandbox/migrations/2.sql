-- What the platform knows and wants, as JSON.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

ALTER TABLE device ADD COLUMN enrolled_at TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN revoked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN certificate TEXT NOT NULL DEFAULT '';

CREATE TABLE enrolment (
    enrolment_id TEXT PRIMARY KEY,
    code_sha256 TEXT NOT NULL UNIQUE,
    device_id TEXT NOT NULL,
    expires_s INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('issued', 'waiting', 'admitted', 'refused')),
    public BLOB,
    certificate TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE seal_key (key_id TEXT PRIMARY KEY, begins TEXT NOT NULL, ends TEXT) STRICT;

-- Every envelope that arrived, by the terminal's own numbering: what is not here is missing.
CREATE TABLE arrival (
    device_id TEXT NOT NULL,
    store_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (device_id, store_id, seq, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE heartbeat (device_id TEXT PRIMARY KEY, at TEXT NOT NULL, body TEXT NOT NULL) STRICT;

CREATE TABLE serial (head TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
INSERT INTO serial SELECT substr(server_no, 1, 39), count(*) FROM case_file GROUP BY 1;

ALTER TABLE case_file RENAME TO case_file_1;
CREATE TABLE case_file (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL UNIQUE,
    device_id TEXT NOT NULL,
    store_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    server_no TEXT UNIQUE,
    received_at TEXT NOT NULL,
    accepted_at TEXT,
    due TEXT,
    state TEXT NOT NULL,
    status INTEGER NOT NULL, -- of the first answer: 201, or 422 for a case that was refused at the counter
    answer TEXT NOT NULL,    -- the first answer without its signature, or the reason of the refusal
    demanded TEXT NOT NULL DEFAULT '[]', -- codes of materials that a notice or a promise still demands
    noticed INTEGER NOT NULL DEFAULT 0,  -- whether the one notice of what to add was given
    next_state TEXT,
    next_s REAL,             -- when, on the office's own clock
    body TEXT NOT NULL,
    deliveries INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX case_next ON case_file (next_s) WHERE next_state IS NOT NULL;
INSERT INTO case_file (number, case_id, device_id, store_id, seq, sha256, server_no, received_at, accepted_at, due,
                       state, status, answer, body, deliveries)
SELECT change, case_id, device_id, store_id, seq, sha256, server_no, accepted_at, accepted_at, due, 'accepted', 201,
       json_object('case_id', case_id, 'sha256', sha256, 'server_no', server_no, 'state', 'accepted',
                   'received_at', accepted_at, 'accepted_at', accepted_at, 'due', due),
       body, deliveries
FROM case_file_1;
INSERT INTO arrival SELECT device_id, store_id, seq, case_id, 'case' FROM case_file_1;

CREATE TABLE change (
    change INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    server_no TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT 'null',
    until TEXT
) STRICT;
CREATE INDEX change_device ON change (device_id, change);
INSERT INTO change SELECT change, case_id, device_id, accepted_at, 'accepted', server_no, 'null', NULL FROM case_file_1;
DROP TABLE case_file_1;

CREATE TABLE supplement (
    supplement_id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    answer TEXT NOT NULL,
    body TEXT NOT NULL,
    deliveries INTEGER NOT NULL DEFAULT 1
) STRICT;

ALTER TABLE rating ADD COLUMN case_id TEXT NOT NULL DEFAULT '';
UPDATE rating SET case_id = coalesce(json_extract(body, '$.case_id'), '');
CREATE INDEX rating_case ON rating (case_id);

ALTER TABLE blob RENAME TO blob_1;
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, complete INTEGER NOT NULL) STRICT;
CREATE TABLE blob_piece (sha256 TEXT NOT NULL, at INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (sha256, at)) STRICT;
INSERT INTO blob SELECT sha256, length(data), complete FROM blob_1;
INSERT INTO blob_piece SELECT sha256, 0, data FROM blob_1 WHERE length(data) > 0;
DROP TABLE blob_1;

CREATE TABLE appointment (
    appointment_id TEXT PRIMARY KEY,
    slot_id TEXT NOT NULL,
    number TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('booked', 'cancelled')),
    sha256 TEXT NOT NULL,
    answer TEXT NOT NULL
) STRICT;
CREATE INDEX appointment_slot ON appointment (slot_id, state);
CREATE INDEX appointment_number ON appointment (number);

CREATE TABLE licence_access (at TEXT NOT NULL, device_id TEXT NOT NULL, query_id TEXT NOT NULL, types TEXT NOT NULL) STRICT;

CREATE TABLE feed_version (
    feed TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL, -- {file: sha256}
    PRIMARY KEY (feed, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE feed_text (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;

CREATE TABLE batch (
    batch_id TEXT PRIMARY KEY,
    device_id TEXT NOT NULL,
    sha256 TEXT NOT NULL, -- of the manifest
    answers TEXT NOT NULL,
    cursor TEXT NOT NULL,
    stores TEXT NOT NULL,
    confirmed INTEGER NOT NULL DEFAULT 0 -- whether the terminal has seen the answers
) STRICT;
CREATE TABLE export (
    export_id TEXT PRIMARY KEY,
    device_id TEXT NOT NULL,
    batches TEXT NOT NULL -- whose answers it carries, as JSON
) STRICT;
