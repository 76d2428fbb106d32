import type { ProxyConfig } from "./config.js";

/**
 * The proxy that a request goes through, for messages: without its login. That `NO_PROXY` may except the
 * host is not looked at.
 */
export function proxyOf({
  baseUrl,
  fileService = baseUrl,
  proxy,
}: {
  baseUrl: string;
  fileService?: string;
  proxy?: ProxyConfig | false;
}): string | undefined {
  if (proxy === false) return undefined;
  if (proxy) return `${proxy.protocol ?? "http"}://${proxy.host}:${proxy.port}`;
  const scheme = fileService.startsWith("https:") ? "https" : "http";
  const given = variable(`${scheme}_proxy`) || variable("all_proxy");
  return given?.replace(/^(?:(\w+:\/\/).*|.*)@/, "$1").replace(/^(?!\w+:\/\/)/, "http://");
}

function variable(name: string): string | undefined {
  const { env = {} } = globalThis.process ?? {};
  return env[name] || env[name.toUpperCase()];
}
