import { patient } from './shared.js'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function rows(): Promise<unknown> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      return await (await fetch('/api/rows')).json()
    } catch (error) {
      if (attempt === 3) throw error
      await sleep(50)
    }
  }
}

export const rates = () => patient('rates')
