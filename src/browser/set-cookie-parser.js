/** Browsers keep cookies themselves, and show no script the header that sets them. */
export const parseSetCookie = () => [];
