import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'

const s3 = new S3Client({ region: 'eu-west-1' })

export async function load(key: string, signal?: AbortSignal): Promise<NodeJS.ReadableStream | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'models', Key: key }), { abortSignal: signal })
  return Body
}

export class Backups {
  readonly #client: S3Client

  constructor(client: S3Client = s3) {
    this.#client = client
  }

  async store(names: string[]): Promise<(string | undefined)[]> {
    const stored = await Promise.all(
      names.map((name) =>
        this.#client.send(
          new PutObjectCommand({
            Bucket: 'backups',
            Key: name,
            Body: name,
          }),
        ),
      ),
    )
    this.#client.destroy()
    return stored.map(({ ETag }) => ETag)
  }
}
