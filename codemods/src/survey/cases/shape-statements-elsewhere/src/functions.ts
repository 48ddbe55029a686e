import { type Client, getClient } from './client.js'

export async function bound() {
  const client = getClient() // usage: manual-transaction
  const query = client.query.bind(client)
  await query('BEGIN')
  await query('DELETE FROM items')
  await query('COMMIT')
}

export async function wrapped() {
  const client = getClient() // usage: manual-transaction several-queries
  const send = (sql: string) => client.query(sql)
  await send('BEGIN')
  await client.query('DELETE FROM items')
  await send('COMMIT')
}

export async function twice() {
  const client = getClient() // usage: manual-transaction
  async function send(sql: string) {
    return client.query(sql)
  }
  const sendTrimmed = (text: string) => send(text)
  await sendTrimmed('BEGIN')
  await sendTrimmed('COMMIT')
}

export async function onlyReads() {
  const client = getClient() // usage: variable
  const send = (sql: string) => client.query(sql)
  return [await send('SELECT 1'), await send('SELECT 2')]
}

async function send(client: Client, sql: string) { // usage: parameter
  await client.query(sql)
}

export async function handedBoth() {
  const client = getClient() // usage: manual-transaction
  await send(client, 'BEGIN')
  await send(client, 'COMMIT')
}

enum Phase {
  Start = 'set up',
  End = 'end',
}

export async function atEnd(report: (client: Client, phase: Phase) => void) {
  const client = getClient() // usage: variable
  report(client, Phase.End)
  await client.query('SELECT 1')
}
