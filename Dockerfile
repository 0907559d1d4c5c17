# The base image by its digest: `docker buildx imagetools inspect node:24-bookworm-slim` shows the current one.
# No package's install script runs: the build needs none of them, and neither do the programs.
FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY scripts/drop-development-files.js ./scripts/
RUN npm run build
RUN node scripts/drop-development-files.js dist

FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev
COPY scripts/drop-development-files.js ./scripts/
RUN node scripts/drop-development-files.js node_modules

# `docker build --target demo`: the gateway over the emulated Graph, as with `npm start`. The image of the product, below,
# has none of it. Publish the ports on loopback: docker run --rm -p 127.0.0.1:4000:4000 -p 127.0.0.1:4001:4001 IMAGE
FROM build AS demo
COPY tsconfig.dev.json ./
RUN npx tsc -p tsconfig.dev.json --incremental false --tsBuildInfoFile null --declaration false
ENV NODE_ENV=development HOST=0.0.0.0 PORT=4000 EMULATOR_HOST=0.0.0.0 EMULATOR_PORT=4001
USER node
EXPOSE 4000 4001
CMD ["node", "--enable-source-maps", "--disable-sigusr1", "dist/demo/main.js"]

FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20
ARG COMMIT=
LABEL org.opencontainers.image.title="macos-software-update-gateway" \
  org.opencontainers.image.description="GraphQL gateway to Intune's macOS software update reports" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.revision="$COMMIT"
# One arena of the C library for all threads: 15 to 30 MB less memory for the same CPU (docs/performance.md).
ENV NODE_ENV=production HOST=:: PORT=4000 GATEWAY_COMMIT=$COMMIT MALLOC_ARENA_MAX=1
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["node", "dist/health-check.js"]
# SIGUSR1 would open the inspector.
CMD ["node", "--disable-sigusr1", "dist/main.js"]
