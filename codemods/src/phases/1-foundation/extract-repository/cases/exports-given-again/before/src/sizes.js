'use strict';
exports.SIZES = 'SELECT size FROM items';
