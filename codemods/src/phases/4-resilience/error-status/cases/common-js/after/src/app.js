'use strict';
const express = require('express');
const { inject } = require('@duckshift/runtime');
const { database } = require('./database');
const { statusOf } = require('./error-status');

const app = express();

app.get('/items', async (_req, res) => {
  const conn = inject(database);
  const rows = await conn.query('SELECT name FROM items');
  res.json(rows);
});

app.use((error, _req, res, _next) => {
  res.status(error.status || statusOf(error)).json({ error: error.message });
});

module.exports = { app };
