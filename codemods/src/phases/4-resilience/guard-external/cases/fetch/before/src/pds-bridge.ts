let _endpoint: string | null = null

export function connect(endpoint: string): void {
  _endpoint = endpoint.replace(/\/$/, '')
}

export async function refresh(token: string): Promise<boolean> {
  const answer = await fetch(`${_endpoint}/session`, { method: 'POST', headers: { Authorization: token } })
  return answer.ok
}
