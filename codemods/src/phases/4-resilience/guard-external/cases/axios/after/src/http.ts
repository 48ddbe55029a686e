import axios, { type AxiosInstance } from 'axios'
import { guard } from './breakers.js'

const github = axios.create({ baseURL: 'https://api.github.com/' })
github.interceptors.request.use((config) => ({ ...config, agent: 'small' }))

export async function stars(repository: string): Promise<number> {
  const { data } = await guard('api.github.com', () => github.get<{ stars: number }>(`/repos/${repository}`))
  return data.stars
}

export const report = (data: unknown) => guard('reports', () => axios.post(process.env.REPORTS_URL!, data, { timeout: 500 }))

export class Billing {
  constructor(private readonly http: AxiosInstance) {}

  async charge(id: string): Promise<number> {
    try {
      return (await guard('billing', () => this.http.post('/charges', { id }))).status
    } catch {
      return 0
    }
  }
}

export async function today(): Promise<unknown> {
  const response = await guard('rates.example', () => axios({ method: 'GET', url: 'https://rates.example/today' }))
  return response.data
}

export function both(): Promise<unknown[]> {
  return Promise.all([
    guard('api.github.com', () => github.request({ url: '/zen' })).then((response) => response.data),
    guard('rates.example', () => axios.get('https://rates.example/yesterday')).then(({ data }) => data),
  ])
}
