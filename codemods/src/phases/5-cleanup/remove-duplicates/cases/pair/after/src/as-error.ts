export const isError = (thrown: unknown): boolean => thrown instanceof Error
