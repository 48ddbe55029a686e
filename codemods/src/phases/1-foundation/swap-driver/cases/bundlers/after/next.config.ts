const nextConfig: { serverExternalPackages: string[]; webpack: (config: any) => any } = {
  serverExternalPackages: [
    "@prisma/client",
    "@duckdb/node-api", // native
    "@duckdb/node-bindings",
    "@duckshift/runtime",
    "sharp",
  ],
  webpack: (config) => {
    config.externals = [
      ...(config.externals ?? []),
      "@duckdb/node-api",
      /^@duckshift\/runtime(\/|$)/,
      "@mapbox/node-pre-gyp"
    ]
    config.externals.push({ "@duckdb/node-api": "commonjs @duckdb/node-api" })
    return config
  },
}

export default nextConfig
