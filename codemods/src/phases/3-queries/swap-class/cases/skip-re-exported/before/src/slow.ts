export class SlowItems {
  constructor(readonly prefix = '') {}

  find(id: number): string {
    return `${this.prefix}${id}`
  }

  remove(id: number): boolean {
    return id > 0
  }
}
