const nextConfig: { serverExternalPackages: string[]; webpack: (config: any) => any } = {
  serverExternalPackages: [
    "@prisma/client",
    "duckdb", // native
    "duckdb-async",
    "sharp",
  ],
  webpack: (config) => {
    config.externals = [
      ...(config.externals ?? []),
      "duckdb",
      "@mapbox/node-pre-gyp"
    ]
    config.externals.push({ duckdb: "commonjs duckdb" })
    return config
  },
}

export default nextConfig
