import got, { HTTPError } from 'got'

/** A stream is no promise. */
export function download(): NodeJS.ReadableStream {
  return got.stream('https://packages.example/all')
}

/** It can be given up, which a promise cannot. */
export function givenUp(): void {
  got('https://packages.example/slow').cancel()
}

export async function isThere(name: string): Promise<boolean> {
  try {
    await got(`https://packages.example/${name}`)
    return true
  } catch (error) {
    if (error instanceof HTTPError) return false
    throw error
  }
}
