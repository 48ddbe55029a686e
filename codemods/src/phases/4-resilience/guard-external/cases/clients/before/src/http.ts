import axios, { type AxiosInstance } from 'axios'
import got from 'got'

const github = axios.create({ baseURL: 'https://api.github.com/' })

export async function stars(repository: string): Promise<number> {
  const { data } = await github.get<{ stars: number }>(`/repos/${repository}`)
  return data.stars
}

export const report = (data: unknown) => axios.post(process.env.REPORTS_URL!, data, { timeout: 500 })

export class Billing {
  constructor(private readonly http: AxiosInstance) {}

  async charge(id: string): Promise<number> {
    try {
      return (await this.http.post('/charges', { id })).status
    } catch {
      return 0
    }
  }
}

export async function version(): Promise<string> {
  const { tag } = await got('https://packages.example/latest').json<{ tag: string }>()
  return tag
}
