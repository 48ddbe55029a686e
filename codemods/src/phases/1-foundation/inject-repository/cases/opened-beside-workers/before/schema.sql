CREATE TABLE watermarks (workspace_id VARCHAR NOT NULL, last_sequence INTEGER NOT NULL);
CREATE TABLE events (workspace_id VARCHAR NOT NULL, cost DOUBLE);
