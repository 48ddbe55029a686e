export const flags = {
  async isEnabled(name: string, fallback = false): Promise<boolean> {
    return process.env[name] === undefined ? fallback : process.env[name] === '1'
  },
}
