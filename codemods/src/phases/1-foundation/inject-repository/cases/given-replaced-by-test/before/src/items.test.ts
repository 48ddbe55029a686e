import { Items } from './items.js'

export async function test(): Promise<boolean> {
  const items = new Items()
  Object.defineProperty(items, 'client', { value: () => ({ query: async () => [{ name: 'a' }] }) })
  return (await items.names()).join() === 'a'
}
