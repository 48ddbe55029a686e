declare module 'got' {
  export interface CancelableRequest<T> extends Promise<T> {
    json<R>(): CancelableRequest<R>
    text(): CancelableRequest<string>
    cancel(): void
  }
  export interface Got {
    (url: string, options?: object): CancelableRequest<{ body: string }>
    get(url: string, options?: object): CancelableRequest<{ body: string }>
    post(url: string, options?: object): CancelableRequest<{ body: string }>
    stream(url: string): NodeJS.ReadableStream
    extend(options: object): Got
  }
  export class HTTPError extends Error {
    readonly response: { statusCode: number }
  }
  const got: Got
  export default got
}
