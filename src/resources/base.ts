import type { Client } from "../client.js";
import { mustBe } from "../errors.js";

/** A resource of a shop's own: it has the client that sends its requests. */
export abstract class BaseResource {
  readonly client: Client;

  constructor(client: Client) {
    this.client = checkedClient(client);
  }
}

/**
 * What a resource sends through.
 *
 * @throws MedusaInvalidRequestError for a configuration in its place.
 */
export function checkedClient(client: Client): Client {
  if (typeof client?.send === "function") return client;
  throw mustBe("What a resource sends through", "a Client: new Client(config)", client);
}
