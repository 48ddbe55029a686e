declare module 'axios' {
  export interface AxiosResponse<T = any> {
    data: T
    status: number
  }
  export interface AxiosInstance {
    (config: object): Promise<AxiosResponse>
    get<T = any>(url: string, config?: object): Promise<AxiosResponse<T>>
    post<T = any>(url: string, data?: unknown, config?: object): Promise<AxiosResponse<T>>
    request<T = any>(config: object): Promise<AxiosResponse<T>>
    create(config?: object): AxiosInstance
    interceptors: { request: { use(handler: (config: object) => object): void } }
    isAxiosError(error: unknown): boolean
  }
  const axios: AxiosInstance
  export default axios
}
