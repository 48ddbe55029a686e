class Redis {
  async query(sql: string): Promise<string[]> {
    return [sql]
  }
}

export const getClient = () => new Redis()
