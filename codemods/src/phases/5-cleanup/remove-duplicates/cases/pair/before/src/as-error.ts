/** Whatever was thrown. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

export const isError = (thrown: unknown): boolean => thrown instanceof Error
