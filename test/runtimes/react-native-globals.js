// What React Native gives an application, as far as the scenario and axios ask for it: written after its Libraries
// (Network, Blob) of 0.79 to 0.86, each in its most limited form. It runs in a realm that has nothing but the language;
// `native` is the platform below: native.send and native.encode.
/* global native */

class EventSource {
  #listeners = new Map();

  addEventListener(type, listener) {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  removeEventListener(type, listener) {
    const others = (this.#listeners.get(type) ?? []).filter((one) => one !== listener);
    this.#listeners.set(type, others);
  }

  dispatch(type) {
    this[`on${type}`]?.({ type });
    for (const listener of this.#listeners.get(type) ?? []) listener({ type });
  }
}

class Blob {
  /** Bytes are refused: those below hold texts and each other. */
  constructor(parts = [], { type = "" } = {}) {
    const chunks = parts.map((part) => {
      if (part instanceof ArrayBuffer || ArrayBuffer.isView(part)) {
        throw new Error(
          "Creating blobs from 'ArrayBuffer' and 'ArrayBufferView' are not supported",
        );
      }
      return part instanceof Blob ? part.bytes : native.encode(String(part));
    });
    this.bytes = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
    this.mediaType = type;
  }

  get size() {
    return this.bytes.length;
  }

  get type() {
    return this.mediaType;
  }

  slice(start, end, type = "") {
    const part = new Blob([], { type });
    part.bytes = this.bytes.slice(start, end);
    return part;
  }
}

class File extends Blob {
  constructor(parts, name, options) {
    super(parts, options);
    this.fileName = name;
  }

  get name() {
    return this.fileName;
  }
}

/** Its parts are texts, and files on disk; the platform knows nothing else. */
class FormData {
  #parts = [];

  append(key, value) {
    this.#parts.push([key, value]);
  }

  getParts() {
    return this.#parts;
  }
}

class URL {
  #text;

  constructor(url, base) {
    this.#text = base === undefined ? url : `${base}${url}`;
  }

  get href() {
    return this.toString();
  }

  toString() {
    return this.#text;
  }
}
const NOT_IMPLEMENTED = "hash host hostname origin password pathname port protocol search username";
for (const name of NOT_IMPLEMENTED.split(" ")) {
  Object.defineProperty(URL.prototype, name, {
    get() {
      throw new Error(`URL.${name} is not implemented`);
    },
  });
}

class XMLHttpRequest extends EventSource {
  readyState = 0;
  status = 0;
  responseType = "";
  withCredentials = true;
  timeout = 0;
  upload = new EventSource();
  // axios asks whether they are there.
  onloadend = null;
  onreadystatechange = null;
  #request = { headers: {} };
  #answer = { headers: {}, bytes: new Uint8Array() };
  #abort = () => {};

  open(method, url) {
    Object.assign(this.#request, { method, url });
    this.#become(1);
  }

  setRequestHeader(name, value) {
    this.#request.headers[name.toLowerCase()] = String(value);
  }

  send(data) {
    const { headers } = this.#request;
    if (data instanceof FormData) throw new Error("Unrecognized FormData part.");
    const isBlob = data instanceof Blob;
    const body = isBlob ? data.bytes : typeof data === "string" ? native.encode(data) : data;
    if (isBlob && data.type) headers["content-type"] = data.type;
    if (body && !headers["content-type"]) {
      throw new Error("Payload is set but no content-type header specified");
    }
    const request = { ...this.#request, body, withCredentials: this.withCredentials };
    this.#abort = native.send(request, (error, answer) => {
      if (answer) this.#answer = answer;
      this.status = answer?.status ?? 0;
      this.#become(4);
      this.dispatch(error ? "error" : "load");
      this.dispatch("loadend");
    });
  }

  abort() {
    this.#abort();
    this.#become(4);
    this.dispatch("abort");
    this.dispatch("loadend");
  }

  get response() {
    const { bytes } = this.#answer;
    return this.responseType === "arraybuffer" ? Uint8Array.from(bytes).buffer : this.responseText;
  }

  get responseText() {
    return native.decode(this.#answer.bytes);
  }

  getAllResponseHeaders() {
    const lines = Object.entries(this.#answer.headers).map(([name, value]) => `${name}: ${value}`);
    return `${lines.join("\r\n")}\r\n`;
  }

  #become(state) {
    this.readyState = state;
    this.dispatch("readystatechange");
  }
}

Object.assign(globalThis, { Blob, File, FormData, URL, XMLHttpRequest });
Object.assign(globalThis, { global: globalThis, window: globalThis, self: globalThis });
Object.assign(globalThis, { navigator: { product: "ReactNative" }, process: { env: {} } });
