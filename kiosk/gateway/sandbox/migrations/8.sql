-- What terminals counted: how often which frequent question was opened, a day of a terminal each; nobody is in it.
CREATE TABLE tally (
    tally_id TEXT PRIMARY KEY,
    device_id TEXT NOT NULL,
    day TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    deliveries INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE question_count (
    item_id TEXT NOT NULL,
    question TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (item_id, question)
) STRICT, WITHOUT ROWID;
