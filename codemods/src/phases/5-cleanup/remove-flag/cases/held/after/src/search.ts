import * as config from './config.js'

export async function search(text: string): Promise<string[]> {
  return [text]
}

export async function other(): Promise<number> {
  return config.port
}
