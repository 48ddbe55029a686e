import { guard } from './breakers.js'

export async function rates(): Promise<string> {
  const response = await guard('rates.example', () => fetch('https://rates.example/today'))
  return response.text()
}
