export function load(path: string): string {
  try {
    return JSON.parse(path)
  } catch (error) {
    throw new Error(`${path} cannot be read.`)
  }
}
