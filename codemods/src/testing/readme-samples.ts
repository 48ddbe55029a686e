import type { Files } from './codemod-case.js'

/** One sample of a codemod's README: whole files before, and those that change, after. */
export interface ReadmeSample {
  readonly line: number
  readonly before: Files
  readonly after: Files
  /** True for what the codemod only does when it is asked for. */
  readonly isAskedFor: boolean
}

/**
 * Reads the samples of a README: fences whose info string says `ts before PATH` or `ts after PATH`. A `before`
 * that follows an `after` starts the next sample; `ts before PATH --only` is for codemods that only propose.
 */
export function readmeSamples(markdown: string): ReadmeSample[] {
  const samples: {
    line: number
    before: Record<string, string>
    after: Record<string, string>
    isAskedFor: boolean
  }[] = []
  const fence = /^```\w+ (before|after) (\S+)( --only)?\n([\s\S]*?)^```$/gm
  let side: string | undefined
  for (const [, kind, path, only, text] of markdown.matchAll(fence) as Iterable<
    [string, 'before' | 'after', string, string | undefined, string]
  >) {
    const line = markdown.slice(0, markdown.indexOf(text)).split('\n').length
    if (kind === 'before' && side !== 'before')
      samples.push({ line, before: {}, after: {}, isAskedFor: only !== undefined })
    samples.at(-1)![kind][path] = text
    side = kind
  }
  return samples
}
