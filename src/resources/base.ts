import type { Client } from "../client.js";

/** What all resources have in common: the client that sends their requests. */
export abstract class BaseResource {
  protected readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }
}
