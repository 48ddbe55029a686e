const names = new Set(['new-search'])
const titles = { 'new-search': 'The new search' }

export async function search(flags: { isOn(name: string): Promise<boolean> }, name: string): Promise<string[]> {
  if (await flags.isOn('new-searches')) return []
  if (await flags.isOn(name)) return [titles['new-search']]
  return names.has('new-search') ? ['known'] : []
}
