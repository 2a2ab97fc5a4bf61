-- What the centre publishes: sets of small files, changed over all at once. Of a file that was replaced the text stays
-- while a case that began with it is here.
CREATE TABLE feed (
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    etag TEXT NOT NULL,
    issued TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    state_sha256 TEXT NOT NULL, -- of the canonical JSON {file: sha256} of the current files
    fetched_ms INTEGER NOT NULL,
    stale INTEGER NOT NULL DEFAULT 0 -- whether it has been told that valid_until is past
) STRICT;
CREATE TABLE feed_file (
    id INTEGER PRIMARY KEY,
    feed TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    form TEXT NOT NULL, -- what cases call it: item@version
    current INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX feed_file_current ON feed_file (feed, file) WHERE current = 1;

-- What became of our cases at the centre; goes with its case.
CREATE TABLE case_status (
    case_id TEXT PRIMARY KEY REFERENCES outbox (case_id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    server_no TEXT NOT NULL,
    reason TEXT NOT NULL, -- JSON, "" for none
    until TEXT NOT NULL,
    at TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    told_us INTEGER NOT NULL, -- when the centre told it: settles what happened within one second
    accepted TEXT NOT NULL -- since when it is 受理, "" for not
) STRICT;
