import { getClient } from './db.js'

type Command = (text: string) => Promise<unknown>

async function ask(method: 'query' | 'execute', text: string): Promise<unknown> {
  const client = getClient()
  return client[method](text)
}

const commands: Record<string, Command> = {
  names: async () => getClient().query('SELECT name FROM items'),
  sql: (text) => ask('query', text),
}

const steps: Command[] = [(text) => ask('execute', text)]

export async function run(name: string, text: string): Promise<string> {
  const command = commands[name]
  if (!command) return 'no such command'
  try {
    await command(text)
    return 'done'
  } catch (error) {
    if (error instanceof Error && error.message.includes('Constraint Error')) return 'refused'
    throw error
  }
}

export async function all(text: string): Promise<string> {
  try {
    for (const step of steps) await step(text)
    return 'done'
  } catch (error) {
    if (error instanceof Error && error.message.includes('Constraint Error')) return 'refused'
    throw error
  }
}

async function dispatch(name: string, text: string): Promise<void> {
  await commands[name]?.(text)
}

export async function dispatched(name: string, text: string): Promise<string> {
  try {
    await dispatch(name, text)
    return 'done'
  } catch (error) {
    if (error instanceof Error && error.message.includes('Constraint Error')) return 'refused'
    throw error
  }
}
