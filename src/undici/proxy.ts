import { isIPv6 } from "node:net";
import type { InternalAxiosRequestConfig } from "axios";
import {
  type buildConnector,
  type Dispatcher,
  EnvHttpProxyAgent,
  errors,
  Pool,
  ProxyAgent,
} from "undici";

/** A proxy on the way. */
export interface ProxyRoute {
  uri: string;
  /** The value of `Proxy-Authorization`, unless the URI holds it. */
  token?: string;
  /** Named by the environment: `NO_PROXY` has the last word. */
  fromEnvironment: boolean;
}

/** The proxy for requests to an origin, as axios's own adapter chooses it. */
export function proxyFor(
  origin: string,
  proxy: InternalAxiosRequestConfig["proxy"],
): ProxyRoute | undefined {
  if (proxy === false) return undefined;
  if (proxy === undefined) return environmentProxyFor(origin);
  const { protocol = "http", host, port, auth } = proxy;
  return {
    uri: `${protocol.replace(/:$/, "")}://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    token: auth && `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString("base64")}`,
    fromEnvironment: false,
  };
}

function environmentProxyFor(origin: string): ProxyRoute | undefined {
  const uri =
    variable(origin.startsWith("https:") ? "https_proxy" : "http_proxy") || variable("all_proxy");
  if (!uri) return undefined;
  return { uri: uri.includes("://") ? uri : `http://${uri}`, fromEnvironment: true };
}

function variable(name: string): string | undefined {
  return process.env[name] || process.env[name.toUpperCase()];
}

/** Goes through a proxy: in a tunnel to https, without one to http, as axios does. */
export function throughProxy(
  { uri, token, fromEnvironment }: ProxyRoute,
  limits: Pool.Options,
): Dispatcher {
  const options = {
    ...limits,
    token,
    proxyTunnel: false,
    factory: (origin: string | URL, { connect }: Pool.Options) =>
      new Pool(origin, { ...limits, connect: decisive(connect) }),
  };
  return fromEnvironment
    ? new EnvHttpProxyAgent({ ...options, httpProxy: uri, httpsProxy: uri })
    : new ProxyAgent({ ...options, uri });
}

/**
 * A connector whose failures are failures: with undici's own error for a broken socket, which is what a
 * proxy that dies during CONNECT makes, it would be asked again at once, and for ever.
 */
function decisive(connect: Pool.Options["connect"]): Pool.Options["connect"] {
  if (typeof connect !== "function") return connect;
  const connector: buildConnector.connector = (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error === null) callback(null, socket);
      else callback(error instanceof errors.SocketError ? brokenOff(error) : error, null);
    });
  return connector;
}

function brokenOff({ message }: Error): Error {
  return Object.assign(new Error(`the proxy broke off: ${message}`), { code: "ECONNRESET" });
}
