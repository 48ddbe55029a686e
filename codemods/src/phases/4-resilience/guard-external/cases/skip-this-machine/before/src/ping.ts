const url = 'http://localhost:3000/api/items'

export async function ping(): Promise<number> {
  return (await fetch(url)).status
}

export async function again(): Promise<string> {
  const response = await fetch('http://127.0.0.1:3000/api/items', { method: 'HEAD' })
  return response.statusText
}

export async function remote(): Promise<string> {
  const response = await fetch('http://[::1]:3000/')
  return response.text()
}
