import { rollout } from './flags.js'
import { fresh, legacy, log } from './sides.js'

export async function ifElse(text: string): Promise<string[]> {
  const words: string[] = []
  // Either side fills the list.
  if (await rollout.isOn('new-search')) {
    // One word a text.
    const found = fresh(text)
    words.push(
      ...found,
      `two
      lines`,
    )
  } else {
    words.push(...legacy(text)) // the old way
  }
  return words
}

export async function earlyReturn(text: string): Promise<string[]> {
  if (await rollout.isOn('new-search')) {
    return fresh(text)
  }
  // The old way, until everybody is on the new one.
  const words = legacy(text)
  log('old')
  return words
}

export async function guard(text: string): Promise<string[]> {
  if (!(await rollout.isOn('new-search'))) return legacy(text)
  const words = fresh(text)
  return words
}

export async function elseIf(text: string, isShort: boolean): Promise<string[]> {
  if (isShort) {
    return [text]
  } else if (await rollout.isOn('old-export')) {
    return legacy(text)
  } else {
    return fresh(text)
  }
}

export async function expressions(text: string, isWanted: boolean) {
  const words = (await rollout.isOn('new-search')) ? fresh(text) : legacy(text)
  const both = { words, make: () => (process.env.SEARCH_MODE === 'pool' ? { text } : { text: '' }) }
  if (isWanted && (await rollout.isOn('new-search'))) log(text)
  if ((await rollout.isOn('old-export')) || isWanted) log('wanted')
  process.env.SEARCH_MODE !== 'pool' && log('not on the pool')
  const length = (process.env.SEARCH_MODE ?? 'legacy') === 'legacy' ? 1 : words.length + 1
  return { both, length: 2 * (process.env.SEARCH_MODE === 'pool' ? length + 1 : length) }
}

export function cases(text: string): string[] {
  switch (process.env.SEARCH_MODE) {
    case 'legacy':
      return legacy(text)
    case 'pool': {
      const words = fresh(text)
      log('pool')
      return words
    }
    default:
      throw new Error('no such mode')
  }
}

const implementations = { legacy, pool: fresh }

export function chosen(text: string): string[] {
  const key = (process.env.SEARCH_MODE ?? 'legacy') as 'legacy' | 'pool'
  return implementations[key](text)
}

export function inline(text: string): string[] {
  const run = { legacy, pool: fresh }[process.env.SEARCH_MODE as 'legacy' | 'pool']
  return run(text)
}

export async function nested(text: string, isLong: boolean): Promise<string[]> {
  if (await rollout.isOn('new-search')) {
    if (isLong) {
      const words = (await rollout.isOn('old-export')) ? legacy(text) : fresh(text)
      if (process.env.SEARCH_MODE === 'pool') {
        log('long')
        return words
      }
      return legacy(text)
    }
    return fresh(text)
  }
  return legacy(text)
}

export async function apart(text: string, words: string[]): Promise<void> {
  const first = text
  if (await rollout.isOn('new-search')) {
    const first = fresh(text)
    words.push(...first)
  }
  words.push(first)
}

export async function withoutSemicolons(words: string[]): Promise<void> {
  let count = words.length
  if (await rollout.isOn('new-search')) {
    ;[count] = [count + 1]
  }
  ;[count] = [count]
  if (await rollout.isOn('old-export')) legacy('x')
  log(String(count))
}

const isNew = (): Promise<boolean> => rollout.isOn('new-search')

export async function returned(text: string, isWanted: boolean): Promise<boolean> {
  const found = (await isNew()) ? fresh(text) : []
  return isWanted && process.env.SEARCH_MODE === 'pool' && found.length > 0
}

const box = { size: 1, read: () => 2 }

export const detached = (): number => (process.env.SEARCH_MODE === 'pool' ? box.size : box.read()) + 1
