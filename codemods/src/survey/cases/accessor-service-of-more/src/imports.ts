import { FileService } from './file-service.js'

export class Imports {
  constructor(private readonly files: FileService) {} // usage: constructor-argument several-queries

  async rows(name: string) {
    await this.files.read(name)
    return this.files.count(name)
  }
}

export async function names() {
  const files = new FileService(console.log)
  return files.read('names.csv')
}

export async function total() {
  const files = new FileService(console.log) // usage: variable
  return files.connection.runAndReadAll('SELECT 1')
}
