/** `Uint8Array<ArrayBuffer>`, in words that TypeScript before 5.7 knows too. */
export type Bytes = ReturnType<TextEncoder["encode"]>;
