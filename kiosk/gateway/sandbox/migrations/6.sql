-- A row of the ledger says the seal before its own, and is kept in the one text that proves it (kiosk.domain.ledger).
UPDATE ledger SET row = json_object(
    'actor', json_extract(row, '$.actor'), 'at', json_extract(row, '$.at'),
    'before', coalesce((SELECT json_extract(earlier.row, '$.seal') FROM ledger AS earlier
                        WHERE earlier.number = ledger.number - 1), printf('%064d', 0)),
    'case_id', json_extract(row, '$.case_id'), 'deferred', json_extract(row, '$.deferred'),
    'due', json_extract(row, '$.due'), 'event', json_extract(row, '$.event'),
    'item_id', json_extract(row, '$.item_id'), 'level', json_extract(row, '$.level'),
    'number', json_extract(row, '$.number'), 'papers', json_extract(row, '$.papers'),
    'rule', json_extract(row, '$.rule'), 'seal', json_extract(row, '$.seal'), 'visits', json_extract(row, '$.visits'));

-- Who asked what about whom, for which matter: the person by a pseudonym under a key of the platform (ADR 33).
CREATE TABLE data_access (
    at TEXT NOT NULL,
    device_id TEXT NOT NULL,
    query_id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    source TEXT NOT NULL, -- licences, or the kind of an inquiry
    item_id TEXT NOT NULL,
    asked TEXT NOT NULL, -- JSON: the types of licences
    held TEXT NOT NULL -- JSON: which of them were there
) STRICT;
CREATE INDEX data_access_person ON data_access (person, at);
INSERT OR IGNORE INTO data_access SELECT at, device_id, query_id, '', 'licences', '', types, '[]' FROM licence_access;
DROP TABLE licence_access;
