import axios, { type AxiosInstance } from 'axios'

const baseURL = process.env.LOOKUP_SERVER

export class IPLookup {
  private readonly client: AxiosInstance = axios.create({ baseURL })

  async country(): Promise<unknown> {
    const { data } = await this.client.get<unknown>('/country')
    return data
  }
}
