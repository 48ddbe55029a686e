'use strict';
module.exports = { ALL: 'SELECT id, name FROM items' };
