import { guard } from './breakers.js'

let _endpoint: string | null = null

export function connect(endpoint: string): void {
  _endpoint = endpoint.replace(/\/$/, '')
}

export async function refresh(token: string): Promise<boolean> {
  const answer = await guard('pds-bridge', () => fetch(`${_endpoint}/session`, { method: 'POST', headers: { Authorization: token } }))
  return answer.ok
}
