'use strict';
const BY_ID = 'SELECT id FROM items WHERE id = ?';
const NAMES = 'SELECT name FROM items';
exports.BY_ID = BY_ID;
exports.NAMES = NAMES;
if (process.env.SORTED) exports.NAMES = 'SELECT name FROM items ORDER BY name';
