CREATE TABLE recordings (recording_id INTEGER PRIMARY KEY, performing_artist VARCHAR NOT NULL, recording_title VARCHAR NOT NULL, label_name VARCHAR, digest VARCHAR);
