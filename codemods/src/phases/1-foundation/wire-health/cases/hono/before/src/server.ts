import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { nameOf } from './items.js'

const items = new Hono();
items.get('/:id', async (context) => context.json({ name: await nameOf(Number(context.req.param('id'))) }));

const app = new Hono();
app.route('/items', items);

serve({ fetch: app.fetch, port: 3000 });
