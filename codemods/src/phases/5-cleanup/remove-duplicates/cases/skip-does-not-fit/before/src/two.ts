export class Two {
  find(id: number): number {
    return id
  }

  remove(id: number): boolean {
    return id > 0
  }
}
