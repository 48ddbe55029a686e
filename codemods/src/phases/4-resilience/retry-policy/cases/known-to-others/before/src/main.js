'use strict';
const items = require('./items');
const counts = require('./counts');

exports.main = async (which, often) => [await items.names(0), await counts[which](often)];
