const PATHS = {
  preparing: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 2.8V8l2.2 1.4",
  waiting: "M6.4 5.4v5.2M9.6 5.4v5.2",
  completed: "m4.9 8.3 2.2 2.2 4-4.5",
  failed: "m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8",
  canceled: "M5 8h6",
  close: "m3.5 3.5 9 9m0-9-9 9",
  upload: "M8 10.5V2.8m0 0L5 5.8m3-3 3 3M2.5 10v2.2c0 .7.6 1.3 1.3 1.3h8.4c.7 0 1.3-.6 1.3-1.3V10",
  download: "M8 2.5v7.7m0 0 3-3m-3 3-3-3M2.5 10v2.2c0 .7.6 1.3 1.3 1.3h8.4c.7 0 1.3-.6 1.3-1.3V10",
  file: "M9.2 1.8H4.5c-.7 0-1.2.5-1.2 1.2v10c0 .7.5 1.2 1.2 1.2h7c.7 0 1.2-.5 1.2-1.2V5.3zm0 0v3.5h3.5M5.7 8.5h4.6M5.7 11h3",
  inbox:
    "M1.8 9.2h3.4l1 1.8h3.6l1-1.8h3.4M1.8 9.2l2-5.7c.2-.5.6-.8 1.1-.8h6.2c.5 0 .9.3 1.1.8l2 5.7v2.9c0 .7-.5 1.2-1.2 1.2H3c-.7 0-1.2-.5-1.2-1.2z",
} as const;

/** A name of a picture. */
export type IconName = keyof typeof PATHS | "running";

/** A picture beside a word that says the same: it is hidden from those who hear the page. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="mbj-icon" data-icon={name} viewBox="0 0 16 16" aria-hidden="true">
      {name === "running" ? (
        <circle cx="8" cy="8" r="6" pathLength="4" />
      ) : (
        <path d={PATHS[name]} />
      )}
    </svg>
  );
}
