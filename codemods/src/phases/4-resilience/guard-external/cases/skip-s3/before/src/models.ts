import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'

const s3 = new S3Client({ region: 'eu-west-1' })

/** Tells a key that is missing from a store that is. */
export async function load(key: string): Promise<NodeJS.ReadableStream | undefined> {
  try {
    return (await s3.send(new GetObjectCommand({ Bucket: 'models', Key: key }))).Body
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return undefined
    throw error
  }
}

export async function byStatus(key: string): Promise<boolean> {
  return s3.send(new GetObjectCommand({ Bucket: 'models', Key: key })).then(
    () => true,
    (error) => error.$metadata.httpStatusCode !== 404,
  )
}

class Outbox {
  send(message: string): string {
    return message
  }
}

export const sent = new Outbox().send('hello')

s3.destroy()
