import { guard } from '../breakers.js'

export interface Place {
  name: string
}

/** Only its types come to the page. */
export async function find(name: string): Promise<string> {
  const response = await guard('places.example.com', () => fetch(`https://places.example.com/search?q=${encodeURIComponent(name)}`))
  return response.text()
}
