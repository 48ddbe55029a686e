import { FlagName, isNewSearch, usesPool } from './index.js'
import * as config from './config.js'
import { flags } from './flags.js'

export async function search(text: string): Promise<string[]> {
  const isNew = await isNewSearch()
  if (!isNew) return [text, text]
  return usesPool ? [text] : []
}

export async function other(): Promise<number> {
  const asked = await flags.isEnabled(FlagName.NewSearch, true)
  if (asked && config.usesPool) return config.port
  return 0
}
