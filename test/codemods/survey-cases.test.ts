import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { survey } from '@duckshift/codemods'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import { generateProject } from '../bench/support/generate-project.mjs'
import { repository, temporaryFolder } from '../support/project.js'

/**
 * Each folder is a small project with its verdict written beside the code: `// accessor: kind` where an accessor is
 * declared, `// usage: shape trait…` where a usage is. Traits that are not named must not be there either. What
 * carries no such comment must not be found.
 */
const cases = join(repository, 'codemods', 'src', 'survey', 'cases')

interface Verdicts {
  readonly accessors: readonly string[]
  readonly usages: readonly string[]
}

function labelled(root: string, files: readonly string[]): Verdicts {
  const accessors: string[] = []
  const usages: string[] = []
  for (const file of files) {
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .forEach((text, index) => {
        const [, kinds] = /\/\/ accessor: (.*)$/.exec(text) ?? []
        for (const kind of kinds?.split(' ') ?? []) accessors.push(`${file} ${kind}`)
        const [, verdict] = /\/\/ usage: (.*)$/.exec(text) ?? []
        if (verdict) usages.push(`${file}:${index + 1} ${verdict}`)
      })
  }
  return { accessors: accessors.sort(), usages: usages.sort() }
}

function found(root: string): Verdicts & { readonly files: readonly string[] } {
  const { accessors, usages, project } = survey({ root })
  return {
    files: project.files,
    accessors: accessors
      .filter((accessor) => !accessor.wraps)
      .map(({ module, kind }) => `${module} ${kind}`)
      .sort(),
    usages: usages
      .map(({ file, line, shape, traits }) => [`${file}:${line}`, shape, ...traits].join(' '))
      .sort(),
  }
}

it('files of which only a part is parsed say what whole ones say', () => {
  const phases = join(repository, 'codemods', 'src', 'phases')
  const befores = globSync('*/*/cases/*/before', { cwd: phases, onlyDirectories: true, absolute: true })
  expect(befores.length).toBeGreaterThan(300)
  let usages = 0
  for (const root of [...readdirSync(cases).map((name) => join(cases, name)), ...befores]) {
    const whole = survey({ root })
    const inPart = survey({ root, keepsValues: false })
    for (const found of ['usages', 'accessors', 'clients', 'unreadable'] as const)
      expect(inPart[found], root).toEqual(whole[found])
    usages += whole.usages.length
  }
  expect(usages).toBeGreaterThan(300)
})

describe('survey cases', () => {
  for (const name of readdirSync(cases)) {
    it(name, () => {
      const root = temporaryFolder()
      try {
        cpSync(join(cases, name), root, { recursive: true })
        const { files, ...actual } = found(root)
        const expected = labelled(root, files)
        expect(actual.usages).toEqual(expected.usages)
        if (!name.startsWith('shape-') && !name.startsWith('modules-'))
          expect(actual.accessors).toEqual(expected.accessors)
      } finally {
        rmSync(root, { recursive: true, force: true })
      }
    })
  }
})

describe('labelled projects', () => {
  it('finds every usage of 300 generated files, and nothing else', () => {
    const root = temporaryFolder()
    try {
      const labels = generateProject(root, 300)
      const { usages } = survey({ root })
      const places = (list: readonly { file: string; line: number }[]) =>
        list.map(({ file, line }) => `${file}:${line}`).sort()
      expect(places(usages)).toEqual(places(labels))
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })
})
