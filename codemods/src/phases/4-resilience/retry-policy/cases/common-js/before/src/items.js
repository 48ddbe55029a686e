'use strict';
const { getConnection } = require('./db');

async function names() {
  const conn = await getConnection();
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      const reader = await conn.runAndReadAll('SELECT name FROM items');
      return reader.getRowObjectsJson();
    } catch (error) {
      if (attempt === 3) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

module.exports = { names };
