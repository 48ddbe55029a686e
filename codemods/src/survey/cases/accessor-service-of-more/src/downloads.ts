import type { FileService } from './file-service.js'

export class Downloads {
  constructor(private readonly files: FileService) {}

  async download(name: string) {
    if (this.files.reads > 100) throw new Error(this.files.path(name))
    return this.files.read(name)
  }
}
