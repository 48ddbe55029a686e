/**
 * Methods are named when the plan is rendered, because only then is it known which of them are alive.
 * Until then an edit's text refers to a method by this mark.
 */
export function methodReference(id: number): string {
  return `\u0000method:${id}\u0000`
}

export function resolveMethodReferences(text: string, nameOf: (id: number) => string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the mark uses a character no source text holds
  return text.replaceAll(/\u0000method:(\d+)\u0000/g, (_, id: string) => nameOf(Number(id)))
}
