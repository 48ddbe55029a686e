import { readFileSync } from 'node:fs'

const folder = new URL('../../page/', import.meta.url)

// In the order they need each other.
const modules = [
  'elements',
  'highlight',
  'diff',
  'treemap',
  'burn-down',
  'overview',
  'changes',
  'findings',
  'main',
]

export function pageStyle(): string {
  return read('page.css')
}

/** The page's modules as the one script that a page without other files can have. */
export function pageScript(): string {
  const bodies = modules.map((name) =>
    read(`${name}.js`)
      .replace(/^import [^;]*? from '[^']+'\n/gm, '')
      .replace(/^export /gm, ''),
  )
  return `'use strict';(() => {\n${bodies.join('\n')}})()\n`
}

function read(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8')
}
