import { type Client, getClient } from './client.js'

const clients = new Map<string, Client>()
const spare: Client[] = []
const named: Record<string, Client> = {}

export function open(tenant: string) {
  clients.set(tenant, getClient()) // usage: argument
}

export async function clear(tenant: string) {
  const client = clients.get(tenant) // usage: manual-transaction several-queries
  if (!client) return
  await client.query('BEGIN')
  await client.query('DELETE FROM items')
  await client.query('COMMIT')
}

export async function ensured(tenant: string) {
  let client = clients.get(tenant)
  if (!client) {
    client = getClient() // usage: variable
    clients.set(tenant, client)
  }
  return client.query('SELECT 1')
}

export async function inLoops() {
  for (const [tenant, client] of clients) { // usage: variable bound-parameters query-in-loop
    await client.query('DELETE FROM items WHERE name = ?', [tenant])
  }
  for (const client of clients.values()) await client.query('CHECKPOINT') // usage: variable query-in-loop
  await Promise.all([...clients.values()].map((client) => client.query('SELECT 1'))) // usage: parameter query-in-loop
}

export async function taken() {
  const client = spare.pop() ?? getClient() // usage: variable try-catch
  try {
    await client.query('SELECT 1')
  } finally {
    spare.push(client)
  }
}

export function byName() {
  return named.main?.query('SELECT 1') // usage: direct-call
}

export async function round(turn: number) {
  const both = [
    getClient(), // usage: direct-call
    getClient(), // usage: direct-call
  ]
  return both[turn % both.length]!.query('SELECT 1') // usage: direct-call
}

export function sizes() {
  return [clients.size, spare.length, [...clients.keys()].length]
}

const indexed: { [tenant: string]: Client } = {}

export function ofTenant(tenant: string) {
  return indexed[tenant]!.query('SELECT 1') // usage: direct-call
}
