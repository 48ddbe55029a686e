import got from 'got'
import { guard } from './breakers.js'

const registry = got.extend({ prefixUrl: 'https://packages.example/' })

export async function version(): Promise<string> {
  const { tag } = await guard('packages.example', () => got('https://packages.example/latest').json<{ tag: string }>())
  return tag
}

export async function readme(name: string): Promise<string> {
  const text = await guard('packages.example', () => registry.get(`${name}/readme`, { timeout: { request: 500 } }).text())
  return text.trim()
}

export async function publish(name: string): Promise<void> {
  await guard('packages.example', () => registry.post(name)) // its body is the name alone
}
