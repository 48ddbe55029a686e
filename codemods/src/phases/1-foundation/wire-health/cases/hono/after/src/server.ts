import { inject } from '@duckshift/runtime';
import { honoHealth } from '@duckshift/runtime/health';
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { database } from './database.js';
import { nameOf } from './items.js'

const items = new Hono();
items.get('/:id', async (context) => context.json({ name: await nameOf(Number(context.req.param('id'))) }));

const app = new Hono();
app.use(honoHealth(inject(database)));
app.route('/items', items);

serve({ fetch: app.fetch, port: 3000 });
