import type { Versioned } from './port.js'

/** What it hands on sends nothing. */
export async function greet(source: Versioned): Promise<void> {
  await print(source)
}

async function print(source: Versioned): Promise<void> {
  console.log(await source.version())
}
