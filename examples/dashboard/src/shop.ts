import Medusa from "medusa-batch-jobs";

/** Where the Medusa backend is. Its `admin_cors` must name the origin of this page. */
export const medusaUrl = import.meta.env.VITE_MEDUSA_URL ?? "http://localhost:9000";

/** What it is called here: its host. */
export const shopName = new URL(medusaUrl, location.href).host;

/** One client for the whole page: all that follow jobs share its requests. */
export const medusa = new Medusa({ baseUrl: medusaUrl });
