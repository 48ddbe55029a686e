import { fresh, legacy, log } from './sides.js'

export async function ifElse(text: string): Promise<string[]> {
  const words: string[] = []
  // Either side fills the list.
  // One word a text.
  const found = fresh(text)
  words.push(
    ...found,
    `two
      lines`,
  )
  return words
}

export async function earlyReturn(text: string): Promise<string[]> {
  return fresh(text)
}

export async function guard(text: string): Promise<string[]> {
  const words = fresh(text)
  return words
}

export async function elseIf(text: string, isShort: boolean): Promise<string[]> {
  if (isShort) {
    return [text]
  } else {
    return fresh(text)
  }
}

export async function expressions(text: string, isWanted: boolean) {
  const words = fresh(text)
  const both = { words, make: () => ({ text }) }
  if (isWanted) log(text)
  if (isWanted) log('wanted')
  const length = words.length + 1
  return { both, length: 2 * (length + 1) }
}

export function cases(text: string): string[] {
  const words = fresh(text)
  log('pool')
  return words
}

const implementations = { legacy, pool: fresh }

export function chosen(text: string): string[] {
  return implementations.pool(text)
}

export function inline(text: string): string[] {
  const run = fresh
  return run(text)
}

export async function nested(text: string, isLong: boolean): Promise<string[]> {
  if (isLong) {
    const words = fresh(text)
    log('long')
    return words
  }
  return fresh(text)
}

export async function apart(text: string, words: string[]): Promise<void> {
  const first = text
  {
    const first = fresh(text)
    words.push(...first)
  }
  words.push(first)
}

export async function withoutSemicolons(words: string[]): Promise<void> {
  let count = words.length
  ;[count] = [count + 1]
  ;[count] = [count]
  log(String(count))
}

export async function returned(text: string, isWanted: boolean): Promise<boolean> {
  const found = fresh(text)
  return isWanted && found.length > 0
}

const box = { size: 1, read: () => 2 }

export const detached = (): number => box.size + 1
