import axios, { type AxiosInstance } from 'axios'

const github = axios.create({ baseURL: 'https://api.github.com/' })
github.interceptors.request.use((config) => ({ ...config, agent: 'small' }))

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

export async function today(): Promise<unknown> {
  const response = await axios({ method: 'GET', url: 'https://rates.example/today' })
  return response.data
}

export function both(): Promise<unknown[]> {
  return Promise.all([
    github.request({ url: '/zen' }).then((response) => response.data),
    axios.get('https://rates.example/yesterday').then(({ data }) => data),
  ])
}
