export function getClient() {
  return { query: (key: string) => key }
}
