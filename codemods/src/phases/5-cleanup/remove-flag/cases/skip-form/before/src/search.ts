export function search(words: string[]): string[] {
  const found: string[] = []
  switch (process.env.MODE) {
    case 'pool':
      found.push('pool')
    case 'both':
      found.push('both')
      break
    default:
      found.push('legacy')
  }
  while (process.env.USE_POOL) {
    const word = words.pop()
    if (word === undefined) break
    found.push(word)
  }
  return found
}

export const mode = (): string => (process.env.USE_POOL === 'shared' ? 'shared' : 'own')

const box = { size: 1, read: () => 2, write: () => 3 }

export const detached = (): number => (process.env.MODE === 'pool' ? box.read : box.write)()
