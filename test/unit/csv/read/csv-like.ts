import fc from "fast-check";

/** Text of what CSV is made of, so that it breaks all its rules. */
export const csvLike = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('"', '""', ",", ";", "\n", "\r\n", "\r", "a", " ") },
      { weight: 2, arbitrary: fc.constantFrom("\t", "|", "\ufeff", "ü", "€", "😀", "\0", "b1") },
      { weight: 1, arbitrary: fc.constantFrom('"a","b"\n', "a;b;c\n", 'a,"x\ny" ,c\r\n', "\x1e") },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

/** The same in UTF-8, in Latin-1, and with bytes in it that are neither. */
export const bytesLike = fc.oneof(
  csvLike.map((text) => Buffer.from(text)),
  csvLike.map((text) => Buffer.from(text, "latin1")),
  fc
    .array(
      fc.oneof(
        csvLike.map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 4 }),
      ),
    )
    .map((parts) => Buffer.concat(parts)),
);
