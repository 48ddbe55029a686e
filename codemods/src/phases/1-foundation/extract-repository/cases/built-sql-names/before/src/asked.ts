export interface Asked {
  name?: string
}
