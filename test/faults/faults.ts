import type { Socket } from "node:net";
import type { WireAnswer, WireRequest } from "./tiny-medusa.js";
import { json } from "./tiny-medusa.js";
import { head, writeAnswer } from "./wire.js";

/**
 * What a fault tells the client, in the words of the design's retry table:
 * - `harmless`: a success, if an odd one
 * - `refused`: the server surely did not act
 * - `lost`: it may have acted, nobody knows
 * - `final`: an error that will be the same the next time
 * - `nonsense`: a success without what it promises
 */
export type Meaning = "harmless" | "refused" | "lost" | "final" | "nonsense";

/** What a request promises of the body of its answer: one key of it, a JSON object, anything but a page, or nothing. */
export type Promised = "key" | "object" | "anything" | "nothing";

/** When a server does at last what a client has given up. */
export type Late =
  /** As the connection ends, before anything else is asked. */
  | "when given up"
  /** As the next request has been dealt with: the one by which the client finds out, or the next try. */
  | "after the next request"
  /** As the next try of the same operation has been dealt with. */
  | "after the next try"
  /** So many milliseconds after the connection has ended. */
  | number;

export interface Fault {
  name: string;
  meaning: Meaning;
  /** The class of the error that ends a call of this fault, and what it says of the answer. */
  error: string;
  status?: number;
  retryAfter?: number;
  /** Good enough an answer for a request that promises no more than this. */
  satisfies: readonly Promised[];
  /** The server does what is asked: before it fails, or later. */
  acts: boolean;
  late?: Late;
  /** Ends by the client's timeout alone. */
  silent: boolean;
  /** Strikes before the request is read. */
  unread: boolean;
  /** Takes its time and memory. */
  heavy: boolean;
  play: (socket: Socket, answer: WireAnswer, request: WireRequest) => void;
}

type FaultDetails = Pick<Fault, "name" | "meaning" | "play"> & Partial<Fault>;

const ERROR_OF: Record<Meaning, string> = {
  harmless: "none",
  refused: "MedusaAPIError",
  lost: "MedusaConnectionError",
  final: "MedusaInvalidRequestError",
  nonsense: "MedusaAPIError",
};

const SATISFIED_BY: Record<Meaning, readonly Promised[]> = {
  harmless: ["key", "object", "anything", "nothing"],
  refused: [],
  lost: [],
  final: [],
  nonsense: ["anything", "nothing"],
};

export function fault({ meaning, ...details }: FaultDetails): Fault {
  return {
    meaning,
    error: details.silent ? "MedusaTimeoutError" : ERROR_OF[meaning],
    satisfies: SATISFIED_BY[meaning],
    acts: false,
    silent: false,
    unread: false,
    heavy: false,
    ...details,
  };
}

/** The same fault before the server acts, and after. */
function beforeAndAfter(details: FaultDetails): Fault[] {
  return [
    fault({ ...details, name: `${details.name}, not acted` }),
    fault({ ...details, name: `${details.name}, acted`, acts: true }),
  ];
}

/** Everything that can go wrong. `trap` is the base URL of a server that must never be asked. */
export function allFaults(trap: string): Fault[] {
  return [
    ...brokenConnections(),
    ...silence(),
    ...refusals(),
    ...gatewayErrors(),
    ...errors(),
    ...redirects(trap),
    ...nonsense(),
    ...oddities(),
  ];
}

function brokenConnections(): Fault[] {
  const lost = (name: string, bytes: (answer: WireAnswer) => string) =>
    beforeAndAfter({ name, meaning: "lost", play: (socket, answer) => socket.end(bytes(answer)) });
  return [
    fault({
      name: "closed unread",
      meaning: "lost",
      unread: true,
      play: (socket) => socket.destroy(),
    }),
    ...beforeAndAfter({ name: "closed", meaning: "lost", play: (socket) => socket.end() }),
    ...beforeAndAfter({
      name: "reset",
      meaning: "lost",
      play: (socket) => socket.resetAndDestroy(),
    }),
    ...lost("status line cut off", () => "HTTP/1.1 2"),
    ...lost("headers cut off", (answer) => head(answer).slice(0, -8)),
    ...lost("body cut off", (answer) => head(answer) + answer.body.slice(0, -1)),
    ...lost("chunks cut off", (answer) => chunkedHead() + chunk(answer.body)),
    fault({
      name: "garbage instead of HTTP",
      meaning: "lost",
      acts: true,
      play: (socket) => socket.end("\u0000\u0001 garbage \u0002\r\n\r\n"),
    }),
    fault({
      name: "gzip that is none",
      meaning: "lost",
      acts: true,
      play: (socket, answer) =>
        writeAnswer(socket, {
          ...answer,
          headers: { ...answer.headers, "content-encoding": "gzip" },
        }),
    }),
    fault({
      name: "headers without end",
      meaning: "lost",
      play: (socket) => flood(socket, "HTTP/1.1 200 OK\r\n", "x-more: and more\r\n".repeat(100)),
    }),
    fault({
      name: "giant header",
      meaning: "lost",
      play: (socket) => flood(socket, "HTTP/1.1 200 OK\r\nx-giant: ", "giant".repeat(1000)),
    }),
  ];
}

