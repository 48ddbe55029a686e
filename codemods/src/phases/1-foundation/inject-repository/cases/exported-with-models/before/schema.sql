CREATE TABLE states (user_id INTEGER, value DOUBLE, created_at TIMESTAMP);
