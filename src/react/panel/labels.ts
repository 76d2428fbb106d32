/** The words of the panel. */
export interface PanelLabels {
  title: string;
}

export const DEFAULT_LABELS: PanelLabels = { title: "Imports and exports" };
