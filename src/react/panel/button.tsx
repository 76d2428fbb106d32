import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons.js";

/** A button's looks and deeds. */
export interface ButtonProps {
  children: ReactNode;
  onClick: () => void;
  icon?: IconName | undefined;
  look?: "primary" | "soft" | undefined;
  /** It works: a spinner shows it, and clicks do nothing. */
  isBusy?: boolean | undefined;
  /** The id of what tells what the button is about. */
  about?: string | undefined;
}

/** A button that stays focusable while it works: one that is disabled would lose the focus. */
export function Button({ children, onClick, icon, look, isBusy = false, about }: ButtonProps) {
  const picture = isBusy ? "running" : icon;
  return (
    <button
      type="button"
      className="mbj-button"
      data-look={look}
      aria-disabled={isBusy || undefined}
      aria-describedby={about}
      onClick={isBusy ? undefined : onClick}
    >
      {picture && <Icon name={picture} />}
      {children}
    </button>
  );
}
