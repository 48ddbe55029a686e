import * as totals from './totals.js'

export async function report(name: string, often: number): Promise<unknown> {
  const byName: Record<string, (often: number) => Promise<unknown>> = totals
  return byName[name]!(often)
}
