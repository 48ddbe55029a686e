export const paths = { imports: 'imports' }
