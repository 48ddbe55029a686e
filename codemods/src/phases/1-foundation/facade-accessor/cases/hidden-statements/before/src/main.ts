import { Storage } from './storage.js'

export async function main(path: string) {
  const storage = await Storage.open({ path })
  return storage.names()
}
