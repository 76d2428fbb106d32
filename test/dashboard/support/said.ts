import type { BrowserContext, Page } from "playwright-core";

declare global {
  interface Window {
    said: string[];
  }
}

/**
 * Has the pages of a context remember what people are told, in its order: the texts of `role="status"`, and the
 * headings.
 */
export async function rememberSaid(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.said = [];
    const last = new Map<Element, string>();
    const look = () => {
      for (const element of document.querySelectorAll("[role=status], h3")) {
        const text = element.textContent?.trim() ?? "";
        if (text !== "" && last.get(element) !== text) window.said.push(text);
        last.set(element, text);
      }
    };
    const options = { childList: true, characterData: true, subtree: true };
    new MutationObserver(look).observe(document, options);
  });
}

/** What was said since the page was loaded. */
export function said(page: Page): Promise<string[]> {
  return page.evaluate(() => window.said);
}
