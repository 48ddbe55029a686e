import { expect, it } from 'vitest'
import { factsOfText } from './file-facts.js'

it('reads nothing of what a minifier wrote, and everything of long files that people write', () => {
  const line = `import { getDb } from './db.js'; export const read = async () => (await getDb()).run('SELECT 1');`
  const many = Array.from({ length: 1_000 }, () => line)
  expect(factsOfText(`/* licence */\n${many.join('')}\n`).specifiers).toEqual([])
  expect(factsOfText(many.join('\n')).specifiers).toHaveLength(1_000)
  expect(factsOfText(many.slice(0, 100).join('')).specifiers).toHaveLength(100)
})
