import { guard } from './breakers.js'

export async function price(id: number): Promise<string> {
  const response = await guard('prices', () => fetch(`https://prices.example/${id}`))
  return response.text()
}

export async function rates(): Promise<string> {
  const response = await guard('rates.example', () => fetch('https://rates.example/today'))
  return response.text()
}
