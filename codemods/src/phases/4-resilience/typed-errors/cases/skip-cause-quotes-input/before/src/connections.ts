export function hostOf(connection: { readonly name: string; readonly uri: string }): string {
  try {
    return new URL(connection.uri).host
  } catch {
    throw new Error(`The address of ${connection.name} is no URL`)
  }
}

export function keyOf(name: string, credentials: string): unknown {
  try {
    return JSON.parse(credentials).key
  } catch (error) {
    throw new Error(`The key of ${name} could not be read`)
  }
}

export const portOf = (address: string, fallback: string) =>
  fetch(new URL(address)).catch(() => {
    throw new Error(`Nothing answers instead of ${fallback}`)
  })
