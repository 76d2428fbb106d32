export { BatchJobsPanel, type BatchJobsPanelProps } from "./batch-jobs-panel.js";
export { DEFAULT_LABELS } from "./english.js";
export { ExportButton, type ExportButtonProps } from "./export-button.js";
export { ImportDialog, type ImportDialogProps } from "./import-dialog.js";
export type { JobHandlers } from "./job-actions.js";
export { JobList, type JobListProps } from "./job-list.js";
export type { JobState } from "./job-state.js";
export type { ImportStep, PanelLabels } from "./labels.js";
