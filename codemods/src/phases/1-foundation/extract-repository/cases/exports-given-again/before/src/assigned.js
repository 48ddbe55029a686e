'use strict';
const PRICES = 'SELECT price FROM items';
module.exports = { PRICES };
Object.assign(module.exports, { PRICES: 'SELECT price FROM items ORDER BY price' });
