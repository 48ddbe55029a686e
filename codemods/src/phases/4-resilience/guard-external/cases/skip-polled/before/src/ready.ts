import { retry } from '@duckshift/runtime'

const port = process.env.PORT ?? '3000'
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function ready(deadline: number): Promise<boolean> {
  while (Date.now() < deadline) {
    try {
      const response = await fetch(`http://localhost:${port}/health`)
      if (response.ok) return true
    } catch {
      // Not yet.
    }
    await pause(100)
  }
  return false
}

export async function attempts(): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      await fetch('https://prices.example.com/health')
      return
    } catch (error) {
      console.warn(error)
    }
  }
}

export const settled = () =>
  retry(async () => {
    const response = await fetch('https://prices.example.com/settled')
    if (!response.ok) throw new Error('Not yet')
  })
