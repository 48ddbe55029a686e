import { describe, expect, it } from 'vitest'
import { aliasedSpecifier } from './specifier-style.js'

const from = 'src/services/items.ts'
const written = (
  imports: readonly (readonly [string, string])[],
  to = 'src/lib/db/database.ts',
  file = from,
) => aliasedSpecifier(file, to, imports)

describe('aliasedSpecifier', () => {
  it('writes a module as its neighbour is written', () => {
    expect(written([['@/lib/db/client', 'src/lib/db/client.ts']])).toBe('@/lib/db/database')
    expect(written([['@acme/app/db/client.js', 'src/lib/db/client.ts']])).toBe('@acme/app/db/database.js')
  })

  it('writes a module of a folder that is imported whole, also beside relative imports', () => {
    const imports = [
      ['../types', 'src/types.ts'],
      ['@/lib/db', 'src/lib/db/index.ts'],
    ] as const
    expect(written(imports)).toBe('@/lib/db/database')
  })

  it('writes every module under an alias where no import climbs', () => {
    expect(written([['@/types/rows', 'src/types/rows.ts']])).toBe('@/lib/db/database')
    expect(written([['$lib/rows', 'src/lib/rows.ts']], 'src/lib/db/database.ts', 'src/routes/page.ts')).toBe(
      '$lib/db/database',
    )
  })

  it('leaves relative what the file writes relative, what is near, and what the alias does not lead to', () => {
    const climbing = [
      ['@/types/rows', 'src/types/rows.ts'],
      ['../log', 'src/log.ts'],
    ] as const
    expect(written(climbing)).toBeUndefined()
    expect(written([['@/types/rows', 'src/types/rows.ts']], 'src/services/database.ts')).toBeUndefined()
    expect(written([['@/types/rows', 'web/types/rows.ts']])).toBeUndefined()
  })

  it("takes a package's name for no alias", () => {
    expect(written([['@acme/db', 'src/lib/db/index.ts']])).toBeUndefined()
    expect(written([['lodash/get', 'src/lib/db/index.ts']])).toBeUndefined()
  })
})
