'use strict';
const { getConnection } = require('./db');

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// main passes how often, though nobody calls the function by the name it has for itself.
exports.names = async function names(retries = 2) {
  try {
    const conn = await getConnection();
    const reader = await conn.runAndReadAll('SELECT name FROM items');
    return reader.getRowObjectsJson();
  } catch (error) {
    if (retries <= 0) throw error;
    await wait(50);
    return names(retries - 1);
  }
};
