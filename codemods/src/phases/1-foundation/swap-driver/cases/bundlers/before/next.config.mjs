/** @type {import('next').NextConfig} */
const nextConfig = {
  experimental: {
    // A native module: webpack leaves it alone.
    serverComponentsExternalPackages: ['duckdb'],
  },
  webpack: (config, { isServer }) => {
    if (isServer) {
      config.externals.push('duckdb');
    }
    return config;
  },
};

export default nextConfig;
