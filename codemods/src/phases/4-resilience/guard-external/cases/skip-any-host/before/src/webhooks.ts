export interface Hook {
  id: number
  url: string
}

/** Calls everybody who wants to know. Failures are counted, never thrown. */
export async function notify(hooks: Hook[], payload: unknown): Promise<number> {
  let delivered = 0
  for (const hook of hooks) {
    try {
      const res = await fetch(hook.url, {
        method: 'POST',
        body: JSON.stringify(payload),
        signal: AbortSignal.timeout(2000), // each
      })
      if (!res.ok) throw new Error(`status ${res.status}`)
      delivered++
    } catch (e) {
      console.error(e)
    }
  }
  return delivered
}

export async function json(url: string): Promise<unknown> {
  return (await fetch(url)).json()
}

export async function ofHost(host: string, port: number): Promise<unknown[]> {
  const status = await fetch(`https://${host}/status`)
  const local = await fetch('http://localhost:' + port + '/status')
  return [status.ok, local.ok, (await fetch(`http://localhost:${port}/`)).ok]
}

export class Rest {
  constructor(private readonly base: string) {}

  async status(): Promise<boolean> {
    return (await fetch(`${this.base}/status`)).ok
  }
}

/** Each connection is of another system. */
export async function reachable(connection: { config: unknown }): Promise<boolean> {
  const config = connection.config as { baseUrl: string }
  return (await fetch(`${config.baseUrl}/health`)).ok
}
