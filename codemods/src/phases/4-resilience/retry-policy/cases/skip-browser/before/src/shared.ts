const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Loaded by the page as well. */
export async function patient(name: string): Promise<unknown> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      return await (await fetch(`https://rates.example/${name}`)).json()
    } catch (error) {
      if (attempt === 3) throw error
      await sleep(50)
    }
  }
}
