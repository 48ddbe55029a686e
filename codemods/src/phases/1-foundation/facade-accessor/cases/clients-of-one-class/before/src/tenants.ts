import { Client } from './db.js'

const clients = new Map<string, Client>()

export function clientOf(tenant: string): Client {
  let client = clients.get(tenant)
  if (!client) {
    client = new Client(`${tenant}.duckdb`)
    clients.set(tenant, client)
  }
  return client
}
