CREATE TABLE orders (id INTEGER PRIMARY KEY, customer VARCHAR, total DOUBLE);
CREATE TABLE lines (order_id INTEGER, sku VARCHAR, quantity INTEGER);
CREATE TABLE audit (what VARCHAR);
