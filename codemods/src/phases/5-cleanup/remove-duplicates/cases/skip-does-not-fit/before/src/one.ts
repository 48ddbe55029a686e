export class One {
  find(id: number): number {
    return id
  }
}
