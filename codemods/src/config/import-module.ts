/** Loads a project's own module, TypeScript or JavaScript, with what it may import from us though it has not installed it. */
export async function importModule(
  path: string,
  virtualModules: Readonly<Record<string, Record<string, unknown>>> = {},
): Promise<Record<string, unknown>> {
  const { createJiti } = await import('jiti')
  const jiti = createJiti(import.meta.url, {
    moduleCache: false,
    fsCache: false,
    virtualModules,
  } as Parameters<typeof createJiti>[1])
  return (await jiti.import(path)) as Record<string, unknown>
}
