/** What a framework or tool loads by convention, relative to the folder of the package that depends on it. */
export interface Convention {
  readonly name: string
  /** Dependencies any of which makes the convention hold; empty for every package. */
  readonly packages: readonly string[]
  readonly entries: readonly string[]
  /** Loaded by tests only. */
  readonly isTest?: true
}

const code = '{js,jsx,ts,tsx,mjs,mts,cjs,cts}'

export const conventions: readonly Convention[] = [
  {
    name: 'a configuration file',
    packages: [],
    entries: [
      `*.config.${code}`,
      `.{*rc,[a-z]*}.${code}`,
      `.{storybook,config,eslint}/**/*.${code}`,
      `*.config.*.${code}`,
    ],
  },
  {
    name: 'Next.js',
    packages: ['next'],
    entries: [
      `{src/,}pages/**/*.${code}`,
      `{src/,}app/**/{page,layout,route,loading,error,not-found,template,default,global-error,forbidden,unauthorized,icon,apple-icon,opengraph-image,twitter-image,sitemap,robots,manifest}.${code}`,
      `{src/,}{middleware,proxy,instrumentation,instrumentation-client,mdx-components}.${code}`,
    ],
  },
  {
    name: 'Remix',
    packages: ['@remix-run/react', '@remix-run/node', '@remix-run/dev', 'react-router', '@react-router/dev'],
    entries: [`app/{root,routes,entry.client,entry.server}.${code}`, `app/routes/**/*.${code}`],
  },
  {
    name: 'Nuxt',
    packages: ['nuxt', 'nuxt3'],
    entries: [
      `{app/,}{pages,plugins,middleware,layouts,modules,composables,utils}/**/*.${code}`,
      `server/**/*.${code}`,
      `{app/,}{app,router.options,app.config}.${code}`,
    ],
  },
  {
    name: 'SvelteKit',
    packages: ['@sveltejs/kit'],
    entries: [
      `src/routes/**/+{page,layout,server,error}{,.server}.${code}`,
      `src/hooks{,.client,.server}.${code}`,
      `src/params/*.${code}`,
      `src/service-worker.${code}`,
    ],
  },
  {
    name: 'Astro',
    packages: ['astro'],
    entries: [`src/pages/**/*.${code}`, `src/{content,}config.${code}`, `src/middleware.${code}`],
  },
  {
    name: 'TanStack Start',
    packages: [
      '@tanstack/react-start',
      '@tanstack/solid-start',
      '@tanstack/start',
      '@tanstack/react-router',
      '@tanstack/solid-router',
    ],
    entries: [
      `{src,app}/{router,client,server,ssr,start}.${code}`,
      `{src,app}/routeTree.gen.${code}`,
      `{src,app}/routes/**/*.${code}`,
    ],
  },
  {
    name: 'SolidStart',
    packages: ['@solidjs/start', 'solid-start'],
    entries: [`src/{app,entry-client,entry-server,middleware}.${code}`, `src/routes/**/*.${code}`],
  },
  {
    name: 'Qwik City',
    packages: ['@builder.io/qwik-city', '@qwik.dev/router'],
    entries: [`src/{root,entry.*}.${code}`, `src/routes/**/*.${code}`],
  },
  {
    name: 'Nitro',
    packages: ['nitropack', 'nitro', 'vinxi'],
    entries: [`{server/,}{api,routes,plugins,middleware,utils,tasks}/**/*.${code}`],
  },
  {
    name: 'Electron',
    packages: ['electron-vite', 'vite-plugin-electron', '@electron-forge/plugin-vite'],
    entries: [
      `{src/,electron/,src/electron/}{main,preload,renderer}{,/index,/main,/preload}.${code}`,
      `src/renderer/src/main.${code}`,
    ],
  },
  { name: 'Fastify', packages: ['@fastify/autoload'], entries: [`{src/,}{plugins,routes}/**/*.${code}`] },
  {
    name: 'Azure Functions',
    packages: ['@azure/functions'],
    entries: [`{src/,}functions/**/*.${code}`, `*/index.${code}`],
  },
  {
    name: 'Observable Framework',
    packages: ['@observablehq/framework'],
    entries: [`{src,docs}/**/*.*.${code}`, `{src,docs}/components/**/*.${code}`],
  },
  {
    name: 'AdonisJS',
    packages: ['@adonisjs/core'],
    entries: [`{start,app,config,providers,commands,bin}/**/*.${code}`],
  },
  { name: 'Trigger.dev', packages: ['@trigger.dev/sdk'], entries: [`{src/,}trigger/**/*.${code}`] },
  {
    name: 'Gatsby',
    packages: ['gatsby'],
    entries: [`gatsby-*.${code}`, `src/{pages,templates}/**/*.${code}`],
  },
  { name: 'Expo', packages: ['expo', 'expo-router'], entries: [`{App,index}.${code}`, `app/**/*.${code}`] },
  { name: 'NestJS', packages: ['@nestjs/core'], entries: [`src/main.${code}`, `apps/*/src/main.${code}`] },
  {
    name: 'Storybook',
    packages: [
      'storybook',
      '@storybook/react',
      '@storybook/vue3',
      '@storybook/html',
      '@storybook/web-components',
    ],
    entries: [`**/*.stories.${code}`],
  },
  {
    name: 'Cypress',
    packages: ['cypress'],
    entries: [`cypress/**/*.${code}`, `**/*.cy.${code}`],
    isTest: true,
  },
  {
    name: 'a migration tool',
    packages: ['knex', 'umzug', 'sequelize', 'sequelize-cli', 'typeorm', 'node-pg-migrate', 'kysely-ctl'],
    entries: [`**/{migrations,seeds,seeders}/**/*.${code}`],
  },
  {
    name: 'a function of a serverless host',
    packages: [],
    entries: [`netlify/{functions,edge-functions}/**/*.${code}`],
  },
  { name: 'Hygen', packages: ['hygen'], entries: [`{_templates,.hygen}/**/*.${code}`] },
  { name: 'Vercel', packages: ['@vercel/node', 'vercel'], entries: [`api/**/*.${code}`] },
  {
    name: 'Cloudflare',
    packages: ['wrangler', '@cloudflare/workers-types'],
    entries: [`functions/**/*.${code}`, `src/worker.${code}`],
  },
]

export const testConvention: Convention = {
  name: 'a test',
  packages: [],
  entries: [
    `**/*.{test,spec,e2e,bench}.${code}`,
    `**/*.{e2e,int,integration}-{test,spec}.${code}`,
    `**/*.{test,spec}-d.${code}`,
    `**/__tests__/**/*.${code}`,
    `**/__mocks__/**/*.${code}`,
    `{jest,vitest}.setup.${code}`,
    `{src/,}setupTests.${code}`,
  ],
  isTest: true,
}

/** Runners that take every file of their folders for a test. */
export const folderRunners: readonly { readonly script: RegExp; readonly entries: readonly string[] }[] = [
  {
    script: /\bnode\b.*--test\b/,
    entries: [`**/test/**/*.${code}`, `**/*{-,_}test.${code}`, `**/test.${code}`, `**/test-*.${code}`],
  },
  { script: /\bmocha\b/, entries: [`{test,spec}/**/*.${code}`] },
  { script: /\b(ava|tap|tape|uvu|c8 tape)\b/, entries: [`test/**/*.${code}`, `test.${code}`] },
]
