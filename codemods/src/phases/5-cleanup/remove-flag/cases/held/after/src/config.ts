export enum FlagName {
  NewSearch = 'new-search',
  Other = 'other',
}

export const port = Number(process.env.PORT ?? 80)
