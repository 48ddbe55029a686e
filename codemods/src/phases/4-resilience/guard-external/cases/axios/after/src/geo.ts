import axios, { type AxiosInstance } from 'axios'
import { guard } from './breakers.js'

const baseURL = process.env.LOOKUP_SERVER

export class IPLookup {
  private readonly client: AxiosInstance = axios.create({ baseURL })

  async country(): Promise<unknown> {
    const { data } = await guard('ip-lookup', () => this.client.get<unknown>('/country'))
    return data
  }
}
