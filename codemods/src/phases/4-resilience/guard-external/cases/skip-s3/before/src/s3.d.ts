declare module '@aws-sdk/client-s3' {
  export class GetObjectCommand {
    constructor(input: { Bucket: string; Key: string })
    readonly answer: { Body?: NodeJS.ReadableStream }
  }
  export class PutObjectCommand {
    constructor(input: { Bucket: string; Key: string; Body: string })
    readonly answer: { ETag?: string }
  }
  export class S3Client {
    constructor(config: object)
    send<T>(command: { readonly answer: T }, options?: { abortSignal?: AbortSignal }): Promise<T>
    send<T>(command: { readonly answer: T }, done: (error: Error | null, answer?: T) => void): void
    destroy(): void
  }
}
