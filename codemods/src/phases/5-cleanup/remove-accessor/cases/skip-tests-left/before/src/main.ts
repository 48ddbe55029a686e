import { routes } from './routes.js'
import { ReportService } from './service.js'

const service = new ReportService()

export const handlers = routes(service)
