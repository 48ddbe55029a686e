'use strict';
const { getConnection } = require('./db');

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function count(attempts = 2) {
  const conn = await getConnection();
  let attempt = 0;
  while (attempt < attempts) {
    try {
      const reader = await conn.runAndReadAll('SELECT count(*) AS n FROM items');
      return reader.getRowObjectsJson();
    } catch (error) {
      attempt++;
      if (attempt === attempts) throw error;
      await wait(50);
    }
  }
}

async function sum(retries = 2) {
  try {
    const conn = await getConnection();
    const reader = await conn.runAndReadAll('SELECT sum(id) AS n FROM items');
    return reader.getRowObjectsJson();
  } catch (error) {
    if (retries <= 0) throw error;
    await wait(50);
    return sum(retries - 1);
  }
}

exports.count = count;
exports.sum = sum;
