// Any page of this machine.
const CORS = "/^http:\\/\\/(localhost|127\\.0\\.0\\.1)(:\\d+)?$/";

/** The medusa-config.js of a shop with local files and the local event bus, or with S3 and Redis. */
export function configurationOf({ url, database, redisUrl, storage }) {
  const projectConfig = {
    // Up to 1.8; later versions know no other.
    database_type: "postgres",
    database_url: database,
    jwt_secret: "test-jwt-secret",
    cookie_secret: "test-cookie-secret",
    admin_cors: CORS,
    store_cors: CORS,
  };
  if (redisUrl === undefined)
    return { projectConfig, plugins: [localFiles(url)], modules: localModules() };
  return {
    projectConfig: { ...projectConfig, redis_url: redisUrl },
    plugins: [s3Files(storage)],
    modules: redisModules(redisUrl),
  };
}

function localFiles(url) {
  return {
    resolve: "@medusajs/file-local",
    options: { upload_dir: "uploads", backend_url: url },
  };
}

function localModules() {
  return {
    eventBus: { resolve: "@medusajs/event-bus-local" },
    cacheService: { resolve: "@medusajs/cache-inmemory" },
  };
}

function redisModules(redisUrl) {
  const options = { redisUrl };
  return {
    eventBus: { resolve: "@medusajs/event-bus-redis", options },
    cacheService: { resolve: "@medusajs/cache-redis", options },
  };
}

function s3Files({ url, bucket, accessKeyId, secretAccessKey, urlSeconds }) {
  return {
    resolve: "medusa-file-s3",
    options: {
      s3_url: `${url}/${bucket}`,
      bucket,
      region: "us-east-1",
      access_key_id: accessKeyId,
      secret_access_key: secretAccessKey,
      download_file_duration: urlSeconds,
      aws_config_object: {
        endpoint: url,
        forcePathStyle: true,
        // Otherwise newer AWS SDKs send chunks with checksums, which this store keeps with their
        // framing: "Unable to treat column 18f".
        requestChecksumCalculation: "WHEN_REQUIRED",
        responseChecksumValidation: "WHEN_REQUIRED",
      },
    },
  };
}
