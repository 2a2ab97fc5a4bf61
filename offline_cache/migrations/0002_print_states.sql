-- Every paper, the roll's and the A4 printer's, with all the states of its life.
CREATE TABLE print_paper (
    key TEXT PRIMARY KEY, -- names a case and its kind of paper, nobody
    kind TEXT NOT NULL DEFAULT 'receipt',
    state TEXT NOT NULL CHECK (state IN (
        'QUEUED', 'PREFLIGHT', 'SENDING', 'CONFIRMED', 'PRESENTED', 'TAKEN', 'RETRACTED', 'HELD', 'UNKNOWN', 'FAILED'
    )),
    copies INTEGER NOT NULL DEFAULT 0,
    proven INTEGER NOT NULL DEFAULT 0,
    retracted INTEGER NOT NULL DEFAULT 0,
    length_mm REAL NOT NULL DEFAULT 0, -- of the copy sent last
    code TEXT NOT NULL DEFAULT '',
    moved_ms INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO print_paper (key, state, copies, proven, code) SELECT key, state, copies, proven, code FROM print_job;
DROP TABLE print_job;
ALTER TABLE print_paper RENAME TO print_job;
CREATE INDEX print_job_open ON print_job (state) WHERE state IN ('PREFLIGHT', 'SENDING', 'PRESENTED');

-- When a job came into which state; the newest ones are kept.
CREATE TABLE print_move (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    copy INTEGER NOT NULL,
    code TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX print_move_key ON print_move (key);

-- The roll that is in the printer, in one row; what the sensor's word meant on rolls before it stays.
CREATE TABLE paper_roll (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    used_mm REAL NOT NULL,
    low_at_mm REAL, -- used when the sensor said low; NULL before
    near_end_mm REAL, -- what the sensor's word meant when a roll ended; NULL until one has
    mean_mm REAL NOT NULL, -- of recent papers, 0 before the first
    doubt TEXT NOT NULL -- what was seen that may be a change of rolls
) STRICT;
CREATE TABLE paper_day (
    day TEXT PRIMARY KEY,
    mm REAL NOT NULL,
    papers INTEGER NOT NULL
) STRICT;