function silence(): Fault[] {
  const silent = (name: string, play: Fault["play"]) =>
    ({ name, meaning: "lost", silent: true, play }) as const;
  return [
    ...beforeAndAfter(silent("silence", () => {})),
    ...beforeAndAfter(
      silent("body stops", (socket, answer) =>
        socket.write(head(answer) + answer.body.slice(0, -1)),
      ),
    ),
    fault(silent("head drips for ever", (socket) => drip(socket, "HTTP/1.1 200 OK\r\nx-drip: "))),
    fault({
      ...silent("body drips for ever", (socket) =>
        drip(socket, chunkedHead() + chunk("{"), chunk(" ")),
      ),
      acts: true,
    }),
    fault({
      ...silent("chunks stop", (socket, answer) =>
        socket.write(chunkedHead() + chunk(answer.body)),
      ),
      acts: true,
    }),
  ];
}

const HOUR_MS = 3_600_000;

function refusals(): Fault[] {
  const refused = (name: string, status: number, headers = {}, more: Partial<Fault> = {}) =>
    fault({ name, meaning: "refused", status, play: answerWith(status, headers), ...more });
  const now = new Date(Math.floor(Date.now() / 1000) * 1000);
  const inAnHour = new Date(now.getTime() + HOUR_MS).toUTCString();
  return [
    refused("409", 409, {}, { error: "MedusaInvalidRequestError" }),
    refused("429", 429),
    refused("429, again at once", 429, { "retry-after": "0" }, { retryAfter: 0 }),
    refused("429, in a second", 429, { "retry-after": "1" }, { retryAfter: 1000 }),
    refused("429, in an hour", 429, { "retry-after": "3600" }, { retryAfter: HOUR_MS }),
    refused(
      "429, a date long past",
      429,
      { "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" },
      { retryAfter: 0 },
    ),
    refused(
      "429, a date in an hour",
      429,
      { "retry-after": inAnHour, date: now.toUTCString() },
      { retryAfter: HOUR_MS },
    ),
    refused("429, nonsense to wait for", 429, { "retry-after": "5 apples" }),
    refused("429, negative", 429, { "retry-after": "-1" }),
    refused("503", 503),
    refused("503, in an hour", 503, { "retry-after": "3600" }, { retryAfter: HOUR_MS }),
  ];
}

/** What a gateway in front of Medusa says when it does not know either. */
function gatewayErrors(): Fault[] {
  return [501, 502, 504].flatMap((status) =>
    beforeAndAfter({
      name: `${status}`,
      meaning: "lost",
      error: "MedusaAPIError",
      status,
      play: (socket) => writeAnswer(socket, html(status)),
    }),
  );
}

const UNAUTHORIZED: WireAnswer = { status: 401, headers: {}, body: "Unauthorized" };

function errors(): Fault[] {
  const final = (name: string, answer: WireAnswer, error?: string, more: Partial<Fault> = {}) => {
    const details = {
      name,
      status: answer.status,
      play: (socket: Socket) => writeAnswer(socket, answer),
    };
    return fault({ ...details, meaning: "final", ...(error && { error }), ...more });
  };
  const message = "property status should not exist";
  return [
    final("400", json(400, { type: "invalid_data", message })),
    // Who logs out without a session is logged out.
    final("401", UNAUTHORIZED, "MedusaAuthenticationError", { satisfies: ["nothing"] }),
    final("403", json(403, { type: "not_allowed", message: "Forbidden" }), "MedusaPermissionError"),
    final("404", html(404), "MedusaNotFoundError"),
    final("413", html(413)),
    final("422", json(422, { type: "duplicate_error", message: "Already there" })),
    final("431", { status: 431, headers: {}, body: "" }),
    final(
      "500",
      json(500, { type: "unknown_error", message: "An unknown error occurred." }),
      "MedusaAPIError",
    ),
    final("500 of HTML", html(500), "MedusaAPIError"),
  ];
}

