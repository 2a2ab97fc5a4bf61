-- Every key that a terminal ever had, so that what it signed can be proved later. NULL: an open end.
CREATE TABLE device_key (
    device_id TEXT NOT NULL,
    public BLOB NOT NULL,
    begins TEXT,
    ends TEXT,
    PRIMARY KEY (device_id, public)
) STRICT, WITHOUT ROWID;
INSERT INTO device_key SELECT device_id, public, NULL, NULL FROM device;
