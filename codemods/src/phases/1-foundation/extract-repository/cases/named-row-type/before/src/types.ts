export interface Item {
  id: number
  name: string
}
