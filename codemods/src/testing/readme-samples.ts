import type { Files } from './codemod-case.js'

/** One sample of a codemod's README: whole files before, and those that change, after. */
export interface ReadmeSample {
  readonly line: number
  readonly before: Files
  readonly after: Files
}

/**
 * Reads the samples of a README: fences whose info string says `ts before PATH` or `ts after PATH`. A `before`
 * that follows an `after` starts the next sample.
 */
export function readmeSamples(markdown: string): ReadmeSample[] {
  const samples: { line: number; before: Record<string, string>; after: Record<string, string> }[] = []
  const fence = /^```\w+ (before|after) (\S+)\n([\s\S]*?)^```$/gm
  let side: string | undefined
  for (const [, kind, path, text] of markdown.matchAll(fence) as Iterable<
    [string, 'before' | 'after', string, string]
  >) {
    const line = markdown.slice(0, markdown.indexOf(text)).split('\n').length
    if (kind === 'before' && side !== 'before') samples.push({ line, before: {}, after: {} })
    samples.at(-1)![kind][path] = text
    side = kind
  }
  return samples
}
