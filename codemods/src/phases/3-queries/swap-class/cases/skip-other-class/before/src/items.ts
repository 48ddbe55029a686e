class SlowItems {
  find = (id: number) => String(id)
}

export const label = () => new SlowItems().find(1)