function redirects(trap: string): Fault[] {
  return [301, 302, 303, 307, 308].map((status) =>
    fault({
      name: `${status} to another host`,
      meaning: "final",
      error: "MedusaAPIError",
      status,
      play: (socket, _answer, { path }) =>
        writeAnswer(socket, { status, headers: { location: trap + path }, body: "" }),
    }),
  );
}

function nonsense(): Fault[] {
  const bad = (
    name: string,
    change: (answer: WireAnswer) => WireAnswer,
    more: Partial<Fault> = {},
  ) =>
    beforeAndAfter({
      name,
      meaning: "nonsense",
      status: 200,
      play: (socket, answer) => writeAnswer(socket, change({ ...answer, status: 200 })),
      ...more,
    });
  const satisfies: Promised[] = ["object", "anything", "nothing"];
  return [
    ...bad("200 of HTML", () => html(200), { satisfies: [] }),
    ...bad(
      "200 of truncated JSON",
      (answer) => ({ ...answer, headers: JSON_TYPE, body: '{"batch_job":{"id":"ba' }),
      { satisfies: ["nothing"] },
    ),
    ...bad("200 of JSON called HTML", () => ({ ...html(200), body: '{"batch_job":{}}' }), {
      satisfies: ["anything"],
    }),
    ...bad("200, empty", () => ({ status: 200, headers: JSON_TYPE, body: "" })),
    ...bad("200 of a JSON array", () => json(200, [{ id: "batch_01" }])),
    ...bad("200 of a JSON scalar", () => json(200, 42)),
    ...bad("200 of null", () => json(200, null)),
    ...bad("200 without the promised key", () => json(200, { something: "else" }), { satisfies }),
    ...bad("204", () => ({ status: 204, headers: {}, body: "" }), {
      satisfies,
      status: 204,
      play: (socket) => socket.end("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"),
    }),
    fault({
      name: "200 of 100 MB",
      meaning: "nonsense",
      satisfies: [],
      heavy: true,
      play: sendHugeBody,
    }),
    fault({
      name: "200 of 100 MB, acted",
      meaning: "nonsense",
      satisfies: [],
      heavy: true,
      acts: true,
      play: sendHugeBody,
    }),
  ];
}

function oddities(): Fault[] {
  const POISON = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';
  return [
    fault({
      name: "200 with __proto__ and constructor",
      meaning: "harmless",
      acts: true,
      play: (socket, answer) =>
        writeAnswer(socket, { ...answer, body: answer.body.replace(/^\{/, `{${POISON},`) }),
    }),
    fault({
      name: "400 with __proto__ and constructor",
      meaning: "final",
      status: 400,
      play: (socket) =>
        writeAnswer(socket, {
          status: 400,
          headers: JSON_TYPE,
          body: `{${POISON},"message":"no"}`,
        }),
    }),
  ];
}

const JSON_TYPE = { "content-type": "application/json" };
const HTML_TYPE = { "content-type": "text/html" };

function html(status: number): WireAnswer {
  return { status, headers: HTML_TYPE, body: `<html><body>${status}</body></html>` };
}

function answerWith(status: number, headers: Record<string, string>): Fault["play"] {
  return (socket) => writeAnswer(socket, { status, headers, body: "Not now." });
}

function chunkedHead(): string {
  return "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
}

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

const DRIP_MS = 20;

/** A drop now and then, until the other side has enough of it. */
function drip(socket: Socket, start: string, drop = "."): void {
  socket.write(start);
  const timer = setInterval(() => socket.write(drop), DRIP_MS);
  socket.on("close", () => clearInterval(timer));
}

/** As much as the other side takes. */
function flood(
  socket: Socket,
  start: string,
  more: string | Buffer,
  times = Number.POSITIVE_INFINITY,
): void {
  let left = times;
  const pour = () => {
    while (left > 0 && !socket.destroyed && socket.write(more)) left -= 1;
  };
  socket.on("drain", pour);
  socket.write(start);
  pour();
}

const MEGABYTE = Buffer.alloc(1024 * 1024, " ");

function sendHugeBody(socket: Socket): void {
  const length = { "content-length": `${100 * MEGABYTE.length}` };
  const start = head({ status: 200, headers: { ...JSON_TYPE, ...length }, body: "" });
  flood(socket, start, MEGABYTE, 100);
}
