-- What 办件台账 still has to enter is noted as it happens, in the transaction in which it becomes true: a seek finds it.
ALTER TABLE outbox ADD COLUMN about TEXT NOT NULL DEFAULT ''; -- JSON: what the ledger says of the row; names nobody
DROP INDEX ledger_row_case;
CREATE INDEX ledger_row_of ON ledger_row (case_id, event, at_ms);
CREATE TABLE ledger_open (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    row_id TEXT NOT NULL, -- of the outbox; of a print job its key, which may begin with one
    event TEXT NOT NULL
) STRICT;
INSERT INTO ledger_open (at_ms, row_id, event) SELECT at_ms, row_id, event FROM (
    SELECT created_ms AS at_ms, case_id AS row_id, 'received' AS event FROM outbox WHERE lane = 'case'
    UNION ALL
    SELECT settled_ms, case_id, 'delivered' FROM outbox
    WHERE lane = 'case' AND state = 'accepted' AND settled_ms IS NOT NULL
    UNION ALL
    SELECT at_us / 1000, case_id, state FROM case_status WHERE state <> 'received'
    UNION ALL
    SELECT at_ms, key, CASE state WHEN 'TAKEN' THEN 'taken' ELSE 'printed' END
    FROM print_move WHERE state IN ('CONFIRMED', 'TAKEN')
) ORDER BY at_ms, event <> 'received';

CREATE TRIGGER ledger_comes AFTER INSERT ON outbox WHEN new.lane IN ('case', 'rating')
BEGIN
    INSERT INTO ledger_open (at_ms, row_id, event)
    VALUES (new.created_ms, new.case_id, CASE new.lane WHEN 'case' THEN 'received' ELSE 'rated' END);
END;
CREATE TRIGGER ledger_arrives AFTER INSERT ON outbox
WHEN new.lane = 'case' AND new.state = 'accepted' AND new.settled_ms IS NOT NULL
BEGIN
    INSERT INTO ledger_open (at_ms, row_id, event) VALUES (new.settled_ms, new.case_id, 'delivered');
END;
CREATE TRIGGER ledger_goes AFTER UPDATE OF state ON outbox
WHEN new.lane = 'case' AND new.state = 'accepted' AND old.state <> 'accepted' AND new.settled_ms IS NOT NULL
BEGIN
    INSERT INTO ledger_open (at_ms, row_id, event) VALUES (new.settled_ms, new.case_id, 'delivered');
END;
CREATE TRIGGER ledger_hears AFTER INSERT ON case_status WHEN new.state <> 'received'
BEGIN
    INSERT INTO ledger_open (at_ms, row_id, event) VALUES (new.at_us / 1000, new.case_id, new.state);
END;
CREATE TRIGGER ledger_hears_more AFTER UPDATE OF state ON case_status
WHEN new.state <> 'received' AND (new.state, new.at_us) <> (old.state, old.at_us)
BEGIN
    INSERT INTO ledger_open (at_ms, row_id, event) VALUES (new.at_us / 1000, new.case_id, new.state);
END;
CREATE TRIGGER ledger_prints AFTER INSERT ON print_move WHEN new.state IN ('CONFIRMED', 'TAKEN')
BEGIN
    INSERT INTO ledger_open (at_ms, row_id, event)
    VALUES (new.at_ms, new.key, CASE new.state WHEN 'TAKEN' THEN 'taken' ELSE 'printed' END);
END;
