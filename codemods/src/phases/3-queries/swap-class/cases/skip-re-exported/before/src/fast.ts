export class FastItems {
  constructor(readonly prefix = '') {}

  find(id: number): string {
    return this.prefix + id
  }
}
