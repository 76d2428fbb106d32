import { act, within } from "@testing-library/react";
import { expect } from "vitest";

const TABBABLE = 'button, input, summary, a[href], [tabindex="0"]';

/** Presses Tab until the element of that name has the focus: it fails if keys do not come there. */
export function tabTo(name: string | RegExp): void {
  const stops = [...scope().querySelectorAll<HTMLElement>(TABBABLE)];
  const after = stops.filter((stop) => isAfter(stop, document.activeElement));
  const stop = [...after, ...stops].find((stop) => isCalled(stop, name));
  expect(stop, `what Tab comes to: ${stops.map(({ textContent }) => textContent)}`).toBeDefined();
  act(() => stop?.focus());
  expect(document.activeElement).toBe(stop);
}

/** Presses Enter, which clicks the button that has the focus. */
export function enter(): void {
  const { activeElement } = document;
  expect(activeElement?.tagName).toBe("BUTTON");
  if (activeElement instanceof HTMLElement) act(() => activeElement.click());
}

/** A modal dialog keeps the focus. */
function scope(): HTMLElement {
  return document.querySelector<HTMLElement>("dialog[open]") ?? document.body;
}

function isAfter(element: Element, from: Element | null): boolean {
  return Boolean(from && from.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function isCalled(element: HTMLElement, name: string | RegExp): boolean {
  const parent = element.parentElement ?? element;
  const { queryAllByRole, queryAllByLabelText } = within(parent);
  return [...queryAllByRole("button", { name }), ...queryAllByLabelText(name)].includes(element);
}
