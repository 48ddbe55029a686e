'use strict';
const express = require('express');
const { inject } = require('@duckshift/runtime');
const { ItemsRepository } = require('./repositories/items-repository');
const { statusOf } = require('./error-status');

const app = express();

app.get('/items', async (_req, res) => {
  const items = inject(ItemsRepository);
  const rows = await items.listName();
  res.json(rows);
});

app.use((error, _req, res, _next) => {
  res.status(error.status || statusOf(error)).json({ error: error.message });
});

module.exports = { app };
