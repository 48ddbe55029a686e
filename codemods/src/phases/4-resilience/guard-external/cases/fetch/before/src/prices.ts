const PRICES_URL = process.env.PRICES_URL ?? 'http://localhost:1'

export class Prices {
  readonly #token = async () => 'secret'

  constructor(private readonly base: string = PRICES_URL) {}

  async price(id: number, signal?: AbortSignal): Promise<number> {
    const response = await fetch(`${this.base}/prices/${id}`, { signal })
    return Number(await response.text())
  }

  async all(ids: number[]): Promise<string[]> {
    const responses = await Promise.all(ids.map((id) => fetch(`${this.base}/prices/${id}`)))
    return Promise.all(responses.map((response) => response.text()))
  }

  text(id: number): Promise<string> {
    return fetch(PRICES_URL + '/prices/' + id).then((response) => response.text())
  }

  async upload(body: ReadableStream<Uint8Array>): Promise<number> {
    const { status } = await fetch(`${this.base}/upload`, {
      method: 'PUT',
      body,
      headers: { authorization: await this.#token() },
      duplex: 'half',
    } as RequestInit)
    return status
  }
}

export async function weather(): Promise<unknown> {
  return (await fetch('https://api.weather.example/today')).json()
}

export async function* lines(path: string): AsyncGenerator<string> {
  const response = await globalThis.fetch(PRICES_URL + path)
  for await (const chunk of response.body!) yield new TextDecoder().decode(chunk)
}

export async function forecast(guard: () => boolean): Promise<string> {
  if (!guard()) return ''
  return (await fetch('https://api.weather.example/tomorrow')).text()
}

export class Rates {
  private readonly base: string

  constructor(base = 'https://rates.example.com') {
    this.base = base
  }

  async status(): Promise<boolean> {
    return (await fetch(`${this.base}/status`)).ok
  }
}
