-- Who acted for the person (代办), by a pseudonym as that of the person; '' where they came themselves.
ALTER TABLE data_access ADD COLUMN agent TEXT NOT NULL DEFAULT '';
