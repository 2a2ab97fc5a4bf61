-- What a look at somebody's data rests on: JSON with kind (consent, case), no, matter, at; "" where nothing is recorded.
ALTER TABLE data_access ADD COLUMN rests_on TEXT NOT NULL DEFAULT '';
