import type { Client } from "../client.js";

/** A resource of a shop's own: it has the client that sends its requests. */
export abstract class BaseResource {
  readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }
}
