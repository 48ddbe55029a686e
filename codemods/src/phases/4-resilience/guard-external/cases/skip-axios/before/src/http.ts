import axios from 'axios'

const api = axios.create({ baseURL: 'https://api.example/' })

/** Decides by the status of the error's response. */
export async function exists(id: string): Promise<boolean> {
  try {
    await api.get(`/items/${id}`)
    return true
  } catch (error) {
    if ((error as { response?: { status: number } }).response?.status === 404) return false
    throw error
  }
}

export async function tolerant(id: string): Promise<unknown> {
  try {
    const { data } = await api.get(`/items/${id}`)
    return data
  } catch (error) {
    return axios.isAxiosError(error) ? undefined : Promise.reject(error)
  }
}

/** It comes with the data. */
export async function hook(address: string): Promise<number> {
  return (await axios.post(address, {})).status
}

api.interceptors.request.use((config) => config)
