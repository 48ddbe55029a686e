export const statements = ['CREATE TABLE items (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL)']
