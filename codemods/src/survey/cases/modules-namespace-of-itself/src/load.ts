export const load = () => import('./driver.js')
