'use strict';
const express = require('express');
const { getConnection } = require('./db');

const app = express();

app.get('/items', async (_req, res) => {
  const conn = await getConnection();
  const reader = await conn.runAndReadAll('SELECT name FROM items');
  res.json(reader.getRowObjectsJson());
});

app.use((error, _req, res, _next) => {
  res.status(error.status || 500).json({ error: error.message });
});

module.exports = { app };
