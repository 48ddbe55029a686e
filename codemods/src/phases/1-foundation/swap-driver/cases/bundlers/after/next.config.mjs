/** @type {import('next').NextConfig} */
const nextConfig = {
  experimental: {
    // A native module: webpack leaves it alone.
    serverComponentsExternalPackages: ['@duckdb/node-api', '@duckdb/node-bindings', '@duckshift/runtime'],
  },
  webpack: (config, { isServer }) => {
    if (isServer) {
      config.externals.push('@duckdb/node-api', /^@duckshift\/runtime(\/|$)/);
    }
    return config;
  },
};

export default nextConfig;
