/** The browser of the tests: Debian's. */
export const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** Why there are no tests in a browser, where it is missing. */
export const NO_CHROMIUM = `there is no ${CHROMIUM}: apt-get install chromium, or set CHROMIUM_PATH`;

/** How it is started: without most of these, it looks up hosts of its maker's. */
export const CHROMIUM_FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  "--no-sandbox",
];
