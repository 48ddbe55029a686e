declare module 'axios' {
  export interface AxiosResponse<T = any> {
    data: T
    status: number
  }
  export interface AxiosInstance {
    (config: object): Promise<AxiosResponse>
    get<T = any>(url: string, config?: object): Promise<AxiosResponse<T>>
    post<T = any>(url: string, data?: unknown, config?: object): Promise<AxiosResponse<T>>
    create(config?: object): AxiosInstance
    interceptors: { request: { use(handler: (config: object) => object): void } }
  }
  const axios: AxiosInstance
  export default axios
}
declare module 'got' {
  interface CancelableRequest<T> extends Promise<T> {
    json<R>(): CancelableRequest<R>
    cancel(): void
  }
  interface Got {
    (url: string, options?: object): CancelableRequest<{ body: string }>
    post(url: string, options?: object): CancelableRequest<{ body: string }>
    stream(url: string): NodeJS.ReadableStream
  }
  const got: Got
  export default got
}
declare module '@aws-sdk/client-s3' {
  export class GetObjectCommand {
    constructor(input: { Bucket: string; Key: string })
    readonly answer: { Body?: NodeJS.ReadableStream }
  }
  export class S3Client {
    constructor(config: object)
    send<T>(command: { readonly answer: T }, options?: { abortSignal?: AbortSignal }): Promise<T>
  }
}
