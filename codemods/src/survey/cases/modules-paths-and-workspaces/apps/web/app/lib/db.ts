export { getClient } from '@acme/data'
