import type { Planning } from '../../../plan/planning.js'

const known = new WeakMap<Planning, ReadonlySet<string>>()
const quotedSql =
  /['"`/](?:[^'"`\n]*[^\w'"`\n])?(?:select\s+[\w*("]|insert\s+into\b|update\s+[\w"]+\s+set\b|delete\s+from\b|(?:from|where|values|limit|order\s+by)\s+[\w("])/i

/** A spy lets the client answer unless it is told otherwise. */
const looksAtCalls =
  /[cC]alled\w*With|\.mock\.|\.(?:args|firstCall|lastCall|getCalls?)\b|\bverify\(|\b(?:mockImplementation|callsFake|fake)\w*\(|=\s*(?:async\s*)?(?:function\b|\()/

/** True where a test that stands in for the client runs this code and has SQL of its own: it may look at the text it is asked by. */
export function isTextAsserted(planning: Planning, path: string): boolean {
  const found = known.get(planning) ?? filesAsserted(planning)
  known.set(planning, found)
  return found.has(path)
}

function filesAsserted({ survey: { mocks, project } }: Planning): ReadonlySet<string> {
  const tests = mocks.flatMap(({ file, replaces }) => {
    const text = project.text(file) ?? ''
    const isAsserted = quotedSql.test(text) && (replaces !== 'method' || looksAtCalls.test(text))
    return isAsserted ? [file] : []
  })
  return project.graph.importClosure(tests)
}
