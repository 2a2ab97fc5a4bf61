-- What services remember, each under its own kind: `body` is JSON; `person` the ID number it belongs to, "" for none.
CREATE TABLE service_record (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    person TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_record_by_person ON service_record (kind, person);
