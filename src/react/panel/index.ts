export { BatchJobsPanel, type BatchJobsPanelProps } from "./batch-jobs-panel.js";
export { ImportDialog, type ImportDialogProps } from "./import-dialog.js";
export { DEFAULT_LABELS, type PanelLabels } from "./labels.js";
