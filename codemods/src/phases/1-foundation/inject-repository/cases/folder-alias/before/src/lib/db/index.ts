export { getConnection } from './connection'
