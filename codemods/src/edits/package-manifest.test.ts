import { describe, expect, it } from 'vitest'
import { addDependency } from './package-manifest.js'
import { applyEdits } from './text-edits.js'

function added(text: string): string | undefined {
  const edit = addDependency(text, '@duckshift/runtime', '^1.0.0')
  return edit && applyEdits(text, [edit])
}

describe('addDependency', () => {
  it('keeps a sorted list sorted', () => {
    expect(added('{\n  "dependencies": {\n    "@duckdb/node-api": "1",\n    "zod": "3"\n  }\n}\n')).toBe(
      '{\n  "dependencies": {\n    "@duckdb/node-api": "1",\n    "@duckshift/runtime": "^1.0.0",\n    "zod": "3"\n  }\n}\n',
    )
  })

  it('comes last in an unsorted list, and where it sorts last', () => {
    expect(added('{\n\t"dependencies": {\n\t\t"zod": "3",\n\t\t"ajv": "8"\n\t}\n}')).toBe(
      '{\n\t"dependencies": {\n\t\t"zod": "3",\n\t\t"ajv": "8",\n\t\t"@duckshift/runtime": "^1.0.0"\n\t}\n}',
    )
    expect(added('{"dependencies":{"@duckdb/node-api":"1"}}')).toBe(
      '{"dependencies":{"@duckdb/node-api":"1","@duckshift/runtime": "^1.0.0"}}',
    )
  })

  it('fills an empty list, and adds a missing one', () => {
    expect(added('{\r\n  "dependencies": {}\r\n}')).toBe(
      '{\r\n  "dependencies": {"@duckshift/runtime": "^1.0.0"}\r\n}',
    )
    expect(added('{\n  "name": "x"\n}\n')).toBe(
      '{\n  "name": "x",\n  "dependencies": {\n    "@duckshift/runtime": "^1.0.0"\n  }\n}\n',
    )
    expect(added('{}')).toBe('{"dependencies": { "@duckshift/runtime": "^1.0.0" }}')
  })

  it('leaves what it has, and what is no JSON object', () => {
    expect(added('{"dependencies":{"@duckshift/runtime":"^0.9.0"}}')).toBeUndefined()
    expect(added('[]')).toBeUndefined()
    expect(added('{ "dependencies": ')).toBeUndefined()
  })
})
