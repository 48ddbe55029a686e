'use strict';
const Redis = require('ioredis');

const redis = new Redis({ lazyConnect: true });

exports.touch = (key) => redis.set(key, Date.now());
