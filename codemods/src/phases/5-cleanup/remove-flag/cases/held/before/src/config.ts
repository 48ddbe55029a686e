import { flags } from './flags.js'

/** Whether the pool answers. */
export const usesPool = ['1', 'true'].includes((process.env.USE_POOL ?? 'false').toLowerCase())

export async function isNewSearch(): Promise<boolean> {
  return await flags.isEnabled(FlagName.NewSearch)
}

export enum FlagName {
  NewSearch = 'new-search',
  Other = 'other',
}

export const port = Number(process.env.PORT ?? 80)
