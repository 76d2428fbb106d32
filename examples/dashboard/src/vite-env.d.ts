/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Where the Medusa backend is. Default: http://localhost:9000 */
  readonly VITE_MEDUSA_URL?: string;
}
