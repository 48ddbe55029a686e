import got from 'got'

const registry = got.extend({ prefixUrl: 'https://packages.example/' })

export async function version(): Promise<string> {
  const { tag } = await got('https://packages.example/latest').json<{ tag: string }>()
  return tag
}

export async function readme(name: string): Promise<string> {
  const text = await registry.get(`${name}/readme`, { timeout: { request: 500 } }).text()
  return text.trim()
}

export async function publish(name: string): Promise<void> {
  await registry.post(name) // its body is the name alone
}
