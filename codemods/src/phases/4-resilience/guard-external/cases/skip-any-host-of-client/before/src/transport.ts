import axios, { type AxiosInstance } from 'axios'

/** One for each server that somebody attaches. */
export class HTTPTransport {
  private readonly url: string
  private readonly client: AxiosInstance

  constructor(url: string) {
    this.url = url
    this.client = axios.create({ baseURL: this.url })
  }

  async connect(): Promise<unknown> {
    const { data } = await this.client.get<unknown>('/initialize')
    return data
  }
}
